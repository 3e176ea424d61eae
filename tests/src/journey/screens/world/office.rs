//! The office answers: one case is led into each state that the pack's ways lead to, and others
//! into what is no state of a pack: asked about, decided twice, passed on, published.

use super::filing::DIFFERENT;
use crate::kit::{Phone, Result};
use durbar_api::{
    CaseId,
    complaints::{
        AddReplyPhoto, Answers, AskCorrection, CaseSummary, ChangeStatus, Channel, MarkOpened,
        Merge, PreparePublication, Publication, PublicationPhoto, Publish, ReadReceipt, Region,
        Route, SaveDraft, StartDraft, Submit,
    },
    identity::Join,
};
use durbar_sync_server::sample::{self, Scene};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// So many more cases than the pack has states: asked about, decided twice, passed on.
pub(super) const MORE: usize = 3;

/// What is hidden in a photo before everybody sees it.
const HIDDEN: Region = Region {
    x: 0.6,
    y: 0.55,
    width: 0.14,
    height: 0.14,
};

/// What the office has to do.
pub(super) struct Work {
    /// Where its devices keep what they know.
    pub(super) folder: PathBuf,
    pub(super) origin: String,
    /// To the same role, for each of two devices.
    pub(super) links: [String; 2],
    /// One for each state but that of what is taken back, and [`MORE`].
    pub(super) filed: Vec<CaseId>,
    /// Another department.
    pub(super) elsewhere: String,
    /// What somebody tells at the counter.
    pub(super) told: Answers,
}

/// What becomes of it.
pub(super) struct Answered {
    /// A case for each state.
    pub(super) cases: BTreeMap<String, CaseId>,
    /// Other cases, and the code to follow what was told at the counter.
    pub(super) named: Vec<(&'static str, String)>,
    /// The citizen's cases as they stand.
    pub(super) standing: Vec<CaseSummary>,
}

/// Takes up the role on two devices, and does the work.
pub(super) fn answer(work: Work) -> Result<Answered> {
    let Work { folder, filed, .. } = &work;
    let (decided_twice, others) = filed.split_last().ok_or("nothing was filed")?;
    let seed = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let [own, colleagues] = &work.links;
    let mut office = officer(&folder.join("office.db"), &work.origin, own, seed)?;
    // What both devices know is where they disagree.
    office.must(MarkOpened {
        case: decided_twice.clone(),
    })?;
    office.sync_until_done()?;
    let other = folder.join("colleague.db");
    let mut colleague = officer(&other, &work.origin, colleagues, seed + 1)?;

    let mut left = others.iter();
    let mut cases = lead(&mut office, &mut left)?;
    let mut next = || left.next().cloned().ok_or("too few matters were filed");
    let (passed_on, asked, twice) = (next()?, next()?, next()?);
    office.must(Route {
        case: passed_on.clone(),
        department: work.elsewhere.clone(),
        reason: "The drain runs through your yard: please see to it.".to_owned(),
    })?;
    office.must(AskCorrection {
        case: asked.clone(),
        fields: vec!["place".to_owned(), "photos".to_owned()],
        reason: "Which side of the clinic? A photo by day would help us.".to_owned(),
    })?;
    office.must(Merge {
        case: twice.clone(),
        into: told_before(filed, &twice)?.clone(),
    })?;
    decide_twice(&mut office, &mut colleague, decided_twice)?;
    let taken_in = take_in(&mut office, work.told.clone())?;
    office.sync_until_done()?;
    colleague.sync_until_done()?;
    office.sync_until_done()?;

    if office.case(decided_twice)?.status_conflict.len() < 2 {
        return Err("the office does not know that it decided twice".into());
    }
    if let Some(fixed) = cases.get("fixed") {
        publish(&mut office, fixed)?;
    }
    let known = office.case(&twice)?.summary.status;
    cases.insert(known, twice);
    let all = cases.values().chain([&passed_on, &asked, decided_twice]);
    let all: Vec<_> = all.cloned().collect();
    let mut standing = Vec::new();
    for case in &all {
        standing.push(office.case(case)?.summary);
    }
    let case = taken_in.clone();
    let sheet = office.must(ReadReceipt { case })?;
    let follow = sheet.follow_code.ok_or("no code for who was there")?;
    let named = vec![
        ("passed-on", passed_on.0),
        ("asked", asked.0),
        ("decided-twice", decided_twice.0.clone()),
        ("taken-in", taken_in.0),
        ("follow", follow),
    ];
    Ok(Answered {
        cases,
        named,
        standing,
    })
}

/// A device with the role.
fn officer(file: &Path, origin: &str, link: &str, seed: u64) -> Result<Phone> {
    let mut phone = Phone::open(file, origin, seed, seed.try_into()?)?;
    phone.sync_until_done()?;
    let link = link.to_owned();
    phone.must(Join { link })?;
    phone.sync_until_done()?;
    Ok(phone)
}

/// Leads a case into each state. Which one is in which state.
fn lead<'a>(
    office: &mut Phone,
    cases: &mut impl Iterator<Item = &'a CaseId>,
) -> Result<BTreeMap<String, CaseId>> {
    let mut answered = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([Vec::new()]);
    while let Some(way) = ways.pop_front() {
        let Some(case) = cases.next() else { break };
        for status in &way {
            office.must(ChangeStatus {
                case: case.clone(),
                status: String::clone(status),
                note: note(status).to_owned(),
            })?;
            office.wait_seconds(1);
        }
        if !way.is_empty() {
            office.must(MarkOpened { case: case.clone() })?;
        }
        let read = office.case(case)?;
        let status = read.summary.status;
        match status.as_str() {
            "in-progress" => {
                office.say(case, "A crew comes on Monday. Can people pass there now?")?
            }
            "reopened" => {
                office.must(AddReplyPhoto {
                    case: case.clone(),
                    name: "sample.jpg".to_owned(),
                    bytes: sample::draw(Scene::Road, 5)?,
                })?;
                office.say(case, "This is how we left it in May. Is it the same cover?")?;
            }
            _ => {}
        }
        seen.insert(status.clone());
        answered.entry(status).or_insert_with(|| case.clone());
        for next in read.transitions {
            if seen.insert(next.to.clone()) {
                let mut longer = way.clone();
                longer.push(next.to);
                ways.push_back(longer);
            }
        }
    }
    Ok(answered)
}

/// The case that was filed before in the same words.
fn told_before<'a>(filed: &'a [CaseId], case: &CaseId) -> Result<&'a CaseId> {
    let at = filed.iter().position(|other| other == case);
    let before = at.and_then(|at| filed.get(at.checked_sub(DIFFERENT)?));
    before.ok_or_else(|| "nothing was told twice".into())
}

/// Two officers move a case on in two ways, and do not see each other.
fn decide_twice(office: &mut Phone, colleague: &mut Phone, case: &CaseId) -> Result<()> {
    let ways = office.case(case)?.transitions;
    let [.., one, other] = &ways[..] else {
        return Err("a case that cannot go on in two ways".into());
    };
    for (phone, way) in [(office, one), (colleague, other)] {
        phone.must(ChangeStatus {
            case: case.clone(),
            status: way.to.clone(),
            note: note(&way.to).to_owned(),
        })?;
    }
    Ok(())
}

/// Files what somebody tells at the counter.
fn take_in(office: &mut Phone, answers: Answers) -> Result<CaseId> {
    let intake = Some(Channel::Counter);
    let draft = office.must(StartDraft { intake })?.id;
    office.must(SaveDraft {
        draft: draft.clone(),
        answers,
        step: "check".to_owned(),
    })?;
    Ok(office.must(Submit { draft })?.case)
}

/// Lets everybody read of a case, with its photos but for a part of each.
fn publish(office: &mut Phone, case: &CaseId) -> Result<()> {
    let proposal = office.must(PreparePublication { case: case.clone() })?;
    let offered = proposal.offered.iter();
    let photos: Vec<_> = offered.map(|photo| photo.blob.clone()).collect();
    // What nobody has looked at is not published.
    office.fetch(&photos)?;
    let photos = photos.into_iter().map(|photo| PublicationPhoto {
        photo,
        regions: vec![HIDDEN],
    });
    let publication = Publication {
        photos: photos.collect(),
        ..proposal
    };
    office.must(Publish {
        case: case.clone(),
        publication,
    })?;
    office.sync_until_done()
}

fn note(status: &str) -> &'static str {
    match status {
        "waiting" => "Where exactly do you mean? We could not find it.",
        "fixed" => "It is mended. Please tell us if it comes back.",
        "not-fixed" => "It is to be rebuilt next year. Until then there is a sign.",
        "rejected" => "The highway authority looks after this, not the assembly.",
        "reopened" => "It came back with the last rain.",
        _ => "",
    }
}
