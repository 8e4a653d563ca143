// Reads lists of W3C annotations with recogito, and has recogito write them again.
//
// node recogito.mjs DOCUMENTS.json WRITTEN.json
// A document is {"text", "annotations"}. On standard output a line of JSON for each: the ranges that recogito finds in
// the text, as [start, end, label, words] or {"error"}. WRITTEN gets the lists as recogito writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The packages stand in the tools' home, not beside this file.
const home = pathToFileURL(`${process.env.EXCHANGE_NPM}/`);
const { JSDOM } = createRequire(home)('jsdom');
const window = new JSDOM('<!doctype html><body></body>').window;
for (const name of ['window', 'document', 'Node', 'NodeFilter', 'Range', 'HTMLElement', 'Element']) {
    globalThis[name] = name === 'window' ? window : window[name];
}
const { W3CTextFormat, reviveAnnotation } = await import(
    new URL('node_modules/@recogito/text-annotator/dist/text-annotator.es.js', home)
);

const written = [];
for (const { text, annotations } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    const container = document.createElement('div');
    container.textContent = text;
    document.body.replaceChildren(container);
    const { parse, serialize } = W3CTextFormat(annotations[0]?.target.source ?? 'urn:none', container);
    const found = [];
    const items = [];
    for (const annotation of annotations) {
        const { parsed, error } = parse(annotation);
        if (error) {
            found.push({ error: error.message });
            continue;
        }
        const revived = reviveAnnotation(parsed, container);
        const { start, end, range } = revived.target.selector[0];
        const label = revived.bodies.find((body) => body.purpose === 'tagging')?.value;
        found.push([start, end, label, range.toString()]);
        items.push(serialize(revived));
    }
    written.push(items);
    process.stdout.write(`${JSON.stringify(found)}\n`);
}
writeFileSync(process.argv[3], JSON.stringify(written));
