//! Chromium's own protocol, which its driver passes on.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::Outcome;
use crate::page::Page;

/// A command of the protocol, and its parameters.
#[derive(Debug)]
pub struct DevTools(pub &'static str, pub Value);

/// Has the page drawn in each theme and size, one after the other, and does `each` with the theme's name and the width.
pub async fn in_every_dress(
    page: &Page,
    sizes: &[(u32, u32)],
    touch: bool,
    mut each: impl AsyncFnMut(&str, u32) -> Outcome,
) -> Outcome {
    for &(width, height) in sizes {
        let mobile = touch && width < 600;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        DevTools("Emulation.setDeviceMetricsOverride", metrics).send(page).await?;
        for theme in ["light", "dark"] {
            let media = json!({ "features": [
                { "name": "prefers-color-scheme", "value": theme },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ] });
            DevTools("Emulation.setEmulatedMedia", media).send(page).await?;
            let script = "return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches \
                          && innerWidth === arguments[1]";
            page.until_with("the theme and the width", script, vec![json!(theme), json!(width)]).await?;
            each(theme, width).await?;
        }
    }
    DevTools("Emulation.clearDeviceMetricsOverride", json!({})).send(page).await?;
    Ok(())
}

impl DevTools {
    /// Sends it and gives back what comes of it.
    pub async fn send(self, page: &Page) -> Outcome<Value> {
        Ok(page.client.issue_cmd(self).await?)
    }
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}
