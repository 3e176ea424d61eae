//! How a push is answered, whatever it is.

use crate::kit::{Device, Town};
use durbar_sync::{
    codec,
    wire::{Push, RequestFrame},
};

/// The status of the answer.
pub(crate) async fn status(town: &Town, device: &Device, push: &Push) -> u16 {
    let frames = vec![
        RequestFrame::Hello(town.hello(&[])),
        RequestFrame::Push(push.clone()),
    ];
    let body = codec::encode(&frames).unwrap();
    town.post(device, body).await.0
}
