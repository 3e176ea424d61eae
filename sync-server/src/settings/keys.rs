//! Every key that there is. `docs/operations.md` shows the same table, and a test holds both
//! together.

use crate::pack::words;

/// A key of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name in the file. The environment has it in capitals after [`super::PREFIX`], the
    /// command line with hyphens after `--`.
    pub name: &'static str,
    /// What holds when it is not given.
    pub default: &'static str,
    /// An example in TOML.
    pub example: &'static str,
}

const fn key(name: &'static str, default: &'static str, example: &'static str) -> Key {
    Key {
        name,
        default,
        example,
    }
}

/// The keys, in the order in which they are documented.
pub const KEYS: [Key; 25] = [
    key("data", "must be given", "\"/var/lib/durbar\""),
    key("listen", "127.0.0.1:8787", "\"0.0.0.0:443\""),
    key("web", "no app is served", "\"/usr/share/durbar/web\""),
    key(
        "web_compressed",
        "the app's files as they are",
        "\"/usr/share/durbar/web-compressed\"",
    ),
    key("tls_certificate", "no TLS", "\"/etc/durbar/chain.pem\""),
    key("tls_key", "no TLS", "\"/etc/durbar/key.pem\""),
    key("public_pages", "true", "false"),
    key("rate", "20", "20"),
    key("burst", "120", "120"),
    key("address_rate", "200", "1000"),
    key("address_burst", "2000", "10000"),
    key("address_connections", "512", "5000"),
    key("connections", "16384", "50000"),
    key("address_bodies_mb", "64", "128"),
    key("bodies_mb", "256", "1024"),
    key("words_day_mb", "16", "50"),
    key("words_mb", "1024", "5000"),
    key("photos_day_mb", "512", "2000"),
    key("photos_mb", "65536", "200000"),
    key("address_day_mb", "8192", "50000"),
    key("trusted_proxies", "none", "\"127.0.0.1, ::1\""),
    key("proxy_header", "x-forwarded-for", "\"forwarded\""),
    key(
        "metrics_listen",
        "`/metrics` at `listen`, for this machine alone",
        "\"127.0.0.1:8788\"",
    ),
    key("log_format", "text", "\"json\""),
    key("stop_seconds", "10", "10"),
];

/// The environment variable of a key.
pub fn variable(name: &str) -> String {
    format!("{}{}", super::PREFIX, name.to_ascii_uppercase())
}

pub(super) fn is_known(name: &str) -> bool {
    KEYS.iter().any(|key| key.name == name)
}

/// A suggestion for a name that is none, or else all that there are.
pub(super) fn near(name: &str) -> String {
    words::suggest(name, &KEYS.map(|key| key.name))
}

/// An example of a key's value.
pub(super) fn example(name: &str) -> &'static str {
    KEYS.iter()
        .find(|key| key.name == name)
        .map_or("", |key| key.example)
}
