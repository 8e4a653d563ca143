// Trunk's last step: writes what the tagger knows as one file, gives it and the worker's files names that change with their
// content, as Trunk gives the app's, joins the worker's loader to them, and writes its name into index.html, where the app
// looks for it. Makes one sheet of all. Then icons, the policy of the page as it is now, and the list of all files for offline.js.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { icons } from "./icons.mjs";
import { knowledge } from "./knowledge.mjs";
import { writeOffline } from "./offline.mjs";
import { governed } from "./policy.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
const at = (name) => join(folder, name);

const script = readFileSync(at("worker.js"), "utf8");
const wasm = readFileSync(at("worker_bg.wasm"));
const hashed = (...parts) =>
    parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

const known = knowledge();
const file = `tagger-${hashed(known)}.bin`;
writeFileSync(at(file), known);
// Where the worker (bin/worker/knowledge.rs) finds it. The worker is a blob, which has no place of its own: the page tells it
// where home is (bin/app/browser/worker.rs).
const address = (name) => `new URL("./${name}", self.home ?? self.location.href).href`;
const told = `self.tagger = { address: ${address(file)}, bytes: ${known.length} };`;

// What the page asks for its account of all requests (bin/app/browser/requests.rs), heard before the app's own messages are.
const account = `addEventListener("message", (event) => {
    if (event.data !== "requests") return;
    event.stopImmediatePropagation();
    event.ports[0].postMessage(performance.getEntriesByType("resource").map(({ name }) => name));
});`;

// A promise that fails inside a worker is not heard by the page; an error is, and "failed to load" is what
// browser/worker.rs knows it by. What waits for the promise fails too.
const heard =
    'catch((error) => { const told = Error("failed to load: " + error); setTimeout(() => { throw told; }); throw told; })';
const hash = hashed(script, heard, account, told, wasm);

writeFileSync(
    at(`worker-${hash}.js`),
    `${script}\n${account}\n${told}\nwasm_bindgen({ module_or_path: ${address(`worker-${hash}_bg.wasm`)} }).${heard};\n`,
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
// What the page has asked the browser for is on its way first (index.html).
replace("const wasm = await init", /const wasm = await init/, "await self.taglineEarly?.asked;\n$&");

// One sheet: each that the page asks for keeps it from starting for longer, most of all where offline.js answers.
const sheet = /\s*<link[^>]*rel="stylesheet"[^>]*href="\.\/([^"]+\.css)"[^>]*>/g;
const names = [...page.matchAll(sheet)].map(([, name]) => name);
const joined = names.map((name) => readFileSync(at(name), "utf8")).join("\n");
if (/@import|@charset|url\(\s*["']?\.?\.?\//.test(joined)) throw new Error("styles: one refers to another file, or has to come first");
const styles = `styles-${hashed(joined)}.css`;
const integrity = createHash("sha384").update(joined).digest("base64");
writeFileSync(at(styles), joined);
names.forEach((name) => rmSync(at(name)));
let isFirst = true;
page = page.replace(sheet, () => {
    const link = isFirst ? `\n    <link rel="stylesheet" href="./${styles}" integrity="sha384-${integrity}"/>` : "";
    isFirst = false;
    return link;
});
if (isFirst) throw new Error("index.html: expected sheets, found none");
writeFileSync(at("index.html"), governed(page, { single: false }));

copyFileSync("web/manifest.webmanifest", at("manifest.webmanifest"));
for (const [name, content] of icons()) writeFileSync(at(name), content);
writeOffline(folder);
