// Makes the folder of the JavaScript API, an npm package: `node scripts/api.mjs FOLDER`. The program is src/bin/api, compiled and
// made smaller as index.html says for the app's worker; what the tagger knows is the file that the app fetches.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { knowledge } from "./knowledge.mjs";

const folder = process.argv[2];
const at = (name) => join(folder, name);
const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit" });

function found(file, what, pattern) {
    const match = readFileSync(file, "utf8").match(pattern);
    if (!match) throw new Error(`${file}: expected ${what}, found none`);
    return match[1];
}

const flags = found("index.html", "the worker's data-wasm-opt-params", /data-bin="worker"[^>]*data-wasm-opt-params="([^"]+)"/).split(" ");
const version = found("Cargo.toml", "a version", /^version = "([^"]+)"/m);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

run("cargo", "build", "--locked", "--release", "--target", "wasm32-unknown-unknown", "--features", "web", "--bin", "api");
const target = process.env.CARGO_TARGET_DIR ?? "target";
// Where the program breaks down, index.js has it put together anew, and it is index.js that says where the program is.
const how = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--experimental-reset-state-function"];
run("wasm-bindgen", ...how, "--out-dir", folder, "--out-name", "tagline", join(target, "wasm32-unknown-unknown/release/api.wasm"));
run("wasm-opt", "-O3", ...flags, at("tagline_bg.wasm"), "-o", at("tagline_bg.wasm"));
writeFileSync(at("tagger.bin"), knowledge());

const sources = { "index.js": "src/bin/api/index.js", "README.md": "docs/api.md", "NOTICE.md": "data/NOTICE.md" };
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) sources[name] = name;
for (const [name, source] of Object.entries(sources)) copyFileSync(source, at(name));

// The types, with the names that the program's own tables have.
const { formats } = await import(pathToFileURL(resolve(at("index.js"))));
const table = await formats();
const reasons = JSON.parse(readFileSync("schema/tagline-1.schema.json", "utf8")).$defs.Removed.properties.reason.enum;
const names = {
    Reason: reasons,
    ReadFormat: table.filter(({ reads }) => reads).map(({ name }) => name),
    TextFormat: table.filter(({ writes, archive }) => writes && !archive).map(({ name }) => name),
    ArchiveFormat: table.filter(({ archive }) => archive).map(({ name }) => name),
};
let types = readFileSync("src/bin/api/index.d.ts", "utf8");
for (const [name, all] of Object.entries(names)) {
    const told = `export type ${name} = string;`;
    if (!types.includes(told)) throw new Error(`src/bin/api/index.d.ts: expected "${told}", found none`);
    types = types.replace(told, `export type ${name} = ${all.map((one) => JSON.stringify(one)).join(" | ")};`);
}
writeFileSync(at("index.d.ts"), types);

const entry = { types: "./index.d.ts", default: "./index.js" };
const own = ["tagline_bg.wasm", "tagger.bin", "package.json"].map((name) => [`./${name}`, `./${name}`]);
const description = {
    name: "tagline",
    version,
    description: "Clean news articles, tag what they name, convert, compare and merge annotations: in browsers, workers and Node",
    license: found("Cargo.toml", "a license", /^license = "([^"]+)"/m),
    type: "module",
    main: "./index.js",
    types: "./index.d.ts",
    exports: { ".": entry, ...Object.fromEntries(own) },
    files: ["index.d.ts", "tagline.js", "tagline_bg.wasm", "tagger.bin", ...Object.keys(sources)],
    sideEffects: false,
    engines: { node: ">=20.16" },
};
// Last: whoever finds it finds all of it.
writeFileSync(at("package.json"), `${JSON.stringify(description, null, 2)}\n`);

const kilobytes = (bytes) => `${(bytes.length / 1000).toFixed(1)} kB`.padStart(11);
for (const name of ["index.js", "tagline.js", "tagline_bg.wasm", "tagger.bin"]) {
    const content = readFileSync(at(name));
    const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    console.log(`${name.padEnd(16)}${kilobytes(content)}, gzip${kilobytes(gzipSync(content, { level: 9 }))}, brotli${kilobytes(brotli)}`);
}
