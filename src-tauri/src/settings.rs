//! Where the app's data lies, and which hub it speaks to.

use std::{env, fs, io, path::Path, path::PathBuf};

/// The hub that an app uses which was told of none: one on this machine.
const DEFAULT_HUB: &str = "http://127.0.0.1:8787";

/// The folder of the app's data: `DURBAR_DATA`, else the system's place for it.
pub(crate) fn folder(system: tauri::Result<PathBuf>) -> tauri::Result<PathBuf> {
    match env::var_os("DURBAR_DATA") {
        Some(folder) if !folder.is_empty() => Ok(folder.into()),
        _ => system,
    }
}

/// The hub's origin: `DURBAR_HUB`, else the file `hub.txt` among the app's data, else
/// [`DEFAULT_HUB`].
///
/// # Errors
/// `hub.txt` is there but cannot be read.
pub(crate) fn hub(folder: &Path) -> io::Result<String> {
    let file = match fs::read_to_string(folder.join("hub.txt")) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(choose(env::var("DURBAR_HUB").ok(), file))
}

fn choose(variable: Option<String>, file: Option<String>) -> String {
    [variable, file]
        .into_iter()
        .flatten()
        .map(|text| text.trim().trim_end_matches('/').to_owned())
        .find(|origin| !origin.is_empty())
        .unwrap_or_else(|| DEFAULT_HUB.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_goes_before_the_file_and_the_file_before_the_default() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            choose(some("https://a.example/"), some("https://b.example")),
            "https://a.example"
        );
        assert_eq!(
            choose(some(" "), some("https://b.example\n")),
            "https://b.example"
        );
        assert_eq!(choose(None, some("")), DEFAULT_HUB);
        assert_eq!(choose(None, None), DEFAULT_HUB);
    }
}
