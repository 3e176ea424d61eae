//! The lanes of a case: who writes what, who reads it, and how their names are found.
//!
//! | lane | writer | readers beside the case's departments |
//! |---|---|---|
//! | filing | the person, or the office that took it in | that person |
//! | voice | the person of a case taken in | |
//! | casework | each department | the person |
//! | notes | each department | nobody |
//! | referral | a department, one for each to which it passes the case | the person |
//! | public | a department | everybody |
//! | support | each person who says "me too" to the public lane | |
//!
//! All but the filing hang on it, or on the public lane, and are named by derivation: two officers
//! who write at the same time without a network write in the same lane.

use crate::{Error, error::Result};
use durbar_sync::{
    LaneId, PublicKey,
    header::{Header, Reader, Writer},
};

pub(crate) const FILING: &str = "complaints/filing";
pub(crate) const CASEWORK: &str = "complaints/casework";
pub(crate) const VOICE: &str = "complaints/voice";
pub(crate) const NOTES: &str = "complaints/notes";
pub(crate) const REFERRAL: &str = "complaints/referral";
pub(crate) const PUBLIC: &str = "complaints/public";
pub(crate) const SUPPORT: &str = "complaints/support";

fn hanging(kind: &str, writer: Writer, readers: Vec<Reader>, pack: &str, case: &LaneId) -> Header {
    Header {
        kind: kind.to_owned(),
        writer,
        readers,
        pack: pack.to_owned(),
        case: Some(*case),
        created: 0,
        nonce: [0; 16],
    }
}

fn department(name: &str) -> Writer {
    Writer::Department(name.to_owned())
}

/// In which a department answers.
pub(super) fn casework(case: &LaneId, filing: &Header, by: &str) -> Header {
    let readers = vec![Reader::CasePerson];
    hanging(CASEWORK, department(by), readers, &filing.pack, case)
}

/// In which a department writes what the citizen never gets.
pub(super) fn notes(case: &LaneId, filing: &Header, by: &str) -> Header {
    hanging(NOTES, department(by), Vec::new(), &filing.pack, case)
}

/// With which a department passes a case on.
pub(super) fn referral(case: &LaneId, filing: &Header, by: &str, to: &str) -> Header {
    let readers = vec![Reader::WholeCase(to.to_owned()), Reader::CasePerson];
    hanging(REFERRAL, department(by), readers, &filing.pack, case)
}

/// In which the person of a case taken in by an office writes.
pub(super) fn voice(case: &LaneId, filing: &Header, person: PublicKey) -> Header {
    hanging(
        VOICE,
        Writer::Person(person),
        Vec::new(),
        &filing.pack,
        case,
    )
}

/// What everybody may read of a case.
pub(super) fn public(
    case: &LaneId,
    filing: &Header,
    by: &str,
    ward: Option<&str>,
    category: &str,
) -> Header {
    let mut readers = vec![
        // Whose case it is reads it without following anything.
        Reader::CasePerson,
        Reader::Public(topic_of_case(case)),
        Reader::Public(topic_of_category(category)),
    ];
    readers.extend(ward.map(|ward| Reader::Public(topic_of_ward(ward))));
    hanging(PUBLIC, department(by), readers, &filing.pack, case)
}

/// In which a person says "me too".
pub(super) fn support(public: &LaneId, header: &Header, person: PublicKey) -> Header {
    hanging(
        SUPPORT,
        Writer::Person(person),
        Vec::new(),
        &header.pack,
        public,
    )
}

/// The lane that a header names.
pub(super) fn id(header: &Header) -> Result<LaneId> {
    Ok(LaneId::of(&header.bytes()?))
}

/// The department that a filing is addressed to.
pub(super) fn addressee(filing: &Header) -> Result<&str> {
    addressees(filing).next().ok_or(Error::Stored("department"))
}

/// All departments that a filing names: the one in charge first, then those to which it may
/// escalate.
pub(super) fn addressees(filing: &Header) -> impl Iterator<Item = &str> {
    filing.readers.iter().filter_map(|reader| match reader {
        Reader::Department(department) => Some(department.as_str()),
        _ => None,
    })
}

/// To which department a referral passes its case.
pub(super) fn referred_to(referral: &Header) -> Option<&str> {
    referral.readers.iter().find_map(|reader| match reader {
        Reader::WholeCase(department) => Some(department.as_str()),
        _ => None,
    })
}

/// The topic of a public lane that is its own.
pub(super) fn own_topic(header: &Header) -> Option<&str> {
    header.readers.iter().find_map(|reader| match reader {
        Reader::Public(topic) if topic.starts_with("case-") => Some(topic.as_str()),
        _ => None,
    })
}

/// The topic of one published case.
pub(super) fn topic_of_case(case: &LaneId) -> String {
    format!("case-{}", &case.to_string()[..40])
}

/// The topic of a ward.
pub(super) fn topic_of_ward(ward: &str) -> String {
    format!("ward-{ward}")
}

/// The topic of a category.
pub(super) fn topic_of_category(category: &str) -> String {
    format!("category-{category}")
}
