//! Which kind of code a text is. What is inside is for the app alone to read.

/// A kind of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages::identity) enum Kind {
    /// Empty.
    Nothing,
    /// A signed receipt.
    Receipt,
    /// An offer to become a device of a person.
    Link,
    /// The way to a matter that an office took in.
    Follow,
    /// A recovery sheet.
    Recovery,
    /// A one-time link to a role.
    Join,
    /// Not one of the app's own.
    Other,
}

impl Kind {
    /// By the letter after `#`, as in `https://…/code#r…`, or of the bare text.
    pub(in crate::pages::identity) fn of(text: &str) -> Self {
        let text = text.trim();
        let (address, code) = match text.split_once('#') {
            Some((address, code)) => (address, code),
            None => ("", text),
        };
        if code.is_empty() && address.is_empty() {
            return Self::Nothing;
        }
        if address.ends_with("/join") {
            return Self::Join;
        }
        // Codes are one long word of letters and digits; anything else is some other writing.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '~');
        if code.len() < 16 || !code.chars().all(plain) {
            return Self::Other;
        }
        match code.chars().next() {
            Some('r') => Self::Receipt,
            Some('l') => Self::Link,
            Some('f') => Self::Follow,
            Some('p') => Self::Recovery,
            _ => Self::Join,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_by_its_first_letter_with_and_without_the_address() {
        let kinds = [
            ("r", Kind::Receipt),
            ("l", Kind::Link),
            ("f", Kind::Follow),
            ("p", Kind::Recovery),
            ("j", Kind::Join),
        ];
        for (letter, kind) in kinds {
            let code = format!("{letter}0123456789abcdefABCDEF");
            assert_eq!(Kind::of(&code), kind);
            assert_eq!(
                Kind::of(&format!(" https://hub.example/code#{code}\n")),
                kind
            );
        }
    }

    #[test]
    fn a_link_to_a_role_is_one_whatever_letter_it_begins_with() {
        assert_eq!(
            Kind::of("https://hub.example/join#r0123456789abcdef"),
            Kind::Join
        );
    }

    #[test]
    fn other_writing_is_no_code() {
        assert_eq!(Kind::of(""), Kind::Nothing);
        assert_eq!(Kind::of("https://hub.example/"), Kind::Other);
        assert_eq!(
            Kind::of("pay 20 to 0244 123 456 at the market"),
            Kind::Other
        );
    }
}
