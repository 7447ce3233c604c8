//! The next version of a paper: the earlier one with other terms, and one clause that says what changed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clauses::{draft_with, pinned_clause};
use crate::draft::{Clause, Draft};
use crate::error::PaperError;
use crate::facts::Facts;
use crate::head::Head;
use crate::plan::Choices;
use crate::words::{Writer, long_date, see, text};

/// The title of the clause that says what a version changes.
const TITLE: &str = "What this version changes";
/// The title of the clause that says which agreement a new one ends.
const REPLACES: &str = "The agreement that this one replaces";

/// The version whose place another one takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Such as `AG-0312`.
    pub number: String,
    pub version: u32,
    /// The day of its last signature.
    pub signed_on: NaiveDate,
}

/// One term with the words that stood and the words that stand now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedTerm {
    /// The clause it stands in.
    pub head: Head,
    /// Such as `Last day`.
    pub what: String,
    pub old: String,
    pub new: String,
}

/// What turns one version into the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variation {
    pub earlier: Earlier,
    /// The first day on which the new words count.
    pub effective_on: NaiveDate,
    /// Why they count from a day before they were written; nothing when they do not.
    pub retroactive: Option<String>,
    pub terms: Vec<ChangedTerm>,
}

/// The next version. A clause that stood as usual is written again from the new facts; a clause that somebody had
/// worded otherwise keeps its words, and the first clause after the parties says what counts.
///
/// # Errors
/// The dates are the wrong way round, or the paper becomes too long.
pub fn vary(
    earlier: &Draft,
    before: &Facts,
    after: &Facts,
    variation: &Variation,
) -> Result<Draft, PaperError> {
    if after.term.end < after.term.start {
        return Err(PaperError::EndBeforeStart);
    }
    let mut next = earlier.clone();
    next.clauses.retain(|clause| !says_what_changed(clause) && !says_it_replaces(clause));
    let plans = (earlier.choices.plan(before), earlier.choices.plan(after));
    for clause in &mut next.clauses {
        let was_usual = pinned_clause(earlier, clause.head, before, &plans.0)
            .is_some_and(|usual| is_same(&usual, clause));
        if let Some(usual) = pinned_clause(earlier, clause.head, after, &plans.1).filter(|_| was_usual) {
            *clause = usual;
        }
    }
    next.signatories.clone_from(&after.signatories);
    next.renumber();
    let at = next.clause(Head::Parties).map_or(0, |parties| parties.number);
    next.insert(at, what_changes(after, variation))?;
    next.checked()
}

/// A new agreement in the place of a signed one: written anew from the facts in the words that are chosen, and the
/// first clause after the parties says whose place it takes. Words that somebody had put into the earlier one stay there.
///
/// # Errors
/// As [`crate::draft_with`].
pub fn replace(after: &Facts, choices: &Choices, variation: &Variation) -> Result<Draft, PaperError> {
    let mut next = draft_with(after, choices)?;
    let at = next.clause(Head::Parties).map_or(0, |parties| parties.number);
    next.insert(at, what_replaces(after, variation))?;
    next.checked()
}

/// Says anew what a version changes, such as after a reason was given for counting from an earlier day.
///
/// # Errors
/// The paper becomes too long.
pub fn restate(draft: &mut Draft, facts: &Facts, variation: &Variation) -> Result<(), PaperError> {
    let Some(at) =
        draft.clauses.iter().position(|clause| says_what_changed(clause) || says_it_replaces(clause))
    else {
        return Ok(());
    };
    let clause = match says_it_replaces(&draft.clauses[at]) {
        true => what_replaces(facts, variation),
        false => what_changes(facts, variation),
    };
    let mut next = draft.clone();
    next.clauses[at] = clause;
    *draft = next.checked()?;
    Ok(())
}

fn says_it_replaces(clause: &Clause) -> bool {
    clause.head == Head::Additional && clause.title == REPLACES
}

fn says_what_changed(clause: &Clause) -> bool {
    clause.head == Head::Additional && clause.title == TITLE
}

/// Whether two clauses say the same; the number does not matter, nor how the words are cut into pieces.
fn is_same(usual: &Clause, clause: &Clause) -> bool {
    let words = |clause: &Clause| -> Vec<_> {
        clause.paragraphs.iter().map(|p| (p.item, Draft::substance_of(p))).collect()
    };
    usual.title == clause.title && words(usual) == words(clause)
}

fn what_replaces(facts: &Facts, variation: &Variation) -> Clause {
    let Variation { earlier, effective_on, retroactive, terms } = variation;
    let paper = if facts.is_internal() { "memo" } else { "agreement" };
    let from = long_date(*effective_on);
    let mut writer = Writer::new(Head::Additional).fill(
        "From {}, this new {} takes the place of version {} of {}, which was signed by all on {} and ends on the day \
         before. What was due until then stays due.",
        [
            text(&from),
            text(paper),
            text(&earlier.version.to_string()),
            text(&earlier.number),
            text(&long_date(earlier.signed_on)),
        ],
    );
    if !terms.is_empty() {
        writer = writer.say(
            "These points differ from that version or stay as they were changed before; where another clause says \
             otherwise about them, this clause prevails:",
        );
    }
    let mut clause = dated_back(listed(writer, terms), retroactive.as_deref())
        .plainly(&format!("This is a new {paper}, from {from} on."));
    REPLACES.clone_into(&mut clause.title);
    clause
}

/// Each term with its clause; one that an earlier version changed and this one keeps has the same words twice.
fn listed(writer: Writer, terms: &[ChangedTerm]) -> Writer {
    terms.iter().fold(writer, |writer, term| match term.old == term.new {
        true => writer.item("{}, {}: stays “{}”;", [see(term.head), text(&term.what), text(&term.new)]),
        false => writer.item(
            "{}, {}: was “{}”, is now “{}”;",
            [see(term.head), text(&term.what), text(&term.old), text(&term.new)],
        ),
    })
}

/// Why it counts from an earlier day, where it does.
fn dated_back(writer: Writer, reason: Option<&str>) -> Writer {
    match reason {
        Some(reason) => writer.fill(
            "The change counts from a day before this version was signed, for this reason: {}. No signature is \
             dated back.",
            [text(reason.trim_end_matches('.'))],
        ),
        None => writer,
    }
}

fn what_changes(facts: &Facts, variation: &Variation) -> Clause {
    let Variation { earlier, effective_on, retroactive, terms } = variation;
    let paper = if facts.is_internal() { "memo" } else { "agreement" };
    let from = long_date(*effective_on);
    let writer = Writer::new(Head::Additional).fill(
        "From {}, this version takes the place of version {} of {} {}, which was signed by all on {}. Until then that \
         version counts.",
        [
            text(&from),
            text(&earlier.version.to_string()),
            text(paper),
            text(&earlier.number),
            text(&long_date(earlier.signed_on)),
        ],
    );
    let writer = listed(writer, terms).say(
        "All other terms stay as they were. Where another clause says otherwise about these points, this clause \
         prevails.",
    );
    let mut clause = dated_back(writer, retroactive.as_deref())
        .plainly(&format!("This is all that changes, and it counts from {from}."));
    TITLE.clone_into(&mut clause.title);
    clause
}
