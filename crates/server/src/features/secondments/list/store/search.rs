//! Every SQL statement for finding records by words. A word finds the records whose secondee has a word that starts
//! with it in their name or number, and those with such a word in their title or number. The database itself keeps the
//! words of both (migrations `0006_pace` and `0020_search`).

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::Condition;
use crate::cx::Cx;
use crate::features::people::search::end_of;

/// People and records of one word that are few enough to start from; beyond them, walking the list finds a page sooner.
const FEW: i64 = 5_000;
/// The same when other words have to hold as well: a walk then meets a record seldom, however common each word is.
const FEW_OF_SEVERAL: i64 = 40_000;

/// The word that the fewest have, if so few have it that the search starts there.
///
/// # Errors
/// When the database does not answer.
pub async fn rarest<'w>(cx: &mut Cx, words: &'w [String]) -> Result<Option<&'w str>> {
    let few = if words.len() > 1 { FEW_OF_SEVERAL } else { FEW };
    let mut rarest: Option<(i64, &str)> = None;
    for word in words {
        let count = if is_number(word) { 1 } else { count(cx, word, few).await? };
        if count < rarest.map_or(few, |(least, _)| least) {
            rarest = Some((count, word));
        }
    }
    Ok(rarest.map(|(_, word)| word))
}

/// How many people and records have a word that starts with this, each counted as far as `most`.
async fn count(cx: &mut Cx, word: &str, most: i64) -> Result<i64> {
    let sql = "SELECT
          (SELECT COUNT(*) FROM (SELECT 1 AS one FROM people_words w
             WHERE w.organisation_id IN (SELECT o.id FROM organisations o) AND w.word >= $1 AND w.word < $2 LIMIT $3) AS a)
          + (SELECT COUNT(*) FROM (SELECT 1 AS one FROM secondment_words t
             WHERE t.word >= $1 AND t.word < $2 LIMIT $3) AS b) AS n";
    cx.tx.count(sql, args![word, end_of(word), most]).await
}

/// The records `s` that a word finds, as the set to start from.
pub fn found(c: &mut Condition, word: &str) -> String {
    if is_number(word) {
        return format!("s.number = {}", c.value(word.to_uppercase()));
    }
    let (from, to) = (c.value(word.to_owned()), c.value(end_of(word)));
    format!(
        "s.id IN (SELECT n.id FROM secondments n WHERE n.secondee_id IN (SELECT w.person_id FROM people_words w
             WHERE w.organisation_id IN (SELECT o.id FROM organisations o) AND w.word >= {from} AND w.word < {to})
           UNION SELECT t.secondment_id FROM secondment_words t WHERE t.word >= {from} AND t.word < {to})"
    )
}

/// Whether a word finds the record `s` of the secondee `p`, asked of each record on the way.
pub fn holds(c: &mut Condition, word: &str) -> String {
    if is_number(word) {
        return format!("s.number = {}", c.value(word.to_uppercase()));
    }
    let (from, to) = (c.value(word.to_owned()), c.value(end_of(word)));
    let like = c.value(format!("% {}%", escaped(word)));
    format!(
        "((' ' || p.search) LIKE {like} ESCAPE '\\' OR EXISTS (SELECT 1 FROM secondment_words t
             WHERE t.secondment_id = s.id AND t.word >= {from} AND t.word < {to}))"
    )
}

/// Whether the folded word is a whole number such as `so-0312`: it names one record, which its index finds.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix("so-").unwrap_or_default();
    digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `%` and `_` as people type them, not as patterns.
fn escaped(word: &str) -> String {
    word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
