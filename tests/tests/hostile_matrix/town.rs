//! A hub with honest people and what they wrote, and those who mean ill.

use automerge::AutoCommit;
use durbar_api::complaints::{Follow, ListPublished, Support, Topic};
use durbar_sync::{
    ChangeHash, LaneId, codec,
    grant::{Grant, Invitation, SignedInvitation},
    header::{Header, SignedHeader, Writer},
    link::{Link, SignedOffer, SignedRevocation},
    sign::Keys,
    wire::{BlobOffer, Body, Feed, LaneRecord, Push, Refusal, ReplyFrame, RequestFrame},
};
use durbar_tests::{
    kit::{
        HubFile, OPEN_GATE, PhoneFile, Result, Server,
        stranger::{Answer, PACK, Stranger, stolen_keys},
    },
    story::{Act, Person, everybody_syncs},
};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    time::Instant,
};
use tempfile::TempDir;

const DAY: i64 = 86_400_000;
/// What an app says of a document that it does not open.
pub const TOO_DEEP: &str = "objects deeper than any here";

/// Pushes in one request.
const TOGETHER: usize = 500;
/// A department that has nothing to do with any of the cases.
pub const IDLE_DEPARTMENT: &str = "transport";

/// Somebody who means ill.
pub struct Villain {
    /// What they are.
    pub name: &'static str,
    pub device: Stranger,
    /// Whose lanes they may write.
    pub department: Option<&'static str>,
}

/// An operation and the codes with which it may be refused.
pub struct Forbidden {
    pub what: &'static str,
    pub push: Push,
    pub codes: &'static [Refusal],
}

/// A lane of honest people as the hub holds it.
pub struct Honest {
    pub id: LaneId,
    pub header: Header,
    pub signed: SignedHeader,
    pub records: Vec<LaneRecord>,
    pub document: AutoCommit,
}

/// All that a hub holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Holdings {
    records: u64,
    hashes: BTreeMap<String, BTreeSet<String>>,
    blobs: BTreeMap<String, BTreeSet<String>>,
}

pub struct Town {
    pub server: Server,
    pub villains: Vec<Villain>,
    pub citizens: Vec<Person>,
    pub officers: Vec<Person>,
    pub administrator: Keys,
    pub tried: BTreeMap<&'static str, usize>,
    pub kinds: BTreeSet<String>,
    pub longest: u128,
    /// Kilobytes.
    pub peak: u64,
    chance: ChaCha20Rng,
    _folder: TempDir,
}

impl Town {
    pub fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh_with(&folder.path().join("hub"), &OPEN_GATE)?;
        let mut citizens = Vec::new();
        for seed in 1..=3 {
            citizens.push(Person::citizen(folder.path(), &server, seed)?);
        }
        let officers = vec![
            Person::officer(folder.path(), &server, 4, "works", "Esi Mensah")?,
            Person::officer(folder.path(), &server, 5, "waste", "Yaw Boateng")?,
        ];
        let mut town = Self {
            administrator: stolen_keys(server.data(), "admin.key")?,
            server,
            villains: Vec::new(),
            citizens,
            officers,
            tried: BTreeMap::new(),
            kinds: BTreeSet::new(),
            longest: 0,
            peak: 0,
            chance: ChaCha20Rng::seed_from_u64(9),
            _folder: folder,
        };
        for (number, citizen) in town.citizens.iter_mut().enumerate() {
            citizen.file(number == 1, true)?;
        }
        sync_all(&mut town.citizens, &mut town.officers)?;
        // A note, a publication and a referral in each case: lanes of every kind.
        for officer in &mut town.officers {
            let cases = officer.cases()?;
            for deal in
                (0..=u8::try_from(cases.len())?).flat_map(|case| [(case, 0), (case, 2), (case, 1)])
            {
                officer.act(Act::Deal(deal.0, deal.1), &cases)?;
            }
        }
        town.people_go_on()?;
        town.somebody_says_me_too()?;
        town.villains_come()?;
        Ok(town)
    }

    /// In a lane of its own, which everybody may read.
    fn somebody_says_me_too(&mut self) -> Result<()> {
        let first = self.officers[0].cases()?;
        let first = first.first().ok_or("no case")?;
        let category = self.officers[0].phone.case(first)?.summary.category;
        for citizen in &mut self.citizens {
            citizen.phone.must(Follow {
                topic: Topic::Category(category.clone()),
                following: true,
            })?;
        }
        sync_all(&mut self.citizens, &mut self.officers)?;
        for citizen in &mut self.citizens {
            for public in citizen.phone.must(ListPublished::default())?.cases {
                let call = Support {
                    id: public.id,
                    supported: true,
                };
                if public.mine.is_none() {
                    citizen.phone.must(call)?;
                }
            }
        }
        sync_all(&mut self.citizens, &mut self.officers)
    }

    fn villains_come(&mut self) -> Result<()> {
        let origin = self.server.origin();
        let mut seed = 100;
        let mut meet = |name, department| -> Result<Villain> {
            seed += 1;
            Ok(Villain {
                name,
                device: Stranger::meet(&origin, seed)?,
                department,
            })
        };
        let mut villains = vec![
            meet("a stranger", None)?,
            meet("a citizen", None)?,
            meet("an officer of another department", Some(IDLE_DEPARTMENT))?,
            meet("an officer of the department", Some("works"))?,
            meet("an officer from tomorrow on", None)?,
            meet("a device that was revoked", None)?,
            meet("who has the administrator's key", None)?,
            meet("who has the hub's key", None)?,
            meet("an officer until a moment ago", None)?,
        ];
        let now = villains[0].device.time;
        villains[6].device.keys = self.administrator.clone();
        villains[7].device.keys = stolen_keys(self.server.data(), "hub.key")?;
        // The citizen has a case and a linked device, which they revoked.
        let header = villains[1].device.filing("works", 1);
        let citizen = villains[1].device.keys.clone();
        let mut lane = villains[1].device.lane(&header)?;
        let push = lane.edit("my own", &citizen, vec![])?;
        assert!(is_taken(&villains[1].device.push(push)?));
        let secret = Keys::from_seed([201; 32]);
        let offer = SignedOffer::sign(secret.public(), now + DAY, &citizen)?;
        let lost = villains[5].device.keys.clone();
        let link = Link::accept(offer, &secret, &lost, true);
        let frames = villains[5]
            .device
            .say(&[], vec![RequestFrame::Link(link)])?;
        let refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::LinkRefused(_));
        assert!(!frames.iter().any(refused), "{frames:?}");
        let revocation = SignedRevocation::sign(lost.public(), now, &citizen)?;
        villains[1]
            .device
            .say(&[], vec![RequestFrame::Revoke(revocation)])?;
        let moment = Stranger::meet(&origin, 199)?.time + 2000;
        let grants = [
            (2, IDLE_DEPARTMENT, now - DAY..now + 30 * DAY),
            (3, "works", now - DAY..now + 30 * DAY),
            (4, "works", now + DAY..now + 30 * DAY),
            (8, "works", now - DAY..moment),
        ];
        for (index, department, term) in grants {
            let grant = self.grant(&villains[index].device, department, term)?;
            let frames = villains[index]
                .device
                .say(&[], vec![RequestFrame::Accept(grant)])?;
            let refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::GrantRefused(_));
            assert!(!frames.iter().any(refused), "{frames:?}");
        }
        // By the hub's clock the last one's term has ended when it begins.
        while Stranger::meet(&origin, 199)?.time <= moment {}
        self.villains = villains;
        Ok(())
    }

    fn grant(&self, device: &Stranger, department: &str, term: Range<i64>) -> Result<Grant> {
        let link = Keys::from_seed([202 ^ device.key().0[0]; 32]);
        let invitation = Invitation {
            key: link.public(),
            pack: PACK.to_owned(),
            role: "officer".to_owned(),
            department: department.to_owned(),
            name: "Somebody".to_owned(),
            from: term.start,
            until: term.end,
        };
        let signed = SignedInvitation::sign(&invitation, &self.administrator)?;
        Ok(Grant::accept(signed, &link, device.key()))
    }

    /// Honest people do some more, and all of them sync.
    pub fn people_go_on(&mut self) -> Result<()> {
        let Self {
            citizens,
            officers,
            chance,
            ..
        } = self;
        for _ in 0..2 {
            sync_all(citizens, officers)?;
            for person in citizens.iter_mut().chain(officers.iter_mut()) {
                let cases = person.cases()?;
                for _ in 0..8 {
                    match Act::any(chance) {
                        Act::Sync(_) | Act::File { .. } => {}
                        act => person.act(act, &cases)?,
                    }
                }
            }
        }
        sync_all(citizens, officers)
    }

    /// Every reader of a case sees the same, everybody can write, and nobody was sent anything
    /// that had to be left out but what only an app can see.
    pub fn people_agree(&mut self) -> Result<()> {
        for citizen in &mut self.citizens {
            citizen.file(false, true)?;
        }
        sync_all(&mut self.citizens, &mut self.officers)?;
        for citizen in &mut self.citizens {
            assert!(citizen.phone.all_received()?, "something waits");
            for case in citizen.cases()? {
                let view = citizen.view(&case)?;
                let documents = PhoneFile::open(citizen.phone.path())?.changes(&case.0)?;
                for officer in &mut self.officers {
                    if officer.cases()?.contains(&case) {
                        assert_eq!(officer.view(&case)?, view, "two see {case:?} differently");
                        let file = PhoneFile::open(officer.phone.path())?;
                        assert_eq!(file.changes(&case.0)?, documents);
                    }
                }
            }
        }
        let rejected = |person: &Person| PhoneFile::open(person.phone.path())?.rejected();
        for citizen in &self.citizens {
            assert_eq!(
                rejected(citizen)?,
                Vec::<String>::new(),
                "the hub passed on something"
            );
        }
        for officer in &self.officers {
            let rejected = rejected(officer)?;
            let reads_it = rejected.as_slice() == [TOO_DEEP];
            assert!(
                reads_it || rejected.is_empty(),
                "the hub passed on {rejected:?}"
            );
        }
        let hub = HubFile::open(self.server.data())?;
        assert_eq!(hub.feeds_with_gaps()?, Vec::<String>::new());
        Ok(())
    }

    /// Ends the server as a power cut would, and starts it on the same data.
    pub fn start_anew(&mut self) -> Result<()> {
        self.peak = self.peak.max(self.server.peak_memory()?);
        self.server.kill()?;
        let (data, address) = (self.server.data().to_owned(), self.server.address());
        self.server = Server::serve(&data, &address.to_string(), &OPEN_GATE)?;
        for villain in &mut self.villains {
            villain.device.reconnect()?;
        }
        Ok(())
    }

    pub fn holdings(&self) -> Result<Holdings> {
        let hub = HubFile::open(self.server.data())?;
        Ok(Holdings {
            records: hub.records()?,
            hashes: hub.hashes()?,
            blobs: hub.named()?,
        })
    }

    /// Holds that nothing was kept since.
    pub fn has_only(&mut self, before: &Holdings) -> Result<()> {
        assert!(self.server.is_up()?, "the hub is down");
        assert_eq!(self.holdings()?, *before, "something was kept");
        self.peak = self.peak.max(self.server.peak_memory()?);
        Ok(())
    }

    /// What honest people wrote, with a document as its readers have it.
    pub fn honest(&mut self) -> Result<Vec<Honest>> {
        let villains: Vec<_> = self.villains.iter().map(|one| one.device.key()).collect();
        let mut records = BTreeMap::<LaneId, Vec<LaneRecord>>::new();
        for (_, body) in HubFile::open(self.server.data())?.feeds()? {
            if let Body::Lane(record) = body {
                let own = records.entry(record.lane).or_default();
                if !own.contains(&record) {
                    own.push(record);
                }
            }
        }
        let database = rusqlite::Connection::open(self.server.data().join("hub.sqlite"))?;
        let mut select = database.prepare("SELECT lane, header, signature FROM lanes")?;
        let rows = select.query_map([], |row| {
            let signature: Option<[u8; 64]> = row.get(2)?;
            let signed = SignedHeader {
                bytes: row.get(1)?,
                signature: signature.map(durbar_sync::Signature),
            };
            Ok((LaneId(row.get(0)?), signed))
        })?;
        let mut lanes = Vec::new();
        for row in rows {
            let (id, signed) = row?;
            let header: Header = postcard::from_bytes(&signed.bytes)?;
            if matches!(&header.writer, Writer::Person(person) if villains.contains(person)) {
                continue;
            }
            let records = records.remove(&id).ok_or("a lane without records")?;
            let mut document = AutoCommit::new();
            for change in records.iter().flat_map(|record| &record.changes) {
                document.load_incremental(&change.0)?;
            }
            self.kinds.insert(header.kind.clone());
            lanes.push(Honest {
                id,
                header,
                signed,
                records,
                document,
            });
        }
        Ok(lanes)
    }

    /// Pushes what has to be refused, many at a time, and holds that each is.
    pub fn all_refused(&mut self, villain: usize, operations: Vec<Forbidden>) -> Result<()> {
        let before = HubFile::open(self.server.data())?.records()?;
        let who = self.villains[villain].name;
        for together in operations.chunks(TOGETHER) {
            let pushes = together.iter().map(|one| one.push.clone());
            let frames: Vec<_> = pushes.map(RequestFrame::Push).collect();
            let (status, body) = self.timed(|town| {
                let device = &mut town.villains[villain].device;
                let body = device.body(&[], frames)?;
                device.post(body)
            })?;
            assert_eq!(status, 200, "{who}");
            let frames: Vec<ReplyFrame> = codec::decode(&body, 64 << 20)?;
            // In the order of the pushes.
            let mut answers = frames.iter().filter_map(|frame| match frame {
                ReplyFrame::Refused { lane, code } => Some((*lane, Some(*code))),
                ReplyFrame::Ack(signed) => Some((signed.receipt.lane, None)),
                _ => None,
            });
            for Forbidden { what, push, codes } in together {
                let answer = answers.next().ok_or("an operation without an answer")?;
                let (lane, code) = answer;
                assert_eq!(lane, push.lane);
                let refused = code.is_some_and(|code| codes.contains(&code));
                assert!(refused, "{what} by {who}: {code:?}, not one of {codes:?}");
                *self.tried.entry(what).or_default() += 1;
            }
            assert_eq!(answers.next(), None, "more answers than operations");
            let after = HubFile::open(self.server.data())?.records()?;
            assert_eq!(after, before, "something of {who}'s was kept");
        }
        Ok(())
    }

    /// Asks something and notes how long the answer took.
    pub fn timed(&mut self, ask: impl FnOnce(&mut Self) -> Result<Answer>) -> Result<Answer> {
        let started = Instant::now();
        let answer = ask(self)?;
        self.longest = self.longest.max(started.elapsed().as_millis());
        Ok(answer)
    }

    /// Counts something that was refused.
    pub fn count(&mut self, what: &'static str) {
        *self.tried.entry(what).or_default() += 1;
    }
}

fn sync_all(citizens: &mut [Person], officers: &mut [Person]) -> Result<()> {
    let mut people: Vec<_> = citizens.iter_mut().chain(officers).collect();
    everybody_syncs(&mut people)
}

pub fn is_taken(frames: &[ReplyFrame]) -> bool {
    frames
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::Ack(_)))
}

/// Every blob that a lane's records offer.
pub fn offers(lanes: &[Honest]) -> Vec<BlobOffer> {
    let records = lanes.iter().flat_map(|lane| &lane.records);
    let mut offers: Vec<_> = records.flat_map(|record| record.blobs.clone()).collect();
    offers.sort_by_key(|offer| offer.blob);
    offers.dedup_by_key(|offer| offer.blob);
    offers
}

/// The hash of a change.
pub fn hash_of(change: &[u8]) -> Result<ChangeHash> {
    Ok(durbar_sync::chunk::inspect(change)?.hash)
}

/// A feed by another name.
pub fn person_feed(lane: &Honest) -> Option<Feed> {
    match &lane.header.writer {
        Writer::Person(person) => Some(Feed::Person(*person)),
        Writer::Department(_) => None,
    }
}
