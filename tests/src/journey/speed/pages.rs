//! How long pages take to open from what is on the device.

use super::{before_each_page, seed, tell_browser};
use crate::{
    journey::{Device, Host, Hub, Screen, step},
    kit::Result,
};
use serde_json::{Value, json};
use std::{path::Path, time::Duration};

/// A cheap phone beside the machine of the tests.
const SLOWER: f64 = 4.0;

/// Pages as an officer goes through them: name, address, what shows that they are there. `{case}`
/// and `{published}` stand for one of those on the page before.
const WALK: [(&str, &str, &str); 11] = [
    ("queue", "/queue", "[data-page=queue] [data-test=queue-row]"),
    (
        "a case",
        "/queue/{case}",
        "[data-test=case] [data-test=timeline] > li",
    ),
    (
        "queue, not opened",
        "/queue?part=new",
        "[data-page=queue]:has([data-test=filter-new][aria-pressed=true]) \
         .queue-list:has(.rows:not([aria-busy])) :is([data-test=queue-row], .empty)",
    ),
    (
        "my matters",
        "/follow",
        "[data-page=follow] [data-test=case-card]",
    ),
    (
        "my case",
        "/case/{mine}",
        "[data-test=case][data-viewer=citizen] [data-test=timeline] > li",
    ),
    (
        "community",
        "/community",
        "[data-page=community] [data-test=published-card]",
    ),
    (
        "a published case",
        "/published/{published}",
        "[data-test=published-case]",
    ),
    ("search", "/search?q=gutter%20clinic", "[data-test=hit]"),
    ("new", "/new", "[data-page=new] h1"),
    ("me", "/me", "[data-test=role][data-state=active]"),
    (
        "home",
        "/",
        "[data-page=home] [data-test=part-new] b:not(:empty)",
    ),
];

/// How long one page took, in milliseconds, each time it was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which page.
    pub page: &'static str,
    /// From the touch until it was painted.
    times: Vec<f64>,
    /// What its questions took the app in its worker, while the page was being made.
    asked: Vec<f64>,
}

impl Opened {
    /// The time that 95 of 100 do not exceed.
    pub fn p95(&self) -> f64 {
        part(&self.times, 0.95)
    }

    /// The time that half of them do not exceed.
    pub fn median(&self) -> f64 {
        part(&self.times, 0.5)
    }

    /// What half of the times the questions took no longer than.
    pub fn asked(&self) -> f64 {
        part(&self.asked, 0.5)
    }
}

fn part(times: &[f64], part: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    // The smallest of those that so many do not exceed.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss
    )]
    let index = (times.len() as f64 * part).ceil() as usize;
    times
        .get(index.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// Opens every page so many times on a device with so many cases, on a processor slowed down.
///
/// # Errors
/// A page does not open.
pub async fn pages(cases: u32, rounds: u32) -> Result<Vec<Opened>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("hub");
    let database = {
        let (folder, data) = (folder.path().to_owned(), data.clone());
        // Apps of their own, with runtimes of their own.
        let made = tokio::task::spawn_blocking(move || {
            seed::make(&folder, &data, cases).map_err(|error| error.to_string())
        });
        step("making the database", made.await?.map_err(Into::into))?
    };
    let hub = Hub::open(&data)?;
    // The name gives it the screen of a phone.
    let path = folder.path().join("device");
    let mut device = Device::new(Host::Chromium, "citizen", &path, &hub.origin())?;
    device.open("about:blank").await?;
    let walked = walk_through(&device, &hub, &database, rounds).await;
    if walked.is_err() {
        for line in device.keep_pictures().await {
            eprintln!("{line}");
        }
    }
    walked
}

async fn walk_through(
    device: &Device,
    hub: &Hub,
    database: &Path,
    rounds: u32,
) -> Result<Vec<Opened>> {
    before_each_page(device, WATCH).await?;
    step("placing the database", place(device, hub, database).await)?;
    let screen = device.screen()?;
    screen.client().goto(&hub.origin()).await?;
    let first = "[data-page=home] [data-test=part-new] b:not(:empty)";
    step("the first page", screen.see_arrive(first).await)?;
    screen.connection_is("up-to-date").await?;
    let kept = "navigator.serviceWorker.controller?.state === 'activated'";
    screen
        .until_arrived("the app is not kept on the device", kept)
        .await?;
    walk(device, rounds).await
}

/// Puts the database where the browser's SQLite looks for it, before the app is first opened.
async fn place(device: &Device, hub: &Hub, database: &Path) -> Result<()> {
    const FIELD: &str = "const field = document.createElement('input'); \
        field.type = 'file'; field.id = 'database'; document.body.append(field);";
    const PUT: &str = "const done = arguments[0]; (async () => { \
        const root = await navigator.storage.getDirectory(); \
        const folder = await root.getDirectoryHandle('.opfs-sahpool', { create: true }); \
        const pool = await folder.getDirectoryHandle('.opaque', { create: true }); \
        const file = await pool.getFileHandle('seed', { create: true }); \
        const writer = await file.createWritable(); \
        await writer.write(document.getElementById('database').files[0]); \
        await writer.close(); })().then(() => done(null), (error) => done(String(error)));";
    let screen = device.screen()?;
    let client = screen.client();
    // Any file of the hub that runs nothing.
    client
        .goto(&format!("{}/manifest.webmanifest", hub.origin()))
        .await?;
    client.execute(FIELD, Vec::new()).await?;
    screen.choose_files("#database", &[database]).await?;
    match client.execute_async(PUT, Vec::new()).await? {
        Value::Null => Ok(()),
        error => Err(error.to_string().into()),
    }
}

async fn walk(device: &Device, rounds: u32) -> Result<Vec<Opened>> {
    let screen = device.screen()?;
    let mut opened: Vec<_> = WALK
        .iter()
        .map(|(page, ..)| Opened {
            page,
            times: Vec::new(),
            asked: Vec::new(),
        })
        .collect();
    // The first round fills what is kept in memory, and finds the names.
    let mut names = Names::default();
    for round in 0..=rounds {
        // What the questions of a page take is measured on a page at rest; then the page is opened
        // on the slow processor, with a worker as slow.
        let mut takes: Vec<Vec<f64>> = Vec::new();
        slow_down(device, 1.0).await?;
        for (page, path, shows) in WALK {
            let path = names.fill(path);
            step(page, open(screen, &path, shows, &[]).await)?;
            names.learn(screen, round).await?;
            let slowed = step(page, ask_again(screen).await)?;
            takes.push(slowed.into_iter().map(|time| time * SLOWER).collect());
        }
        slow_down(device, SLOWER).await?;
        for (((page, path, shows), takes), opened) in WALK.iter().zip(takes).zip(&mut opened) {
            let path = names.fill(path);
            let time = step(page, open(screen, &path, shows, &takes).await)?;
            names.learn(screen, round).await?;
            if round > 0 {
                opened
                    .asked
                    .push(takes.iter().fold(0.0, |sum, time| sum + time));
                opened.times.push(time);
            }
        }
    }
    Ok(opened)
}

async fn slow_down(device: &Device, rate: f64) -> Result<()> {
    let rate = json!({"rate": rate});
    tell_browser(device, "Emulation.setCPUThrottlingRate", rate).await
}

/// Which case is opened: another one in each round.
#[derive(Default)]
struct Names {
    case: String,
    mine: String,
    published: String,
}

impl Names {
    fn fill(&self, path: &str) -> String {
        path.replace("{case}", &self.case)
            .replace("{mine}", &self.mine)
            .replace("{published}", &self.published)
    }

    async fn learn(&mut self, screen: &Screen, round: u32) -> Result<()> {
        let name = async |css: &str, name: &str| -> Result<Option<String>> {
            let all = format!("document.querySelectorAll({css:?})");
            let one = format!("{all}[{round} % {all}.length || 0]?.{name}");
            Ok(screen.ask(&one).await?.as_str().map(str::to_owned))
        };
        let last = "getAttribute('href').split('/').pop()";
        for (kept, css, part) in [
            (&mut self.case, "[data-test=queue-row]", "dataset.case"),
            (
                &mut self.mine,
                "[data-page=follow] [data-test=case-card] a",
                last,
            ),
            (
                &mut self.published,
                "[data-page=community] [data-test=published-card]",
                "dataset.id",
            ),
        ] {
            if let Some(found) = name(css, part).await? {
                *kept = found;
            }
        }
        Ok(())
    }
}

/// Stands between every page and its worker.
const WATCH: &str = include_str!("watch.js");

/// Opens a page and says how long it took.
const OPEN: &str = include_str!("open.js");

/// Asks once more what the page that was opened asked, when it is at rest.
const AGAIN: &str = "const done = arguments[0]; \
    const rest = () => { \
        if (window.durbarSpeed.waits()) { setTimeout(rest, 5); return; } \
        window.durbarSpeed.again().then(done); }; \
    setTimeout(rest, 50);";

const PATIENCE: Duration = Duration::from_secs(20);

/// Milliseconds until a page is painted, where each of its questions takes the app so long.
async fn open(screen: &Screen, path: &str, shows: &str, takes: &[f64]) -> Result<f64> {
    let patience = u64::try_from(PATIENCE.as_millis())?;
    let arguments = vec![
        json!(path),
        json!(shows),
        json!((!takes.is_empty()).then_some(takes)),
        json!(patience),
    ];
    let time = screen.client().execute_async(OPEN, arguments).await?;
    time.as_f64()
        .ok_or_else(|| format!("{path} does not show {shows}").into())
}

/// Milliseconds that each question of the page takes the app.
async fn ask_again(screen: &Screen) -> Result<Vec<f64>> {
    let times = screen.client().execute_async(AGAIN, Vec::new()).await?;
    Ok(serde_json::from_value(times)?)
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn of_twenty_times_the_slowest_is_left_out() {
        let times: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert!((part(&times, 0.95) - 19.0).abs() < f64::EPSILON);
        assert!((part(&times, 0.5) - 10.0).abs() < f64::EPSILON);
    }
}
