//! The app for browsers: a build in memory, with what was compressed when it was made.

use crate::error::Error;
use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// Where the build lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebFolders {
    /// The files.
    pub plain: PathBuf,
    /// The same names with `.br` and `.gz` behind.
    pub compressed: Option<PathBuf>,
}

/// The build.
pub struct Web {
    files: HashMap<String, File>,
}

struct File {
    content_type: HeaderValue,
    plain: Body,
    brotli: Option<Body>,
    gzip: Option<Body>,
}

struct Body {
    bytes: Bytes,
    /// Of these very bytes: each encoding has its own.
    etag: HeaderValue,
}

impl Web {
    /// Reads the whole build. Only what is there now is ever served, so no path leads out.
    ///
    /// # Errors
    /// The file system, or there is no `index.html`.
    pub fn load(folders: &WebFolders) -> Result<Self, Error> {
        let mut files = HashMap::new();
        add(folders, &folders.plain, "", &mut files)?;
        if files.contains_key("/index.html") {
            Ok(Self { files })
        } else {
            let missing = folders.plain.join("index.html");
            Err(Error::Argument(format!(
                "{} is missing: build the app first",
                missing.display()
            )))
        }
    }

    /// The file at a path. A path without a dot is a page of the app, whose only file is
    /// `index.html`.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let is_page = is_page(path);
        let found = self
            .files
            .get(path)
            .or_else(|| is_page.then(|| self.files.get("/index.html")).flatten());
        let Some(file) = found else {
            return (StatusCode::NOT_FOUND, "not found").into_response();
        };
        let (encoding, body) = match (&file.brotli, &file.gzip) {
            (Some(brotli), _) if accepts(headers, "br") => (Some("br"), brotli),
            (_, Some(gzip)) if accepts(headers, "gzip") => (Some("gzip"), gzip),
            _ => (None, &file.plain),
        };
        let mut answer = HeaderMap::new();
        // The service worker keeps the build; what it asks for, it asks because it changed. Browsers
        // ask for icons again and again by themselves.
        let fresh = match !is_page && path.starts_with("/icons/") {
            true => "max-age=86400",
            false => "no-cache",
        };
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(fresh));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        answer.insert(header::ETAG, body.etag.clone());
        if matches(headers, &body.etag) {
            return (StatusCode::NOT_MODIFIED, answer).into_response();
        }
        answer.insert(header::CONTENT_TYPE, file.content_type.clone());
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        (answer, axum::body::Body::from(body.bytes.clone())).into_response()
    }
}

/// Whether a path is a page of the app: it names no file.
pub(crate) fn is_page(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_none_or(|last| !last.contains('.'))
}

fn add(
    folders: &WebFolders,
    folder: &Path,
    prefix: &str,
    files: &mut HashMap<String, File>,
) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::file(folder))? {
        let entry = entry?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let url = format!("{prefix}/{name}");
        let kind = fs::metadata(&path).map_err(Error::file(&path))?;
        if kind.is_dir() {
            add(folders, &path, &url, files)?;
        } else {
            let plain = Body::new(fs::read(&path).map_err(Error::file(&path))?)?;
            let content_type = HeaderValue::from_static(content_type(&name));
            let brotli = compressed(folders, &url, "br")?;
            let gzip = compressed(folders, &url, "gz")?;
            files.insert(
                url,
                File {
                    content_type,
                    plain,
                    brotli,
                    gzip,
                },
            );
        }
    }
    Ok(())
}

fn compressed(folders: &WebFolders, url: &str, ending: &str) -> Result<Option<Body>, Error> {
    let Some(folder) = &folders.compressed else {
        return Ok(None);
    };
    let path = folder.join(format!("{}.{ending}", url.trim_start_matches('/')));
    if !path.is_file() {
        return Ok(None);
    }
    Body::new(fs::read(&path).map_err(Error::file(&path))?).map(Some)
}

impl Body {
    fn new(bytes: Vec<u8>) -> Result<Self, Error> {
        let hash = blake3::hash(&bytes).to_hex();
        let etag = HeaderValue::try_from(format!("\"{}\"", &hash[..20]))
            .map_err(|_| Error::Damaged("a hash cannot be written"))?;
        Ok(Self {
            bytes: bytes.into(),
            etag,
        })
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ftl" => "text/fluent; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether the client takes an encoding: named and not with a weight of nothing.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    listed(headers, header::ACCEPT_ENCODING).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let none = weight.is_some_and(|weight| weight.parse::<f32>().is_ok_and(|q| q <= 0.0));
        named && !none
    })
}

/// Whether the client has what this tag names.
pub(crate) fn matches(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    // A proxy that compresses may have weakened it.
    listed(headers, header::IF_NONE_MATCH)
        .any(|item| item == "*" || item.trim_start_matches("W/") == etag)
}

fn listed(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}
