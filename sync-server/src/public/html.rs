//! Writes HTML and XML. Names are fixed in the code, and every value is escaped: there is no way
//! to put in markup that somebody wrote.

/// A document in the making.
#[derive(Default)]
pub(super) struct Html {
    out: String,
}

/// Between two facts of a line: it breaks after the dot.
pub(super) const FACT_BREAK: &str = "\u{a0}· ";

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// An element with what is inside.
    pub fn tag(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with text inside.
    pub fn words(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, |inside| inside.text(text));
    }

    /// An element that has no inside, in a form that is right in HTML and in XML.
    pub fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.open(name, attributes);
        self.out.push_str("/>");
    }

    /// Text.
    pub fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    /// The document after a first line of its kind.
    pub fn finish(self, first: &'static str) -> String {
        format!("{first}\n{}\n", self.out)
    }

    fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// Writes text so that it is text in HTML and in XML, between tags and in quotes. Control
/// characters, which XML forbids, are left out.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => {}
            _ => out.push(character),
        }
    }
}

/// A path with a query, each value encoded.
pub(super) fn link(path: &str, query: &[(&str, &str)]) -> String {
    let mut link = path.to_owned();
    for (at, (name, value)) in query.iter().enumerate() {
        link.push(if at == 0 { '?' } else { '&' });
        link.push_str(name);
        link.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                    link.push(char::from(byte));
                }
                _ => {
                    const HEX: &[u8; 16] = b"0123456789ABCDEF";
                    link.push('%');
                    link.push(char::from(HEX[usize::from(byte >> 4)]));
                    link.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_text_wherever_it_stands() {
        let evil = "\"><script>alert('1')</script>&amp;\u{0}\u{1b}";
        let mut html = Html::default();
        html.tag("a", &[("title", evil)], |inside| inside.text(evil));
        html.empty("meta", &[("content", evil)]);
        let page = html.finish("<!doctype html>");
        assert_eq!(page.matches('<').count(), 4, "{page}");
        assert!(!page.contains(['\u{0}', '\u{1b}']));
        assert!(page.contains("&amp;amp;"), "{page}");
    }

    #[test]
    fn a_query_keeps_its_values_apart() {
        assert_eq!(
            link("/public", &[("q", "a&b=\u{e9}/?#"), ("lang", "en")]),
            "/public?q=a%26b%3D%C3%A9%2F%3F%23&lang=en"
        );
        assert_eq!(link("/public", &[]), "/public");
    }
}
