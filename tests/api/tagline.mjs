// What the tests of the JavaScript API share: where it is, the command line to compare it with, and texts that trip programs up.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after } from "node:test";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const folder = join(root, "dist", "api");
if (!existsSync(join(folder, "package.json"))) throw new Error("dist/api is not there; run `make test-api`, or `make dist` first");

export const api = await import(pathToFileURL(join(folder, "index.js")));

const program = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug", "tagline");

/** Runs the command line on `input`: what it wrote, as bytes, and the lines that it said. */
export function cli(args, input = "", cwd = root) {
    const ran = spawnSync(program, args, { input, cwd, maxBuffer: 1 << 30 });
    if (ran.error) throw new Error(`${program}: ${ran.error.message}; run \`make test-api\``);
    return { out: ran.stdout, said: ran.stderr.toString().split("\n").filter(Boolean), code: ran.status };
}

/** What a filter of the command line answers to each of `lines`. */
export function filtered(command, lines, ...options) {
    const { out, said } = cli([command, ...options], lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    if (said.length) throw new Error(said.join("\n"));
    return out.toString().trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** A folder that is gone after the tests of this file. */
export function temporary() {
    const made = mkdtempSync(join(tmpdir(), "tagline-"));
    after(() => rmSync(made, { recursive: true, force: true }));
    return made;
}

/** `npm` in a folder, with nothing asked of any registry. */
export const npm = (cwd, ...args) => execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund"], { cwd, encoding: "utf8" });

const read = (place) => readdirSync(join(root, place)).sort().map((name) => readFileSync(join(root, place, name), "utf8"));

/** Pages as HTML: the made-up ones, without what is right for each line. */
export const pages = read("tests/pages").map((page) => page.replace(/^[^\t\n]*\t/gm, ""));

/** Articles in several languages and scripts. */
export const articles = read("tests/alone");

/** Texts in which the three ways to count differ, among lines that a cleaner takes out. */
export const traps = [
    "",
    " \r\n",
    "👩\u200d🚀 é e\u0301 漢: the 9th Circuit met in Mexico on Tuesday,\r\nבירושלים, and the FBI did not.\r\n",
    "قال محمد بن سلمان في الرياض يوم الأحد. The U.S. Supreme Court sat in London 👍🏽.",
    "ADVERTISEMENT\r\n👩\u200d🚀 A quiet day in 北京\r\nBy Zoë Ferrier\r\n\r\nNothing happened in Paris on Monday, the mayor said, and nobody was surprised by it at all. 🇩🇪🇫🇷\r\n\r\nThe council of a small harbour town counted every boat in Mexico, and found one more than it had last year, é.\r\n\r\nShare this 👩\u200d🚀\r\n",
    "\ufeffThe Supreme Court\u2028of India sat in New\u00a0Delhi\u0085on June 25, 2019. \u202bOhio\u202c 𝕏 Corp",
];

const [boundary, start] = ["=== ", "<"];

/** The same as a file of annotations: documents in bracket notation, each with a name. */
export const marked = [
    ["emoji", "[PERSON 👨\u200d🚒] The [COURT Supreme Court] sat in [PLACE London]."],
    ["accents", "[PERSON Jose\u0301] met [PERSON Zoë] and [PLACE 漢字] in [PLACE Besanc\u0327on]."],
    ["arabic", "قال [PERSON محمد بن سلمان] في [PLACE الرياض] يوم الأحد."],
    ["crlf", "[PLACE Paris] slept.\r\nThe [COURT Supreme\r\nCourt] sat.\r\n\r\n[PLACE Rome] woke."],
    ["nested", "The [COURT Supreme Court of [PLACE India]] sat in [PLACE New Delhi]."],
    ["twice", "[PERSON [ORGANIZATION Ada Roe]] sat."],
    ["inside-a-word", "[PLACE Paris]ians met anti[PLACE Rome] forces."],
    ["statuses", "[PERSON Ada] met [PERSON? Bob] and [PERSON! Cy] in [PLACE? [PLACE Oslo]]."],
    ["unseen", "[PERSON a\u200bb] met \u202b[PLACE \ufeffRome]\u202c and [PLACE Os\u00adlo]."],
    ["markup", `He said <b>[PLACE Rome]</b> &amp; ${start}!-- [PLACE Oslo] --> ]]> [PERSON Ada].`],
    ["no marks / ü:*?", "Nothing is named here."],
]
    .map(([id, text]) => `${boundary}${id}\n${text}\n`)
    .join("");
