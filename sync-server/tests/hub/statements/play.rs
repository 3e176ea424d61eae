//! Whoever asks a hub at which something fails once, and asks again.

use crate::kit::{Device, Reply, Town, uploaded};
use durbar_sync::{
    BlobId, codec,
    grant::JoinToken,
    sign::Receipt,
    wire::{Push, ReplyFrame, RequestFrame},
};
use durbar_sync_server::{Error, folder::Folder};
use std::fmt::Display;

/// What fails once.
pub trait Fault {
    /// It has failed: all goes well from now on.
    fn is_over(&self);

    /// All that is in the database; `None` if what fails may come after the words were stored: then
    /// whoever asks again finds them.
    fn content(&self) -> Option<Vec<String>>;

    /// What the test itself does is spared from now on, or no longer.
    fn spare(&self, _is_spared: bool) {}
}

/// A town in which a statement fails, and whether anybody noticed.
pub struct Play<'a> {
    pub town: &'a Town,
    /// See [`super::before_the_fire`].
    pub lost: &'a Town,
    pub fault: &'a dyn Fault,
    pub has_failed: bool,
}

impl Play<'_> {
    /// Asks, and asks again if that fails.
    pub async fn ask(&mut self, device: &Device, more: Vec<RequestFrame>) -> Reply {
        let mut frames = vec![RequestFrame::Hello(self.town.hello(&[]))];
        frames.extend(more);
        let before = self.before();
        loop {
            let body = codec::encode(&frames).unwrap();
            match self.town.post(device, body).await {
                (200, body) => {
                    let frames = codec::decode(&body, 64 << 20).unwrap();
                    return Reply { frames };
                }
                (status @ (500 | 503), _) => self.left_no_trace(before.as_deref(), status),
                (other, _) => panic!("{other}"),
            }
        }
    }

    /// Pushes something that is taken.
    pub async fn push(&mut self, device: &Device, push: Push) -> Receipt {
        let reply = self.ask(device, vec![RequestFrame::Push(push)]).await;
        reply.receipt(self.town)
    }

    /// A link for an officer. Nothing is stored.
    pub fn invite(&self, department: &str) -> JoinToken {
        self.fault.spare(true);
        let token = self.town.invite(department);
        self.fault.spare(false);
        token
    }

    /// Whether a device gets the role of a link.
    pub async fn takes_up(&mut self, device: &Device, token: &JoinToken) -> bool {
        let grant = self.town.grant(token, device);
        let reply = self.ask(device, vec![RequestFrame::Accept(grant)]).await;
        let is_refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::GrantRefused(_));
        !reply.frames.iter().any(is_refused)
    }

    /// Runs a command of whoever runs the hub, which goes on serving, and runs it again if that
    /// fails.
    pub fn command<T>(&mut self, run: impl Fn(&Folder) -> Result<T, Error>) -> T {
        let folder = Folder::open(self.town.data.path()).unwrap();
        let before = self.before();
        loop {
            match run(&folder) {
                Ok(done) => return done,
                Err(error) => self.left_no_trace(before.as_deref(), error),
            }
        }
    }

    /// Sends a photo from where the hub has it on.
    pub async fn send(&mut self, device: &Device, (bytes, blob): (&[u8], BlobId)) {
        let (town, mut is_anew) = (self.town, false);
        let failed = |status: u16| {
            if status == 422 {
                // Who shows a photo that is here already sends a copy, which is gone once it was
                // compared. If that could not be noted, it is sent again.
                assert!(self.has_failed && !is_anew, "a photo is not what it is");
                is_anew = true;
            } else {
                self.fails(status);
            }
        };
        town.upload(device, (bytes, blob), failed).await;
    }

    /// Sends the first bytes of a photo that is longer.
    pub async fn begin(&mut self, device: &Device, (bytes, blob): (&[u8], BlobId)) {
        loop {
            let answer = self.town.put(device, blob, 0, bytes).await;
            if answer.0 < 500 {
                let (_, have, is_whole) = uploaded(answer);
                assert_eq!((have, is_whole), (bytes.len() as u64, false));
                return;
            }
            self.fails(answer.0);
        }
    }

    /// What is in the database, if something may still fail.
    fn before(&self) -> Option<Vec<String>> {
        if self.has_failed {
            return None;
        }
        self.fault.content()
    }

    fn left_no_trace(&mut self, before: Option<&[String]>, why: impl Display) {
        self.fails(why);
        assert!(before == self.fault.content().as_deref(), "it left a trace");
    }

    fn fails(&mut self, why: impl Display) {
        assert!(!self.has_failed, "it fails without a cause: {why}");
        self.has_failed = true;
        self.fault.is_over();
    }
}
