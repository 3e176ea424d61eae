//! How much the hub takes. `cargo test -p durbar-sync-server --test hub load -- --ignored
//! --nocapture` prints the figures.
#![allow(clippy::print_stdout)]

use crate::kit::{Device, Lane, Town};
use durbar_sync::wire::RequestFrame;
use std::{sync::Arc, time::Instant};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn load() {
    const DEVICES: u8 = 32;
    const REQUESTS: u32 = 40;
    for pushes in [1, 10] {
        let town = Arc::new(Town::open().await);
        let mut prepared = Vec::new();
        for seed in 0..DEVICES {
            let device = Device::new(seed + 1);
            let requests: Vec<Vec<_>> = (0..REQUESTS)
                .map(|request| {
                    (0..pushes)
                        .map(|number| {
                            let number = request * pushes + number;
                            let mut lane = Lane::numbered(&device, number);
                            RequestFrame::Push(lane.edit("The gutter is blocked").push(&device))
                        })
                        .collect()
                })
                .collect();
            prepared.push((device, requests));
        }
        let started = Instant::now();
        let tasks: Vec<_> = prepared
            .into_iter()
            .map(|(device, requests)| {
                let town = town.clone();
                tokio::spawn(async move {
                    for frames in requests {
                        let count = frames.len();
                        let reply = town.sync(&device, &[], frames).await;
                        assert_eq!(reply.receipts(&town).len(), count);
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let requests = f64::from(DEVICES) * f64::from(REQUESTS);
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{pushes} per request: {:.0} requests and {:.0} pushes a second, client included",
            requests / seconds,
            requests * f64::from(pushes) / seconds
        );
    }
}
