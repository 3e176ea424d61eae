//! The way to a hub.

use super::{Device, Reply, uploaded, within};
use durbar_sync::{
    BlobId, codec,
    wire::{
        AUTHORIZATION, ClientHello, ErrorBody, Feed, HubHello, Push, ReplyFrame, RequestFrame,
        VERSION,
    },
};
use durbar_sync_server::hub::Clock;

pub struct Link {
    pub origin: String,
    pub who: HubHello,
    pub clock: Clock,
    pub client: reqwest::Client,
}

impl Link {
    pub fn new(origin: String, who: HubHello, clock: Clock) -> Self {
        // The client asks for one; only the first to be named counts.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            origin,
            who,
            clock,
            client: reqwest::Client::new(),
        }
    }

    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// What an up-to-date client says first.
    pub fn hello(&self, cursors: &[(Feed, u64)]) -> ClientHello {
        ClientHello {
            version: VERSION,
            epoch: Some(self.who.epoch),
            cursors: cursors.to_vec(),
            budget: 1 << 20,
            wait: 0,
            own: false,
            whole: true,
            dictionary: 0,
        }
    }

    pub async fn sync(
        &self,
        device: &Device,
        cursors: &[(Feed, u64)],
        frames: Vec<RequestFrame>,
    ) -> Reply {
        self.say(device, self.hello(cursors), frames).await
    }

    pub async fn push(&self, device: &Device, push: Push) -> Reply {
        self.sync(device, &[], vec![RequestFrame::Push(push)]).await
    }

    /// What a feed holds, the device's own records too.
    pub async fn follow(&self, device: &Device, feed: Feed) -> Reply {
        let hello = ClientHello {
            own: true,
            whole: true,
            dictionary: 0,
            ..self.hello(&[(feed, 0)])
        };
        self.say(device, hello, vec![]).await
    }

    pub async fn say(&self, device: &Device, hello: ClientHello, more: Vec<RequestFrame>) -> Reply {
        self.try_say(device, hello, more)
            .await
            .expect("the hub is there")
    }

    /// `None` if the hub is gone.
    pub async fn try_say(
        &self,
        device: &Device,
        hello: ClientHello,
        more: Vec<RequestFrame>,
    ) -> Option<Reply> {
        let mut frames = vec![RequestFrame::Hello(hello)];
        frames.extend(more);
        let body = codec::encode(&frames).unwrap();
        let signed = device.sign("POST", "/sync", &body, self.now());
        let (status, body) = self.try_post(&signed, body).await?;
        assert_eq!(
            status,
            200,
            "{:?}",
            postcard::from_bytes::<ErrorBody>(&body)
        );
        let frames = codec::decode(&body, 64 << 20).unwrap();
        assert!(matches!(frames.last(), Some(ReplyFrame::End(_))));
        Some(Reply { frames })
    }

    pub async fn post(&self, device: &Device, body: Vec<u8>) -> (u16, Vec<u8>) {
        let signed = device.sign("POST", "/sync", &body, self.now());
        self.post_signed(&signed, body).await
    }

    pub async fn post_signed(&self, authorization: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
        self.try_post(authorization, body)
            .await
            .expect("the hub is there")
    }

    async fn try_post(&self, authorization: &str, body: Vec<u8>) -> Option<(u16, Vec<u8>)> {
        let request = self
            .client
            .post(format!("{}/sync", self.origin))
            .header(AUTHORIZATION, authorization)
            .body(body);
        send(request).await
    }

    pub async fn put(
        &self,
        device: &Device,
        blob: BlobId,
        offset: u64,
        bytes: &[u8],
    ) -> (u16, Vec<u8>) {
        self.try_put(device, blob, offset, bytes)
            .await
            .expect("the hub is there")
    }

    /// Sends a photo, from where the hub has it on, until the hub says that it has all of it.
    /// `failed` hears the status of each answer that the hub could not take it, or, 422, that what it
    /// had of it is not the photo.
    pub async fn upload(
        &self,
        device: &Device,
        (bytes, blob): (&[u8], BlobId),
        mut failed: impl FnMut(u16),
    ) {
        let mut have = 0;
        loop {
            let answer = self.put(device, blob, have as u64, &bytes[have..]).await;
            if answer.0 == 422 || answer.0 >= 500 {
                failed(answer.0);
                // That is thrown away.
                if answer.0 == 422 {
                    have = 0;
                }
                continue;
            }
            let (status, there, is_whole) = uploaded(answer);
            assert!([200, 409].contains(&status), "{status}");
            if is_whole {
                return;
            }
            have = there as usize;
        }
    }

    /// `None` if the hub is gone.
    pub async fn try_put(
        &self,
        device: &Device,
        blob: BlobId,
        offset: u64,
        bytes: &[u8],
    ) -> Option<(u16, Vec<u8>)> {
        let path = upload_path(blob, offset, bytes.len() as u64);
        let request = self
            .client
            .put(format!("{}{path}", self.origin))
            .header(AUTHORIZATION, device.sign("PUT", &path, b"", self.now()))
            .body(bytes.to_vec());
        send(request).await
    }

    pub async fn get(&self, device: &Device, blob: BlobId, from: Option<u64>) -> (u16, Vec<u8>) {
        let path = format!("/blobs/{blob}");
        let mut request = self
            .client
            .get(format!("{}{path}", self.origin))
            .header(AUTHORIZATION, device.sign("GET", &path, b"", self.now()));
        if let Some(from) = from {
            request = request.header("range", format!("bytes={from}-"));
        }
        send(request).await.expect("the hub is there")
    }

    pub async fn plain_get(&self, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        let mut request = self.client.get(format!("{}{path}", self.origin));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        within(request.send()).await.unwrap()
    }

    pub async fn is_up(&self) -> bool {
        self.plain_get("/healthz", &[]).await.status() == 200
    }
}

pub fn upload_path(blob: BlobId, offset: u64, length: u64) -> String {
    format!("/blobs/{blob}?offset={offset}&length={length}")
}

async fn send(request: reqwest::RequestBuilder) -> Option<(u16, Vec<u8>)> {
    let response = within(request.send()).await.ok()?;
    let status = response.status().as_u16();
    Some((status, within(response.bytes()).await.ok()?.to_vec()))
}
