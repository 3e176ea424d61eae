//! Many devices at once. With `DURBAR_LOAD` devices (32, say) and `--nocapture` it prints how much
//! the hub takes.
#![allow(clippy::print_stdout)]

use crate::kit::{Device, Lane, Town};
use durbar_sync::wire::RequestFrame;
use std::{sync::Arc, time::Instant};

#[tokio::test(flavor = "multi_thread")]
async fn many_devices_at_once_get_every_receipt() {
    const REQUESTS: u32 = 10;
    let devices: u8 = std::env::var("DURBAR_LOAD").map_or(8, |count| count.parse().unwrap());
    for pushes in [1, 10] {
        let town = Arc::new(Town::open().await);
        let mut prepared = Vec::new();
        for seed in 0..devices {
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
        let requests = f64::from(devices) * f64::from(REQUESTS);
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{pushes} per request: {:.0} requests and {:.0} pushes a second, client included",
            requests / seconds,
            requests * f64::from(pushes) / seconds
        );
    }
}
