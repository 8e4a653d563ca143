// What goes wrong is an error with a code, and says where, what was expected and what was found.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { api, folder, marked, temporary, traps } from "./tagline.mjs";

const { agree, clean, convert, merge, tag, TaglineError } = api;

const native = (await convert(marked, { from: "brackets", to: "tagline" })).content;
const packed = (await convert(marked, { from: "brackets", to: "brat" })).bytes;
const cyclic = { format: "tagline" };
cyclic.self = cyclic;

const both = { from: "brackets", to: "spacy" };
for (const [what, call, code, message] of [
    ["no text", () => clean({}), "usage", 'expected a field "text" or "html", found neither'],
    ["text and html", () => clean({ text: "", html: "" }), "usage", 'expected a field "text" or "html", found both'],
    ["no article", () => clean(), "usage", 'expected a field "text" or "html", found neither'],
    ["a string for an article", () => clean("x"), "usage", 'the article: expected an object, found "x"'],
    ["a number for a text", () => clean({ text: 7 }), "usage", "text: expected a string, found 7"],
    ["a bad id", () => clean({ id: 7.5, text: "" }), "usage", "id: expected a string or a whole number, found 7.5"],
    ["an unknown option", () => clean({ text: "" }, { units: "utf16" }), "usage", 'options: expected unit, found "units"'],
    ["an unknown unit", () => tag({ text: "" }, { unit: "bytes" }), "usage", 'unit: expected code-points or utf16, found "bytes"'],
    ["no text to tag", () => tag({}), "usage", 'expected a field "text", found none'],
    ["a bad day", () => tag({ text: "é", date: "26/6/2019" }), "usage", 'expected "date" to be a day like 2019-06-26, found "26/6/2019"'],
    ["a bad rule pack", () => tag({ text: "" }, { rules: { format: "x", version: 1 } }), "format", 'rules: format: expected "tagline-rules", found "x"'],
    ["rules in a circle", () => tag({ text: "" }, { rules: cyclic }), "usage", "rules: expected plain values, found others: "],
    ["no format", () => convert(marked, { to: "spacy" }), "usage", "from: expected the name of a format, found none"],
    ["no options", () => convert(marked), "usage", "from: expected the name of a format, found none"],
    ["an unknown format", () => convert(marked, { from: "brackets", to: "spcy" }), "usage", "to: expected one of tagline, "],
    ["one that is only written", () => convert(marked, { from: "html", to: "spacy" }), "usage", "from: expected a format that can be read, found html"],
    ["an unknown fix", () => convert(marked, { ...both, fix: ["tokens", "x"] }), "usage", 'fix: expected suggestions, tokens, overlaps or all, found "x"'],
    ["a bad status", () => convert(marked, { ...both, status: 1 }), "usage", "status: expected suggested, accepted or rejected, found 1"],
    ["no content", () => convert(undefined, both), "usage", "content: expected a string, bytes or a native file as an object, found undefined"],
    ["a function", () => convert(() => {}, both), "usage", "content: expected a string, bytes or a native file as an object, found function"],
    ["no file", () => agree([marked, null]), "usage", "files[1]: expected a string, bytes"],
    ["a name that is none", () => agree([marked, { content: "", name: 7 }]), "usage", "files: invalid type: "],
    ["a function in an article", () => clean({ text: "", url: () => 1 }), "usage", "the article: expected plain values, found others: invalid type"],
    ["content in a circle", () => convert(cyclic, both), "usage", "content: expected plain values, found others: "],
    ["another file", () => convert("[1,, 2]", { from: "tagline", to: "spacy" }), "format", "line 1, column 4: expected a value, found \",\""],
    ["an empty file", () => convert(" \r\n", both), "format", "line 1, column 1: expected a file of the format brackets, found an empty one"],
    ["bytes that are no text", () => convert(new Uint8Array([0xc3, 0xa9, 0xff]), both), "not-utf8", "line 1, column 2: expected UTF-8, found the byte 0xff"],
    ["half an archive", () => convert(packed.slice(0, 99), { from: "brat", to: "spacy" }), "archive", "expected the end of a zip archive"],
    ["one file alone", () => agree([marked]), "usage", "files: expected two or more, found 1"],
    ["no list of files", () => merge(marked), "usage", "files: expected a list, found string"],
    ["a file that can't be read", () => agree([marked, { name: "b.json", content: "[1,, 2]", format: "tagline" }]), "format", "b.json: line 1, column 4"],
    ["a file of no known kind", () => merge([native, { name: "b.txt", content: "漢" }]), "format", "b.txt: expected a file of annotations, found one of no format"],
    ["a file of an unknown format", () => merge([native, { content: "", format: "x" }]), "usage", "file 2: format: expected one of tagline, "],
    ["a file without content", () => merge([native, {}]), "format", "file 2: "],
    ["a bad base", () => merge([native, native], { base: new Uint8Array([0xff]) }), "not-utf8", "base: line 1, column 1: expected UTF-8"],
    ["an unknown option of merging", () => merge([native, native], { bases: native }), "usage", 'options: expected base, found "bases"'],
    ["a bad number of rounds", () => agree([native, native], { rounds: -1 }), "usage", "rounds: expected a whole number, 0 or more, found -1"],
]) {
    test(`it is told: ${what}`, async () => {
        await assert.rejects(call, (error) => {
            assert.ok(error instanceof TaglineError && error instanceof Error);
            assert.deepEqual([error.name, error.code], ["TaglineError", code]);
            assert.ok(error.message.startsWith(message), error.message);
            return true;
        });
    });
}

test("after a breakdown it goes on", async () => {
    const tagline = await api.load({ tagger: true });
    let deep = [];
    for (let depth = 0; depth < 200_000; depth++) deep = [deep];
    assert.throws(() => tagline.clean({ text: "" }, { unit: deep }), { name: "TaglineError", code: "internal" });
    const line = { text: traps.at(-2) };
    assert.equal(tagline.clean(line).title, (await clean(line)).title);
    // What the tagger knows went with it, and comes again.
    assert.throws(() => tagline.tag(line), { code: "not-loaded" });
    assert.ok((await tag(line)).spans.length > 0);
});

// A copy of the package, which is another module.
async function copy() {
    const home = temporary();
    for (const name of ["index.js", "tagline.js", "tagline_bg.wasm", "tagger.bin", "package.json"]) copyFileSync(join(folder, name), join(home, name));
    return { home, module: await import(pathToFileURL(join(home, "index.js"))) };
}

test("what is missing is told, and looked for again", async () => {
    const { home, module } = await copy();
    const { clean, load, tag } = module;
    const [wasm, tagger] = ["tagline_bg.wasm", "tagger.bin"].map((name) => join(home, name));
    rmSync(wasm);
    await assert.rejects(clean({ text: "" }), (error) => error.code === "load" && error.message.startsWith("tagline_bg.wasm: file://"));
    copyFileSync(join(folder, "package.json"), wasm);
    await assert.rejects(load(), (error) => error.code === "load" && error.message.includes("expected WebAssembly"));
    copyFileSync(join(folder, "tagline_bg.wasm"), wasm);
    rmSync(tagger);
    const tagline = await load();
    assert.equal(tagline.clean({ text: "é" }).id, null);
    assert.throws(() => tagline.tag({ text: "Mexico" }), { code: "not-loaded", message: /await load\(\{ tagger: true \}\) first/ });
    await assert.rejects(tag({ text: "" }), (error) => error.code === "load" && error.message.startsWith("tagger.bin: file://"));
    for (const bad of [readFileSync(join(folder, "tagger.bin")).subarray(0, 5000), new Uint8Array([1, 2])]) {
        await assert.rejects(load({ tagger: true, data: bad }), { code: "load" });
    }
    copyFileSync(join(folder, "tagger.bin"), tagger);
    assert.equal((await tag({ text: "Mexico" })).spans[0].label, "PLACE");
});

test("its parts may come from elsewhere", async () => {
    const files = { "/a.wasm": "tagline_bg.wasm", "/b.bin": "tagger.bin" };
    const server = createServer(({ url }, answer) => {
        const name = files[url];
        answer.writeHead(name ? 200 : 404, { "Content-Type": url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream" });
        answer.end(name ? readFileSync(join(folder, name)) : "");
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const address = `http://127.0.0.1:${server.address().port}`;
    const check = async (options) => {
        const { home, module } = await copy();
        rmSync(join(home, "tagline_bg.wasm"));
        rmSync(join(home, "tagger.bin"));
        const tagline = await module.load({ tagger: true, ...options });
        assert.equal(tagline.tag({ text: "Mexico" }).spans[0].label, "PLACE");
    };
    try {
        const { module } = await copy();
        await assert.rejects(module.load({ wasm: `${address}/c.wasm` }), { code: "load", message: /the server answers 404/ });
        await check({ wasm: `${address}/a.wasm`, data: new URL(`${address}/b.bin`) });
        await check({ wasm: fetch(`${address}/a.wasm`), data: fetch(`${address}/b.bin`) });
        const wasm = readFileSync(join(folder, "tagline_bg.wasm"));
        const known = readFileSync(join(folder, "tagger.bin"));
        await check({ wasm, data: known });
        await check({ wasm: new WebAssembly.Module(wasm), data: gunzipSync(known) });
    } finally {
        server.close();
    }
});
