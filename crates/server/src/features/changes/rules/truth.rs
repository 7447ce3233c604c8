//! What does not fit together on a record: facts in, findings out, each with its day and in words. Pure.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use sojourn_calendar::format::long;
use utoipa::ToSchema;

use crate::features::secondments::Presence;

/// After this many days without a manager at the host somebody has to be named (domain 10.9).
pub const MANAGERLESS_DAYS: i64 = 5;
/// All of somebody's working time, in ten-thousandths.
const FULL_BP: i64 = 10_000;

crate::word_enum!(
    /// A kind of misfit.
    FindingCode {
        /// Works there and nothing is signed by all.
        WorkedUnsigned => "worked_unsigned", "Working unsigned";
        /// Started before the last signature.
        SignedLate => "signed_late", "Signed late";
        /// Still there after the last day.
        Overstay => "overstay", "Past the last day";
        /// An extension is not signed and the old end has passed.
        UnsignedExtension => "unsigned_extension", "Unsigned extension";
        /// A change counts from before it was signed.
        Retroactive => "retroactive", "Counts from before it was signed";
        /// Two secondments at once.
        TwoAtOnce => "two_at_once", "Two secondments at once";
        /// An organisation has another name than on the agreement.
        Renamed => "renamed", "Another name than on the agreement";
        /// The record names another manager at home than the directory.
        ManagerChanged => "manager_changed", "Another manager at home";
        /// Nobody manages the person there.
        NoManager => "no_manager", "No manager";
        /// The post to come back to may go.
        PostAtRisk => "post_at_risk", "Post at home at risk";
        /// A statutory end comes before the agreed one.
        EndsWithEmployment => "ends_with_employment", "Ends with the employment";
    }
);

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// Which kind.
    pub code: FindingCode,
    /// Since when.
    pub since: NaiveDate,
    /// In a sentence.
    pub words: String,
}

/// What is decided on.
#[derive(Debug, Clone)]
pub struct TruthFacts {
    /// Today.
    pub today: NaiveDate,
    /// Where the person is.
    pub presence: Presence,
    /// The day of arrival.
    pub arrived: Option<NaiveDate>,
    /// The day of the last signature under the first agreement.
    pub executed: Option<NaiveDate>,
    /// The last day as it stands.
    pub ends_on: Option<NaiveDate>,
    /// The new last day of an extension that is asked or agreed and not signed.
    pub unsigned_extension: Option<NaiveDate>,
    /// Signed changes that count from before their signature: the first day and the day of signing.
    pub retroactive: Vec<(NaiveDate, NaiveDate)>,
    /// Other secondments of the person that overlap: number, first common day, and the share of working time that
    /// both take together, in ten-thousandths. Empty for the host's side.
    pub at_once: Vec<(String, NaiveDate, i64)>,
    /// Organisations with the name on the agreement, the name today, and the day of signing.
    pub names: Vec<(String, String, NaiveDate)>,
    /// Managers who left: side in words and their last day.
    pub managers_gone: Vec<(&'static str, NaiveDate)>,
    /// The manager on the record and the one in the directory, when they are two, and the day on which the directory
    /// last changed. None for the host's side.
    pub manager_changed: Option<(String, String, NaiveDate)>,
    /// Since when the post at home is at risk.
    pub at_risk_since: Option<NaiveDate>,
    /// The last day of the employment, when it is known to end.
    pub employment_ends: Option<NaiveDate>,
}

/// Everything that does not fit, the oldest first.
#[must_use]
pub fn findings(facts: &TruthFacts) -> Vec<Finding> {
    let mut found = Vec::new();
    signatures(facts, &mut found);
    dates(facts, &mut found);
    around(facts, &mut found);
    found.sort_by_key(|finding| (finding.since, finding.code));
    found
}

fn days(from: NaiveDate, to: NaiveDate) -> String {
    match (to - from).num_days() {
        1 => "1 day".to_owned(),
        many => format!("{many} days"),
    }
}

fn is_there(facts: &TruthFacts) -> bool {
    matches!(facts.presence, Presence::AtHost | Presence::OnLeave)
}

fn signatures(facts: &TruthFacts, found: &mut Vec<Finding>) {
    let Some(arrived) = facts.arrived else { return };
    match facts.executed {
        None if is_there(facts) => found.push(Finding {
            code: FindingCode::WorkedUnsigned,
            since: arrived,
            // the first day counts as one
            words: format!(
                "At the host since {}, and not everybody has signed: worked {} unsigned.",
                long(arrived),
                days(arrived, facts.today.checked_add_days(Days::new(1)).unwrap_or(facts.today))
            ),
        }),
        Some(signed) if signed > arrived => found.push(Finding {
            code: FindingCode::SignedLate,
            since: arrived,
            words: format!(
                "Started on {} and signed by all on {}: {} unsigned. No signature is dated back.",
                long(arrived),
                long(signed),
                days(arrived, signed)
            ),
        }),
        _ => {}
    }
}

fn dates(facts: &TruthFacts, found: &mut Vec<Finding>) {
    if let Some(last) = facts.ends_on.filter(|last| *last < facts.today && is_there(facts)) {
        let (code, words) = match facts.unsigned_extension {
            Some(until) => (
                FindingCode::UnsignedExtension,
                format!(
                    "Unsigned extension, {}: the last day was {}; staying until {} is not signed by all.",
                    days(last, facts.today),
                    long(last),
                    long(until)
                ),
            ),
            None => (
                FindingCode::Overstay,
                format!(
                    "The last day was {}, {} ago, and nobody has confirmed the return. Costs go on; ask both managers.",
                    long(last),
                    days(last, facts.today)
                ),
            ),
        };
        found.push(Finding { code, since: last, words });
    }
    for (from, signed) in facts.retroactive.iter().filter(|(from, signed)| from < signed) {
        found.push(Finding {
            code: FindingCode::Retroactive,
            since: *from,
            words: format!(
                "A change counts from {} and was signed by all on {}: {} later.",
                long(*from),
                long(*signed),
                days(*from, *signed)
            ),
        });
    }
    if let (Some(end), Some(last)) = (facts.employment_ends, facts.ends_on)
        && end <= last
        && facts.today <= end
    {
        found.push(Finding {
            code: FindingCode::EndsWithEmployment,
            since: end,
            words: format!("The employment ends on {}, and the secondment with it.", long(end)),
        });
    }
}

fn around(facts: &TruthFacts, found: &mut Vec<Finding>) {
    for (number, from, share_bp) in &facts.at_once {
        let percent = share_bp / 100;
        let share = if *share_bp > FULL_BP {
            format!("Together they take {percent}% of the working time, more than there is.")
        } else {
            format!("Together they take {percent}% of the working time.")
        };
        found.push(Finding {
            code: FindingCode::TwoAtOnce,
            since: *from,
            words: format!(
                "From {} there are two secondments at once: this one and {number}. {share} The hosts don’t see each other.",
                long(*from)
            ),
        });
    }
    if let Some((record, directory, since)) = &facts.manager_changed {
        found.push(Finding {
            code: FindingCode::ManagerChanged,
            since: *since,
            words: format!(
                "The directory says that {directory} manages the secondee at home; this record says {record}. The \
                 promise to come back stands. Ask for a change of manager, so that the new one follows it."
            ),
        });
    }
    for (then, now, signed) in facts.names.iter().filter(|(then, now, _)| then != now) {
        found.push(Finding {
            code: FindingCode::Renamed,
            since: *signed,
            words: format!("{now} is called “{then}” on the agreement, as it was when it was signed."),
        });
    }
    for (side, gone) in &facts.managers_gone {
        if (facts.today - *gone).num_days() > MANAGERLESS_DAYS && is_there(facts) {
            found.push(Finding {
                code: FindingCode::NoManager,
                since: *gone,
                words: format!(
                    "The manager {side} left on {}: nobody has taken over for {}. Name a new one.",
                    long(*gone),
                    days(*gone, facts.today)
                ),
            });
        }
    }
    if let Some(since) = facts.at_risk_since {
        found.push(Finding {
            code: FindingCode::PostAtRisk,
            since,
            words: format!(
                "Since {} the post to come back to is at risk. The promise stands until the secondee was consulted.",
                long(since)
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn plain() -> TruthFacts {
        TruthFacts {
            today: day("2026-11-23"),
            presence: Presence::AtHost,
            arrived: Some(day("2026-09-07")),
            executed: Some(day("2026-06-19")),
            ends_on: Some(day("2027-02-26")),
            unsigned_extension: None,
            retroactive: Vec::new(),
            at_once: Vec::new(),
            names: vec![(
                "Brightwater Studio Ltd".into(),
                "Brightwater Studio Ltd".into(),
                day("2026-06-19"),
            )],
            managers_gone: Vec::new(),
            manager_changed: None,
            at_risk_since: None,
            employment_ends: None,
        }
    }

    fn only(facts: &TruthFacts) -> (FindingCode, String) {
        let found = findings(facts);
        assert_eq!(found.len(), 1, "{found:?}");
        (found[0].code, found[0].words.clone())
    }

    #[test]
    fn a_record_that_fits_has_nothing_to_say() {
        assert!(findings(&plain()).is_empty());
    }

    #[test]
    fn started_unsigned_and_signed_late_count_their_days() {
        let mut facts = plain();
        facts.executed = None;
        let (code, words) = only(&facts);
        assert_eq!(code, FindingCode::WorkedUnsigned);
        assert!(words.contains("worked 78 days unsigned"), "{words}");
        facts.executed = Some(day("2026-09-10"));
        let (code, words) = only(&facts);
        assert_eq!(code, FindingCode::SignedLate);
        assert!(words.contains("3 days unsigned"), "{words}");
        facts.executed = facts.arrived;
        assert!(findings(&facts).is_empty(), "signed on the first day is in time");
    }

    #[test]
    fn the_day_after_the_last_is_the_first_of_an_overstay_or_of_an_unsigned_extension() {
        let mut facts = plain();
        facts.ends_on = Some(day("2026-11-23"));
        assert!(findings(&facts).is_empty());
        facts.today = day("2026-11-24");
        assert!(only(&facts).1.contains("1 day ago"));
        facts.unsigned_extension = Some(day("2027-01-15"));
        let (code, words) = only(&facts);
        assert_eq!(code, FindingCode::UnsignedExtension);
        assert!(words.starts_with("Unsigned extension, 1 day:"), "{words}");
        facts.presence = Presence::Returned;
        assert!(findings(&facts).is_empty());
    }

    #[test]
    fn names_managers_and_posts_are_told() {
        let mut facts = plain();
        facts.names[0].1 = "Brightwater Creative Ltd".into();
        assert_eq!(only(&facts).0, FindingCode::Renamed);
        facts = plain();
        facts.managers_gone = vec![("at the host", day("2026-11-18"))];
        assert!(findings(&facts).is_empty(), "five days are given");
        facts.managers_gone = vec![("at the host", day("2026-11-17"))];
        assert_eq!(only(&facts).0, FindingCode::NoManager);
        facts = plain();
        facts.at_risk_since = Some(day("2026-11-02"));
        assert_eq!(only(&facts).0, FindingCode::PostAtRisk);
        facts = plain();
        facts.retroactive =
            vec![(day("2026-10-01"), day("2026-10-21")), (day("2026-12-01"), day("2026-11-01"))];
        assert!(only(&facts).1.contains("20 days later"));
        facts = plain();
        facts.at_once = vec![("SO-0002".into(), day("2026-10-01"), 8_000)];
        let (code, words) = only(&facts);
        assert!(code == FindingCode::TwoAtOnce && words.contains("80% of the working time."), "{words}");
        facts.at_once[0].2 = 12_000;
        assert!(only(&facts).1.contains("120% of the working time, more than there is"));
        facts = plain();
        facts.manager_changed = Some(("Alison Burke".into(), "Ruth Hale".into(), day("2026-11-02")));
        let (code, words) = only(&facts);
        assert!(code == FindingCode::ManagerChanged && words.contains("Ruth Hale manages"), "{words}");
        facts = plain();
        facts.employment_ends = Some(day("2026-12-31"));
        assert_eq!(only(&facts).0, FindingCode::EndsWithEmployment);
    }

    proptest! {
        #[test]
        fn an_overstay_is_told_exactly_while_it_lasts(past in -40_i64..40) {
            let mut facts = plain();
            facts.today = day("2027-02-26") + chrono::Duration::days(past);
            let told = findings(&facts).iter().any(|one| one.code == FindingCode::Overstay);
            prop_assert_eq!(told, past > 0);
        }
    }
}
