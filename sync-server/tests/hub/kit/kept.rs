//! A town's database as it was.

use super::Town;
use durbar_sync_server::folder::Folder;

const TABLES: [&str; 14] = [
    "meta",
    "feeds",
    "records",
    "entries",
    "lanes",
    "lane_feeds",
    "changes",
    "blobs",
    "lane_blobs",
    "grants",
    "endings",
    "links",
    "revocations",
    "usage",
];

/// A copy of a town's database, such as somebody makes without telling the hub.
pub enum Kept {
    /// The file's bytes.
    File(Vec<u8>),
    /// On the same server, under other names.
    Tables,
}

impl Kept {
    /// The database of a town as it is now.
    pub fn of(town: &Town) -> Self {
        let folder = Folder::open(town.data.path()).unwrap();
        if !crate::ON_A_SERVER {
            return Self::File(std::fs::read(folder.database()).unwrap());
        }
        let database = folder.place().unwrap().connect().unwrap();
        for table in TABLES {
            let copy = format!("CREATE TABLE kept_{table} AS TABLE {table}");
            database.batch(&copy).unwrap();
        }
        Self::Tables
    }

    /// Puts it back where nobody uses the database.
    pub fn put_back(&self, folder: &Folder) {
        match self {
            Self::File(bytes) => std::fs::write(folder.database(), bytes).unwrap(),
            Self::Tables => {
                let database = folder.place().unwrap().connect().unwrap();
                for table in TABLES {
                    let back =
                        format!("DELETE FROM {table}; INSERT INTO {table} TABLE kept_{table}");
                    database.batch(&back).unwrap();
                }
            }
        }
    }
}
