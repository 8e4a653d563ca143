// The folder is a package: it installs, its examples do what docs/api.md says, its types say what comes, and workers can use it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { api, articles, folder, marked, npm, root, temporary, traps } from "./tagline.mjs";

const run = promisify(execFile);
const page = readFileSync(join(root, "docs", "api.md"), "utf8");

// The blocks of code on the page in that language.
const blocks = (language) =>
    [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].filter(([, name]) => name === language).map(([, , code]) => code);

// A project of another's in which the package is installed.
function installed(what) {
    const home = temporary();
    writeFileSync(join(home, "package.json"), JSON.stringify({ name: "theirs", version: "1.0.0", type: "module", private: true }));
    npm(home, "install", what);
    return home;
}

test("the folder installs by npm, and is imported by its name", async () => {
    const home = installed(folder);
    writeFileSync(join(home, "uses.js"), 'import { clean } from "tagline";\nconsole.log((await clean({ text: "é" })).id);\n');
    const { stdout } = await run(process.execPath, ["uses.js"], { cwd: home });
    assert.equal(stdout, "null\n");
});

test("what npm packs of it is all that it needs", async () => {
    const packs = temporary();
    const [{ filename, files }] = JSON.parse(npm(folder, "pack", "--json", "--pack-destination", packs));
    const names = files.map(({ path }) => path).sort();
    assert.deepEqual(names, readdirSync(folder).sort());
    const home = installed(join(packs, filename));
    writeFileSync(
        join(home, "uses.js"),
        'import { tag } from "tagline";\nconsole.log((await tag({ text: "Mexico" })).spans[0].entity.name);\n',
    );
    const { stdout } = await run(process.execPath, ["uses.js"], { cwd: home });
    assert.equal(stdout, "Mexico\n");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    assert.ok(readFileSync(join(root, "Cargo.toml"), "utf8").includes(`version = "${version}"`));
});

test("what is loaded before anything is tagged is small", () => {
    const size = (name) => statSync(join(folder, name)).size;
    // Were what the tagger knows compiled in, it would be another 8 MB.
    assert.ok(size("tagline_bg.wasm") < 4_000_000, `${size("tagline_bg.wasm")} bytes`);
    assert.ok(size("tagger.bin") > 1_000_000, `${size("tagger.bin")} bytes`);
});

// What an example says that it prints: the lines behind `// → `, and those below them that go on.
const told = (code) =>
    [...code.matchAll(/^\s*\/\/ (?:→| ) ?(.*)$/gm)].map(([, line]) => line).join("\n");

test("the examples of the documentation print what it says", async (t) => {
    const home = installed(folder);
    const examples = blocks("js");
    assert.ok(examples.length > 8);
    for (const [at, code] of examples.entries()) {
        await t.test(code.split("\n").find((line) => line.includes("await")) ?? `${at}`, async () => {
            writeFileSync(join(home, `example-${at}.js`), code);
            const { stdout } = await run(process.execPath, [`example-${at}.js`], { cwd: home });
            assert.equal(stdout.trimEnd(), told(code).trimEnd());
        });
    }
});

test("a module worker uses it, as the documentation has it", async () => {
    const home = installed(folder);
    const [code] = blocks("js worker");
    // Node's workers have another name for the same.
    const port = 'import { parentPort } from "node:worker_threads";\nconst postMessage = (data) => parentPort.postMessage(data);\nlet onmessage;\nparentPort.on("message", (data) => onmessage({ data }));\n';
    assert.ok(code.includes('"./api/index.js"'));
    writeFileSync(join(home, "work.js"), port + code.replace("./api/index.js", "tagline"));
    const worker = new Worker(join(home, "work.js"));
    try {
        const text = traps[2];
        const answer = new Promise((done, failed) => worker.once("message", done).once("error", failed));
        worker.postMessage(text);
        assert.deepEqual(await answer, (await api.tag({ text }, { unit: "utf16" })).spans);
    } finally {
        await worker.terminate();
    }
});

// What comes is exactly what the types say: each answer is written down as a literal, in which the compiler allows no field that
// its type does not have, and misses none that it has.
async function answers() {
    const { agree, clean, convert, formats, merge, tag } = api;
    const source = JSON.parse((await convert(marked, { from: "brackets", to: "tagline" })).content);
    const other = marked.replace("[COURT Supreme Court]", "[ORGANIZATION Supreme Court]").replace("[PERSON Ada]", "[LAW Ada]");
    const rules = { format: "tagline-rules", version: 1, ignored: [""] };
    const merged = await merge([source, { name: "é.brackets.txt", content: `${other}=== more\n[A x\n` }]);
    const told = [];
    const say = (type, value) => told.push(`const _${told.length}: ${type} = ${JSON.stringify(value)};`);
    for (const text of traps) say("Cleaned", await clean({ text }));
    for (const text of articles) say("Tagged", await tag({ text, date: "2019-06-26" }));
    say("Tagged", await tag({ text: "" }, { rules }));
    say('Converted<"spacy">', await convert(source, { from: "tagline", to: "spacy" }));
    const { bytes, ...packed } = await convert(marked, { from: "brackets", to: "brat", fix: "all" });
    say('Omit<Converted<"brat">, "bytes">', packed);
    say("Agreement", await agree([marked, other]));
    say("Agreement", await agree([marked, { content: "=== d1\nx" }], { rounds: 0 }));
    say("Merged", merged);
    say("Project", source);
    say("FormatInfo[]", await formats());
    assert.ok(merged.conflicts.length > 1 && bytes.length > 0);
    const names = "Agreement, Cleaned, Converted, FormatInfo, Merged, Project, Tagged";
    return `import type { ${names} } from "tagline";\n${told.join("\n")}\nexport {};\n`;
}

test("the types say what goes in and what comes out", async () => {
    const home = installed(folder);
    writeFileSync(join(home, "answers.ts"), await answers());
    writeFileSync(join(home, "calls.ts"), readFileSync(join(root, "tests", "api", "calls.ts")));
    const examples = blocks("ts");
    assert.ok(examples.length > 0);
    examples.forEach((code, at) => writeFileSync(join(home, `example-${at}.ts`), code));
    for (const [module, resolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
        const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--skipLibCheck", "false", "--target", "es2022"];
        const files = ["answers.ts", "calls.ts", ...examples.map((_, at) => `example-${at}.ts`)];
        const args = [...options, "--lib", "es2022,dom", "--module", module, "--moduleResolution", resolution, ...files];
        await run("tsc", args, { cwd: home, maxBuffer: 1 << 26 }).catch(({ stdout }) => assert.fail(stdout.slice(0, 3000)));
    }
});
