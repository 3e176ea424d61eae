//! Answers that are not a success.

use super::{BYTES, PRIVATE};
use crate::{error::Error, hub::Hub};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use durbar_sync::wire::{ErrorBody, ErrorCode};

/// Why a request as a whole is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    status: StatusCode,
    code: ErrorCode,
}

impl Failure {
    /// Bytes that do not have the hash they should have.
    pub(super) const WRONG_BYTES: Self = Self {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        code: ErrorCode::Malformed,
    };
    /// The body paused for too long.
    pub(super) const SILENT: Self = Self {
        status: StatusCode::REQUEST_TIMEOUT,
        code: ErrorCode::Malformed,
    };
    /// A range that starts beyond the end.
    pub(super) const NO_RANGE: Self = Self {
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        code: ErrorCode::Malformed,
    };

    /// Seconds until it is worth trying again.
    fn retry_after(self) -> Option<u32> {
        match self.code {
            // The slowest rate that can be set is one request a second.
            ErrorCode::Busy => Some(1),
            ErrorCode::Quota => Some(3600),
            _ => None,
        }
    }

    /// The answer on the wire.
    pub(super) fn answer(self, hub: &Hub) -> Response {
        let body = ErrorBody {
            code: self.code,
            time: hub.now(),
        };
        match postcard::to_stdvec(&body) {
            Ok(bytes) => {
                let mut response = (self.status, [PRIVATE, BYTES], bytes).into_response();
                if let Some(seconds) = self.retry_after() {
                    let value = HeaderValue::from(seconds);
                    response.headers_mut().insert(header::RETRY_AFTER, value);
                }
                response
            }
            Err(error) => {
                tracing::error!(%error, "an error cannot be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        let status = match code {
            ErrorCode::Signature | ErrorCode::Clock | ErrorCode::Replay => StatusCode::UNAUTHORIZED,
            ErrorCode::Version | ErrorCode::Malformed => StatusCode::BAD_REQUEST,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Busy | ErrorCode::Quota => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, code }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "a request failed");
        ErrorCode::Internal.into()
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        tracing::error!(%error, "a request's work ended early");
        ErrorCode::Internal.into()
    }
}
