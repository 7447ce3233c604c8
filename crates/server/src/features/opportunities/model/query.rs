//! What somebody looks for in the list, and where in it they are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use super::{Length, OpportunityId};
use crate::features::people::folded;
use crate::features::secondments::Kind;

crate::word_enum!(
    /// In which order.
    Sort {
        /// What fits best first.
        Fit => "fit", "Best fit for me";
        /// What closes first.
        Closing => "closing", "Closing soonest";
        /// What opened last.
        Newest => "newest", "Newest";
    }
);

/// The words of the address. Each of `kind`, `length` and `place` may come several times.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ListQuery {
    /// Types of secondment, such as `cross_departmental`.
    pub kind: Vec<String>,
    /// Steps of length: `short`, `middle`, `long`.
    pub length: Vec<String>,
    /// Places of work.
    pub place: Vec<String>,
    /// `yes`: only what can be done from a distance, at least in part.
    pub remote: Option<String>,
    /// `yes`: only what one has saved.
    pub saved: Option<String>,
    /// Words of the title, of what one would do, or of a skill.
    pub q: Option<String>,
    /// `fit`, `closing` or `newest`.
    pub sort: Option<String>,
    /// Only what comes after this cursor: the next page.
    pub after: Option<String>,
    /// How many at most, 1 to 100.
    pub limit: Option<u16>,
}

/// [`ListQuery`] after its words were understood.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these types; all when empty.
    pub kinds: Vec<Kind>,
    /// Only these lengths; all when empty.
    pub lengths: Vec<Length>,
    /// Only these places; all when empty.
    pub places: Vec<String>,
    /// Only what can be done from a distance.
    pub remote: bool,
    /// Only what the reader saved.
    pub saved: bool,
    /// Each of these stands in the title, the duties or a skill.
    pub words: Vec<String>,
    /// The order; the reader's usual one when absent.
    pub sort: Option<Sort>,
    /// Where the page begins.
    pub after: Option<Cursor>,
}

/// The most words that one search looks for.
const MOST_WORDS: usize = 6;
/// The most choices of one facet.
const MOST_CHOICES: usize = 20;

impl ListQuery {
    /// Understands the words of the address.
    ///
    /// # Errors
    /// Invalid, naming the part that means nothing.
    pub fn check(&self) -> Result<Wanted> {
        let sort = self.sort.as_deref().filter(|word| !word.is_empty());
        let folded = folded(self.q.as_deref().unwrap_or_default());
        Ok(Wanted {
            kinds: choices(&self.kind, "kind", Kind::parse)?,
            lengths: choices(&self.length, "length", Length::parse)?,
            places: self.place.iter().filter(|place| !place.is_empty()).take(MOST_CHOICES).cloned().collect(),
            remote: self.remote.as_deref() == Some("yes"),
            saved: self.saved.as_deref() == Some("yes"),
            words: folded
                .split(' ')
                .filter(|word| !word.is_empty())
                .take(MOST_WORDS)
                .map(str::to_owned)
                .collect(),
            sort: sort
                .map(|word| {
                    Sort::parse(word).ok_or_else(|| Error::field("sort", "Choose an order from the list."))
                })
                .transpose()?,
            after: self.after.as_deref().filter(|text| !text.is_empty()).map(Cursor::parse).transpose()?,
        })
    }

    /// Reads the words of an address, such as a search that somebody keeps.
    ///
    /// # Errors
    /// Invalid when it is no query of an address.
    pub fn of_address(text: &str) -> Result<Self> {
        let mut query = Self::default();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent_encoding::percent_decode_str(value).decode_utf8();
            let value = value.map_err(|_| Error::field("query", "This is no search."))?.into_owned();
            match key {
                "kind" => query.kind.push(value),
                "length" => query.length.push(value),
                "place" => query.place.push(value),
                "remote" => query.remote = Some(value),
                "saved" => query.saved = Some(value),
                "q" => query.q = Some(value),
                _ => return Err(Error::field("query", "This is no search.")),
            }
        }
        Ok(query)
    }

    /// The filters as pairs of an address, without order and place in the list.
    #[must_use]
    pub fn filters(&self) -> Vec<(&'static str, String)> {
        let many =
            |key, values: &[String]| values.iter().map(|value| (key, value.clone())).collect::<Vec<_>>();
        let one = |key, value: &Option<String>| value.clone().map(|value| (key, value));
        let mut all = many("kind", &self.kind);
        all.extend(many("length", &self.length));
        all.extend(many("place", &self.place));
        all.extend(one("remote", &self.remote));
        all.extend(one("saved", &self.saved));
        all.extend(one("q", &self.q));
        all.retain(|(_, value)| !value.trim().is_empty());
        all
    }
}

fn choices<T>(words: &[String], field: &str, parse: fn(&str) -> Option<T>) -> Result<Vec<T>> {
    let words = words.iter().filter(|word| !word.is_empty()).take(MOST_CHOICES);
    words.map(|word| parse(word).ok_or_else(|| Error::field(field, "Choose from the list."))).collect()
}

/// An address with its pairs encoded.
#[must_use]
pub fn address(path: &str, pairs: &[(&'static str, String)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// The place of a line in the list, in each order: its score, its closing day, when it opened, its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// How well it fits the reader.
    pub score: i64,
    /// The last day to apply.
    pub closes_on: NaiveDate,
    /// When it opened, in microseconds since 1970.
    pub opened: i64,
    /// The opportunity.
    pub id: OpportunityId,
}

impl Cursor {
    /// Reads what [`Cursor::text`] wrote.
    ///
    /// # Errors
    /// Invalid when it is another text.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::field("after", "This is no place in the list. Start again without it.");
        let parts: Vec<&str> = text.split('_').collect();
        let [score, closes_on, opened, id] = parts.as_slice() else { return Err(wrong()) };
        Ok(Self {
            score: score.parse().map_err(|_| wrong())?,
            closes_on: closes_on.parse().map_err(|_| wrong())?,
            opened: opened.parse().map_err(|_| wrong())?,
            id: OpportunityId(Uuid::try_parse(id).map_err(|_| wrong())?),
        })
    }

    /// The cursor for an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}_{}_{}_{}", self.score, self.closes_on, self.opened, self.id.0.simple())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_what_it_wrote_and_nothing_else() {
        let cursor = Cursor {
            score: 115,
            closes_on: NaiveDate::from_ymd_opt(2026, 12, 4).unwrap(),
            opened: 1_764_000_000_000_000,
            id: OpportunityId(Uuid::from_u128(7)),
        };
        assert_eq!(Cursor::parse(&cursor.text()).unwrap(), cursor);
        for text in ["", "1_2_3", "1_2026-12-04_3_x", "a_b_c_d"] {
            assert!(Cursor::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_that_mean_nothing_are_named() {
        let query = ListQuery { kind: vec!["circus".to_owned()], ..ListQuery::default() };
        assert!(query.check().is_err());
        let query = ListQuery { q: Some("  Überblick Sales ".to_owned()), ..ListQuery::default() };
        assert_eq!(query.check().unwrap().words, ["uberblick", "sales"]);
        assert_eq!(address("/x", &query.filters()), "/x?q=%20%20%C3%9Cberblick%20Sales%20");
    }
}
