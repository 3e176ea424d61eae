//! Documents that are rightly signed and wrong inside: the hub does not look into them, the
//! office's app has to.

use crate::{Town, is_acknowledged};
use automerge::{AutoCommit, ObjType, ROOT, ScalarValue, transaction::Transactable};
use durbar_api::{
    CaseId,
    complaints::{ChangeStatus, What},
};
use durbar_sync::header::Header;
use durbar_tests::kit::Result;

/// A filing as the app would write it, but for one thing.
fn filing(document: &mut AutoCommit, twist: Twist) -> Result<()> {
    let filing = document.put_object(ROOT, "filing", ObjType::Map)?;
    let text = match twist {
        Twist::LongText => "\u{202e}\u{0}<script>".repeat(15_000),
        _ => "Eve's case.".to_owned(),
    };
    document.put(&filing, "category", "drains")?;
    document.put(&filing, "description", text)?;
    document.put(&filing, "landmark", "here")?;
    document.put(&filing, "language", "en")?;
    document.put(&filing, "pack_version", "?")?;
    document.put(&filing, "ward", ScalarValue::Null)?;
    let filed_at = match twist {
        Twist::Times => i64::MIN,
        _ => 1_795_000_000_000,
    };
    document.put(&filing, "filed_at", filed_at)?;
    if twist == Twist::Place {
        let position = document.put_object(&filing, "position", ObjType::Map)?;
        document.put(&position, "latitude", f64::NAN)?;
        document.put(&position, "longitude", -1e308)?;
        document.put(&position, "accuracy", f64::NEG_INFINITY)?;
        document.put(&position, "source", "\u{0}")?;
        document.put(&position, "at", i64::MIN)?;
    } else {
        document.put(&filing, "position", ScalarValue::Null)?;
    }
    let photos = document.put_object(&filing, "photos", ObjType::List)?;
    let count = match twist {
        Twist::ManyPhotos => 1000,
        Twist::Place => 1,
        _ => 0,
    };
    for number in 0..count {
        let photo = document.insert_object(&photos, number, ObjType::Map)?;
        document.put(&photo, "photo", vec![7; 32])?;
        document.put(&photo, "thumbnail", vec![8; 32])?;
        document.put(&photo, "width", -1_i64)?;
        document.put(&photo, "height", i64::MAX)?;
        document.put(&photo, "bytes", i64::MIN)?;
        document.put(&photo, "taken_at", "yesterday")?;
        document.put(&photo, "position", ScalarValue::Null)?;
    }
    if twist == Twist::Times {
        for (number, at) in [i64::MIN, i64::MAX, 0].into_iter().enumerate() {
            let event = document.put_object(ROOT, format!("event-{number:016x}"), ObjType::Map)?;
            document.put(&event, "kind", "message")?;
            document.put(&event, "text", "when?")?;
            document.put(&event, "status", "")?;
            document.put(&event, "at", at)?;
        }
    }
    if twist == Twist::Shapes {
        document.put(ROOT, "event-", "not an event")?;
        document.put(ROOT, "event-x", f64::NAN)?;
        document.put_object(ROOT, "event-y", ObjType::List)?;
        document.put(ROOT, "status", "fixed")?;
        document.put(&filing, "more", "from a newer version")?;
    }
    if twist == Twist::Empty {
        document.delete(ROOT, "filing")?;
        document.put(ROOT, "filing", "nothing")?;
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Twist {
    LongText,
    Times,
    Place,
    ManyPhotos,
    Shapes,
    Empty,
}

pub fn contents_that_make_no_sense(town: &mut Town) -> Result<()> {
    let twists = [
        Twist::LongText,
        Twist::Times,
        Twist::Place,
        Twist::ManyPhotos,
        Twist::Shapes,
        Twist::Empty,
    ];
    let mut cases = Vec::new();
    for (number, twist) in (100..).zip(twists) {
        let header = town.eve.filing("works", number);
        let mut lane = town.eve.lane(&header)?;
        filing(&mut lane.document, twist)?;
        lane.document.commit();
        let push = lane.push(&town.eve.keys, vec![])?;
        let frames = town.eve.push(push)?;
        assert!(is_acknowledged(&frames), "{twist:?}: {frames:?}");
        cases.push((twist, CaseId(lane.lane.to_string())));
    }
    town.esi.phone.wait_seconds(600);
    town.esi.phone.sync_until_done()?;
    town.esi.phone.rebuild()?;
    let queue = town.esi.cases()?;
    for (twist, case) in cases {
        if twist == Twist::Empty {
            assert!(!queue.contains(&case), "a filing that is none is shown");
            continue;
        }
        assert!(queue.contains(&case), "{twist:?} is not in the queue");
        let view = town.esi.view(&case)?;
        assert_eq!(view.status, "new", "a citizen cannot set the state");
        town.esi.phone.must(ChangeStatus {
            case,
            status: "rejected".to_owned(),
            note: "This makes no sense.".to_owned(),
        })?;
    }
    town.esi.phone.sync_until_done()
}

/// A lane that calls itself the office's, hung on one's own case.
pub fn an_office_of_ones_own(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 200);
    let mut lane = town.eve.lane(&header)?;
    filing(&mut lane.document, Twist::Shapes)?;
    lane.document.commit();
    let push = lane.push(&town.eve.keys, vec![])?;
    assert!(is_acknowledged(&town.eve.push(push)?));
    let office = Header {
        kind: "complaints/casework".to_owned(),
        case: Some(lane.lane),
        ..town.eve.filing("works", 201)
    };
    let mut office = town.eve.lane(&office)?;
    office.document.put(ROOT, "status", "fixed")?;
    let push = office.reply("All is well.", &town.eve.keys)?;
    // The hub does not know what kinds mean.
    town.eve.push(push)?;
    town.esi.phone.wait_seconds(600);
    town.esi.phone.sync_until_done()?;
    town.esi.phone.rebuild()?;
    let case = town.esi.phone.case(&CaseId(lane.lane.to_string()))?;
    assert_eq!(case.summary.status, "new");
    assert!(!case.summary.opened && !case.summary.answered);
    assert!(
        case.timeline
            .iter()
            .all(|entry| !matches!(entry.what, What::Message { .. }))
    );
    Ok(())
}
