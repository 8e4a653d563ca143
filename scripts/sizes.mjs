// Lines of FIGURE: the compressed size of each file that the app ships, and of what a first visit loads.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = "dist";
// A first visit doesn't load these: the single file, and what the tagger fetches when it first runs.
const later = (name) => name === "tagline.html" || name.startsWith("data/");
const files = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
const show = (name, raw, gzip, brotli) => {
    console.log(`FIGURE\t${name}\t${kilobytes(raw)} kB, gzip ${kilobytes(gzip)}, brotli ${kilobytes(brotli)}`);
};

const first = [0, 0, 0];
for (const name of files.sort()) {
    const content = readFileSync(join(folder, name));
    const sizes = [
        content.length,
        gzipSync(content, { level: 9 }).length,
        brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    ];
    show(name.replace(/-[0-9a-f]{12,16}/, "-*"), ...sizes);
    if (!later(name)) sizes.forEach((size, index) => (first[index] += size));
}
show("first load", ...first);
