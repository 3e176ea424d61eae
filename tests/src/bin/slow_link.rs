//! What it costs to bring two sides together over a bad mobile network: `slow_link [SEEDS [LOSS...]] [NAME...]`.
//!
//! Real programs over real TCP, in network namespaces that end with the program. `DURBAR_PEERS`
//! names the folder with the programs of the others.
#![allow(clippy::print_stdout, clippy::print_stderr)] // it is a command-line program

use durbar_tests::{
    kit::Result,
    slow::{
        Contender, Durbar, Kind, Peer, SCENES, Sample, Scene, SlowLink, Way, Weather, photo, play,
        told,
    },
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    sync::Mutex,
};

/// Set within the namespace.
const INSIDE: &str = "DURBAR_SLOW_LINK";
/// Runs at one time: a slow link leaves the processors alone.
const TOGETHER: u8 = 24;
/// Numbers of links that each of those has in turn: a device may go some time after its run.
const IN_TURN: u8 = 8;

fn main() -> ExitCode {
    let ended = if std::env::var_os(INSIDE).is_some() {
        measure()
    } else {
        in_a_namespace()
    };
    match ended {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this program again where it may lay links.
fn in_a_namespace() -> Result<ExitCode> {
    let ways = [&["--net"][..], &["--net", "--map-root-user"]];
    for way in ways {
        let tried = Command::new("unshare")
            .args(way)
            .args(["ip", "tuntap", "add", "mode", "tun", "name", "trial"])
            .output()?;
        if !tried.status.success() {
            continue;
        }
        let status = Command::new("unshare")
            .args(way)
            .arg(std::env::current_exe()?)
            .args(std::env::args().skip(1))
            .env(INSIDE, "1")
            .status()?;
        return Ok(if status.success() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    println!(
        "skipped: this machine lets nobody make network namespaces with TUN devices \
         (unshare --net, /dev/net/tun)"
    );
    Ok(ExitCode::SUCCESS)
}

/// Who is measured, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Durbar,
    DurbarTls,
    DurbarResumed,
    PouchDb,
    AutomergeRepo,
}

impl Who {
    /// What is measured of it. A session that is resumed changes what one exchange costs.
    fn plays(self, documents: usize) -> &'static [Scene] {
        match (self, documents) {
            (Self::DurbarResumed, 100) => &[Scene::Nothing, Scene::One, Scene::Ten],
            (Self::DurbarResumed, _) => &[],
            (_, 100) => &SCENES,
            // With many documents only the one in which all of them travel.
            _ => &[Scene::Cold],
        }
    }
}

const EVERYBODY: [Who; 5] = [
    Who::Durbar,
    Who::DurbarTls,
    Who::DurbarResumed,
    Who::PouchDb,
    Who::AutomergeRepo,
];

/// One run: somebody with so many documents over one link.
#[derive(Clone, Copy, Debug)]
struct Run {
    who: Who,
    documents: usize,
    loss: u32,
    seed: u64,
}

/// What was measured of whom: scene, documents, loss.
type Found = BTreeMap<(usize, usize, u32, Who), Vec<Sample>>;

fn measure() -> Result<ExitCode> {
    let (numbers, names): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let mut numbers = numbers.iter();
    let seeds = numbers.next().map_or(Ok(10), |seeds| seeds.parse())?;
    let mut losses: Vec<u32> = numbers
        .map(|loss| loss.parse())
        .collect::<std::result::Result<_, _>>()?;
    if losses.is_empty() {
        losses = vec![0, 2, 5, 10];
    }
    let is_wanted = |who: &Who| names.is_empty() || names.contains(&format!("{who:?}"));
    let up = Command::new("ip")
        .args(["link", "set", "lo", "up"])
        .status()?;
    if !up.success() {
        return Err("no loopback device".into());
    }
    let programs = PathBuf::from(std::env::var_os("DURBAR_PEERS").ok_or(
        "DURBAR_PEERS says where the programs of the others are: `cargo xtask bench link`",
    )?);
    let photo = photo()?;
    let mut runs = Vec::new();
    for seed in 0..seeds {
        for loss in &losses {
            for documents in [100, 1_000] {
                for who in EVERYBODY.into_iter().filter(is_wanted) {
                    if who.plays(documents).is_empty() {
                        continue;
                    }
                    runs.push(Run {
                        who,
                        documents,
                        loss: *loss,
                        seed,
                    });
                }
            }
        }
    }
    runs.reverse();
    let waiting = Mutex::new(runs);
    let found = Mutex::new(Found::new());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for place in 0..TOGETHER {
            let (waiting, found, failed) = (&waiting, &found, &failed);
            let (programs, photo) = (&programs, &photo);
            scope.spawn(move || {
                for turn in (0..IN_TURN).cycle() {
                    let Some(run) = waiting.lock().ok().and_then(|mut runs| runs.pop()) else {
                        return;
                    };
                    let number = place * IN_TURN + turn + 1;
                    let note = |scene, sample| {
                        if let Ok(mut found) = found.lock() {
                            let key = (scene, run.documents, run.loss, run.who);
                            found.entry(key).or_default().push(sample);
                        }
                    };
                    eprintln!("{run:?}");
                    if let Err(error) = play_all(run, number, programs, photo, &note)
                        && let Ok(mut failed) = failed.lock()
                    {
                        eprintln!("{run:?}: {error}");
                        failed.push(format!("{run:?}: {error}"));
                    }
                }
            });
        }
    });
    let found = found.into_inner().map_err(|_| "poisoned")?;
    print(&found, photo.len());
    let failed = failed.into_inner().map_err(|_| "poisoned")?;
    for run in &failed {
        println!("not ended: {run}");
    }
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Every scene of a run.
fn play_all(
    run: Run,
    number: u8,
    programs: &Path,
    photo: &[u8],
    note: &dyn Fn(usize, Sample),
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let link = SlowLink::new(number, Weather::designed_for(run.loss, run.seed))?;
    let peer = |kind| Peer::new(kind, &link, programs, folder.path(), run.documents);
    let own = |way| Durbar::new(&link, folder.path(), run.documents, way);
    let mut contender: Box<dyn Contender> = match run.who {
        Who::Durbar => Box::new(own(Way::Plain)?),
        Who::DurbarTls => Box::new(own(Way::Tls)?),
        Who::DurbarResumed => Box::new(own(Way::Resumed)?),
        Who::PouchDb => Box::new(peer(Kind::PouchDb)?),
        Who::AutomergeRepo => Box::new(peer(Kind::AutomergeRepo)?),
    };
    for (at, scene) in SCENES.into_iter().enumerate() {
        if !run.who.plays(run.documents).contains(&scene) {
            continue;
        }
        let sample = play(contender.as_mut(), &link, scene, photo)
            .map_err(|error| format!("{scene:?}: {error}"))?;
        note(at, sample);
    }
    Ok(())
}

fn print(found: &Found, photo: usize) {
    println!(
        "IP bytes, lost packets included; 600 ms, 64 kbit/s up, 128 down; a photo of {} KB",
        photo / 1_000
    );
    let mut last = None;
    for ((scene, documents, loss, who), samples) in found {
        if last != Some((scene, documents)) {
            println!(
                "\n{:?}, {documents} documents\n{:>6}{:>16}{:>9}{:>9}{:>10}{:>7}{:>9}{:>9}{:>6}",
                SCENES[*scene], "loss", "", "up", "down", "requests", "turns", "s", "worst", "runs"
            );
            last = Some((scene, documents));
        }
        let name = format!("{who:?}");
        println!("{loss:>5}%{name:>16}{}{:>6}", told(samples), samples.len());
    }
}
