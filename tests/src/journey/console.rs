//! What went wrong beside the story: broken pages, and complaints of the browser, of which only
//! the hub's absence is allowed.

use super::{Device, Host, Stage, holds};
use crate::kit::Result;
use serde_json::{Value, json};

/// What the test itself complains of.
const PROBE: &str = "this is only a test";

impl Stage {
    /// Looks at every screen, and through the browsers' logs so far. The log of an app that is
    /// killed goes with it, so this is asked before each turn of the story.
    pub(super) async fn complaints_so_far(&self) -> Result<()> {
        for device in [
            &self.citizen,
            &self.officer,
            &self.neighbour,
            &self.colleague,
        ] {
            let Ok(screen) = device.screen() else {
                continue;
            };
            let broken = "document.getElementById('panic')?.hidden === false \
                          || document.querySelector('[data-test=failed]') !== null";
            holds(
                screen.ask(broken).await? == json!(false),
                "a page broke and says so",
            )?;
            if device.host() == Host::Chromium {
                let complaints = self.complaints(device).await?;
                holds(
                    complaints.is_empty(),
                    format!("the browser complains:\n  {}", complaints.join("\n  ")),
                )?;
            }
        }
        Ok(())
    }

    async fn complaints(&self, device: &Device) -> Result<Vec<String>> {
        // Something to find, so that an empty log is not taken for a clean one.
        device
            .screen()?
            .ask(&format!("console.error('{PROBE}')"))
            .await?;
        let log = device
            .ask_driver("se/log", &json!({"type": "browser"}))
            .await?;
        let (probes, entries): (Vec<_>, Vec<_>) = log
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| entry["level"] == "SEVERE")
            .partition(|entry| message(entry).contains(PROBE));
        holds(!probes.is_empty(), "the browser's log is not heard")?;
        Ok(entries
            .into_iter()
            .filter(|entry| !self.is_absence(entry))
            .map(Value::to_string)
            .collect())
    }

    /// A request that failed because the hub was away at that time.
    fn is_absence(&self, entry: &Value) -> bool {
        let at = entry["timestamp"].as_u64().unwrap_or_default();
        entry["source"] == "network"
            && message(entry).contains("net::ERR_")
            && self.hub.was_away(u128::from(at))
    }
}

fn message(entry: &Value) -> &str {
    entry["message"].as_str().unwrap_or_default()
}
