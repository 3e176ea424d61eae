//! How much each device has brought: what quotas are held against.
//!
//! Counted is what is kept, in the transaction that keeps it. A device answers for what it pushes,
//! whoever's lane it is in.

use super::{
    signed,
    sql::{Connection, values},
};
use crate::{error::Error, gate::Quota};
use durbar_sync::PublicKey;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What is counted apart, so that photos never keep words out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Records.
    Words,
    /// Blobs.
    Photos,
}

/// Bytes of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Usage {
    day: i64,
    words_day: u64,
    photos_day: u64,
    words: u64,
    photos: u64,
}

impl Usage {
    fn find(connection: &Connection, device: &PublicKey, now: i64) -> Result<Self, Error> {
        let today = now.div_euclid(DAY);
        let found = connection
            .row(
                "SELECT day, words_day, photos_day, words, photos FROM usage WHERE device = ?1",
                values![device],
                |row| {
                    Ok(Self {
                        day: row.get(0)?,
                        words_day: row.get(1)?,
                        photos_day: row.get(2)?,
                        words: row.get(3)?,
                        photos: row.get(4)?,
                    })
                },
            )?
            .unwrap_or_default();
        // A clock that is set back begins no new day.
        Ok(if found.day < today {
            Self {
                day: today,
                words_day: 0,
                photos_day: 0,
                ..found
            }
        } else {
            found
        })
    }

    fn left(&self, kind: Kind, quota: &Quota) -> u64 {
        let (day, all) = match kind {
            Kind::Words => ((quota.words_day, self.words_day), (quota.words, self.words)),
            Kind::Photos => (
                (quota.photos_day, self.photos_day),
                (quota.photos, self.photos),
            ),
        };
        let left = |(most, used): (u64, u64)| most.saturating_sub(used);
        left(day).min(left(all))
    }
}

/// Bytes that are still taken from a device now.
///
/// # Errors
/// The database.
pub fn left(
    connection: &Connection,
    device: &PublicKey,
    kind: Kind,
    (now, quota): (i64, &Quota),
) -> Result<u64, Error> {
    Ok(Usage::find(connection, device, now)?.left(kind, quota))
}

/// Counts bytes that a device brings, unless they are more than are taken from it.
///
/// # Errors
/// The database.
pub fn charge(
    connection: &Connection,
    device: &PublicKey,
    (kind, bytes): (Kind, u64),
    (now, quota): (i64, &Quota),
) -> Result<bool, Error> {
    // Two requests of one device would both find the same room.
    connection.hold(
        "INSERT INTO usage (device, day, words_day, photos_day, words, photos)
         VALUES (?1, 0, 0, 0, 0, 0) ON CONFLICT (device) DO UPDATE SET device = usage.device",
        values![device],
    )?;
    let mut usage = Usage::find(connection, device, now)?;
    if bytes > usage.left(kind, quota) {
        return Ok(false);
    }
    let (day, all) = match kind {
        Kind::Words => (&mut usage.words_day, &mut usage.words),
        Kind::Photos => (&mut usage.photos_day, &mut usage.photos),
    };
    *day += bytes;
    *all += bytes;
    connection.execute(
        "INSERT INTO usage (device, day, words_day, photos_day, words, photos)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (device) DO UPDATE SET day = ?2, words_day = ?3, photos_day = ?4,
            words = ?5, photos = ?6",
        values![
            device,
            usage.day,
            signed(usage.words_day)?,
            signed(usage.photos_day)?,
            signed(usage.words)?,
            signed(usage.photos)?,
        ],
    )?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTA: Quota = Quota {
        words_day: 10,
        words: 25,
        photos_day: 5,
        photos: 100,
        address_day: 0,
    };

    #[test]
    fn a_day_ends_and_what_is_kept_in_all_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let connection =
            super::super::connect(&folder.path().join("hub.sqlite")).expect("connects");
        let device = PublicKey([1; 32]);
        let words = |bytes, day| {
            let at = (day * DAY, &QUOTA);
            charge(&connection, &device, (Kind::Words, bytes), at).expect("counts")
        };
        assert!(words(10, 100));
        assert!(!words(1, 100), "more than a day's");
        assert!(!words(1, 99), "a clock that is set back begins no day");
        let at = (100 * DAY, &QUOTA);
        assert!(
            charge(&connection, &device, (Kind::Photos, 5), at).expect("counts"),
            "words do not keep photos out"
        );
        assert!(words(10, 101));
        assert!(!words(6, 102), "more than in all");
        assert!(words(5, 102), "what was refused was not counted");
        assert!(!words(1, 200));
        let other = PublicKey([2; 32]);
        let left = left(&connection, &other, Kind::Words, at).expect("reads");
        assert_eq!(left, 10, "others have their own");
    }
}
