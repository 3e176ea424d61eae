//! Hubs whose disk fails or is full.

use crate::{
    faults, found,
    hubs::{keeps, promised, stands},
};
use durbar_api::complaints::{ListMine, SendReply};
use durbar_tests::{
    kit::{
        HubFile, OPEN_GATE, Phone, Result, STORY_START, Server, copy_folder,
        disk::{Disk, Fault, Log, Shim},
        ensure, server_program, static_jpeg,
    },
    story::text_of,
};
use std::{fs, process::Command};

/// A hub that was just made and a phone that knows it, to begin from.
struct Beginning {
    folder: tempfile::TempDir,
    shim: Shim,
}

impl Beginning {
    fn make() -> Result<Option<Self>> {
        let folder = found()?;
        let Some(shim) = Shim::build(folder.path())? else {
            println!("not run: the disk that is watched is made for Linux");
            return Ok(None);
        };
        let begin = folder.path().join("begin");
        let server = Server::fresh_with(&begin.join("hub"), &OPEN_GATE)?;
        Phone::open(&begin.join("phone.db"), &server.origin(), 1, STORY_START)?
            .sync_until_done()?;
        drop(server);
        Ok(Some(Self { folder, shim }))
    }

    /// Has the phone file a case and the hub take it over a disk with a fault. Returns the log.
    fn play(&self, fault: Option<Fault>) -> Result<Log> {
        let play = found()?;
        let play = play.path();
        copy_folder(&self.folder.path().join("begin"), play)?;
        let (data, log, database) = (play.join("hub"), play.join("log"), play.join("phone.db"));
        let before = Disk::holding(&data)?;
        self.shim.take_room()?;
        let mut program = Command::new(server_program()?);
        program.stderr(fs::File::create(play.join("errors"))?);
        self.shim.lend_to(&mut program, &data, &log, fault);
        let mut phone = Phone::open(&database, "http://127.0.0.1:9", 2, STORY_START)?;
        let photos = [static_jpeg(1)?, static_jpeg(2)?];
        phone.file(&text_of("case"), &photos)?;
        let served = Server::serve_by(program, &data, "127.0.0.1:0", &OPEN_GATE);
        let errors = || fs::read_to_string(play.join("errors"));
        match served {
            Ok(mut server) => {
                phone.connect_to(&server.origin());
                // At first there may be no room; then there is.
                for _ in 0..4 {
                    phone.sync()?;
                    phone.wait_seconds(300);
                }
                self.shim.make_room()?;
                get_through(&mut phone)
                    .and_then(|()| say_more(&mut phone))
                    .map_err(|error| format!("{error}; the hub: {:?}", errors()))?;
                ensure(server.is_up()?, || format!("it ended: {:?}", errors()))?;
            }
            Err(error) => {
                // It says why, and does not fall over.
                let told = errors()?;
                let is_clear = error.to_string().ends_with("exit status: 1");
                ensure(
                    is_clear && !told.is_empty() && !told.contains("panicked"),
                    || format!("{error}: {told}"),
                )?;
            }
        }
        let told = errors()?;
        ensure(!told.contains("panicked"), || told)?;
        let promises = promised(&database)?;
        let life = Log::read(&log)?;
        for seed in [0, 1, 2] {
            let found = found()?;
            let disk = life.disk_at(life.0.len(), before.clone())?;
            disk.without_power(seed, found.path())?;
            stands(found.path())
                .and_then(|()| keeps(&HubFile::open(found.path())?, &promises))
                .map_err(|error| format!("power cut with seed {seed}: {error}"))?;
        }

        let server = Server::serve(&data, "127.0.0.1:0", &OPEN_GATE)?;
        phone.connect_to(&server.origin());
        phone.wait_seconds(3600);
        get_through(&mut phone)?;
        drop(server);
        stands(&data)?;
        keeps(&HubFile::open(&data)?, &promised(&database)?)?;
        Ok(life)
    }
}

/// Syncs until all is received. A photo over which the hub failed goes again after a while.
fn get_through(phone: &mut Phone) -> Result<()> {
    for _ in 0..20 {
        phone.sync()?;
        if phone.all_received()? {
            return Ok(());
        }
        phone.wait_seconds(300);
    }
    Err("it never got through".into())
}

/// Writes once more in the case, over a hub that has failed and gone on.
fn say_more(phone: &mut Phone) -> Result<()> {
    for case in phone.must(ListMine {})? {
        phone.must(SendReply {
            case: case.id,
            text: "It still floods.".to_owned(),
        })?;
    }
    get_through(phone)
}

#[test]
fn a_hub_bears_a_disk_that_fails_or_is_full() -> Result<()> {
    let Some(beginning) = Beginning::make()? else {
        return Ok(());
    };
    let sound = beginning.play(None)?;
    println!("a hub: {} calls, {} reads", sound.calls(), sound.reads());
    let faults = faults::all(sound.calls(), sound.reads())?;
    faults::try_all("hubs", &faults, |_, fault| {
        Ok(beginning.play(Some(fault))?.has_fault())
    })
}
