//! Words for messages.

/// " Did you mean "works"?" when one of the known words is near, else nothing.
pub(super) fn did_you_mean<S: AsRef<str>>(word: &str, known: &[S]) -> String {
    let near = known
        .iter()
        .map(|candidate| (distance(word, candidate.as_ref()), candidate.as_ref()))
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((distance, candidate)) if distance <= (candidate.len() / 3).max(1) => {
            format!(" Did you mean \"{candidate}\"?")
        }
        _ => String::new(),
    }
}

/// A suggestion, or else everything that there is.
pub(crate) fn suggest<S: AsRef<str>>(word: &str, known: &[S]) -> String {
    let near = did_you_mean(word, known);
    if near.is_empty() {
        format!(" There is: {}", list(known))
    } else {
        near
    }
}

/// "a, b, c".
pub(super) fn list<S: AsRef<str>>(words: &[S]) -> String {
    words
        .iter()
        .map(AsRef::as_ref)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The text as an id: "Works Dept." becomes "works-dept".
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches(|edge: char| edge == '-' || edge.is_ascii_digit())
        .to_string()
}

/// Letters to insert, delete, change or swap with a neighbour to get from one word to the other.
/// Long words are cut: a suggestion is for short names.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(64).flat_map(char::to_lowercase).collect();
    let right: Vec<char> = right
        .chars()
        .take(64)
        .flat_map(char::to_lowercase)
        .collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, letter) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let change = above[column] + usize::from(letter != other);
            let mut best = change.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && left[row - 1] == *other && right[column - 1] == *letter;
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}
