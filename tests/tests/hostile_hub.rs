//! A hub that lies: the phone believes nothing that is not signed by whom it should be.
#![allow(clippy::expect_used)]

use axum::{Router, body::Body, extract::Request, http::StatusCode, response::Response};
use durbar_api::{
    CaseId,
    complaints::{Case, Sending, What},
};
use durbar_sync::{
    BlobId, ChangeHash, LaneId, PublicKey, codec,
    grant::{Grant, Invitation, SignedInvitation},
    packed::{ACTOR_PREFIX, HASH_PREFIX, Known, LANE_PREFIX},
    sign::{Keys, Receipt, SignedReceipt},
    wire::{
        AUTHORIZATION, Authorization, BlobKind, Body as RecordBody, Bytes, ClientHello, End, Feed,
        HubHello, LaneRecord, Push, Record, ReplyFrame, RequestFrame, Seal, SignedManifest,
        UploadReply,
    },
};
use durbar_tests::{
    kit::{
        Phone, PhoneFile, Result, Server, static_jpeg,
        stranger::{Stranger, casework, stolen_keys},
    },
    story::Person,
};
use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
    thread,
};
use tempfile::TempDir;

/// What the hub says to a request: frames before the end.
type Script = Box<dyn FnMut(&ClientHello, &[Push]) -> Vec<ReplyFrame> + Send>;

/// A hub that says what it is told to say.
struct Liar {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
}

impl Liar {
    fn open() -> Result<Self> {
        let script: Arc<Mutex<Script>> = Arc::new(Mutex::new(Box::new(|_, _| Vec::new())));
        let (tell, told) = std::sync::mpsc::channel();
        let own = script.clone();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
                    .await
                    .expect("a port");
                tell.send(listener.local_addr()).expect("told");
                let router = Router::new().fallback(move |request: Request| {
                    let script = own.clone();
                    async move { answer(request, &script).await }
                });
                axum::serve(listener, router).await.expect("serves");
            });
        });
        Ok(Self {
            address: told.recv()??,
            script,
        })
    }

    fn says(
        &self,
        script: impl FnMut(&ClientHello, &[Push]) -> Vec<ReplyFrame> + Send + 'static,
    ) -> Result<()> {
        *self.script.lock().map_err(|_| "poisoned")? = Box::new(script);
        Ok(())
    }
}

/// Has nothing: what a first push names is in it.
struct Nothing;

impl Known for Nothing {
    type Error = Infallible;

    fn lane(&self, _: &[u8; LANE_PREFIX]) -> std::result::Result<Option<LaneId>, Infallible> {
        Ok(None)
    }

    fn person(&self, _: &LaneId) -> std::result::Result<Option<PublicKey>, Infallible> {
        Ok(None)
    }

    fn change(
        &self,
        _: &LaneId,
        _: &[u8; HASH_PREFIX],
    ) -> std::result::Result<Option<ChangeHash>, Infallible> {
        Ok(None)
    }

    fn actor(
        &self,
        _: &LaneId,
        _: &[u8; ACTOR_PREFIX],
    ) -> std::result::Result<Option<Vec<u8>>, Infallible> {
        Ok(None)
    }
}

async fn answer(request: Request, script: &Mutex<Script>) -> Response {
    let path = request.uri().path().to_owned();
    let signed = request.headers().get(AUTHORIZATION);
    let signed = signed.and_then(|value| Authorization::parse(value.to_str().ok()?));
    let body = axum::body::to_bytes(request.into_body(), 1 << 24)
        .await
        .expect("a body");
    let bytes = if path == "/sync" {
        let frames: Vec<RequestFrame> = codec::decode(&body, 1 << 24).expect("frames");
        let device = signed.expect("a signed request").key;
        let mut frames = frames.into_iter();
        let Some(RequestFrame::Hello(hello)) = frames.next() else {
            panic!("no greeting");
        };
        let pushes: Vec<_> = frames
            .filter_map(|frame| match frame {
                RequestFrame::Push(push) => Some(push),
                RequestFrame::Packed(packed) => {
                    Some(packed.unpack(&device, &Nothing).expect("a first push"))
                }
                _ => None,
            })
            .collect();
        let mut reply = (script.lock().expect("a script"))(&hello, &pushes);
        if !matches!(reply.last(), Some(ReplyFrame::End(_))) {
            reply.push(end(&hello, 1_795_000_000_000));
        }
        codec::encode(&reply).expect("encodes")
    } else {
        // "I have it all", whatever it is.
        let reply = UploadReply {
            have: 1 << 20,
            complete: true,
        };
        postcard::to_stdvec(&reply).expect("encodes")
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = StatusCode::OK;
    response
}

/// A phone that knows the true hub, with a case that waits, before a hub that lies.
struct Scene {
    server: Server,
    liar: Liar,
    phone: Phone,
    case: CaseId,
    hub: Keys,
    epoch: u64,
    folder: TempDir,
}

impl Scene {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh(&folder.path().join("hub"))?;
        let mut phone = Phone::open(
            &folder.path().join("phone.db"),
            &server.origin(),
            1,
            durbar_tests::kit::STORY_START,
        )?;
        phone.sync_until_done()?;
        let hello = Stranger::meet(&server.origin(), 9)?
            .say(&[], vec![])?
            .into_iter()
            .find_map(|frame| match frame {
                ReplyFrame::Hello(hello) => Some(hello),
                _ => None,
            })
            .ok_or("no greeting")?;
        let case = phone.file("The drain is full.", &[static_jpeg(1)?])?.case;
        let liar = Liar::open()?;
        phone.connect_to(&format!("http://{}", liar.address));
        Ok(Self {
            hub: stolen_keys(server.data(), "hub.key")?,
            epoch: hello.epoch,
            server,
            liar,
            phone,
            case,
            folder,
        })
    }

    /// Lets the phone talk to the liar for a while.
    fn talk(&mut self) -> Result<Case> {
        for _ in 0..6 {
            self.phone.sync()?;
            self.phone.wait_seconds(600);
        }
        self.phone.case(&self.case)
    }

    fn is_not_received(&mut self) -> Result<()> {
        let case = self.talk()?;
        assert_ne!(case.summary.sending, Sending::Received);
        let says_so = case
            .timeline
            .iter()
            .any(|entry| entry.what == What::Received);
        assert!(!says_so, "the timeline says that it is received");
        Ok(())
    }

    /// The true hub is still believed, and gets everything.
    fn comes_home(&mut self) -> Result<()> {
        self.phone.connect_to(&self.server.origin());
        self.phone.wait_seconds(3600);
        self.phone.sync_until_done()?;
        let case = self.phone.case(&self.case)?;
        assert_eq!(case.summary.sending, Sending::Received);
        assert_eq!(case.receipt.map(|receipt| receipt.blobs), Some(2));
        let folder = self.folder.path();
        let mut esi = Person::officer(folder, &self.server, 2, "works", "Esi Mensah")?;
        let photo = esi.phone.case(&self.case)?.photos[0].blob.clone();
        esi.phone.fetch(&[photo])
    }
}

fn end(hello: &ClientHello, time: i64) -> ReplyFrame {
    ReplyFrame::End(End {
        cursors: hello.cursors.iter().map(|(_, cursor)| *cursor).collect(),
        denied: vec![],
        more: false,
        time,
    })
}

fn receipt(push: &Push, epoch: u64, blobs: Vec<BlobId>) -> Receipt {
    Receipt {
        lane: push.lane,
        heads: push.heads.clone(),
        blobs,
        received: 1_795_000_000_000,
        issued: 1_795_000_000_000,
        epoch,
        sequence: 1,
    }
}

fn signed(receipt: Receipt, keys: &Keys) -> ReplyFrame {
    ReplyFrame::Ack(SignedReceipt::sign(receipt, keys).expect("signs"))
}

fn offered(push: &Push) -> Vec<BlobId> {
    push.blobs.iter().map(|offer| offer.blob).collect()
}

fn wanted(push: &Push) -> impl Iterator<Item = ReplyFrame> {
    let blobs = offered(push);
    blobs
        .into_iter()
        .map(|blob| ReplyFrame::Wanted { blob, offset: 0 })
}

#[test]
fn a_receipt_that_the_hub_did_not_sign_is_none() -> Result<()> {
    let mut scene = Scene::open()?;
    let epoch = scene.epoch;
    let hub = scene.hub.clone();
    scene.liar.says(move |_, pushes| {
        let eve = Keys::from_seed([66; 32]);
        let by_eve = pushes
            .iter()
            .map(|push| signed(receipt(push, epoch, offered(push)), &eve));
        // Signed by the hub, for something else: the signature does not cover the photos.
        let stretched = pushes.iter().filter_map(|push| {
            let mut signed = SignedReceipt::sign(receipt(push, epoch, vec![]), &hub).ok()?;
            signed.receipt.blobs = offered(push);
            Some(ReplyFrame::Ack(signed))
        });
        by_eve.chain(stretched).collect()
    })?;
    scene.is_not_received()?;
    assert!(scene.phone.case(&scene.case)?.receipt.is_none());
    scene.comes_home()
}

#[test]
fn a_receipt_that_does_not_cover_the_photos_is_not_enough() -> Result<()> {
    let mut scene = Scene::open()?;
    let (epoch, hub) = (scene.epoch, scene.hub.clone());
    scene.liar.says(move |_, pushes| {
        let mut frames = Vec::new();
        for push in pushes {
            // Only the thumbnail; and all uploads are said to have gone well.
            let some = push
                .blobs
                .iter()
                .filter(|offer| offer.kind == BlobKind::Thumbnail)
                .map(|offer| offer.blob)
                .collect();
            frames.push(signed(receipt(push, epoch, some), &hub));
            frames.extend(wanted(push));
        }
        frames
    })?;
    scene.is_not_received()?;
    // And what was sent, as they say, is still here.
    let photo = scene.phone.case(&scene.case)?.photos.remove(0);
    scene.phone.fetch_here(&[photo.blob, photo.thumbnail])
}

#[test]
fn a_receipt_for_other_words_is_not_enough() -> Result<()> {
    let mut scene = Scene::open()?;
    let (epoch, hub) = (scene.epoch, scene.hub.clone());
    scene.liar.says(move |_, pushes| {
        let mut frames = Vec::new();
        for push in pushes {
            let mut receipt = receipt(push, epoch, offered(push));
            receipt.heads = vec![ChangeHash([7; 32])];
            frames.push(signed(receipt, &hub));
        }
        frames
    })?;
    scene.is_not_received()
}

#[test]
fn another_hub_is_not_taken_for_the_one_that_is_known() -> Result<()> {
    let mut scene = Scene::open()?;
    let epoch = scene.epoch;
    scene.liar.says(move |_, pushes| {
        let eve = Keys::from_seed([66; 32]);
        let mut frames = vec![ReplyFrame::Hello(HubHello {
            hub: eve.public(),
            administrator: eve.public(),
            epoch,
            pack: "sekondi-takoradi".to_owned(),
            dictionary: 1,
            kept: None,
        })];
        for push in pushes {
            frames.push(signed(receipt(push, epoch, offered(push)), &eve));
        }
        frames
    })?;
    scene.is_not_received()?;
    scene.comes_home()
}

#[test]
fn numbers_beyond_all_reason_do_no_harm() -> Result<()> {
    let mut scene = Scene::open()?;
    let (epoch, hub) = (scene.epoch, scene.hub.clone());
    let mut turn = 0;
    scene.liar.says(move |hello, pushes| {
        turn += 1;
        let mut frames = Vec::new();
        for push in pushes {
            let blobs = offered(push);
            let far = |blob| ReplyFrame::Wanted {
                blob,
                // The largest that a database holds, then the largest there is.
                offset: u64::MAX >> (turn % 2),
            };
            frames.extend(blobs.into_iter().map(far));
            let receipt = Receipt {
                received: i64::MIN,
                issued: i64::MAX,
                ..receipt(push, epoch.wrapping_add(1), offered(push))
            };
            frames.push(signed(receipt, &hub));
            frames.push(ReplyFrame::Record(Record {
                feed: u8::MAX,
                sequence: u64::MAX,
                body: RecordBody::Manifest(SignedManifest {
                    bytes: Bytes(vec![]),
                    signature: push.signature,
                }),
                seal: None,
            }));
        }
        frames.push(end(hello, if turn % 3 == 0 { i64::MIN } else { i64::MAX }));
        frames
    })?;
    scene.is_not_received()?;
    scene.comes_home()
}

/// What somebody writes as the office, as a record of the citizen's feed.
fn as_record(hello: &ClientHello, push: &Push, author: PublicKey, received: i64) -> ReplyFrame {
    let feed = hello
        .cursors
        .iter()
        .position(|(feed, _)| matches!(feed, Feed::Person(_)))
        .expect("a feed of one's own");
    let push = push.clone();
    ReplyFrame::Record(Record {
        feed: u8::try_from(feed).expect("few feeds"),
        sequence: 1,
        body: RecordBody::Lane(LaneRecord {
            lane: push.lane,
            header: push.header,
            changes: push.changes,
            heads: push.heads,
            blobs: push.blobs,
            author,
            signature: push.signature,
            links: vec![],
            received,
        }),
        seal: Some(Seal([3; 16])),
    })
}

#[test]
fn a_reply_by_nobody_of_the_office_is_never_shown() -> Result<()> {
    let mut scene = Scene::open()?;
    scene.phone.connect_to(&scene.server.origin());
    scene.phone.sync_until_done()?;
    let folder = scene.folder.path().to_owned();
    let mut esi = Person::officer(&folder, &scene.server, 2, "works", "Esi Mensah")?;
    scene.phone.sync_until_done()?;
    scene
        .phone
        .connect_to(&format!("http://{}", scene.liar.address));

    let case: LaneId = scene.case.0.parse()?;
    let now = Stranger::meet(&scene.server.origin(), 9)?.time;
    let eve = Stranger::offline(66)?;
    let author = eve.key();
    let forged = eve
        .lane(&casework(case, "works"))?
        .reply("Pay me and it is done.", &eve.keys)?;
    // In Esi's name, who holds the role, but not signed by her.
    let officer = esi.phone.key()?;
    let link = Keys::from_seed([67; 32]);
    let invitation = Invitation {
        key: link.public(),
        pack: "sekondi-takoradi".to_owned(),
        role: "officer".to_owned(),
        department: "works".to_owned(),
        name: "Esi Mensah".to_owned(),
        from: 0,
        until: i64::MAX,
    };
    let invitation = SignedInvitation::sign(&invitation, &eve.keys)?;
    let grant = Grant::accept(invitation, &link, author);
    scene.liar.says(move |hello, _| {
        let registry = Record {
            feed: 0,
            sequence: 1,
            body: RecordBody::Grant(grant.clone()),
            seal: Some(Seal([3; 16])),
        };
        vec![
            as_record(hello, &forged, author, now),
            as_record(hello, &forged, officer, now),
            // A grant by an administrator of her own, and again.
            ReplyFrame::Record(registry),
            as_record(hello, &forged, author, now),
        ]
    })?;
    let read = scene.talk()?;
    assert!(
        !format!("{:?}", read.timeline).contains("Pay me"),
        "a forged reply is shown: {:#?}",
        read.timeline
    );
    assert!(!read.summary.answered && !read.summary.opened);
    let rejected = PhoneFile::open(scene.phone.path())?.rejected()?;
    assert!(
        rejected.contains(&"author does not hold the role".to_owned()),
        "{rejected:?}"
    );

    // The same words by a true officer are shown.
    esi.phone.must(durbar_api::complaints::SendReply {
        case: scene.case.clone(),
        text: "Pay me nothing, it is done.".to_owned(),
    })?;
    esi.phone.sync_until_done()?;
    scene.phone.connect_to(&scene.server.origin());
    scene.phone.wait_seconds(3600);
    scene.phone.sync_until_done()?;
    let read = scene.phone.case(&scene.case)?;
    assert!(read.summary.answered, "{:#?}", read.timeline);
    Ok(())
}
