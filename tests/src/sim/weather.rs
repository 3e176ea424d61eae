//! How the network is for one phone at a time, and what it does to a call.

use super::{chance::Chance, hub::Arrives};

/// The network between a phone and the hub. Chances are of a thousand.
#[derive(Clone, Debug)]
pub struct Weather {
    /// A request never arrives.
    lost: u32,
    /// An answer never arrives.
    unanswered: u32,
    /// A request arrives twice.
    twice: u32,
    /// A request is cut somewhere.
    cut_up: u32,
    /// An answer is cut somewhere.
    cut_down: u32,
    /// Longest time that something takes on its way, milliseconds.
    slow: u32,
    /// Something on the way gives an answer on only when it has all of it.
    proxy: Option<Proxy>,
}

/// What something that holds answers back does with a long poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// Its answer comes late.
    Late,
    /// It never comes.
    Never,
}

/// What becomes of a request.
pub struct Request {
    /// When it arrives, in milliseconds from now, and how much of it; `None`: never.
    pub arrives: Option<(i64, Arrives)>,
    /// When it arrives once more.
    pub again: Option<i64>,
    /// Whether the phone hears the answer to the second and not to the first.
    pub answers_second: bool,
    /// The phone is told at once that it failed, in so many milliseconds; else it hears nothing.
    pub refused: Option<i64>,
}

/// What becomes of an answer: pieces and when they come. Empty: never.
pub struct Reply {
    /// End of each piece in the body, with its time in milliseconds from now.
    pub pieces: Vec<(usize, i64)>,
    /// How it ends: after so many milliseconds whole, cut, or nobody says.
    pub end: Option<(i64, bool)>,
}

impl Weather {
    /// Nothing gets lost and nothing takes long.
    pub fn fair() -> Self {
        Self {
            lost: 0,
            unanswered: 0,
            twice: 0,
            cut_up: 0,
            cut_down: 0,
            slow: 60,
            proxy: None,
        }
    }

    /// Some weather, from fair to worse than phones meet.
    pub fn any(chance: &mut Chance) -> Self {
        let proxy = match chance.below(8) {
            0 => Some(Proxy::Late),
            1 => Some(Proxy::Never),
            _ => None,
        };
        match chance.below(4) {
            0 => Self {
                proxy,
                ..Self::fair()
            },
            1 => Self {
                lost: 50,
                unanswered: 50,
                twice: 50,
                cut_up: 50,
                cut_down: 80,
                slow: 2_000,
                proxy,
            },
            // Of ten messages three are lost, of five one comes twice.
            2 => Self {
                lost: 160,
                unanswered: 170,
                twice: 200,
                cut_up: 120,
                cut_down: 150,
                slow: 8_000,
                proxy,
            },
            // Nearly nothing comes back whole.
            _ => Self {
                lost: 100,
                unanswered: 250,
                twice: 250,
                cut_up: 250,
                cut_down: 400,
                slow: 25_000,
                proxy,
            },
        }
    }

    fn delay(&self, chance: &mut Chance) -> i64 {
        // Most are quick, some are slow: what left later comes earlier.
        let most = if chance.of(800) {
            self.slow / 8
        } else {
            self.slow
        };
        20 + i64::from(chance.below(most.max(1)))
    }

    /// What becomes of a request with a body of so many bytes.
    pub fn request(&self, chance: &mut Chance, length: usize) -> Request {
        let mut fate = Request {
            arrives: None,
            again: None,
            answers_second: false,
            refused: None,
        };
        if chance.of(self.lost) {
            fate.refused = chance.of(300).then(|| self.delay(chance));
            return fate;
        }
        let delay = self.delay(chance);
        if length > 0 && chance.of(self.cut_up) {
            let at = chance.index(length);
            let short = chance.of(200);
            let arrives = if short {
                Arrives::Short(at)
            } else {
                Arrives::Cut(at)
            };
            fate.arrives = Some((delay, arrives));
            // Who cut it tells the phone, or not.
            fate.refused = (!short && chance.of(500)).then_some(delay + 1);
            return fate;
        }
        fate.arrives = Some((delay, Arrives::Whole));
        if chance.of(self.twice) {
            fate.again = Some(delay + self.delay(chance) * 3);
            fate.answers_second = chance.of(400);
        }
        fate
    }

    /// What becomes of an answer of so many bytes.
    pub fn reply(&self, chance: &mut Chance, length: usize, is_long_poll: bool) -> Reply {
        let never = Reply {
            pieces: Vec::new(),
            end: None,
        };
        if chance.of(self.unanswered) {
            return never;
        }
        let mut at = self.delay(chance);
        if let Some(proxy) = self.proxy {
            match (is_long_poll, proxy) {
                (true, Proxy::Never) => return never,
                (true, Proxy::Late) => at += 10_000 + i64::from(chance.below(90_000)),
                (false, _) => at += self.delay(chance),
            }
        }
        let is_cut = chance.of(self.cut_down);
        let end = if is_cut {
            chance.index(length + 1)
        } else {
            length
        };
        let mut cuts = vec![end];
        if self.proxy.is_none() {
            for _ in 0..chance.below(4) {
                cuts.push(chance.index(end + 1));
            }
        }
        cuts.sort_unstable();
        let mut pieces = Vec::new();
        for cut in cuts {
            pieces.push((cut, at));
            at += self.delay(chance) / 4;
        }
        // A cut may be heard of, or there is only silence from then on.
        let end = (!is_cut || chance.of(600)).then_some((at, !is_cut));
        Reply { pieces, end }
    }
}
