//! Who may read what, from signed headers, links, revocations and grants alone: not as the hub
//! lists it.

use crate::kit::{HubFile, Result};
use durbar_sync::{
    PublicKey,
    header::{Header, Reader, Writer},
};
use std::collections::{BTreeMap, BTreeSet};

/// What there is to go by.
pub struct Readers {
    headers: BTreeMap<String, Header>,
    links: Vec<(PublicKey, PublicKey, bool)>,
    revoked: Vec<PublicKey>,
    officers: Vec<(PublicKey, String)>,
}

impl Readers {
    /// That of a hub.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(hub: &HubFile) -> Result<Self> {
        Ok(Self {
            headers: hub.headers()?,
            links: hub.links()?,
            revoked: hub.revoked()?,
            officers: hub.officers()?,
        })
    }

    /// Whether a device was revoked.
    pub fn is_revoked(&self, device: &PublicKey) -> bool {
        self.revoked.contains(device)
    }

    /// For whom a device acts.
    pub fn persons(&self, device: &PublicKey) -> BTreeSet<PublicKey> {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![*device];
        while let Some(at) = ahead.pop() {
            if at == *device && self.is_revoked(&at) || !reached.insert(at) {
                continue;
            }
            if self.is_revoked(&at) {
                continue;
            }
            for (person, other, mutual) in &self.links {
                if *other == at {
                    ahead.push(*person);
                } else if *person == at && *mutual {
                    ahead.push(*other);
                }
            }
        }
        reached
    }

    /// The departments of a device.
    pub fn departments(&self, device: &PublicKey) -> BTreeSet<&str> {
        let held = self
            .officers
            .iter()
            .filter(|(officer, _)| officer == device);
        held.map(|(_, department)| department.as_str()).collect()
    }

    /// Whether a lane is listed for everybody.
    pub fn is_public(&self, lane: &str) -> bool {
        self.headers.get(lane).is_some_and(Header::is_public)
    }

    /// Whether a device gets a lane without asking for it.
    pub fn gets(&self, device: &PublicKey, lane: &str) -> bool {
        let Some(header) = self.headers.get(lane) else {
            return false;
        };
        let (persons, departments) = (self.persons(device), self.departments(device));
        let (readers, offices) = self.readers(lane, header);
        readers.iter().any(|person| persons.contains(person))
            || offices
                .iter()
                .any(|office| departments.contains(office.as_str()))
    }

    /// Whether a device may have a lane.
    pub fn may_have(&self, device: &PublicKey, lane: &str) -> bool {
        if self.is_public(lane) || self.gets(device, lane) {
            return true;
        }
        // What hangs on a published summary is for the departments of the case, too.
        let on = self.headers.get(lane).and_then(|header| header.case);
        on.is_some_and(|on| {
            let on = on.to_string();
            let departments = self.departments(device);
            let case = self.headers.get(&on).and_then(|header| header.case);
            self.is_public(&on)
                && case.is_some_and(|case| {
                    let offices = self.departments_of_case(&case.to_string());
                    offices
                        .iter()
                        .any(|office| departments.contains(office.as_str()))
                })
        })
    }

    /// Persons and departments that read a lane.
    fn readers(&self, lane: &str, header: &Header) -> (BTreeSet<PublicKey>, BTreeSet<String>) {
        let (mut persons, mut offices) = (BTreeSet::new(), BTreeSet::new());
        match &header.writer {
            Writer::Person(person) => {
                persons.insert(*person);
            }
            Writer::Department(department) => {
                offices.insert(department.clone());
            }
        }
        let case = header.case.map(|case| case.to_string());
        let case = case.as_deref();
        for reader in &header.readers {
            match reader {
                Reader::Department(department) | Reader::WholeCase(department) => {
                    offices.insert(department.clone());
                }
                Reader::Person(person) => {
                    persons.insert(*person);
                }
                Reader::CasePerson => {
                    let case = case.and_then(|case| self.headers.get(case));
                    persons.extend(case.and_then(Header::person));
                }
                Reader::Public(_) => {}
            }
        }
        match case {
            None => offices.extend(self.departments_of_case(lane)),
            Some(on) if self.is_public(on) => {
                // Of the summary's own department it is sure.
                if let Some(Writer::Department(department)) =
                    self.headers.get(on).map(|header| &header.writer)
                {
                    offices.insert(department.clone());
                }
            }
            Some(case) => offices.extend(self.departments_of_case(case)),
        }
        (persons, offices)
    }

    /// The departments to which a case was addressed or passed on.
    fn departments_of_case(&self, case: &str) -> BTreeSet<String> {
        let mut offices = BTreeSet::new();
        let Some(header) = self.headers.get(case) else {
            return offices;
        };
        if let Writer::Department(department) = &header.writer {
            offices.insert(department.clone());
        }
        let hanging = self
            .headers
            .values()
            .filter(|other| other.case.is_some_and(|on| on.to_string() == case));
        for header in hanging.chain([header]) {
            for reader in &header.readers {
                match reader {
                    Reader::WholeCase(department) => offices.insert(department.clone()),
                    Reader::Department(department) if header.case.is_none() => {
                        offices.insert(department.clone())
                    }
                    _ => false,
                };
            }
        }
        offices
    }
}
