//! What the browser complained about: nothing but the hub's absence is allowed.

use super::{Device, Host, Stage, holds};
use crate::kit::Result;
use serde_json::{Value, json};

impl Stage {
    /// Looks through the browsers' logs so far. The logs of an app that was killed are gone with
    /// it, so this is asked before each turn of the story, too.
    pub(super) async fn complaints_so_far(&self) -> Result<()> {
        if self.citizen.host() == Host::Window {
            return Ok(());
        }
        for device in [&self.citizen, &self.officer] {
            if device.screen().is_ok() {
                let complaints = self.complaints(device).await?;
                holds(
                    complaints.is_empty(),
                    format!("the browser complains:\n  {}", complaints.join("\n  ")),
                )?;
            }
        }
        Ok(())
    }

    /// The same at the end.
    pub(super) async fn nothing_was_complained_about(&mut self) -> Result<()> {
        self.complaints_so_far().await
    }

    async fn complaints(&self, device: &Device) -> Result<Vec<String>> {
        let log = device
            .ask_driver("se/log", &json!({"type": "browser"}))
            .await?;
        let entries = log.as_array().cloned().unwrap_or_default();
        Ok(entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE" && !self.is_absence(entry))
            .map(Value::to_string)
            .collect())
    }

    /// A request that failed because the hub was away at that time.
    fn is_absence(&self, entry: &Value) -> bool {
        let message = entry["message"].as_str().unwrap_or_default();
        let at = entry["timestamp"].as_u64().unwrap_or_default();
        entry["source"] == "network"
            && message.contains("net::ERR_")
            && self.hub.was_away(u128::from(at))
    }
}
