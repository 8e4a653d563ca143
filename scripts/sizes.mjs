// Lines of FIGURE: the compressed size of each file that the app ships, and of what a first visit loads.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";

const files = (folder) =>
    readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile()).sort();
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);

function show(name, [raw, gzip, brotli]) {
    console.log(`FIGURE\t${name}\t${kilobytes(raw)} kB, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`);
}

function sizes(content) {
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    return [content.length, gzipSync(content, { level: 9 }).length, brotliCompressSync(content, best).length];
}

const sum = (rows) => rows.reduce((total, row) => total.map((size, index) => size + row[index]), [0, 0, 0]);

const shipped = files("dist").map((name) => [name, sizes(readFileSync(join("dist", name)))]);
for (const [name, row] of shipped) show(name.replace(/-[0-9a-f]{12,16}/, "-*"), row);

// The single file is an app of its own, and the JavaScript API is for other programs.
const isApi = (name) => name.startsWith("api/");
const loaded = shipped.filter(([name]) => name !== "tagline.html" && !isApi(name));
const of = (pattern) => sum(loaded.filter(([name]) => pattern.test(name)).map(([, row]) => row));
show("until ready to paste", of(/^(?!worker|tagger-|offline|icon|manifest)/));
show("behind that, the worker", of(/^worker/));
show("behind that, what keeps it offline, and icons", of(/^(offline|icon|manifest)/));
// Packed by us for hosts that don't; brotli would make this of it where a host packs what we had not.
show("behind that, what the tagger knows", of(/^tagger-/));
const known = loaded.filter(([name]) => /^tagger-/.test(name));
for (const [name] of known) show("of it unpacked", sizes(gunzipSync(readFileSync(join("dist", name)))));
show("first load", of(/./));
const api = (pattern) => sum(shipped.filter(([name]) => isApi(name) && pattern.test(name)).map(([, row]) => row));
show("the JavaScript API, until it converts", api(/\/(index|tagline)\.js$|\.wasm$/));
show("behind that, once it tags", api(/\.bin$/));
