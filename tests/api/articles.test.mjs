// Cleaning and tagging give what the command line does, and offsets in either unit slice the same words.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { api, articles, filtered, pages, temporary, traps } from "./tagline.mjs";

const { clean, formats, load, tag } = api;

// The words of a range, counted in code points and in UTF-16.
const sliced = (text, { start, end }) => Array.from(text).slice(start, end).join("");
const cut = (text, { start, end }) => text.slice(start, end);

test("what is cleaned is what the command line cleans", async () => {
    const texts = [...traps, ...articles, ...pages].map((text, id) => ({ id, text, url: "https://example.org/é" }));
    const lines = [...texts, ...pages.map((html) => ({ id: "é", html })), { text: "" }];
    const expected = filtered("clean", lines);
    let removed = 0;
    for (const [at, line] of lines.entries()) {
        const cleaned = await clean(line);
        assert.deepEqual(cleaned, expected[at]);
        const source = line.text ?? line.html;
        const inUnits = await clean(line, { unit: "utf16" });
        assert.deepEqual(
            inUnits.removed.map((range) => [cut(source, range), range.reason]),
            cleaned.removed.map((range) => [sliced(source, range), range.reason]),
        );
        assert.deepEqual({ ...inUnits, removed: cleaned.removed }, cleaned);
        removed += cleaned.removed.length;
    }
    assert.ok(removed > 50, `${removed}`);
});

test("what is tagged is what the command line tags", async () => {
    const lines = [...traps, ...articles].map((text, id) => ({ id, text, date: id % 2 ? "2019-06-26" : null }));
    const expected = filtered("tag", lines);
    let wide = 0;
    for (const [at, line] of lines.entries()) {
        const tagged = await tag(line);
        assert.deepEqual(tagged, expected[at]);
        const inUnits = await tag(line, { unit: "utf16" });
        const words = tagged.spans.map((span) => sliced(line.text, span));
        assert.deepEqual(inUnits.spans.map((span) => cut(line.text, span)), words);
        assert.deepEqual(await tag(line, { unit: "code-points" }), tagged);
        wide += tagged.spans.filter((span, at) => span.start !== inUnits.spans[at].start).length;
    }
    assert.ok(wide > 3, `${wide} spans stand behind a character of two units`);
});

test("half a surrogate pair shifts nothing", async () => {
    const text = "\ud83d and \ude80 met in Mexico.";
    for (const [unit, words] of [["utf16", cut], ["code-points", sliced]]) {
        const { spans } = await tag({ text }, { unit });
        assert.equal(words(text, spans.at(-1)), "Mexico");
    }
});

test("a rule pack changes what is tagged, as text and as an object", async () => {
    const rules = { format: "tagline-rules", version: 1, lists: [{ title: "é", label: "SHIP", names: ["Ever Given"] }], ignored: [""] };
    const line = { id: 1, text: "漢 👩\u200d🚀: The Ever Given ran aground." };
    const home = temporary();
    writeFileSync(join(home, "é.rules.json"), JSON.stringify({ ...rules, ignored: [] }));
    const [expected] = filtered("tag", [line], "--rules", join(home, "é.rules.json"));
    const tagged = await tag(line, { rules });
    assert.deepEqual(tagged.spans.map((span) => [span.label, sliced(line.text, span)]), [["SHIP", "Ever Given"]]);
    assert.deepEqual({ ...tagged, issues: undefined }, { ...expected, issues: undefined });
    assert.deepEqual(tagged.issues, [{ place: "ignored, 1", message: "expected a name, found an empty one; left out" }]);
    assert.deepEqual(await tag(line, { rules: JSON.stringify(rules) }), tagged);
});

test("without waiting it is the same", async () => {
    const tagline = await load({ tagger: true });
    assert.equal(await load(), tagline);
    const line = { id: 7, text: traps.at(-2), date: "2019-06-26" };
    assert.deepEqual(tagline.clean(line), await clean(line));
    assert.deepEqual(tagline.tag(line), await tag(line));
    assert.deepEqual(tagline.formats(), await formats());
});
