// Trunk's last step: writes what the tagger knows as one file, gives it and the worker's files names that change with their
// content, as Trunk gives the app's, joins the worker's loader to them, and writes its name into index.html, where the app
// looks for it.
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { knowledge } from "./knowledge.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
const at = (name) => join(folder, name);

const script = readFileSync(at("worker.js"), "utf8");
const wasm = readFileSync(at("worker_bg.wasm"));
const hashed = (...parts) =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

const known = knowledge();
const file = `tagger-${hashed(known)}.bin`;
writeFileSync(at(file), known);
// Where the worker (bin/worker/knowledge.rs) finds it.
const told = `self.tagger = { address: "./${file}", bytes: ${known.length} };`;

// A promise that fails inside a worker is not heard by the page; an error is, and "failed to load" is what
// browser/worker.rs knows it by. What waits for the promise fails too.
const heard =
    'catch((error) => { const told = Error("failed to load: " + error); setTimeout(() => { throw told; }); throw told; })';
const hash = hashed(script, heard, told, wasm);

writeFileSync(
    at(`worker-${hash}.js`),
    `${script}\n${told}\nwasm_bindgen({ module_or_path: "./worker-${hash}_bg.wasm" }).${heard};\n`,
);
renameSync(at("worker_bg.wasm"), at(`worker-${hash}_bg.wasm`));
rmSync(at("worker.js"));

let page = readFileSync(at("index.html"), "utf8");

function replace(what, pattern, by) {
    if (!pattern.test(page)) throw new Error(`index.html: expected ${what}, found none`);
    page = page.replace(pattern, by);
}

replace('<meta name="worker" content="…">', /(<meta name="worker" content=")[^"]*"/, `$1./worker-${hash}.js"`);
// WebKit tells a page nothing of a module that fails while it waits; index.html listens for errors.
replace("await init({ … })", /await init\(\{[^}]*\}\)/, `$&.${heard}`);
writeFileSync(at("index.html"), page);
