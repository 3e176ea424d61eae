//! Words for the stories that tests tell.

/// A text of some length that begins with its key, which becomes the case's title.
pub fn text_of(key: &str) -> String {
    let mut text = format!("{key}. ");
    for line in 1..=12 {
        text.push_str("The gutter by the school is full and the path floods, seen on day ");
        text.push_str(&line.to_string());
        text.push_str(". ");
    }
    text.trim_end().to_owned()
}
