//! How much a first visit costs, and how fast pages open on a cheap phone that holds many cases.

mod pages;
mod seed;
mod visit;

pub use pages::{Opened, pages};
pub use seed::hold;
pub use visit::{Visit, visit};

use super::{Device, Hub};
use crate::kit::Result;
use serde_json::{Value, json};

/// Asks the browser's own tools.
async fn tell_browser(device: &Device, command: &str, parameters: Value) -> Result<()> {
    let body = json!({"cmd": command, "params": parameters});
    device.ask_driver("goog/cdp/execute", &body).await?;
    Ok(())
}

/// Has every page that a device opens from now on run a script first.
async fn before_each_page(device: &Device, script: &str) -> Result<()> {
    let script = json!({"source": script});
    tell_browser(device, "Page.addScriptToEvaluateOnNewDocument", script).await
}

fn address(hub: &Hub) -> Result<std::net::SocketAddr> {
    let origin = hub.origin();
    let address = origin.strip_prefix("http://").ok_or("no address")?;
    Ok(address.parse()?)
}
