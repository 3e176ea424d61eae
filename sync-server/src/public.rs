//! What everybody may read, as plain pages without the app: a page for each published complaint,
//! a list, a feed. No script, and the style of the app.

mod case;
mod dates;
mod due;
mod feed;
mod html;
mod list;
mod map;
mod reader;
mod site;
mod style;
mod words;

use crate::{error::Error, http::Secure, hub::Hub, store::blobs};
use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use durbar_core::api::complaints::{Photo, PublishedId, ReadPublished};
use durbar_sync::BlobId;
use list::Filter;
use reader::NoAnswer;
pub(crate) use reader::Reader;
use site::{Head, Site, Wish};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Nothing but text, the sheet, photos and a search.
const POLICY: (HeaderName, HeaderValue) = (
    header::CONTENT_SECURITY_POLICY,
    HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'",
    ),
);
/// A page is looked for anew after so long.
const SHORT: HeaderValue = HeaderValue::from_static("public, max-age=10");
/// A photo may be taken back: not kept for ever.
const DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Longest part of an address that is looked at, in bytes.
/// Bytes of a photo.
const LARGEST: usize = durbar_sync::wire::MAX_BLOB as usize;
const MOST_QUERY: usize = 2048;

/// The paths of the public pages.
pub(crate) fn routes() -> Router<Arc<Hub>> {
    Router::new()
        .route("/public", get(list_page))
        .route("/public/", get(list_page))
        .route("/public/feed.atom", get(feed_page))
        .route("/public/style.css", get(sheet))
        .route("/public/{id}", get(case_page))
        .route("/public/{id}/photo/{blob}", get(photo))
}

/// An answer that is no page.
enum Other {
    NotFound(Box<Option<Site>>),
    Later,
}

impl From<NoAnswer> for Other {
    fn from(no: NoAnswer) -> Self {
        match no {
            NoAnswer::NotFound => Self::NotFound(Box::new(None)),
            NoAnswer::Later => Self::Later,
        }
    }
}

async fn list_page(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    let (query, wish) = (query(request.uri()), wish(&request));
    let filter = Filter::read(&query);
    let answer = async {
        let filter = filter.clone();
        let reader = hub.public.get().ok_or(NoAnswer::Later)?;
        let (site, list) = reader
            .ask(move |follower| {
                let site = Site::open(follower, wish)?;
                let list = follower.call(filter.page())?;
                Ok((site, list))
            })
            .await?;
        let thumbnails = list.cases.iter().filter_map(|line| line.thumbnail.as_ref());
        let here = whole(&hub, thumbnails.map(|blob| blob.0.clone()).collect()).await?;
        Ok::<_, Other>((site, list, here))
    };
    match answer.await {
        Ok((site, list, here)) => {
            let page = list::page(&site, &filter, &list, &here);
            page_answer(request.headers(), site.words.language, page)
        }
        Err(other) => no_page(other),
    }
}

async fn case_page(
    State(hub): State<Arc<Hub>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let wish = wish(&request);
    let answer = async {
        let reader = hub.public.get().ok_or(NoAnswer::Later)?;
        let (site, case) = reader
            .ask(move |follower| {
                let site = Site::open(follower, wish)?;
                let call = ReadPublished {
                    id: PublishedId(id),
                };
                match follower.call(call) {
                    Ok(case) => Ok((site, Some(case))),
                    Err(NoAnswer::NotFound) => Ok((site, None)),
                    Err(other) => Err(other),
                }
            })
            .await?;
        let Some(case) = case else {
            return Err(Other::NotFound(Box::new(Some(site))));
        };
        let blobs = case.photos.iter().flat_map(blobs_of).collect();
        let here = whole(&hub, blobs).await?;
        Ok((site, case, here))
    };
    match answer.await {
        Ok((site, case, here)) => {
            let page = case::page(&site, &case, &here);
            page_answer(request.headers(), site.words.language, page)
        }
        Err(other) => no_page(other),
    }
}

async fn feed_page(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    let wish = wish(&request);
    let filter = Filter::read(&query(request.uri()));
    let answer = async {
        let reader = hub.public.get().ok_or(NoAnswer::Later)?;
        let answer = reader.ask(move |follower| {
            let site = Site::open(follower, wish)?;
            let list = follower.call(filter.call(feed::ENTRIES))?;
            Ok((site, list))
        });
        Ok::<_, Other>(answer.await?)
    };
    match answer.await {
        Ok((site, list)) => {
            let kind = "application/atom+xml; charset=utf-8";
            let feed = feed::feed(&site, &list);
            text_answer(request.headers(), site.words.language, kind, feed)
        }
        Err(other) => no_page(other),
    }
}

/// The style sheet. Its address names its content.
async fn sheet(request: Request) -> Response {
    let query = query(request.uri());
    let hue = query.get("hue").and_then(|hue| hue.parse().ok());
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, FOR_EVER),
        POLICY,
    ];
    (headers, style::sheet(hue.unwrap_or(168))).into_response()
}

/// A photo or thumbnail of a published complaint; of nothing else.
async fn photo(
    State(hub): State<Arc<Hub>>,
    Path((id, blob)): Path<(String, String)>,
    request: Request,
) -> Response {
    let answer = async {
        let wanted: BlobId = blob.parse().map_err(|_| NoAnswer::NotFound)?;
        let reader = hub.public.get().ok_or(NoAnswer::Later)?;
        let call = ReadPublished {
            id: PublishedId(id),
        };
        let case = reader.ask(move |follower| follower.call(call)).await?;
        if !case
            .photos
            .iter()
            .flat_map(blobs_of)
            .any(|known| known == blob)
        {
            return Err(NoAnswer::NotFound);
        }
        if !whole(&hub, vec![blob.clone()]).await?.contains(&blob) {
            return Err(NoAnswer::NotFound);
        }
        let body = hub.files.stream(&wanted, 0).await.map_err(|error| {
            tracing::error!(%error, "a photo that is whole cannot be read");
            NoAnswer::Later
        })?;
        let bytes = axum::body::to_bytes(body, LARGEST).await;
        bytes.map_err(|error| {
            tracing::error!(%error, "a photo that is whole cannot be read");
            NoAnswer::Later
        })
    };
    let bytes = match answer.await {
        Ok(bytes) => bytes,
        Err(no) => return no_page(no.into()),
    };
    // What an officer's app published may be anything: only pictures leave here as such.
    let Some(kind) = picture_kind(&bytes) else {
        return no_page(NoAnswer::NotFound.into());
    };
    let Ok(etag) = HeaderValue::try_from(format!("\"{blob}\"")) else {
        return no_page(Other::Later);
    };
    let mut headers = HeaderMap::from_iter([
        (header::CACHE_CONTROL, DAY),
        (header::ETAG, etag.clone()),
        POLICY,
    ]);
    if crate::web::matches(request.headers(), &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (headers, Body::from(bytes)).into_response()
}

fn blobs_of(photo: &Photo) -> [String; 2] {
    [photo.blob.0.clone(), photo.thumbnail.0.clone()]
}

fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

/// Those of the blobs that the hub has whole.
async fn whole(hub: &Arc<Hub>, blobs: Vec<String>) -> Result<HashSet<String>, NoAnswer> {
    if blobs.is_empty() {
        return Ok(HashSet::new());
    }
    let hub = hub.clone();
    let found = tokio::task::spawn_blocking(move || {
        hub.store.read(|connection| {
            let mut here = HashSet::new();
            for text in blobs {
                let Ok(blob) = text.parse() else { continue };
                if blobs::find(connection, &blob)?.is_some_and(|row| row.complete) {
                    here.insert(text);
                }
            }
            Ok(here)
        })
    });
    match found.await {
        Ok(Ok(here)) => Ok(here),
        Ok(Err(error)) => {
            tracing::error!(%error, "blobs cannot be looked up");
            Err(NoAnswer::Later)
        }
        Err(_) => Err(NoAnswer::Later),
    }
}

/// The values of an address, each name once.
fn query(uri: &Uri) -> HashMap<String, String> {
    let short = uri.query().is_none_or(|query| query.len() <= MOST_QUERY);
    let read = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
    read.ok()
        .filter(|_| short)
        .map(|query| query.0.into_iter().collect())
        .unwrap_or_default()
}

fn wish(request: &Request) -> Wish {
    let text = |name: HeaderName| {
        let value = request.headers().get(name)?.to_str().ok()?;
        (value.len() <= 512).then(|| value.to_owned())
    };
    let host = text(header::HOST).filter(|host| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        host.bytes().all(allowed)
    });
    let forwarded = text(HeaderName::from_static("x-forwarded-proto"));
    let is_own = request.extensions().get::<Secure>().is_some();
    let scheme = if is_own || forwarded.as_deref() == Some("https") {
        "https"
    } else {
        "http"
    };
    Wish {
        chosen: query(request.uri()).remove("lang"),
        accepted: text(header::ACCEPT_LANGUAGE).unwrap_or_default(),
        origin: host.map_or_else(String::new, |host| format!("{scheme}://{host}")),
    }
}

fn page_answer(asked: &HeaderMap, language: &str, page: String) -> Response {
    text_answer(asked, language, "text/html; charset=utf-8", page)
}

fn text_answer(asked: &HeaderMap, language: &str, kind: &'static str, text: String) -> Response {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let etag = HeaderValue::try_from(format!("\"{}\"", &hash[..32]));
    let language = HeaderValue::try_from(language);
    let (Ok(etag), Ok(language)) = (etag, language) else {
        return no_page(Other::Later);
    };
    let mut headers = HeaderMap::from_iter([
        (header::CACHE_CONTROL, SHORT),
        (header::VARY, HeaderValue::from_static("accept-language")),
        (header::ETAG, etag.clone()),
        (header::CONTENT_LANGUAGE, language),
        POLICY,
    ]);
    if crate::web::matches(asked, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (headers, text).into_response()
}

/// There is no page: a page that says so, if a language is known.
fn no_page(other: Other) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        POLICY,
    ];
    match other {
        Other::NotFound(site) => match *site {
            Some(site) => {
                let title = site.words.t("public-gone-title");
                let text = site.words.t("public-gone-text");
                let page = site.page(
                    &Head {
                        title: &title,
                        description: &text,
                        picture: None,
                        path: "/public",
                        query: &[],
                        listed: false,
                    },
                    |html| {
                        html.words("h1", &[], &title);
                        html.words("p", &[("class", "lead")], &text);
                        let all = site.link("/public", &[]);
                        html.tag("p", &[], |html| {
                            html.words("a", &[("href", &all)], &site.words.t("published-all"));
                        });
                    },
                );
                (StatusCode::NOT_FOUND, headers, page).into_response()
            }
            None => (StatusCode::NOT_FOUND, headers, "not found").into_response(),
        },
        Other::Later => {
            let mut page = html::Html::default();
            if let Some(words) = words::Words::of("en") {
                page.words("title", &[], &words.t("public-later-title"));
                page.words("p", &[], &words.t("public-later-text"));
            }
            let later = (header::RETRY_AFTER, HeaderValue::from_static("3"));
            let page = page.finish("<!doctype html>");
            (StatusCode::SERVICE_UNAVAILABLE, headers, [later], page).into_response()
        }
    }
}

/// Starts the reader of a hub, whose pages are there from then on.
///
/// # Errors
/// Its database is in use or cannot be used.
pub(crate) fn start(hub: &Arc<Hub>, data: &std::path::Path) -> Result<(), Error> {
    let reader = Reader::start(hub, data)?;
    hub.public.set(reader).map_err(|_| Error::ReaderInUse)
}

/// Reads all that is public anew for a data folder that no server uses. Returns how many published
/// complaints there are.
///
/// # Errors
/// The folder is no hub's, a server uses it, or the file system fails.
pub async fn rebuild(data: &std::path::Path) -> Result<u32, Error> {
    let hub = Hub::open(crate::Config::new(data))?;
    reader::rebuild(&hub, data).await
}
