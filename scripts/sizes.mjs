// Lines of FIGURE: the compressed size of each file that the app ships, and of what a first visit loads.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const files = (folder) =>
    readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile()).sort();
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);

function show(name, [raw, gzip, brotli]) {
    console.log(`FIGURE\t${name}\t${kilobytes(raw)} kB, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`);
}

function sizes(file) {
    const content = readFileSync(file);
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    return [content.length, gzipSync(content, { level: 9 }).length, brotliCompressSync(content, best).length];
}

const sum = (rows) => rows.reduce((total, row) => total.map((size, index) => size + row[index]), [0, 0, 0]);

const shipped = files("dist").map((name) => [name, sizes(join("dist", name))]);
for (const [name, row] of shipped) show(name.replace(/-[0-9a-f]{12,16}/, "-*"), row);

// The single file is an app of its own.
const first = sum(shipped.filter(([name]) => name !== "tagline.html").map(([, row]) => row));
// What the tagger knows is compiled into the worker; compressed alone it shows about what it adds.
const compiled = files("data").filter((name) => /\.(bin|fst|tsv)$/.test(name));
const data = sum(compiled.map((name) => sizes(join("data", name))));
const until = sum(shipped.filter(([name]) => !/^worker|^tagline\.html/.test(name)).map(([, row]) => row));
show("until ready to paste", until);
show("first load", first);
show("of it the tagger's data, about", data);
show("first load without that data", first.map((size, index) => size - data[index]));
