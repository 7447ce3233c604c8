//! Finding people by words of their name or number without reading all of them. A word finds whoever has a word that
//! starts with it; a word that starts nobody's is looked for inside names, which takes a walk through everybody.

pub mod store;
#[cfg(test)]
mod tests;

/// The most words that one search looks for; more would only cost time.
pub const MOST_WORDS: usize = 6;

/// Where a search starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// At the people who have a word that starts with this: few enough to be sorted.
    Start(String),
    /// At the people who have one of these words: many people, so that each word is walked in the order of names.
    Words(Vec<String>),
    /// At the beginning of the list: the words are too vague or nobody's.
    List,
}

impl Entry {
    /// The words that a search still has to ask for: all but the one that it starts with.
    #[must_use]
    pub fn others<'w>(&self, words: &[&'w str]) -> Vec<&'w str> {
        match self {
            Self::Start(start) => words.iter().copied().filter(|word| word != start).collect(),
            Self::Words(_) | Self::List => words.to_vec(),
        }
    }
}

/// The words of a folded text.
pub fn words(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).collect()
}

/// The first text that does not start with `word` any more, in the order of bytes.
#[must_use]
pub fn end_of(word: &str) -> String {
    format!("{word}{}", char::MAX)
}
