//! Every SQL statement on the words of people. The database itself keeps them (migration `0006_pace`).

use std::cmp::Reverse;

use sojourn_kit::args;
use sojourn_kit::db::{Tx, Value};
use sojourn_kit::error::Result;

use super::{Entry, end_of};
use crate::actor::OrganisationId;

/// People that are few enough to be sorted for each page.
const FEW: i64 = 500;
/// Words that are few enough to be walked side by side.
const SPELLINGS: usize = 24;

/// Where a search for all of these folded words starts among the people of the organisation: at the word that says
/// most.
///
/// # Errors
/// When the database does not answer.
pub async fn entry(tx: &mut Tx, organisation: OrganisationId, words: &[&str]) -> Result<Entry> {
    let mut longest_first = words.to_vec();
    longest_first.sort_by_key(|word| Reverse(word.chars().count()));
    let mut walked = Entry::List;
    for word in longest_first {
        match count(tx, organisation, word).await? {
            0 => {}
            1..=FEW => return Ok(Entry::Start(word.to_owned())),
            _ if walked == Entry::List => {
                let spellings = spellings(tx, organisation, word).await?;
                if spellings.len() <= SPELLINGS {
                    walked = Entry::Words(spellings);
                }
            }
            _ => {}
        }
    }
    Ok(walked)
}

/// How many words start with this, counted a little beyond [`FEW`].
async fn count(tx: &mut Tx, organisation: OrganisationId, word: &str) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM people_words
                WHERE organisation_id = $1 AND word >= $2 AND word < $3 LIMIT $4) AS w";
    tx.count(sql, args![organisation, word, end_of(word), FEW + 1]).await
}

/// The different words that start with this, counted a little beyond [`SPELLINGS`]: from each the index leads to the
/// next.
async fn spellings(tx: &mut Tx, organisation: OrganisationId, word: &str) -> Result<Vec<String>> {
    let sql = "WITH RECURSIVE spelled (word) AS (
            SELECT MIN(w.word) FROM people_words w WHERE w.organisation_id = $1 AND w.word >= $2 AND w.word < $3
            UNION ALL
            SELECT (SELECT MIN(w.word) FROM people_words w
                    WHERE w.organisation_id = $1 AND w.word > s.word AND w.word < $3)
            FROM spelled s WHERE s.word IS NOT NULL
        ) SELECT word FROM spelled WHERE word IS NOT NULL LIMIT $4";
    let most = i64::try_from(SPELLINGS + 1).unwrap_or(i64::MAX);
    let rows = tx.all(sql, args![organisation, word, end_of(word), most]).await?;
    rows.iter().map(|row| row.get("word")).collect()
}

impl Entry {
    /// The people found from here as a query of `search` and `person_id`, or none to walk the list instead. `$1` is
    /// the organisation; the conditions speak of the person `p` and of the word `w`, whose `search` is the person's.
    /// At most `most` people of each word are taken, in the order of names, `ASC` or `DESC`.
    #[must_use]
    pub fn found(
        &self,
        values: &mut Vec<Value>,
        conditions: &str,
        order: &str,
        most: usize,
    ) -> Option<String> {
        let mut place = |value: String| {
            values.push(value.into());
            values.len()
        };
        let spelled: Vec<String> = match self {
            Self::List => return None,
            Self::Start(word) => {
                vec![format!("w.word >= ${} AND w.word < ${}", place(word.clone()), place(end_of(word)))]
            }
            Self::Words(words) => {
                words.iter().map(|word| format!("w.word = ${}", place(word.clone()))).collect()
            }
        };
        let parts: Vec<String> = spelled
            .into_iter()
            .map(|spelled| {
                format!(
                    "SELECT * FROM (SELECT DISTINCT w.search, w.person_id FROM people_words w
                       JOIN people p ON p.id = w.person_id
                       WHERE w.organisation_id = $1 AND {spelled} AND {conditions}
                       ORDER BY w.search {order}, w.person_id {order} LIMIT {most}) AS f"
                )
            })
            .collect();
        Some(parts.join(" UNION "))
    }
}
