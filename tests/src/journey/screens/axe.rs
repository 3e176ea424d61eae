//! Barriers that axe-core finds in a page. Scripts of WebDriver are not subject to the page's
//! content security policy.

use crate::{
    journey::{Screen, places},
    kit::Result,
};
use serde_json::{Value, json};
use std::fs;

/// All rules of axe-core, good practice included, and the one that is off by itself.
const RUN: &str = "const [coloursOnly, done] = arguments; \
    const options = coloursOnly \
        ? { runOnly: ['color-contrast', 'link-in-text-block'] } \
        : { rules: { 'target-size': { enabled: true } } }; \
    options.resultTypes = ['violations']; \
    window.scrollTo(0, 0); \
    window.axe.run(document, options).then( \
        (found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) => ({ \
            rule: rule.id, \
            what: `${node.target.join(' ')} ${node.failureSummary}`.replace(/\\s+/g, ' ') })))), \
        (error) => done(String(error)));";

/// Rules that a page breaks, and by which element.
pub(super) async fn barriers(screen: &Screen, colours_only: bool) -> Result<Vec<(String, String)>> {
    let client = screen.client();
    if screen.ask("!window.axe").await? == json!(true) {
        let source = fs::read_to_string(places::axe()?)?;
        client.execute(&source, Vec::new()).await?;
    }
    let found = client.execute_async(RUN, vec![json!(colours_only)]).await?;
    let Value::Array(found) = found else {
        return Err(format!("axe: {found}").into());
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok(found
        .iter()
        .map(|one| (text(&one["rule"]), text(&one["what"])))
        .collect())
}
