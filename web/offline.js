// Keeps the app in the browser: after one visit it opens without a connection. A later version is fetched beside it and
// waits until the page says that its reader wants it (src/bin/app/browser/offline.rs).
"use strict";

// Written by scripts/offline.mjs: the version, and each file's address with the SHA-256 of its content.
const TOLD = { version: "", files: {} };

const SCOPE = new URL("./", location.href);
// Other apps may live on the same host.
const KEPT = `tagline-app ${SCOPE.pathname} `;
const OURS = KEPT + TOLD.version;
// What the tagger knows is kept by the worker (src/bin/worker/knowledge.rs), once: here it is only found.
const KNOWN = "tagline";
const isKnowledge = (address) => /\/tagger-[^/]*$/.test(address);

const whole = (address) => new URL(address, SCOPE).href;
const PAGE = whole("./");
const FILES = new Map(Object.entries(TOLD.files).map(([address, hash]) => [whole(address), hash]));

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("message", (event) => {
    if (event.data === "take") event.waitUntil(skipWaiting());
    if (event.data === "tidy") event.waitUntil(tidy());
});
addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method === "GET" && request.url.startsWith(SCOPE.href)) event.respondWith(answer(request));
});

// All files, or none: a version is whole or it isn't taken.
async function install() {
    const kept = await caches.open(OURS);
    const known = await caches.open(KNOWN);
    const before = (await known.keys()).some(({ url }) => url.startsWith(SCOPE.href));
    for (const [address, hash] of FILES) {
        // Who is here for the first time has the worker fetch it, if at all.
        if (isKnowledge(address) && !before) continue;
        const store = isKnowledge(address) ? known : kept;
        if (await store.match(address)) continue;
        // A file that did not change has its old name, and may be here already.
        const old = address === PAGE ? undefined : await caches.match(address);
        await store.put(address, (old && (await right(old, hash))) ?? (await fetched(address, hash)));
    }
}

async function fetched(address, hash) {
    const answer = await fetch(address, { cache: "no-cache" });
    const file = answer.ok && (await right(answer, hash));
    if (!file) throw new Error(`${address}: expected the file of this version, found ${answer.status}`);
    return file;
}

// The answer if its content is what it has to be: a host may be between two versions. Made anew, since a browser opens no
// page with an answer that was sent on from another address.
async function right(answer, hash) {
    const content = await answer.arrayBuffer();
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    if (btoa(String.fromCharCode(...found)) !== hash) return undefined;
    const headers = new Headers(answer.headers);
    headers.delete("content-encoding");
    headers.delete("content-length");
    return new Response(content, { headers });
}

// What is kept comes first; the rest is asked for, and a page that can't be had is the app's own.
async function answer(request) {
    const address = request.url.replace(/[?#].*$/, "").replace(/\/index\.html$/, "/");
    const kept = await caches.open(OURS);
    const found = (FILES.has(address) && (await kept.match(address))) || (await caches.match(address));
    if (found) return found;
    if (request.mode !== "navigate") return fetch(request);
    // At another address the page would not find its files.
    return fetch(request).catch(() => Response.redirect(PAGE));
}

// Removes what older versions left, unless another page may still need it.
async function tidy() {
    if (registration.waiting || registration.installing) return;
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    if (pages.filter(({ url }) => url.startsWith(SCOPE.href)).length > 1) return;
    for (const name of await caches.keys()) if (name.startsWith(KEPT) && name !== OURS) await caches.delete(name);
    const known = await caches.open(KNOWN);
    for (const { url } of await known.keys()) {
        const stale = isKnowledge(url) && new URL("./", url).href === SCOPE.href && !FILES.has(url);
        if (stale) await known.delete(url);
    }
}
