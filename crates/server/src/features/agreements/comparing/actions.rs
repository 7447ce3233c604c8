//! Which texts somebody may read, and the two of them side by side.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Draft, compare};

use super::model::{ComparedClause, compared, summary};
use super::store;
use crate::cx::Cx;
use crate::features::agreements::model::{Agreement, Status};
use crate::features::agreements::signing::outside::Request;
use crate::features::agreements::store as agreements;
use crate::features::secondments::{self, Record, Slice};
use crate::shell::Link;

/// The word for the text as the library writes it for these facts.
pub const STANDARD: &str = "standard";
/// The word for the text that is being drafted.
pub const DRAFT: &str = "draft";
/// The most versions that a page offers to compare with.
const MOST: usize = 5;

/// Two texts, compared.
#[derive(Debug)]
pub struct Pair {
    /// What the earlier one is called: “version 1, replaced by a later version”.
    pub earlier: String,
    /// What the later one is called.
    pub later: String,
    /// How much is different, in a sentence.
    pub summary: String,
    /// Each clause.
    pub clauses: Vec<ComparedClause>,
}

/// A text with what it is called.
struct Text {
    name: String,
    draft: Draft,
}

fn of_version(agreement: Agreement) -> Text {
    let status = agreement.status.label().to_lowercase();
    Text { name: format!("version {}, {status}", agreement.number), draft: agreement.paper.draft }
}

/// Whether the actor reads this version: what was never out for signature is for those who read drafts.
fn sees(record: &Record, is_issued: bool) -> bool {
    record.standing.sees(if is_issued { Slice::Agreement } else { Slice::DraftAgreement })
}

/// A text by its word or number, for the actor; `other` is the version whose facts the standard text is written from.
async fn text(cx: &mut Cx, record: &Record, which: &str, other: &str) -> Result<Text> {
    let id = record.secondment.id;
    if which == STANDARD {
        let agreement = match other.parse::<i64>() {
            Ok(number) => agreements::numbered(cx, id, number).await?,
            Err(_) => agreements::newest(cx, id).await?,
        };
        let agreement = agreement.filter(|one| sees(record, one.issued_at.is_some()));
        let agreement = agreement.ok_or(Error::NotFound)?;
        return Ok(Text { name: "the standard text".to_owned(), draft: agreement.paper.standard });
    }
    let agreement = if which == DRAFT {
        agreements::newest(cx, id).await?.filter(|one| one.status == Status::Draft)
    } else {
        agreements::numbered(cx, id, which.parse().map_err(|_| Error::NotFound)?).await?
    };
    let agreement = agreement.filter(|one| sees(record, one.issued_at.is_some()));
    agreement.map(of_version).ok_or(Error::NotFound)
}

fn pair(earlier: Text, later: Text) -> Pair {
    let clauses = compared(compare(&earlier.draft, &later.draft), &later.draft.waivers);
    Pair { earlier: earlier.name, later: later.name, summary: summary(&clauses), clauses }
}

/// Two texts of a record, for the actor.
///
/// # Errors
/// The one 404 when either is not there or not theirs to read.
pub async fn of_record(cx: &mut Cx, number: &str, earlier: &str, later: &str) -> Result<(Record, Pair)> {
    let record = secondments::store::load(cx, number).await?;
    let first = text(cx, &record, earlier, later).await?;
    let second = text(cx, &record, later, earlier).await?;
    Ok((record, pair(first, second)))
}

/// The version that a private link leads to, compared with an earlier one that its holder was asked to sign.
///
/// # Errors
/// The one 404 when they never met that version.
pub async fn of_request(cx: &mut Cx, request: &Request, earlier: i64) -> Result<Pair> {
    let later = &request.agreement;
    if !later.is_open() && later.status != Status::Executed {
        return Err(Error::NotFound);
    }
    let met = met_by(cx, later, request.signatory.person, earlier.saturating_add(1)).await?;
    let before = match met {
        Some(met) if met == earlier => agreements::numbered(cx, later.secondment, earlier).await?,
        _ => None,
    };
    Ok(pair(of_version(before.ok_or(Error::NotFound)?), of_version(later.clone())))
}

async fn met_by(
    cx: &mut Cx,
    agreement: &Agreement,
    person: crate::actor::PersonId,
    before: i64,
) -> Result<Option<i64>> {
    store::met_before(cx, agreement.secondment, person, before.min(agreement.number)).await
}

/// The version that the reader met last before this one: signed, declined or asked to sign.
///
/// # Errors
/// When the database does not answer.
pub async fn since(
    cx: &mut Cx,
    agreement: &Agreement,
    reader: crate::actor::PersonId,
) -> Result<Option<i64>> {
    met_by(cx, agreement, reader, agreement.number).await
}

/// What a version can be compared with, the standard text first, then the versions before it, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn links(cx: &mut Cx, record: &Record, agreement: &Agreement) -> Result<Vec<Link>> {
    let base = format!("/secondments/{}/agreement/v", record.secondment.number);
    let now = agreement.number;
    let mut links = vec![Link::new("With the standard text", format!("{base}/{STANDARD}/compare/{now}"))];
    let versions = store::versions(cx, record.secondment.id).await?;
    let before =
        versions.into_iter().rev().filter(|(number, _, was_out)| *number < now && sees(record, *was_out));
    links.extend(before.take(MOST).map(|(number, status, _)| {
        let label = format!("With version {number}, {}", status.label().to_lowercase());
        Link::new(label, format!("{base}/{number}/compare/{now}"))
    }));
    Ok(links)
}

/// Where the version that a change is put into can be compared with the one that it changes, for those who may read both.
///
/// # Errors
/// When the database does not answer.
pub async fn of_change(cx: &mut Cx, record: &Record, change: i64) -> Result<Option<Link>> {
    let newest = agreements::newest_outline(cx, record.secondment.id).await?;
    let Some(agreement) = newest.filter(|one| sees(record, one.issued_at.is_some())) else { return Ok(None) };
    let made = agreement.paper.change.as_ref().filter(|made| made.number == change);
    Ok(made.map(|made| {
        let (earlier, now) = (made.variation.earlier.version, agreement.number);
        let href = format!("/secondments/{}/agreement/v/{earlier}/compare/{now}", record.secondment.number);
        Link::new("See the changed clauses, word by word", href)
    }))
}
