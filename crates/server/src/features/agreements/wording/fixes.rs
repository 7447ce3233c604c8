//! Where a missing thing is put right.

use sojourn_papers::Missing;

use crate::features::agreements::model::Agreement;
use crate::features::secondments::Secondment;

/// The address where somebody who writes the draft puts it right, and what the link says.
#[must_use]
pub fn fix_of(missing: &Missing, s: &Secondment, agreement: &Agreement) -> (String, String) {
    let record = format!("/secondments/{}", s.number);
    let base = format!("{record}/agreement");
    if let Some(field) = missing.fix.strip_prefix("facts.more.") {
        let field = field.strip_prefix("answers.").unwrap_or(field);
        return (format!("{base}/particulars#{}", anchor(field)), "Fill in the particulars".to_owned());
    }
    if missing.fix.starts_with("choices.") {
        return (format!("{base}/wording"), "Choose another form".to_owned());
    }
    if missing.fix.starts_with("signatories.") {
        return (format!("{base}/signers"), "See who signs".to_owned());
    }
    let late = agreement.paper.change.as_ref().filter(|_| missing.fix == "change.retroactive");
    if let Some(change) = late {
        return (format!("{record}/changes/{}", change.number), "Open the change".to_owned());
    }
    if missing.fix.starts_with("waivers.") {
        return (format!("{base}#left-out"), "See what is left out".to_owned());
    }
    let clauses = &agreement.paper.draft.clauses;
    let clause = missing.head.and_then(|head| clauses.iter().find(|clause| clause.head == head));
    match clause {
        Some(clause) => (
            format!("{base}/clauses/{}", clause.number),
            format!("Write clause {}, {}", clause.number, clause.title),
        ),
        None if missing.fix.starts_with("clauses.") => {
            (format!("{base}/wording"), "Choose which clauses are printed".to_owned())
        }
        None => (format!("{record}/proposal"), "See the answers of the proposal".to_owned()),
    }
}

/// The place of a field on the page, as a form names it.
fn anchor(field: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    format!("f-{}", field.chars().map(plain).collect::<String>())
}
