//! The text of each head. Own words; what the parties agreed comes in as pieces.

mod conduct;
mod ending;
mod parties;
mod pay;
mod rights;
mod words;
mod work;

use crate::draft::Clause;
use crate::facts::Facts;
use crate::head::Head;

/// The usual clause for one head, to put back what was removed; `None` where the head does not belong into this
/// kind of paper. Its number is 0 until [`Draft::insert`] gives it one.
pub fn standard_clause(head: Head, facts: &Facts) -> Option<Clause> {
    let clause = match head {
        Head::Parties => parties::parties(facts),
        Head::Duration => parties::duration(facts),
        Head::EmploymentControl => parties::employment(facts),
        Head::LawAndSignature => parties::law(facts),
        Head::Variation => parties::variation(facts),
        Head::Services => work::services(facts),
        Head::HomeDuties => work::home_duties(facts),
        Head::Conflicts => work::conflicts(facts),
        Head::Performance => work::performance(facts),
        Head::Remuneration => pay::remuneration(facts),
        Head::Benefits => pay::benefits(facts),
        Head::Costs => pay::costs(facts),
        Head::Leave => conduct::leave(facts),
        Head::Absence => conduct::absence(facts),
        Head::KeepInTouch => conduct::keep_in_touch(facts),
        Head::Confidentiality => rights::confidentiality(facts),
        Head::IntellectualProperty => rights::intellectual_property(facts),
        Head::NonSolicitation => rights::non_solicitation(facts),
        Head::Liability => rights::liability(facts),
        Head::Termination => ending::termination(facts),
        Head::Closure => ending::closure(facts),
        Head::ReturnGuarantee => ending::return_guarantee(facts),
        Head::Invoicing => return external(facts, pay::invoicing),
        Head::DataProtection => return external(facts, |_| rights::data_protection()),
        Head::Insurance => return external(facts, rights::insurance),
        Head::Disputes => return external(facts, |_| ending::disputes()),
        _ => return None,
    };
    Some(clause)
}

fn external(facts: &Facts, write: impl FnOnce(&Facts) -> Clause) -> Option<Clause> {
    (!facts.is_internal()).then(|| write(facts))
}

impl Facts {
    /// What the host is called in running text.
    pub(crate) fn host_noun(&self) -> &'static str {
        if self.is_internal() { "the host team" } else { "the host" }
    }

    /// What home is called in running text.
    pub(crate) fn home_noun(&self) -> &'static str {
        if self.is_internal() { "the home team" } else { "the home organisation" }
    }
}
