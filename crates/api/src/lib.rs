//! What the user interface can ask of the app, and what it hears back.
//!
//! Plain data with serde, no transport in it: the same [`Request`] and [`Message`] bytes go
//! over Tauri's IPC and over `postMessage` to the browser's worker. One file per feature; a
//! feature's calls are declared once, with [`calls!`], and dispatched by one exhaustive match
//! in `durbar-core`.

pub mod app;
pub mod complaints;
mod error;
mod id;
pub mod identity;
pub mod media;
pub mod outbox;
pub mod packs;
mod place;

pub use error::{ApiError, ErrorCode, Problem};
pub use id::{BlobId, CaseId, DraftId, RequestId, Timestamp};
pub use place::{Place, Position, PositionSource};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Declares a feature's calls: its `Command` and `Reply` enums and the typed [`Call`]s.
///
/// Each name must be a struct in scope; the type after `=>` is what the call returns.
macro_rules! calls {
    ($feature:ident: $($name:ident => $output:ty),* $(,)?) => {
        /// Everything this feature can be asked.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs)]
        pub enum Command { $($name($name)),* }

        /// What this feature answers, one variant per command.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[allow(missing_docs)]
        pub enum Reply { $($name($output)),* }

        $(
            impl From<$name> for crate::Command {
                fn from(call: $name) -> Self {
                    crate::Command::$feature(Command::$name(call))
                }
            }

            impl crate::Call for $name {
                type Output = $output;

                #[allow(irrefutable_let_patterns, unreachable_patterns)]
                fn output(reply: crate::Reply) -> Option<$output> {
                    match reply {
                        crate::Reply::$feature(Reply::$name(output)) => Some(output),
                        _ => None,
                    }
                }
            }
        )*
    };
}
pub(crate) use calls;

/// A command whose answer has a known type, for typed call sites in the user interface.
pub trait Call: Into<Command> {
    /// What the call returns.
    type Output;

    /// Takes this call's answer out of a reply; `None` if the reply answers another call.
    fn output(reply: Reply) -> Option<Self::Output>;
}

/// Everything the app can be asked, by feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Command {
    App(app::Command),
    Complaints(complaints::Command),
    Identity(identity::Command),
    Media(media::Command),
    Outbox(outbox::Command),
    Packs(packs::Command),
}

/// The answer to a [`Command`], by feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Reply {
    App(app::Reply),
    Complaints(complaints::Reply),
    Identity(identity::Reply),
    Media(media::Reply),
    Outbox(outbox::Reply),
    Packs(packs::Reply),
}

/// One question to the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the asker; comes back in [`Message::Done`].
    pub id: RequestId,
    /// What is asked.
    pub command: Command,
}

/// What the app says: an answer, or news of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// The answer to a request, with what it changed.
    Done {
        /// The request that is answered.
        id: RequestId,
        /// The reply and what to read again, or why not.
        result: Result<(Reply, ChangeSet), ApiError>,
    },
    /// Something happened that nobody asked for just now.
    Event(Event),
}

/// News from the app to every open page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Sync brought something: read again what the set names.
    Changed(ChangeSet),
    /// The state of sending changed.
    Sync(app::SyncStatus),
}

/// What a command or a sync changed, so that pages read again exactly that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// Cases with new content or a new state of sending.
    pub cases: Vec<CaseId>,
    /// Drafts were added, edited or removed.
    pub drafts: bool,
    /// Published complaints, or what is followed of them, changed.
    pub published: bool,
    /// The municipality pack came or changed.
    pub pack: bool,
    /// Keys, roles or settings changed.
    pub identity: bool,
    /// Photos or thumbnails arrived.
    pub blobs: Vec<BlobId>,
}

impl ChangeSet {
    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds a case once.
    pub fn case(&mut self, case: CaseId) {
        if !self.cases.contains(&case) {
            self.cases.push(case);
        }
    }

    /// Adds all that another set names.
    pub fn merge(&mut self, other: ChangeSet) {
        for case in other.cases {
            self.case(case);
        }
        self.blobs.extend(other.blobs);
        self.drafts |= other.drafts;
        self.published |= other.published;
        self.pack |= other.pack;
        self.identity |= other.identity;
    }
}

/// The bytes of a request or message, the same on both hosts.
///
/// # Errors
/// A value that postcard cannot write; none of this crate's types is one.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, CodecError> {
    postcard::to_stdvec(value).map_err(|error| CodecError(error.to_string()))
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// Bytes that are not a `T` of this build: the two halves of the app differ in version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    postcard::from_bytes(bytes).map_err(|error| CodecError(error.to_string()))
}

/// Bytes between the user interface and the app that could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(pub String);

impl std::fmt::Display for CodecError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "message between page and app not understood: {}",
            self.0
        )
    }
}

impl std::error::Error for CodecError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_survives_the_way_to_the_app() {
        let request = Request {
            id: RequestId(7),
            command: complaints::AddPhoto {
                draft: DraftId("d1".into()),
                name: "culvert.jpg".into(),
                bytes: vec![0xff; 300],
            }
            .into(),
        };
        let bytes = encode(&request).expect("encodes");
        assert!(
            bytes.len() < 340,
            "photo bytes travel as they are, not one number each"
        );
        assert_eq!(decode::<Request>(&bytes).expect("decodes"), request);
    }

    #[test]
    fn a_reply_to_another_call_is_not_taken() {
        let reply = Reply::Packs(packs::Reply::Read(None));
        assert_eq!(<packs::Read as Call>::output(reply.clone()), Some(None));
        assert_eq!(<complaints::ListMine as Call>::output(reply), None);
    }

    #[test]
    fn a_change_set_names_a_case_once() {
        let mut set = ChangeSet::default();
        assert!(set.is_empty());
        set.case(CaseId("a".into()));
        let mut other = ChangeSet {
            drafts: true,
            ..ChangeSet::default()
        };
        other.case(CaseId("a".into()));
        set.merge(other);
        assert_eq!(set.cases.len(), 1);
        assert!(set.drafts);
    }
}
