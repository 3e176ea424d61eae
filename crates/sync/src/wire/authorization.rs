//! How a request is signed.

use crate::{
    id::{PublicKey, Signature},
    sign::{self, Keys},
};
use base64ct::{Base64UrlUnpadded, Encoding};

/// The name of the HTTP header that signs a request.
pub const AUTHORIZATION: &str = "authorization";

/// The value of the `authorization` header: key, time, nonce and signature over the method,
/// path with query, time, nonce and BLAKE3 of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// The device.
    pub key: PublicKey,
    /// Its clock, milliseconds since 1970.
    pub time: i64,
    /// Makes the request unique.
    pub nonce: [u8; 8],
    /// By the device.
    pub signature: Signature,
}

impl Authorization {
    /// Signs a request.
    pub fn sign(
        keys: &Keys,
        method: &str,
        path: &str,
        body: &[u8],
        time: i64,
        nonce: [u8; 8],
    ) -> Self {
        let statement = request_statement(method, path, body, time, &nonce);
        Self {
            key: keys.public(),
            time,
            nonce,
            signature: keys.sign(sign::REQUEST, &statement),
        }
    }

    /// Whether the key signed exactly this request.
    pub fn verify(&self, method: &str, path: &str, body: &[u8]) -> bool {
        let statement = request_statement(method, path, body, self.time, &self.nonce);
        sign::verify(&self.key, sign::REQUEST, &statement, &self.signature)
    }

    /// The header's value.
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(112);
        bytes.extend_from_slice(&self.key.0);
        bytes.extend_from_slice(&self.time.to_le_bytes());
        bytes.extend_from_slice(&self.nonce);
        bytes.extend_from_slice(&self.signature.0);
        format!("Durbar {}", Base64UrlUnpadded::encode_string(&bytes))
    }

    /// Reads the header's value.
    pub fn parse(value: &str) -> Option<Self> {
        let bytes = Base64UrlUnpadded::decode_vec(value.strip_prefix("Durbar ")?).ok()?;
        if bytes.len() != 112 {
            return None;
        }
        Some(Self {
            key: PublicKey::try_from(&bytes[..32]).ok()?,
            time: i64::from_le_bytes(bytes[32..40].try_into().ok()?),
            nonce: bytes[40..48].try_into().ok()?,
            signature: Signature(bytes[48..].try_into().ok()?),
        })
    }
}

fn request_statement(method: &str, path: &str, body: &[u8], time: i64, nonce: &[u8; 8]) -> Vec<u8> {
    let mut statement = Vec::with_capacity(128);
    statement.extend_from_slice(method.as_bytes());
    statement.push(b' ');
    statement.extend_from_slice(path.as_bytes());
    statement.push(0);
    statement.extend_from_slice(&time.to_le_bytes());
    statement.extend_from_slice(nonce);
    statement.extend_from_slice(blake3::hash(body).as_bytes());
    statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_signed_with_its_method_path_and_body() {
        let keys = Keys::from_seed([1; 32]);
        let signed = Authorization::sign(&keys, "POST", "/sync", b"body", 5, [2; 8]);
        let read = Authorization::parse(&signed.encode()).expect("parses");
        assert_eq!(read, signed);
        assert!(read.verify("POST", "/sync", b"body"));
        assert!(!read.verify("PUT", "/sync", b"body"));
        assert!(!read.verify("POST", "/blobs", b"body"));
        assert!(!read.verify("POST", "/sync", b"bodz"));
        assert!(!Authorization { time: 6, ..read }.verify("POST", "/sync", b"body"));
        assert_eq!(Authorization::parse("Durbar AAAA"), None);
    }
}
