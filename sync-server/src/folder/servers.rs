//! Where a hub has what is not in its folder.

use crate::{
    error::Error,
    files::Blobs,
    store::{self, Place, sql::postgres::Server},
};

/// The addresses of servers.
#[derive(Clone, Debug, Default)]
pub struct Servers {
    /// The address of its database, as for [`Server::new`].
    pub database: Option<String>,
    /// The address of its blobs, as for [`Blobs::bucket`].
    pub blobs: Option<String>,
}

impl Servers {
    /// Holds that the servers are there and keep no hub yet.
    ///
    /// # Errors
    /// One is not there, or keeps one.
    pub(crate) fn are_free(&self) -> Result<(), Error> {
        if let Some(address) = &self.database {
            let connection = Place::Server(Server::new(address)?).connect()?;
            if store::meta::is_there(&connection)? {
                return Err(Error::HasHub);
            }
        }
        match &self.blobs {
            Some(address) => Blobs::bucket(address)?.probe(),
            None => Ok(()),
        }
    }
}
