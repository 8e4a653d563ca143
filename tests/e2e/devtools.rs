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
