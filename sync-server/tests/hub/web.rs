//! The app as it is served to browsers.

use crate::kit::Town;
use durbar_sync_server::web::WebFolders;
use std::fs;
use tempfile::TempDir;

async fn town() -> (Town, TempDir) {
    let build = TempDir::new().unwrap();
    let (plain, compressed) = (build.path().join("web"), build.path().join("compressed"));
    fs::create_dir_all(plain.join("icons")).unwrap();
    fs::create_dir_all(&compressed).unwrap();
    fs::write(plain.join("index.html"), "<!doctype html>").unwrap();
    fs::write(plain.join("ui_bg.wasm"), "plain wasm").unwrap();
    fs::write(plain.join("app.css"), "body {}").unwrap();
    for script in ["boot.js", "worker.js", "service-worker.js"] {
        fs::write(plain.join(script), "start();").unwrap();
    }
    fs::write(plain.join("manifest.webmanifest"), "{}").unwrap();
    fs::write(plain.join("icons/icon.svg"), "<svg/>").unwrap();
    fs::write(compressed.join("ui_bg.wasm.br"), "as brotli").unwrap();
    fs::write(compressed.join("ui_bg.wasm.gz"), "as gzip").unwrap();
    fs::write(build.path().join("secret"), "secret").unwrap();
    let folders = WebFolders {
        plain,
        compressed: Some(compressed),
    };
    (
        Town::open_with(|config| config.web = Some(folders)).await,
        build,
    )
}

async fn get(town: &Town, path: &str, headers: &[(&str, &str)]) -> (u16, String, String, String) {
    let response = town.plain_get(path, headers).await;
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    };
    let (kind, encoding) = (header("content-type"), header("content-encoding"));
    (
        response.status().as_u16(),
        kind,
        encoding,
        response.text().await.unwrap(),
    )
}

#[tokio::test]
async fn files_have_their_types_and_pages_are_the_app() {
    let (town, _build) = town().await;
    let expected = [
        ("/", "text/html; charset=utf-8", "<!doctype html>"),
        ("/join", "text/html; charset=utf-8", "<!doctype html>"),
        (
            "/complaints/new?from=home",
            "text/html; charset=utf-8",
            "<!doctype html>",
        ),
        ("/app.css", "text/css; charset=utf-8", "body {}"),
        ("/ui_bg.wasm", "application/wasm", "plain wasm"),
        ("/manifest.webmanifest", "application/manifest+json", "{}"),
        ("/icons/icon.svg", "image/svg+xml", "<svg/>"),
    ];
    for (path, kind, body) in expected {
        let answer = get(&town, path, &[]).await;
        assert_eq!(
            answer,
            (200, kind.to_owned(), String::new(), body.to_owned()),
            "{path}"
        );
    }
    for path in ["/missing.js", "/..%2fsecret.txt", "/%2e%2e/secret.txt"] {
        assert_eq!(get(&town, path, &[]).await.0, 404, "{path}");
    }
    assert_ne!(get(&town, "/../secret", &[]).await.3, "secret");
}

#[tokio::test]
async fn the_best_encoding_that_the_browser_takes_is_sent() {
    let (town, _build) = town().await;
    let expected = [
        ("gzip, deflate, br", "br", "as brotli"),
        ("gzip", "gzip", "as gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", "as gzip"),
        ("identity", "", "plain wasm"),
    ];
    for (accepted, encoding, body) in expected {
        let (_, kind, sent, text) =
            get(&town, "/ui_bg.wasm", &[("accept-encoding", accepted)]).await;
        assert_eq!(
            (kind.as_str(), sent.as_str()),
            ("application/wasm", encoding)
        );
        assert_eq!(text, body);
    }
}

#[tokio::test]
async fn what_a_browser_has_is_not_sent_again() {
    let (town, _build) = town().await;
    let first = town.plain_get("/app.css", &[]).await;
    assert_eq!(first.headers()["cache-control"], "no-cache");
    let etag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = town
        .plain_get("/app.css", &[("if-none-match", &etag)])
        .await;
    assert_eq!(again.status(), 304);
    let brotli = town
        .plain_get("/ui_bg.wasm", &[("accept-encoding", "br")])
        .await;
    let plain = town.plain_get("/ui_bg.wasm", &[]).await;
    assert_ne!(brotli.headers()["etag"], plain.headers()["etag"]);
}

#[tokio::test]
async fn every_page_carries_the_security_headers() {
    let (town, _build) = town().await;
    for path in [
        "/",
        "/worker.js",
        "/join",
        "/missing.txt",
        "/healthz",
        "/sync",
    ] {
        let answer = town.plain_get(path, &[]).await;
        let policy = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        assert!(policy.starts_with("default-src 'self'; "), "{path}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers()["referrer-policy"], "no-referrer");
        let permissions = &answer.headers()["permissions-policy"];
        assert_eq!(permissions, "geolocation=(self), camera=(self)");
    }
}

#[tokio::test]
async fn opaque_bytes_are_never_taken_for_a_page() {
    let (town, _build) = town().await;
    for path in ["/app.css", "/boot.js", "/ui_bg.wasm"] {
        let answer = town.plain_get(path, &[]).await;
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
        assert!(!answer.headers().contains_key("content-security-policy"));
    }
    let page = town.plain_get("/", &[]).await;
    let etag = page.headers()["etag"].to_str().unwrap();
    let again = town.plain_get("/", &[("if-none-match", etag)]).await;
    assert_eq!(again.status(), 304);
    assert!(again.headers().contains_key("content-security-policy"));
    let answer = town.plain_get("/blobs/x", &[]).await;
    assert_eq!(answer.headers()["content-type"], "application/octet-stream");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn a_hub_without_the_app_serves_no_pages() {
    let town = Town::open().await;
    assert_eq!(town.plain_get("/", &[]).await.status(), 404);
    assert!(town.is_up().await);
}
