// What the tagger knows as one file: the parts in data/ in the order and under the header that src/tagging/data.rs tells,
// packed with gzip, since few hosts do that to a file of no known kind.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const rust = readFileSync("src/tagging/data.rs", "utf8");

// What the library says of the file is said there alone.
function found(what, pattern) {
    const match = rust.match(pattern);
    if (!match) throw new Error(`src/tagging/data.rs: expected ${what}, found none`);
    return match[1];
}

export function knowledge() {
    const magic = found("the file's first line, MAGIC", /const MAGIC: &str = "([^"]+)";/);
    const parts = found("the names of its parts, PARTS", /const PARTS: \[&str; \d+\] =\s*\[([^\]]+)\];/);
    const names = [...parts.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
    const contents = names.map((name) => readFileSync(join("data", name)));
    const header = names.map((name, at) => `${name} ${contents[at].length}\n`).join("");
    return gzipSync(Buffer.concat([Buffer.from(`${magic}\n${header}\n`), ...contents]), { level: 9 });
}
