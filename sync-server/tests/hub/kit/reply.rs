//! What a hub answered.

use super::Link;
use durbar_sync::{
    BlobId,
    sign::Receipt,
    wire::{Body, End, LaneRecord, Record, Refusal, ReplyFrame},
};

/// A whole reply.
#[derive(Debug, Default)]
pub struct Reply {
    pub frames: Vec<ReplyFrame>,
}

impl Reply {
    pub fn end(&self) -> &End {
        match self.frames.last() {
            Some(ReplyFrame::End(end)) => end,
            other => panic!("no end but {other:?}"),
        }
    }

    pub fn receipts(&self, link: &Link) -> Vec<Receipt> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Ack(signed) => {
                    assert!(signed.verify(&link.who.hub));
                    Some(signed.receipt.clone())
                }
                _ => None,
            })
            .collect()
    }

    pub fn receipt(&self, link: &Link) -> Receipt {
        let receipts = self.receipts(link);
        assert_eq!(receipts.len(), 1, "{:?}", self.frames);
        receipts[0].clone()
    }

    pub fn refusals(&self) -> Vec<Refusal> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Refused { code, .. } => Some(*code),
                _ => None,
            })
            .collect()
    }

    pub fn wanted(&self) -> Vec<(BlobId, u64)> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Wanted { blob, offset } => Some((*blob, *offset)),
                _ => None,
            })
            .collect()
    }

    pub fn records(&self) -> Vec<&Record> {
        self.frames
            .iter()
            .filter_map(|frame| match frame {
                ReplyFrame::Record(record) => Some(record),
                _ => None,
            })
            .collect()
    }

    pub fn lane_records(&self) -> Vec<&LaneRecord> {
        self.records()
            .into_iter()
            .filter_map(|record| match &record.body {
                Body::Lane(lane) => Some(lane),
                _ => None,
            })
            .collect()
    }

    pub fn sequences(&self) -> Vec<u64> {
        self.records()
            .iter()
            .map(|record| record.sequence)
            .collect()
    }
}
