//! A value as it is written, before it is known for what.

use super::keys;
use std::{
    ffi::OsStr,
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};
use toml::de::DeValue;

/// A value as it is written.
pub(super) enum Raw<'a> {
    /// In a file, whose folder relative paths begin at.
    Written(&'a DeValue<'a>, &'a Path),
    /// In the environment or on the command line.
    Given(&'a OsStr),
}

impl Raw<'_> {
    pub(super) fn path(&self, key: &str) -> Result<PathBuf, String> {
        match self {
            Self::Written(DeValue::String(text), folder) if !text.is_empty() => {
                Ok(folder.join(text.as_ref()))
            }
            Self::Given(text) if !text.is_empty() => Ok(text.into()),
            _ => Err(wanted(key, "a path")),
        }
    }

    pub(super) fn address(&self, key: &str) -> Result<SocketAddr, String> {
        let read = self.text().and_then(|text| text.parse().ok());
        read.ok_or_else(|| wanted(key, "an address with a port"))
    }

    /// Addresses without ports, with commas between them.
    pub(super) fn addresses(&self, key: &str) -> Result<Vec<IpAddr>, String> {
        let read = self.text().map(|text| {
            let addresses = text.split(',').map(|address| address.trim().parse());
            addresses.collect::<Result<_, _>>()
        });
        match read {
            Some(Ok(addresses)) => Ok(addresses),
            _ => Err(wanted(key, "addresses without ports, with commas between")),
        }
    }

    pub(super) fn number(&self, key: &str, range: &RangeInclusive<u32>) -> Result<u32, String> {
        let read = match self {
            Self::Written(DeValue::Integer(number), _) => {
                u32::from_str_radix(number.as_str(), number.radix()).ok()
            }
            Self::Written(..) => None,
            Self::Given(text) => text.to_str().and_then(|text| text.parse().ok()),
        };
        read.filter(|number| range.contains(number)).ok_or_else(|| {
            let (least, most) = (range.start(), range.end());
            wanted(key, &format!("a whole number from {least} to {most}"))
        })
    }

    pub(super) fn switch(&self, key: &str) -> Result<bool, String> {
        let read = match self {
            Self::Written(DeValue::Boolean(switch), _) => Some(*switch),
            Self::Written(..) => None,
            Self::Given(text) => text.to_str().and_then(|text| text.parse().ok()),
        };
        read.ok_or_else(|| wanted(key, "true or false"))
    }

    pub(super) fn one_of<T: Copy>(
        &self,
        key: &str,
        choices: &[(&'static str, T)],
    ) -> Result<T, String> {
        let text = self.text();
        let chosen = choices.iter().find(|(name, _)| Some(*name) == text);
        chosen.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = choices
                .iter()
                .map(|(name, _)| format!("\"{name}\""))
                .collect();
            wanted(key, &names.join(" or "))
        })
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Written(DeValue::String(text), _) => Some(text),
            Self::Written(..) => None,
            Self::Given(text) => text.to_str(),
        }
    }
}

fn wanted(key: &str, what: &str) -> String {
    let example = keys::example(key);
    format!("{key} is {what}. For example: {key} = {example}")
}
