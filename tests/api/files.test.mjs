// Converting, comparing and merging files give what the command line does: every format, every message.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { api, cli, marked, temporary } from "./tagline.mjs";

const { agree, convert, formats, merge } = api;

// What the command line says of a conversion, line by line.
function said({ losses, totals, issues, chosen }, isChosen = false) {
    const line = ({ place, message }) => `${place}: ${message}`;
    const fixed = (fix) => (fix ? `; --fix ${fix} writes them` : "");
    const counts = `chosen: ${chosen.annotations} of ${chosen.allAnnotations} marks, in ${chosen.documents} of ${chosen.allDocuments} documents`;
    return [
        ...issues.map(line),
        ...(isChosen ? [counts] : []),
        ...losses.map(line),
        ...totals.map(({ message, count, fix }) => `in all ${count} × ${message}${fixed(fix)}`),
    ];
}

// A file as its writer gave it, and as the command line did.
const held = (converted) => Buffer.from(converted.bytes ?? converted.content);

test("every format is written and read as the command line does", async () => {
    const table = await formats();
    assert.ok(table.length > 20);
    for (const { name, reads, writes, archive } of table.filter(({ writes }) => writes)) {
        for (const fix of [undefined, "all"]) {
            const written = await convert(marked, { from: "brackets", to: name, fix });
            // The command line draws another salt if it is given none.
            const salt = name === "bundle" ? ["--salt", written.content.match(/"salt":"([0-9a-f]+)"/)[1]] : [];
            const expected = cli(["convert", "--from", "brackets", "--to", name, ...(fix ? ["--fix", fix] : []), ...salt], marked);
            assert.ok(held(written).equals(expected.out), name);
            // Document by document the command line tells of each as it comes.
            assert.deepEqual(said(written).sort(), expected.said.sort(), name);
            assert.equal(archive, written.bytes instanceof Uint8Array);
            assert.equal(archive, written.content === undefined);
            if (!reads) continue;
            const back = await convert(written.bytes ?? written.content, { from: name, to: "tagline" });
            const again = cli(["convert", "--from", name, "--to", "tagline"], held(written));
            assert.ok(held(back).equals(again.out), name);
            assert.deepEqual(said(back).sort(), again.said.sort(), name);
            // The same from bytes, of any kind.
            const bytes = held(written);
            for (const given of [new Uint8Array(bytes), new Uint8Array(bytes).buffer, new DataView(new Uint8Array(bytes).buffer)]) {
                assert.deepEqual(await convert(given, { from: name, to: "tagline" }), back, name);
            }
        }
        assert.ok(writes);
    }
});

test("what is chosen, and where it stands, is as the command line has it", async () => {
    const article = "Harbour court halts the ferry sale\r\n\r\nJudge Émile O&#39;Hara 👩\u200d🚀 stopped the sale of the city's ferries on Tuesday, the mayor of Paris said in a letter.\r\n\r\nThe council has thirty days to appeal, and it would study the ruling with care, he said.";
    const native = await convert(marked, { from: "brackets", to: "tagline" });
    const project = JSON.parse(native.content);
    project.more = { unknown: [1, 2.5, "é"] };
    const text = JSON.stringify(project);
    const of = (options) => Object.entries(options).flatMap(([name, value]) => [`--${name}`, [value].flat().join(",")]);
    for (const options of [
        { status: "suggested" },
        { label: ["COURT", "PLACE"], status: ["accepted", "rejected"] },
        { annotator: "unknown", documents: ["new", "in progress"] },
        { on: "source" },
        { on: "text", fix: ["tokens", "suggestions"] },
    ]) {
        const expected = cli(["convert", "--from", "tagline", "--to", "w3c-utf16", ...of(options)], text);
        // As text, and as the object that it is.
        for (const given of [text, project]) {
            const converted = await convert(given, { from: "tagline", to: "w3c-utf16", ...options });
            assert.ok(held(converted).equals(expected.out));
            const isChosen = !("on" in options);
            assert.deepEqual(said(converted, isChosen), expected.said);
        }
    }
    assert.ok((await convert(project, { from: "tagline", to: "tagline" })).content.includes('"unknown"'));
    const lost = await convert(article, { from: "brackets", to: "spacy", on: "source" });
    assert.deepEqual(lost.losses[0], {
        place: "documents[0]",
        message: "expected a source, found none; kept its text",
        document: 0,
        annotation: null,
        fix: null,
    });
});

test("agreement is what the command line figures", async () => {
    const home = temporary();
    const one = marked;
    const two = marked.replace("[COURT Supreme Court]", "Supreme [COURT Court]").replace("Nothing is", "Nobody is") + "=== more\n漢\n";
    const three = (await convert(marked, { from: "brackets", to: "spacy" })).content;
    const brat = (await convert(two, { from: "brackets", to: "brat" })).bytes;
    const files = [
        { name: "one.brackets.txt", content: one },
        { name: "two.brackets.txt", content: two },
        { name: "three.jsonl", content: three, format: "spacy" },
        { name: "four.zip", content: brat },
    ];
    for (const { name, content } of files) writeFileSync(join(home, name), content);
    for (const [names, options, args] of [
        [[0, 1], {}, []],
        [[0, 1, 2], { rounds: 50, seed: 7 }, ["--rounds", "50", "--seed", "7"]],
        [[1, 3], { status: ["accepted", "suggested"], rounds: 0 }, ["--status", "accepted,suggested", "--rounds", "0"]],
    ]) {
        const chosen = names.map((at) => files[at]);
        const expected = cli(["agree", "--json", ...args, ...chosen.map(({ name }) => name)], "", home);
        const { issues, ...figures } = await agree(chosen, options);
        assert.deepEqual(figures, JSON.parse(expected.out));
        const told = expected.said.filter((line) => !line.startsWith("document "));
        assert.deepEqual(issues.map(({ file, place, message }) => `${file}: ${place}: ${message}`), told);
    }
    // Known by how it begins, named by where it stands.
    const { annotators } = await agree([one, Buffer.from(two)]);
    assert.deepEqual(annotators, ["file 1", "file 2"]);
});

test("what is merged is what the command line merges", async () => {
    const home = temporary();
    const base = "=== d\n👩\u200d🚀 [PERSON? Zoë] in [PLACE? 漢] and [PLACE? Oslo].\r\n=== e\nx\n";
    const files = [
        { name: "a.brackets.txt", content: "=== d\n👩\u200d🚀 [PERSON Zoë] in [COURT 漢] and [PLACE Oslo].\r\n=== e\nx\n" },
        { name: "b.brackets.txt", content: "=== d\n👩\u200d🚀 [PERSON? Zoë] in [AGENCY 漢] and Oslo.\r\n=== e\ny\n" },
        { name: "c.tagline.json", content: (await convert(base, { from: "brackets", to: "tagline" })).content },
    ];
    writeFileSync(join(home, "base.brackets.txt"), base);
    for (const { name, content } of files) writeFileSync(join(home, name), content);
    for (const names of [["a.brackets.txt", "b.brackets.txt"], ["c.tagline.json", "b.brackets.txt", "a.brackets.txt"]]) {
        for (const isBased of [false, true]) {
            const args = isBased ? ["--base", "base.brackets.txt"] : [];
            const expected = cli(["merge", ...names, ...args], "", home);
            const given = names.map((name) => files.find((file) => file.name === name));
            const merged = await merge(given, isBased ? { base: { name: "base.brackets.txt", content: base } } : {});
            assert.deepEqual(merged.project, JSON.parse(expected.out));
            const count = merged.conflicts.length;
            assert.ok(count > 0);
            assert.deepEqual([...merged.conflicts.flatMap(({ lines }) => lines), `in all ${count} in conflict`], expected.said);
            // A native file as an object is as good.
            const objects = given.map(({ name, content }) => ({
                name,
                content: name.endsWith(".json") ? JSON.parse(content) : content,
            }));
            assert.deepEqual(await merge(objects, isBased ? { base: { content: base, format: "brackets" } } : undefined), merged);
        }
    }
    const { conflicts } = await merge(files.slice(0, 2), { base });
    const [{ document, kind, annotations }] = conflicts;
    assert.deepEqual([document, kind], ["d", "annotations"]);
    assert.deepEqual(annotations[0], {
        id: annotations[0].id,
        start: 11,
        end: 12,
        text: "漢",
        label: "AGENCY",
        said: [{ status: "accepted", by: "unknown", files: ["b.brackets.txt"] }],
        removed: false,
    });
});
