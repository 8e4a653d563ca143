// Writes into offline.js what the app is made of: every file of the folder with its hash, and a version that follows from
// them. `node scripts/offline.mjs FOLDER` does it again after a change of the files.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// Not a part of the served app.
const ASIDE = ["offline.js", "tagline.html", "api"];

export function writeOffline(folder) {
    const script = readFileSync(new URL("../web/offline.js", import.meta.url), "utf8");
    const names = readdirSync(folder).filter((name) => !ASIDE.includes(name) && !name.startsWith(".")).sort();
    const hash = (name) => createHash("sha256").update(readFileSync(join(folder, name))).digest("base64");
    const files = Object.fromEntries(names.map((name) => [name === "index.html" ? "./" : `./${name}`, hash(name)]));
    const version = createHash("sha256").update(script + JSON.stringify(files)).digest("hex").slice(0, 16);
    const told = /const TOLD = .*;/;
    if (!told.test(script)) throw new Error("web/offline.js: expected `const TOLD = …;`, found none");
    writeFileSync(
        join(folder, "offline.js"),
        script.replace(told, () => `const TOLD = ${JSON.stringify({ version, files }, null, 1)};`),
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeOffline(process.argv[2]);
