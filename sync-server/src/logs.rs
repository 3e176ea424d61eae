//! What the program says while it runs: on standard error, without a word of who uses it.

use crate::settings::LogFormat;
use tracing_subscriber::EnvFilter;

/// Begins to write log lines. `RUST_LOG` chooses which.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().flatten_event(true).init(),
    }
}
