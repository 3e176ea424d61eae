//! The desktop and mobile shell: a window, one command, and the native host behind it.

mod settings;
mod shell;

use shell::Shell;
use std::path::Path;
use tauri::{Manager, RunEvent, WebviewWindowBuilder};
use tracing_subscriber::EnvFilter;

/// Tells the pages where the hub is: what others scan or open must lead there. Pages whose shell
/// cannot read its settings are told so when they ask for anything.
fn told(folder: &Path) -> String {
    let hub = settings::hub(folder).ok();
    format!("window.durbarHub = {};", serde_json::json!(hub))
}

/// Opens the window and runs until it is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();

    let app = tauri::Builder::default()
        .setup(|app| {
            let folder = settings::folder(app.path().app_data_dir())?;
            let script = told(&folder);
            app.manage(Shell::new(app.handle().clone(), folder));
            for window in &app.config().app.windows {
                WebviewWindowBuilder::from_config(app.handle(), window)?
                    .initialization_script(&script)
                    .build()?;
            }
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![shell::dispatch])
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(|app, event| {
            if let RunEvent::Exit = event {
                tauri::async_runtime::block_on(app.state::<Shell>().stop());
            }
        }),
        Err(error) => {
            tracing::error!(%error, "the window does not open");
            std::process::exit(1);
        }
    }
}
