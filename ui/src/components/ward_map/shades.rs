//! How many complaints make a ward how dark.

use std::collections::BTreeMap;

/// Shades between none and the most.
pub const LEVELS: u32 = 4;

/// Open complaints by ward, for the wards of which this device knows any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shades {
    known: BTreeMap<String, u32>,
    most: u32,
}

impl Shades {
    /// Of what is known: ward id and open complaints.
    pub fn of(known: impl IntoIterator<Item = (String, u32)>) -> Self {
        let known: BTreeMap<_, _> = known.into_iter().collect();
        let most = known.values().copied().max().unwrap_or(0);
        Self { known, most }
    }

    /// Open complaints of a ward; `None` where nothing of it comes to this device.
    pub fn count(&self, ward: &str) -> Option<u32> {
        self.known.get(ward).copied()
    }

    /// The shade of a number: 0 for none, [`LEVELS`] for the most.
    pub fn level(&self, count: u32) -> u32 {
        if count == 0 {
            return 0;
        }
        (1..=LEVELS)
            .find(|level| count <= self.upper(*level))
            .unwrap_or(LEVELS)
    }

    /// Each shade with the least and most complaints that it stands for, lightest first.
    pub fn legend(&self) -> Vec<(u32, u32, u32)> {
        let mut rows = vec![(0, 0, 0)];
        for level in 1..=LEVELS {
            let (least, most) = (self.upper(level - 1) + 1, self.upper(level));
            if self.most > 0 && least <= most {
                rows.push((level, least, most));
            }
        }
        rows
    }

    fn upper(&self, level: u32) -> u32 {
        // Few complaints: one shade for each number, from the lightest on.
        if self.most <= LEVELS {
            level.min(self.most)
        } else {
            (self.most * level).div_ceil(LEVELS)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shades(counts: &[u32]) -> Shades {
        Shades::of(
            counts
                .iter()
                .enumerate()
                .map(|(index, count)| (format!("w{index}"), *count)),
        )
    }

    #[test]
    fn none_is_never_shaded_and_the_most_is_the_darkest() {
        let many = shades(&[0, 3, 9, 20]);
        assert_eq!(many.level(0), 0);
        assert_eq!(many.level(1), 1);
        assert_eq!(many.level(20), LEVELS);
        assert_eq!(shades(&[2]).level(2), 2);
    }

    #[test]
    fn the_legend_names_every_number_once() {
        for most in 0..40 {
            let shades = shades(&[most]);
            let mut next = 0;
            for (level, least, greatest) in shades.legend() {
                assert_eq!(least, next, "up to {most}");
                for count in least..=greatest {
                    assert_eq!(shades.level(count), level, "{count} of {most}");
                }
                next = greatest + 1;
            }
            assert_eq!(next, most + 1);
        }
    }

    #[test]
    fn a_ward_of_which_nothing_comes_here_has_no_number() {
        assert_eq!(shades(&[4]).count("w0"), Some(4));
        assert_eq!(shades(&[4]).count("elsewhere"), None);
    }
}
