//! The page's policy: what a script in it tries is refused, the worker's included, and what others would serve isn't asked for.

use std::fs;

use serde_json::{Value, json};

use crate::page::Page;
use crate::server::Server;
use crate::{Outcome, dist};

/// What a script in the page tries, and which rules may refuse it: engines differ in which they ask first.
const TRIES: &[(&str, &str, &[&str])] = &[
    ("fetch", "await fetch(other)", &["connect-src"]),
    ("beacon", "navigator.sendBeacon(other, 'a')", &["connect-src"]),
    ("socket", "new WebSocket(other.replace('http', 'ws'))", &["connect-src"]),
    ("image", "new Image().src = other", &["img-src"]),
    ("frame", "add('iframe', { src: other })", &["frame-src"]),
    ("sheet", "add('link', { rel: 'stylesheet', href: other })", &["style-src-elem", "style-src"]),
    ("inline sheet", "add('style', { textContent: '* { color: red }' })", &["style-src-elem", "style-src"]),
    ("style attribute", "add('p', {}).setAttribute('style', 'color: red')", &["style-src-attr", "style-src"]),
    (
        "inline script",
        "const script = document.createElement('script'); script.append('window.harmed = true'); document.body.append(script)",
        &["script-src-elem", "script-src", "require-trusted-types-for"],
    ),
    (
        "handler attribute",
        "const p = add('p', {}); p.setAttribute('onclick', 'window.harmed = true'); p.click()",
        &["script-src-attr", "script-src", "require-trusted-types-for"],
    ),
    (
        "markup",
        "add('p', {}).innerHTML = '<img src=x onerror=\"window.harmed = true\">'",
        &["require-trusted-types-for"],
    ),
    ("eval", "eval('window.harmed = true')", &["script-src", "require-trusted-types-for"]),
    ("function", "new Function('window.harmed = true')()", &["script-src", "require-trusted-types-for"]),
    ("worker", "new Worker('./probe.js')", &["require-trusted-types-for", "worker-src"]),
    ("a policy of its own", "trustedTypes.createPolicy('mine', {})", &["trusted-types"]),
    ("form", "add('form', { action: other, method: 'post' }).submit()", &["form-action"]),
    (
        "base",
        "document.head.append(Object.assign(document.createElement('base'), { href: other }))",
        &["base-uri"],
    ),
];

/// Everything that a script in the page may try is refused by the rule for it.
pub async fn refuses(page: Page) -> Outcome {
    let other = Server::start(&page.folder("other")?, 0)?;
    let folder = page.folder("tried")?;
    for file in fs::read_dir(dist())?.flatten().filter(|file| file.path().is_file()) {
        fs::copy(file.path(), folder.join(file.file_name()))?;
    }
    // A script of the app's own host, which is let in, tries the rest.
    let index = fs::read_to_string(folder.join("index.html"))?;
    let with = index.replacen("</body>", "<script src=\"./probe.js\"></script></body>", 1);
    assert_ne!(index, with);
    fs::write(folder.join("index.html"), with)?;
    let tries: String =
        TRIES.iter().map(|(name, code, _)| format!("['{name}', async () => {{ {code}; }}],\n")).collect();
    let probe = PROBE.replace("OTHER", &format!("{}a", other.address())).replace("TRIES", &tries);
    fs::write(folder.join("probe.js"), probe)?;
    // The worker tries it, too.
    let is_worker = |name: &str| name.starts_with("worker-") && name.ends_with(".js");
    let worker =
        fs::read_dir(&folder)?.flatten().find(|file| file.file_name().to_str().is_some_and(is_worker));
    let worker = worker.ok_or("no worker's script")?.path();
    let tried = fs::read_to_string(&worker)?
        + &format!(
            "\nconst said = new BroadcastChannel('probe');\n\
             fetch('{}b').then(() => said.postMessage('let out'), () => said.postMessage('refused'));\n\
             try {{ eval('said.postMessage(\"run\")'); }} catch {{ said.postMessage('refused'); }}\n",
            other.address()
        );
    fs::write(&worker, tried)?;

    let server = Server::start(&folder, 0)?;
    page.client.goto(&server.address()).await?;
    page.until_view("start").await?;
    let told = page.until("all was tried", "return window.tried && JSON.stringify(window.tried)").await?;
    let told: Value = serde_json::from_str(told.as_str().unwrap_or_default())?;
    for (name, _, by) in TRIES {
        let rules: Vec<_> = told[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let right = rules.iter().any(|rule| by.contains(rule));
        // A browser without Trusted Types has no policies of that kind to refuse.
        let unknown = told["types"] == false && *by == ["trusted-types"];
        assert!(right || unknown, "{name}: expected one of {by:?}, found {rules:?}");
    }
    assert_eq!(told["harmed"], false, "what was refused ran all the same");
    page.until("the worker has tried", "return window.worker.length >= 2").await?;
    assert_eq!(page.run("return [...window.worker]", Vec::new()).await?, json!(["refused", "refused"]));
    assert_eq!(other.asked(), Vec::<String>::new(), "another host was asked");
    // It works all the same.
    page.click("Try the example").await?;
    page.until_view("clean").await
}

/// Tries each in turn and keeps which rules the browser named.
const PROBE: &str = r#"
const other = "OTHER";
window.worker = [];
new BroadcastChannel("probe").onmessage = ({ data }) => window.worker.push(data);
const named = [];
addEventListener("securitypolicyviolation", (event) => named.push(event.effectiveDirective || event.violatedDirective));
const add = (name, properties) => {
    const element = Object.assign(document.createElement(name), properties);
    document.body.append(element);
    return element;
};
const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
(async () => {
    const tried = { types: typeof trustedTypes !== "undefined" };
    for (const [name, act] of [TRIES]) {
        named.length = 0;
        try { await act(); } catch {}
        for (let turn = 0; turn < 40 && !named.length; turn++) await later(25);
        tried[name] = [...named];
    }
    tried.harmed = !!window.harmed;
    window.tried = tried;
})();
"#;
