//! What is published in the app is on the web for everybody, without the app: the same words, the
//! same due day, and nothing that was not published.
#![allow(clippy::expect_used)]

use durbar_api::{
    CaseId,
    complaints::{
        ChangeStatus, ListPublished, PreparePublication, Publication, PublicationPhoto, Publish,
        PublishedCase, ReadPublished, Topic, Unpublish,
    },
};
use durbar_tests::{
    kit::{Result, Server},
    story::{Person, everybody_syncs},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

/// What is never to be taken for markup, wherever it stands.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "<!-- --><iframe src=javascript:alert(1)>",
    "&lt;script&gt;&#60;b&#62;",
    "]]><x/>",
    "\u{202e}\u{0}\u{8}<b\u{a0}onclick=1>",
];

/// A status, headers in lower case, and a body.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            (found == name).then_some(value)
        })
    }
}

fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut stream = TcpStream::connect(server.address())?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut request = format!(
        "GET {path} HTTP/1.0\r\nhost: {}\r\nconnection: close\r\n",
        server.address()
    );
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    write!(stream, "{request}\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .ok_or("no end of the head")?;
    let head = String::from_utf8(answer[..end].to_vec())?.to_lowercase();
    let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
    Ok(Answer {
        status,
        head,
        body: answer[end + 4..].to_vec(),
    })
}

/// Asks until the page is as it should be: the reader is seconds behind at most.
fn until(server: &Server, path: &str, is_right: impl Fn(&Answer) -> bool) -> Result<Answer> {
    let started = Instant::now();
    loop {
        let answer = get(server, path, &[])?;
        if is_right(&answer) {
            return Ok(answer);
        }
        if started.elapsed() > Duration::from_secs(10) {
            return Err(format!("{path} stays {}: {}", answer.status, answer.text()).into());
        }
        std::thread::yield_now();
    }
}

struct Town {
    server: Server,
    ama: Person,
    kofi: Person,
    esi: Person,
}

impl Town {
    fn open(folder: &Path) -> Result<Self> {
        let server = Server::fresh(&folder.join("hub"))?;
        let ama = Person::citizen(folder, &server, 1)?;
        let kofi = Person::citizen(folder, &server, 3)?;
        let esi = Person::officer(folder, &server, 2, "works", "Esi Mensah")?;
        Ok(Self {
            server,
            ama,
            kofi,
            esi,
        })
    }

    fn sync(&mut self) -> Result<()> {
        everybody_syncs(&mut [&mut self.ama, &mut self.esi, &mut self.kofi])
    }

    fn filed(&mut self) -> Result<CaseId> {
        let case = self.ama.file(false, true)?.case;
        self.sync()?;
        Ok(case)
    }

    /// Publishes with the case's photos, and returns the paths of its page.
    fn publish(&mut self, case: &CaseId, title: &str, text: &str) -> Result<PublishedCase> {
        let proposal = self
            .esi
            .phone
            .must(PreparePublication { case: case.clone() })?;
        let photos: Vec<_> = proposal.offered.iter().map(|p| p.blob.clone()).collect();
        self.esi.phone.fetch(&photos)?;
        self.esi.phone.must(Publish {
            case: case.clone(),
            publication: Publication {
                title: title.to_owned(),
                text: text.to_owned(),
                landmark: text.to_owned(),
                position: true,
                photos: photos
                    .into_iter()
                    .map(|photo| PublicationPhoto {
                        photo,
                        regions: Vec::new(),
                    })
                    .collect(),
                ..proposal
            },
        })?;
        self.kofi.phone.must(durbar_api::complaints::Follow {
            topic: Topic::Category("drains".to_owned()),
            following: true,
        })?;
        self.sync()?;
        let listed = self.kofi.phone.must(ListPublished::default())?;
        let line = listed
            .cases
            .iter()
            .find(|line| line.title == title)
            .ok_or("it is not on the neighbour's phone")?;
        self.kofi.phone.must(ReadPublished {
            id: line.id.clone(),
        })
    }
}

#[test]
fn a_published_complaint_is_on_the_web_with_the_due_day_of_the_app() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::open(folder.path())?;
    let case = town.filed()?;
    let photo = town.ama.phone.case(&case)?.photos[0].clone();
    let private = format!("/public/{}", case.0);
    assert_eq!(
        until(&town.server, &private, |a| a.status != 503)?.status,
        404
    );
    let known = town.publish(&case, "A drain is blocked", "Sand in it.")?;
    let page = until(&town.server, &known.web_path, |answer| answer.status == 200)?;
    let due = known.due.clone().ok_or("no due day on the phone")?;
    assert_eq!(Some(&due.date), known.summary.due.as_ref());
    assert_eq!(town.ama.view(&case)?.due, Some(due.date.clone()));
    let text = page.text();
    assert!(
        text.contains(&format!("data-due=\"{}\"", due.date)),
        "{text}"
    );
    for (day, _) in &due.skipped {
        let day: u32 = day.rsplit('-').next().unwrap_or_default().parse()?;
        assert!(
            text.contains(&format!(" {day}\u{a0}")),
            "{day} is not explained"
        );
    }
    assert!(text.contains("A drain is blocked") && text.contains("Sand in it."));
    assert!(text.contains(&known.summary.reference));
    assert!(!text.contains("1-1."), "words of the filing");
    assert!(
        !text.contains("<script"),
        "no page of this kind has a script"
    );
    let policy = page.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");

    let picture = format!("{}/photo/{}", known.web_path, photo.blob.0);
    let picture = until(&town.server, &picture, |answer| answer.status == 200)?;
    assert_eq!(picture.header("content-type"), Some("image/jpeg"));
    assert_eq!(blake3::hash(&picture.body).to_hex().as_str(), photo.blob.0);
    let etag = page.header("etag").ok_or("no tag")?.to_owned();
    let again = get(&town.server, &known.web_path, &[("if-none-match", &etag)])?;
    assert_eq!((again.status, again.body.len()), (304, 0));

    let list = get(&town.server, "/public", &[])?.text();
    assert!(list.contains(&known.web_path), "{list}");
    let elsewhere = get(&town.server, "/public?category=roads", &[])?.text();
    assert!(!elsewhere.contains(&known.web_path));
    let feed = get(&town.server, "/public/feed.atom", &[])?.text();
    assert!(feed.contains(&known.web_path) && feed.starts_with("<?xml"));

    town.esi.phone.must(ChangeStatus {
        case: case.clone(),
        status: "acknowledged".to_owned(),
        note: String::new(),
    })?;
    town.sync()?;
    let is_told = |answer: &Answer| answer.text().matches("class=\"tag ").count() >= 3;
    until(&town.server, &known.web_path, is_told)?;
    town.esi.phone.must(Unpublish { case })?;
    town.sync()?;
    until(&town.server, &known.web_path, |answer| answer.status == 404)?;
    let picture = format!("{}/photo/{}", known.web_path, photo.blob.0);
    assert_eq!(get(&town.server, &picture, &[])?.status, 404);
    Ok(())
}

#[test]
fn whatever_an_office_publishes_stays_text() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::open(folder.path())?;
    let case = town.filed()?;
    let hostile = HOSTILE.join("\n");
    let known = town.publish(&case, &HOSTILE.concat(), &hostile)?;
    let query = "/public?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&ward=%3Cb%3E&lang=%3Cb%3E";
    for path in [&known.web_path, "/public", query, "/public/feed.atom"] {
        let answer = until(&town.server, path, |answer| answer.status == 200)?;
        let text = answer.text();
        let marks = [
            "<script",
            "<img src=x",
            "<svg/",
            "<iframe",
            "<!--",
            "<b>",
            "<b\u{a0}",
            "]]>",
        ];
        for mark in marks {
            assert!(!text.contains(mark), "{mark} in {path}: {text}");
        }
        assert!(!text.contains(['\u{0}', '\u{8}']), "{path}");
    }
    let page = get(&town.server, &known.web_path, &[])?.text();
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
    assert!(
        page.contains("&amp;lt;script&amp;gt;"),
        "what was escaped stays so"
    );
    Ok(())
}

#[test]
fn a_page_speaks_the_language_that_the_browser_wishes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh(&folder.path().join("hub"))?;
    until(&server, "/public", |answer| answer.status == 200)?;
    for (wish, path, language) in [
        ("tw, en;q=0.5", "/public", "tw"),
        ("de, en;q=0.5", "/public", "en"),
        ("xx", "/public", "en"),
        ("tw", "/public?lang=en", "en"),
        ("en", "/public?lang=tw", "tw"),
    ] {
        let answer = get(&server, path, &[("accept-language", wish)])?;
        assert_eq!(
            answer.header("content-language"),
            Some(language),
            "{wish} {path}"
        );
        assert!(
            answer
                .text()
                .contains(&format!("<html lang=\"{language}\""))
        );
        assert_eq!(answer.header("vary"), Some("accept-language"));
    }
    for path in [
        "/public/00",
        "/public/..%2fhub.key",
        "/public/00/photo/00",
        "/public/feed.rss",
    ] {
        assert_eq!(get(&server, path, &[])?.status, 404, "{path}");
    }
    assert_eq!(
        get(&server, "/public?page=99999999999&q=%ff", &[])?.status,
        200
    );
    Ok(())
}

#[test]
fn the_hub_tells_when_its_pages_were_read() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh(&folder.path().join("hub"))?;
    let began = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let told = |answer: &Answer| -> Option<u64> {
        let text = answer.text();
        let mut lines = text.lines();
        let figure =
            lines.find_map(|line| line.strip_prefix("durbar_hub_public_pages_read_seconds "));
        figure?.parse().ok()
    };
    until(&server, "/metrics", |answer| {
        told(answer).is_some_and(|at| at >= began)
    })?;
    Ok(())
}

#[test]
fn the_reader_is_made_anew_from_what_is_public() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut town = Town::open(folder.path())?;
    let case = town.filed()?;
    let known = town.publish(&case, "A drain is blocked", "Sand in it.")?;
    let before = until(&town.server, &known.web_path, |answer| answer.status == 200)?;
    let data = town.server.data().to_owned();
    let rebuild = || {
        let program = durbar_tests::kit::server_program()?;
        let output = std::process::Command::new(program)
            .args(["reader", "rebuild", "--data"])
            .arg(&data)
            .output()?;
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(output)
    };
    assert!(!rebuild()?.status.success(), "a server uses it");
    town.server.kill()?;
    let output = rebuild()?;
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "1 published complaints"
    );
    town.server.kill_and_restart()?;
    let after = until(&town.server, &known.web_path, |answer| answer.status == 200)?;
    let without_host = |answer: &Answer| {
        let text = answer.text();
        text.split_once("<body>").map(|(_, body)| body.to_owned())
    };
    assert_eq!(without_host(&after), without_host(&before));
    Ok(())
}
