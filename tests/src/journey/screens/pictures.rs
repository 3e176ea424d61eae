//! Pictures of pages: each as large as the screen, and once more whole if the page is longer.

use super::{
    view::{self, Size, Theme},
    walk::Visit,
};
use crate::{journey::Device, kit::Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Longer ones show nothing more.
const LONGEST: u32 = 4000;

/// Photographs what the device shows.
pub(super) async fn take(
    device: &Device,
    folder: &Path,
    visit: &Visit<'_>,
    size: Size,
    theme: Theme,
) -> Result<()> {
    let folder = place(folder, &visit.language.code, size, theme);
    fs::create_dir_all(&folder)?;
    let screen = device.screen()?;
    screen.ask("scrollTo(0, 0)").await?;
    let name = &visit.place.name;
    let picture = screen.client().screenshot().await?;
    fs::write(folder.join(format!("{name}.png")), picture)?;
    let file = folder.join(format!("{name}.whole.png"));
    if view::unroll(device, screen, size, LONGEST).await? {
        fs::write(file, screen.client().screenshot().await?)?;
        let (width, height) = size.pixels();
        device.resize(width, height).await?;
    } else if file.exists() {
        fs::remove_file(file)?;
    }
    Ok(())
}

/// Where the pictures of a language, size and theme are.
pub(super) fn place(folder: &Path, language: &str, size: Size, theme: Theme) -> PathBuf {
    folder
        .join(language)
        .join(format!("{size}-{}", theme.name()))
}
