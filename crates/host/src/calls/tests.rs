use super::{sockets::is_loopback, *};
use durbar_core::Method;
use futures_util::FutureExt;
use std::{cell::RefCell, future::poll_fn};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A hub that does exactly what the test says, one connection at a time.
struct Script {
    listener: TcpListener,
}

impl Script {
    async fn begin() -> (Self, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("an address"));
        (Self { listener }, origin)
    }

    /// Takes the next connection and reads a request with its body.
    async fn request(&self) -> (TcpStream, String) {
        let (mut stream, _) = self.listener.accept().await.expect("a connection");
        let mut read = Vec::new();
        loop {
            let mut piece = [0; 4096];
            let length = stream.read(&mut piece).await.expect("the request");
            read.extend_from_slice(&piece[..length]);
            let text = String::from_utf8_lossy(&read).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .filter_map(|line| line.split_once(": "))
                    .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                    .map_or(0, |(_, length)| length.parse().expect("a length"));
                if body.len() >= length {
                    return (stream, text);
                }
            }
            assert!(length > 0, "the request ended early: {text}");
        }
    }
}

/// Sleeps that end when the test says so.
#[derive(Clone, Default)]
struct Sleeps(Rc<RefCell<Vec<Asleep>>>);

type Asleep = (Duration, futures_channel::oneshot::Sender<()>);

impl Sleeps {
    fn sleep(&self) -> Sleep {
        let sleeps = self.clone();
        Rc::new(move |duration| {
            let (end, ended) = futures_channel::oneshot::channel();
            sleeps.0.borrow_mut().push((duration, end));
            ended.map(|_| ()).boxed_local()
        })
    }

    /// Lets the latest sleep pass, and says how long it was.
    fn pass(&self) -> Duration {
        let (duration, end) = self.0.borrow_mut().pop().expect("somebody sleeps");
        end.send(()).expect("the sleeper waits");
        duration
    }
}

fn call(id: u32, method: Method, body: &[u8]) -> HttpCall {
    HttpCall {
        id: CallId(id),
        method,
        path: "/sync?wait=1".to_owned(),
        headers: vec![("durbar-test".to_owned(), "yes".to_owned())],
        body: body.to_vec(),
        silence_seconds: 20,
    }
}

async fn next_input(calls: &mut Calls) -> Input {
    poll_fn(|context| calls.poll_next(context)).await
}

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n";

#[tokio::test]
async fn bytes_arrive_in_pieces_as_they_come() {
    let (script, origin) = Script::begin().await;
    let mut calls = Calls::new(origin).expect("a client");
    calls.start(call(1, Method::Post, b"body"), Sleeps::default().sleep());
    let ((mut hub, request), status) = tokio::join!(
        async {
            let (mut hub, request) = script.request().await;
            hub.write_all(HEAD).await.expect("head");
            (hub, request)
        },
        next_input(&mut calls),
    );
    assert!(
        request.starts_with("POST /sync?wait=1 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains("durbar-test: yes\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\nbody"), "{request}");
    assert_eq!(status, Input::Status(CallId(1), 200));
    // Each piece is seen before the next is written.
    for piece in [b"01234", b"56789"] {
        hub.write_all(piece).await.expect("piece");
        assert_eq!(
            next_input(&mut calls).await,
            Input::Bytes(CallId(1), piece.to_vec())
        );
    }
    assert_eq!(next_input(&mut calls).await, Input::Done(CallId(1)));
}

#[tokio::test]
async fn a_cut_keeps_what_came_and_then_fails() {
    let (script, origin) = Script::begin().await;
    let mut calls = Calls::new(origin).expect("a client");
    calls.start(call(2, Method::Get, b""), Sleeps::default().sleep());
    let (mut hub, status) = tokio::join!(
        async {
            let (mut hub, _) = script.request().await;
            hub.write_all(HEAD).await.expect("head");
            hub
        },
        next_input(&mut calls),
    );
    assert_eq!(status, Input::Status(CallId(2), 200));
    hub.write_all(b"0123").await.expect("some of it");
    assert_eq!(
        next_input(&mut calls).await,
        Input::Bytes(CallId(2), b"0123".to_vec())
    );
    drop(hub);
    assert_eq!(next_input(&mut calls).await, Input::Failed(CallId(2)));
}

#[tokio::test]
async fn a_cancelled_call_drops_its_connection_and_says_nothing() {
    let (script, origin) = Script::begin().await;
    let mut calls = Calls::new(origin).expect("a client");
    calls.start(call(3, Method::Get, b""), Sleeps::default().sleep());
    let (mut hub, _) = tokio::join!(
        async {
            let (mut hub, _) = script.request().await;
            hub.write_all(HEAD).await.expect("head");
            hub
        },
        next_input(&mut calls),
    );
    calls.cancel(CallId(3));
    let closed = hub.read(&mut [0; 1]).await;
    assert!(
        matches!(closed, Ok(0) | Err(_)),
        "the connection is closed: {closed:?}"
    );
    assert!(
        next_input(&mut calls).now_or_never().is_none(),
        "nothing more is heard of it"
    );
}

#[tokio::test]
async fn silence_fails_a_call_and_a_large_body_is_granted_its_time() {
    let (script, origin) = Script::begin().await;
    let mut calls = Calls::new(origin).expect("a client");
    let sleeps = Sleeps::default();
    calls.start(call(4, Method::Put, &[b'x'; 5_000]), sleeps.sleep());
    assert!(
        next_input(&mut calls).now_or_never().is_none(),
        "it waits for an answer"
    );
    let patience = sleeps.pass();
    assert_eq!(
        patience,
        Duration::from_secs(20 + 5),
        "the body alone may take five seconds"
    );
    assert_eq!(next_input(&mut calls).await, Input::Failed(CallId(4)));
    drop(script);
}

#[tokio::test]
async fn nobody_at_the_other_end_is_a_failure() {
    let (script, origin) = Script::begin().await;
    drop(script);
    let mut calls = Calls::new(origin).expect("a client");
    calls.start(call(5, Method::Get, b""), Sleeps::default().sleep());
    assert_eq!(next_input(&mut calls).await, Input::Failed(CallId(5)));
}

#[tokio::test]
async fn a_refusal_and_a_redirect_are_passed_on_as_they_are() {
    let (script, origin) = Script::begin().await;
    let mut calls = Calls::new(origin).expect("a client");
    for (id, line) in [
        (6, "503 Busy"),
        (7, "302 Found\r\nlocation: http://127.0.0.1:9/"),
    ] {
        calls.start(call(id, Method::Get, b""), Sleeps::default().sleep());
        let ((), status) = tokio::join!(
            async {
                let (mut hub, _) = script.request().await;
                let reply = format!("HTTP/1.1 {line}\r\nconnection: close\r\n\r\n");
                hub.write_all(reply.as_bytes()).await.expect("reply");
            },
            next_input(&mut calls),
        );
        let expected = line[..3].parse().expect("a status");
        assert_eq!(status, Input::Status(CallId(id), expected));
        assert_eq!(next_input(&mut calls).await, Input::Done(CallId(id)));
    }
}

#[test]
fn no_proxy_stands_between_the_app_and_its_own_machine() {
    for own in [
        "http://127.0.0.1:8787",
        "http://localhost:1",
        "http://[::1]:8787",
    ] {
        assert!(is_loopback(own), "{own}");
    }
    for other in [
        "https://durbar.example",
        "http://10.0.0.1",
        "http://127.example",
        "x",
    ] {
        assert!(!is_loopback(other), "{other}");
    }
}
