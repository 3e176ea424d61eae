//! What the link has to know of a packet.

use etherparse::{NetSlice, PacketBuilder, SlicedPacket, TransportSlice};

/// A packet of TCP over IPv4.
pub(super) struct Segment {
    from: ([u8; 4], u16),
    to: ([u8; 4], u16),
    sequence: u32,
    acknowledged: u32,
    /// Whether it opens a connection.
    pub(super) opens: bool,
    resets: bool,
    /// Bytes of content.
    pub(super) content: usize,
}

impl Segment {
    /// What a packet is; nothing if it is not of TCP over IPv4.
    pub(super) fn read(packet: &[u8]) -> Option<Self> {
        let sliced = SlicedPacket::from_ip(packet).ok()?;
        let Some(NetSlice::Ipv4(net)) = &sliced.net else {
            return None;
        };
        let Some(TransportSlice::Tcp(tcp)) = &sliced.transport else {
            return None;
        };
        let header = net.header();
        Some(Self {
            from: (header.source(), tcp.source_port()),
            to: (header.destination(), tcp.destination_port()),
            sequence: tcp.sequence_number(),
            acknowledged: tcp.acknowledgment_number(),
            opens: tcp.syn() && !tcp.ack(),
            resets: tcp.rst(),
            content: tcp.payload().len(),
        })
    }

    /// The client's port of the connection.
    pub(super) fn port(&self, goes_up: bool) -> u16 {
        if goes_up { self.from.1 } else { self.to.1 }
    }

    /// What a router answers that knows nothing of the connection: it is over. Nothing to a packet
    /// that says so itself.
    pub(super) fn refusal(&self) -> Option<Vec<u8>> {
        if self.resets {
            return None;
        }
        let builder = PacketBuilder::ipv4(self.to.0, self.from.0, 64)
            .tcp(self.to.1, self.from.1, self.acknowledged, 0)
            .rst()
            .ack(
                self.sequence
                    .wrapping_add(u32::try_from(self.content).ok()?),
            );
        let mut packet = Vec::with_capacity(builder.size(0));
        builder.write(&mut packet, &[]).ok()?;
        Some(packet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_of_a_forgotten_connection_is_answered_where_it_came_from() {
        let mut packet = Vec::new();
        PacketBuilder::ipv4([10, 77, 1, 1], [10, 77, 1, 2], 64)
            .tcp(40_000, 8_000, 7, 1_000)
            .ack(9)
            .write(&mut packet, b"hello")
            .unwrap();
        let segment = Segment::read(&packet).unwrap();
        assert_eq!((segment.port(true), segment.content), (40_000, 5));
        assert!(!segment.opens);
        let answer = Segment::read(&segment.refusal().unwrap()).unwrap();
        assert!(answer.resets && answer.refusal().is_none());
        assert_eq!(answer.port(false), 40_000);
        assert_eq!((answer.sequence, answer.acknowledged), (9, 12));
    }
}
