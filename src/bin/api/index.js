// Tagline for programs: what they import, in browsers, workers and Node. index.d.ts beside it says what goes in and comes out.
// The program is WebAssembly (tagline_bg.wasm, with wasm-bindgen's tagline.js around it). It is loaded once, by the first call;
// what the tagger knows (tagger.bin) by the first that tags.
import init, * as program from "./tagline.js";

// Written so that bundlers see which files belong to this one.
const WASM = new URL("./tagline_bg.wasm", import.meta.url);
const TAGGER = new URL("./tagger.bin", import.meta.url);

export class TaglineError extends Error {
    constructor(code, message, options) {
        super(message, options);
        this.code = code;
    }
}
Object.defineProperty(TaglineError.prototype, "name", { value: "TaglineError", configurable: true, writable: true });

// The program, and what the tagger knows, as promises: whoever comes second waits for the first. After a failure the next call tries again.
let started;
let known;
let isStarted = false;

export async function load({ tagger = false, wasm = WASM, data = TAGGER } = {}) {
    started ??= start(wasm).catch((error) => {
        started = undefined;
        throw error;
    });
    await started;
    if (tagger) {
        known ??= learn(data).catch((error) => {
            known = undefined;
            throw error;
        });
        await known;
    }
    return functions;
}

async function start(source) {
    const found = await fetched(source, "tagline_bg.wasm");
    try {
        await init({ module_or_path: found });
    } catch (error) {
        throw failed("tagline_bg.wasm", "WebAssembly that this engine can compile", error);
    }
    isStarted = true;
}

async function learn(source) {
    const found = await fetched(source, "tagger.bin");
    let bytes;
    try {
        bytes = new Uint8Array(found instanceof Response ? await found.arrayBuffer() : found);
        // Packed, unless whoever served it has unpacked it.
        if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
            const unpacked = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
            bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
        }
    } catch (error) {
        throw failed("tagger.bin", "a whole file", error);
    }
    guarded(program.know)(bytes);
}

// What a file holds: an answer, or its bytes.
async function fetched(given, name) {
    const source = await given;
    if (typeof source !== "string" && !(source instanceof URL)) {
        if (!(source instanceof Response)) return source;
        if (!source.ok) throw failed(name, "the file", `the server answers ${source.status}`);
        return source;
    }
    const address = new URL(source, globalThis.location?.href ?? import.meta.url);
    try {
        // Not an import: bundlers for browsers would look for it.
        const files = address.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs/promises");
        if (files) return await files.readFile(address);
        return await fetched(await fetch(address), name);
    } catch (error) {
        if (error instanceof TaglineError) throw error;
        throw failed(`${name}: ${address.href}`, "the file", error);
    }
}

function failed(place, expected, error) {
    const found = error instanceof Error ? error.message : error;
    return new TaglineError("load", `${place}: expected ${expected}, found that it did not load: ${found}`, { cause: error });
}

// A function of the program. What it throws is an error with a code; where it breaks down it is put together anew, so that the
// next call finds it whole.
function guarded(work) {
    return (...args) => {
        if (!isStarted) throw new TaglineError("not-loaded", "expected Tagline to be loaded; await load() first");
        try {
            return work(...args);
        } catch (error) {
            if (typeof error?.code === "string" && !(error instanceof Error)) throw new TaglineError(error.code, error.message);
            throw broken(error);
        }
    };
}

function broken(error) {
    let why;
    try {
        why = program.fault();
    } catch {
        // It says no more.
    }
    try {
        program.__wbg_reset_state();
    } catch {
        // There is no memory for another one.
    }
    known = undefined;
    const said = `Tagline failed, which it never should: ${why ?? error?.message ?? error}; is the input very large or very deep?`;
    return new TaglineError("internal", said, { cause: error });
}

const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
const isObject = (value) => typeof value === "object" && value !== null && !isBytes(value);

// Any view of bytes as Uint8Array.
const bytesOf = (value) =>
    value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);

// A plain object as the text of a file.
function written(what, value) {
    try {
        return JSON.stringify(value);
    } catch (error) {
        throw new TaglineError("usage", `${what}: expected plain values, found others: ${error.message}`, { cause: error });
    }
}

function contentOf(what, value) {
    if (typeof value === "string") return value;
    if (isBytes(value)) return bytesOf(value);
    if (isObject(value)) return written(what, value);
    throw new TaglineError("usage", `${what}: expected a string, bytes or a native file as an object, found ${value === null ? "null" : typeof value}`);
}

// A file as it may be given: its content alone, or with its name and format.
function fileOf(what, given) {
    if (!isObject(given) || !("content" in given)) return { content: contentOf(what, given) };
    const { name, format, content } = given;
    return { name, format, content: contentOf(`${what}.content`, content) };
}

function filesOf(files) {
    if (!Array.isArray(files)) throw new TaglineError("usage", `files: expected a list, found ${typeof files}`);
    return files.map((file, at) => fileOf(`files[${at}]`, file));
}

const call = Object.fromEntries(
    ["clean", "tag", "convert", "agree", "merge", "formats"].map((name) => [name, guarded(program[name])]),
);

const functions = Object.freeze({
    clean: (article, options) => call.clean(article, options),
    tag(text, options) {
        const rules = options?.rules;
        return call.tag(text, isObject(rules) ? { ...options, rules: written("rules", rules) } : options);
    },
    convert: (content, options) => call.convert(contentOf("content", content), options),
    agree: (files, options) => call.agree(filesOf(files), options),
    merge(files, options) {
        const { base, ...others } = options ?? {};
        const { content, ...told } = call.merge(filesOf(files), base === null || base === undefined ? undefined : fileOf("base", base), others);
        return { project: JSON.parse(content), ...told };
    },
    formats: () => call.formats(),
});

export const clean = async (article, options) => (await load()).clean(article, options);
export const tag = async (text, options) => (await load({ tagger: true })).tag(text, options);
export const convert = async (content, options) => (await load()).convert(content, options);
export const agree = async (files, options) => (await load()).agree(files, options);
export const merge = async (files, options) => (await load()).merge(files, options);
export const formats = async () => (await load()).formats();
