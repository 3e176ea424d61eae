//! What the program says while it runs: on standard error, without a word of who uses it.

use crate::settings::LogFormat;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// The target of the lines about requests.
pub(crate) const REQUEST: &str = "durbar::request";

/// Begins to write log lines. `RUST_LOG` chooses which. Who sits at a terminal sees no line for
/// each request unless they ask for it.
pub fn start(format: LogFormat) {
    let usual = if std::io::stderr().is_terminal() {
        format!("info,{REQUEST}=warn")
    } else {
        "info".to_owned()
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}
