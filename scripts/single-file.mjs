// Writes dist/tagline.html: the whole app in one file that opens from disk by double click. A page opened so may load
// nothing beside it, so scripts and sheets go inline, wasm and what the tagger knows as compressed base64, and the worker as
// a blob. Its policy lets it connect to nothing at all.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { governed } from "./policy.mjs";

const folder = "dist";
const read = (name) => readFileSync(join(folder, name));
const packed = (name) => JSON.stringify(gzipSync(read(name), { level: 9 }).toString("base64"));
const inline = (script) => script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

const unpack = `const carried = (base64) => new Response(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
const unpack = (base64) =>
    new Response(carried(base64).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();`;

let page = read("index.html").toString();
// Its own comes last.
replace("its policy", /\s*<meta http-equiv="Content-Security-Policy"[^>]*>/, () => "");
// There is nothing to install: the file is the app.
replace("where what keeps it offline is", /\s*<meta name="offline"[^>]*>/, () => "");
replace("its manifest", /\s*<link rel="manifest"[^>]*>/, () => "");

// As scripts/finish.mjs has it: where a promise fails, the page hears an error.
const [heard] = page.match(/\.catch\(\(error\) => .*\)(?=;)/) ?? [];
if (!heard) throw new Error("dist/index.html: expected what scripts/finish.mjs adds to its script, found none");

// One replacement, which must find what it replaces: a change in Trunk's output shows here, not in the reader's browser.
function replace(what, pattern, by) {
    const match = page.match(pattern);
    if (!match) throw new Error(`dist/index.html: expected ${what}, found none`);
    page = page.slice(0, match.index) + by(match) + page.slice(match.index + match[0].length);
}

const scripts = /<script type="module"[^>]*>\s*import init[^']*'\.\/([^']+)'[\s\S]*?module_or_path: '\.\/([^']+)'[\s\S]*?<\/script>/;
replace("Trunk's script", scripts, ([, script, wasm]) => {
    const module = read(script).toString();
    if (/^import /m.test(module)) throw new Error(`${script}: imports another script, which one file cannot carry`);
    return `<script type="module">\n${inline(module)}\n${unpack}
unpack(${packed(wasm)}).then((bytes) => __wbg_init({ module_or_path: bytes }))${heard};\n</script>`;
});

replace("the worker's name", /<meta name="worker" content="\.\/([^"]+)"[^>]*>/, ([meta, name]) => {
    const wasm = name.replace(".js", "_bg.wasm");
    const loader = /wasm_bindgen\(\{[^}]*\}\)\.catch\(.*\);\s*$/;
    const script = read(name).toString();
    if (!loader.test(script)) {
        throw new Error(`${name}: expected the call that scripts/finish.mjs writes, found none`);
    }
    const [told, file] = script.match(/self\.tagger = \{ address: new URL\("\.\/([^"]+)", [^)]*\)\.href, bytes: \d+ \};/) ?? [];
    if (!told) throw new Error(`${name}: expected the place of the tagger's data, found none`);
    // It is packed already; the worker unpacks it.
    const known = read(file);
    const open = `self.tagger = { open: () => carried("${known.toString("base64")}"), bytes: ${known.length} };`;
    const worker = `${script.replace(loader, "").replace(told, open)}\n${unpack}
unpack(${packed(wasm)}).then((bytes) => wasm_bindgen({ module_or_path: bytes }))${heard};`;
    return `${meta}\n<script>
document.querySelector('meta[name="worker"]').content =
    URL.createObjectURL(new Blob([${inline(JSON.stringify(worker))}], { type: "text/javascript" }));\n</script>`;
});

page = page.replace(/<link[^>]*rel="(?:module)?preload"[^>]*>/g, "");
const sheets = [];
page = page.replace(/\s*<link[^>]*rel="stylesheet"[^>]*>/g, (link) => {
    const name = link.match(/href="\.\/([^"]+)"/)[1];
    const sheet = read(name).toString();
    if (/url\(\s*["']?(?!data:|#)/.test(sheet)) throw new Error(`${name}: refers to another file, which one file cannot carry`);
    sheets.push(sheet);
    return "";
});
// One, so that the policy needs one hash.
replace("the labels' sheet", /<style id="label-colours">/, ([style]) => `<style>\n${sheets.join("\n")}\n</style>\n    ${style}`);
page = page.replace(/(<link[^>]*rel="icon"[^>]*href=")\.\/([^"]+\.svg)"/g, (_, start, name) => {
    return `${start}data:image/svg+xml;base64,${read(name).toString("base64")}"`;
});

const left = page.match(/(?:src|href)="\.\/[^"]*"/);
if (left) throw new Error(`dist/index.html: ${left[0]} is not in the single file yet`);
writeFileSync(join(folder, "tagline.html"), governed(page, { single: true }));
