//! The office answers: one case is led into each state that the pack's ways lead to.

use crate::kit::{Phone, Result};
use durbar_api::{
    CaseId,
    complaints::{ChangeStatus, MarkOpened, SendReply},
    identity::Join,
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

/// Takes up the role, and leads the cases on. Which one is in which state.
pub(super) fn answer(
    file: &Path,
    origin: &str,
    link: &str,
    filed: &[CaseId],
) -> Result<BTreeMap<String, CaseId>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let mut office = Phone::open(file, origin, now.try_into()?, now.try_into()?)?;
    office.sync_until_done()?;
    let link = link.to_owned();
    office.must(Join { link })?;
    office.sync_until_done()?;

    let mut answered = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([Vec::new()]);
    let mut cases = filed.iter();
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
        if status == "in-progress" {
            let text = "A crew comes on Monday. Can people pass there now?";
            office.must(SendReply {
                case: case.clone(),
                text: text.to_owned(),
            })?;
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
    office.sync_until_done()?;
    Ok(answered)
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
