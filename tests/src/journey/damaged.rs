//! The database on a device is damaged while the app is closed: what was being written is there
//! again, and the person is told.

use super::{
    Host, Stage,
    citizen::{TITLE, begin_report},
    holds, step,
};
use crate::kit::Result;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the app's database is called, on a disk and in a browser's own files.
pub(super) const DATABASE: &str = "durbar.db";

/// Writes over all that follows the names with which a browser's files begin.
pub(super) const DAMAGE: &str = "const [name, done] = arguments; (async () => { \
    const root = await navigator.storage.getDirectory(); \
    const folder = await root.getDirectoryHandle('.opfs-sahpool'); \
    const pool = await folder.getDirectoryHandle('.opaque'); \
    for await (const handle of pool.values()) { \
        const file = await handle.getFile(); \
        const head = new Uint8Array(await file.slice(0, 512).arrayBuffer()); \
        if (new TextDecoder().decode(head.slice(0, head.indexOf(0))) !== name) continue; \
        const writer = await handle.createWritable({ keepExistingData: true }); \
        await writer.write({ type: 'write', position: 4096, \
            data: new Uint8Array(file.size - 4096).fill(7) }); \
        await writer.close(); \
        return file.size; } \
    throw new Error('there is no such file'); })().then(done, (error) => done(String(error)));";

impl Stage {
    /// A report is begun, the app is closed, its database is damaged.
    pub(super) async fn the_database_is_damaged(&mut self) -> Result<()> {
        let address = self.hub.origin();
        begin_report(self.citizen.screen()?, TITLE).await?;
        step("the app is closed", self.citizen.kill())?;
        match self.citizen.host() {
            Host::Chromium => {
                // A file of the app that runs nothing.
                let quiet = format!("{address}/boot.js");
                step("the browser opens", self.citizen.open(&quiet).await)?;
                let client = self.citizen.screen()?.client();
                let told = client.execute_async(DAMAGE, vec![json!(DATABASE)]).await?;
                holds(
                    matches!(&told, Value::Number(size) if size.as_u64() > Some(100_000)),
                    format!("not damaged: {told}"),
                )?;
                client.goto(&address).await?;
            }
            Host::Window => {
                let file = found(self.citizen.folder())?.ok_or("no database on the disk")?;
                // What was written last is in its log.
                for file in [file.with_extension("db-wal"), file] {
                    let length = fs::metadata(&file)?.len();
                    fs::write(&file, vec![7; usize::try_from(length)?])?;
                }
                step("the app opens", self.citizen.open(&address).await)?;
            }
        }
        let screen = self.citizen.screen()?;
        screen.is_at("home").await?;
        screen.see_arrive("[data-test=salvaged]").await?;
        screen.reads("[data-test=waiting]", TITLE).await?;
        // What only the hub has is here again, too.
        screen.connection_is("up-to-date").await?;
        screen.reads("h1", "Sekondi-Takoradi").await?;
        // Who has read of it puts the news away.
        screen.press("[data-test=salvaged-known]").await?;
        screen.counts("[data-test=salvaged]", 0).await
    }
}

fn found(folder: &Path) -> Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if let Some(file) = found(&entry.path())? {
                return Ok(Some(file));
            }
        } else if entry.file_name() == DATABASE {
            return Ok(Some(entry.path()));
        }
    }
    Ok(None)
}
