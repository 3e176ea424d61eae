//! A hub that has no more room for a phone today: the phone keeps everything, shows it as waiting,
//! and sends it by itself once there is room.
#![allow(clippy::expect_used)]

use durbar_api::{
    CaseId,
    complaints::{ReadCase, Sending},
};
use durbar_sync_server::{Config, Hub, folder::Folder, hub::Clock, serve};
use durbar_tests::kit::{Phone, PhoneFile, Result, STORY_START, static_jpeg};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    thread,
};
use tempfile::TempDir;

const DAY: i64 = 86_400_000;

/// A hub in this process, with a clock that stands still unless it is set.
struct Town {
    clock: Arc<AtomicI64>,
    origin: String,
    folder: TempDir,
}

impl Town {
    fn open(change: impl FnOnce(&mut Config) + Send + 'static) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("hub");
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs/sekondi-takoradi");
        Folder::create(&data, &pack, STORY_START)?;
        let clock = Arc::new(AtomicI64::new(STORY_START));
        let told = clock.clone();
        let tell: Clock = Arc::new(move || told.load(Ordering::SeqCst));
        let mut config = Config::new(data);
        config.clock = tell;
        config.limits.burst = 100_000;
        config.limits.address_burst = 100_000;
        change(&mut config);
        let (say, said) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async {
                let hub = Hub::open(config).expect("a hub");
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                    .await
                    .expect("a port");
                say.send(listener.local_addr()).expect("somebody listens");
                // Ends with the test's process.
                serve(listener, hub, std::future::pending())
                    .await
                    .expect("serves");
            });
        });
        let origin = format!("http://{}", said.recv()??);
        Ok(Self {
            clock,
            origin,
            folder,
        })
    }

    fn phone(&self, seed: u64) -> Result<Phone> {
        let path = self.folder.path().join(format!("phone-{seed}.db"));
        let mut phone = Phone::open(&path, &self.origin, seed, STORY_START)?;
        phone.sync_until_done()?;
        Ok(phone)
    }

    fn pass(&self, phone: &mut Phone, milliseconds: i64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
        phone.wait_seconds(milliseconds / 1000);
    }
}

fn text(number: usize) -> String {
    format!(
        "Number {number}. {}",
        "The gutter by the school is full. ".repeat(20)
    )
}

fn sending(phone: &mut Phone, case: &CaseId) -> Result<Sending> {
    let read = ReadCase { case: case.clone() };
    Ok(phone.must(read)?.summary.sending)
}

/// Wakes the app at the time it asked for, with nobody touching it.
fn sleep_until_woken(town: &Town, phone: &mut Phone) -> Result<()> {
    let at = phone.wake_at.ok_or("the app never tries again by itself")?;
    let passes = (at.0 - phone.now().0).max(0);
    town.pass(phone, passes + 1000);
    phone.feed(durbar_core::Input::Wake);
    phone.carry_out()?;
    Ok(())
}

#[test]
fn words_beyond_a_quota_wait_are_not_set_aside_and_go_by_themselves_the_next_day() -> Result<()> {
    let town = Town::open(|config| config.limits.quota.words_day = 4000)?;
    let mut ama = town.phone(1)?;
    let mut cases = Vec::new();
    for number in 0..6 {
        cases.push(ama.file(&text(number), &[])?.case);
    }
    ama.sync_until_done()?;
    let states = cases
        .iter()
        .map(|case| sending(&mut ama, case))
        .collect::<Result<Vec<_>>>()?;
    let count = |wanted: &Sending| states.iter().filter(|state| *state == wanted).count();
    let (received, queued) = (count(&Sending::Received), count(&Sending::Queued));
    assert!(received > 0 && queued > 0, "{states:?}");
    assert_eq!(received + queued, 6, "something is set aside: {states:?}");
    let status = ama.must(durbar_api::app::ReadSync {})?;
    assert_eq!((status.set_aside, status.waiting as usize), (0, queued));

    // What is written meanwhile does not send the rest again and again.
    ama.take_traffic();
    ama.must(durbar_api::app::SyncNow {})?;
    ama.sync_until_done()?;
    assert!(
        ama.take_traffic().up < 1500,
        "what waits goes up every time"
    );

    // An hour later there is still no room; the next day there is.
    let mut hours = 0;
    while !ama.all_received()? {
        sleep_until_woken(&town, &mut ama)?;
        hours += 1;
        assert!(hours < 100, "the words never arrive");
    }
    assert!(hours > 1, "there was room at once");
    for case in &cases {
        assert_eq!(sending(&mut ama, case)?, Sending::Received);
    }
    assert_eq!(PhoneFile::open(ama.path())?.outbox()?, []);
    assert_eq!(ama.wake_at, None, "it tries again though nothing waits");
    Ok(())
}

#[test]
fn photos_beyond_a_quota_wait_while_their_words_are_received() -> Result<()> {
    let photo = static_jpeg(1)?;
    let town = Town::open(|config| config.limits.quota.photos_day = 250_000)?;
    let mut ama = town.phone(1)?;
    let case = ama
        .file("The drain is full.", &[photo, static_jpeg(2)?])?
        .case;
    ama.sync_until_done()?;
    let state = sending(&mut ama, &case)?;
    assert!(
        matches!(state, Sending::Queued | Sending::Sending { .. }),
        "{state:?}"
    );
    ama.take_traffic();
    for _ in 0..5 {
        sleep_until_woken(&town, &mut ama)?;
    }
    let requests = ama.take_traffic().requests;
    assert!(requests < 30, "{requests} requests in five hours");
    for _ in 0..40 {
        town.pass(&mut ama, DAY);
        ama.sync_until_done()?;
        if sending(&mut ama, &case)? == Sending::Received {
            return Ok(());
        }
    }
    Err("the photos never arrive".into())
}
