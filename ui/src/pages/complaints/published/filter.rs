//! What of the published complaints to show: kept in the address, so that "back" comes back to it.

use std::cell::RefCell;

use durbar_api::complaints::{ListPublished, PublishedState};

use crate::pages::complaints::queue::escaped;

/// Complaints in one page of the list.
pub const PAGE: u32 = 25;
/// Complaints that the map shows at once.
pub const PINS: u32 = 200;

/// What a phone's screen shows of them; a wide screen shows all at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// One below the other.
    #[default]
    List,
    /// Where they are.
    Map,
    /// How many there are.
    Figures,
}

/// What of the published complaints to show, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Ward id.
    pub ward: Option<String>,
    /// Category id.
    pub category: Option<String>,
    /// Open ones, closed ones, all.
    pub state: PublishedState,
    /// Words.
    pub text: String,
    /// Page of the list, from 0.
    pub page: u32,
    /// What a phone's screen shows.
    pub show: Show,
}

impl Filter {
    /// Reads the values after the `?` of an address; what it does not know it leaves out.
    pub fn of(value: impl Fn(&str) -> Option<String>) -> Self {
        let some = |name: &str| value(name).filter(|value| !value.is_empty());
        Self {
            ward: some("ward"),
            category: some("category"),
            state: match value("state").as_deref() {
                Some("open") => PublishedState::Open,
                Some("closed") => PublishedState::Closed,
                _ => PublishedState::All,
            },
            text: value("q").unwrap_or_default(),
            page: value("page")
                .and_then(|page| page.parse::<u32>().ok())
                .map_or(0, |page| page.saturating_sub(1)),
            show: match value("show").as_deref() {
                Some("map") => Show::Map,
                Some("figures") => Show::Figures,
                _ => Show::List,
            },
        }
    }

    /// The address that shows this.
    pub fn address(&self) -> String {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push(format!("{name}={}", escaped(value)));
            }
        };
        part("ward", self.ward.as_deref().unwrap_or_default());
        part("category", self.category.as_deref().unwrap_or_default());
        part(
            "state",
            match self.state {
                PublishedState::All => "",
                PublishedState::Open => "open",
                PublishedState::Closed => "closed",
            },
        );
        part("q", self.text.trim());
        let page = (self.page > 0).then(|| (self.page + 1).to_string());
        part("page", page.as_deref().unwrap_or_default());
        part(
            "show",
            match self.show {
                Show::List => "",
                Show::Map => "map",
                Show::Figures => "figures",
            },
        );
        if parts.is_empty() {
            "/community".to_owned()
        } else {
            format!("/community?{}", parts.join("&"))
        }
    }

    /// Changed, from the first page on.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut filter = Self {
            page: 0,
            ..self.clone()
        };
        change(&mut filter);
        filter
    }

    /// Whether it leaves anything out.
    pub fn is_set(&self) -> bool {
        self.ward.is_some()
            || self.category.is_some()
            || self.state != PublishedState::All
            || !self.text.trim().is_empty()
    }

    /// The question for a page of the list.
    pub fn list(&self) -> ListPublished {
        ListPublished {
            offset: self.page * PAGE,
            limit: PAGE,
            ..self.all()
        }
    }

    /// The question for what the map of a ward shows.
    pub fn pins(&self) -> ListPublished {
        ListPublished {
            limit: PINS,
            ..self.all()
        }
    }

    fn all(&self) -> ListPublished {
        ListPublished {
            ward: self.ward.clone(),
            category: self.category.clone(),
            state: self.state,
            text: self.text.trim().to_owned(),
            offset: 0,
            limit: 0,
        }
    }
}

thread_local! {
    static CAME_FROM: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Remembers the list from which a complaint may be opened.
pub fn remember(address: String) {
    CAME_FROM.set(Some(address));
}

/// Where "back" leads from a complaint.
pub fn came_from() -> String {
    CAME_FROM.with_borrow(|address| address.clone().unwrap_or_else(|| "/community".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Filter {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        Filter::of(|wanted| {
            let mut parts = query.split('&').filter_map(|part| part.split_once('='));
            let (_, value) = parts.find(|(name, _)| *name == wanted)?;
            Some(value.replace("%20", " "))
        })
    }

    #[test]
    fn what_is_shown_comes_back_from_its_address() {
        let filter = Filter {
            ward: Some("kojokrom".into()),
            category: Some("drains".into()),
            state: PublishedState::Open,
            text: "school path".into(),
            page: 2,
            show: Show::Map,
        };
        assert_eq!(
            filter.address(),
            "/community?ward=kojokrom&category=drains&state=open&q=school%20path&page=3&show=map"
        );
        assert_eq!(read(&filter.address()), filter);
        assert_eq!(Filter::default().address(), "/community");
        assert_eq!(read("/community?state=nonsense&page=x"), Filter::default());
    }

    #[test]
    fn another_filter_begins_at_the_first_page() {
        let third = Filter {
            page: 2,
            ..Filter::default()
        };
        let changed = third.with(|filter| filter.ward = Some("effia".into()));
        assert_eq!(changed.page, 0);
        assert_eq!(third.list().offset, 2 * PAGE);
    }
}
