// What a finished page may do, as a content security policy in its head. The hashes are of the page as it is: whatever
// changes a script or a sheet in it comes before.
import { createHash } from "node:crypto";

const hash = (content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
const hashes = (page, pattern) => [...new Set([...page.matchAll(pattern)].map(([, content]) => hash(content)))];

// The policy of a page: of one that is served, or of one that is all in one file.
function policy(page, single) {
    const scripts = hashes(page, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
    const sheets = hashes(page, /<style[^>]*>([\s\S]*?)<\/style>/g);
    const own = single ? [] : ["'self'"];
    const rules = {
        "default-src": ["'none'"],
        "script-src": [...own, ...scripts, "'wasm-unsafe-eval'"],
        "style-src": [...own, ...sheets],
        "img-src": [...own, "data:", "blob:"],
        "connect-src": single ? ["'none'"] : own,
        // The worker is a blob, so that these rules are its own too: one from a file would have none.
        "worker-src": [...own, "blob:"],
        ...(single ? {} : { "manifest-src": own }),
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        // Made by browser/trusted.rs.
        "trusted-types": ["tagline"],
        // Known to few browsers yet.
        "webrtc": ["'block'"],
    };
    return Object.entries(rules).map(([name, values]) => [name, ...values].join(" ")).join("; ");
}

// The page with its policy, before all that it governs.
export function governed(page, { single }) {
    if (page.includes("\r")) throw new Error("the page has a carriage return: browsers drop it before they hash a script");
    if (page.includes("Content-Security-Policy")) throw new Error("the page has a policy already");
    if (/<[a-z][^>]*\s(?:style|on[a-z]+)=/.test(page.replace(/<(script|style)[\s\S]*?<\/\1>/g, ""))) {
        throw new Error("the page has a style or an event attribute, which its policy refuses");
    }
    const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(page, single)}" />`;
    const done = page.replace("<head>", () => `<head>\n    ${meta}`);
    // Browsers look for it there.
    if (!(done.indexOf("<meta charset=") < 1000 && done.indexOf(meta) >= 0)) {
        throw new Error("expected a head, with its charset in the first 1000 bytes");
    }
    return done;
}
