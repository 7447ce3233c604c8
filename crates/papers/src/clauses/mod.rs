//! The text of each head. Own words; what the parties agreed comes in as pieces.

mod conduct;
mod ending;
mod parties;
mod pay;
mod rights;
mod work;

use crate::draft::{Clause, Draft, Side, Signatory};
use crate::error::PaperError;
use crate::facts::{Facts, Party, Structure};
use crate::head::Head;
use crate::text::{clean_line, names_an_amount};

/// Drafts the paper from what was agreed: a change-of-terms memo inside one employer, an agreement of three
/// parties between two organisations. What is not agreed yet stands as a visible gap; [`crate::missing`] lists it.
///
/// # Errors
/// The dates are the wrong way round, the note about pay names an amount, or the text is too long.
pub fn draft(facts: &Facts) -> Result<Draft, PaperError> {
    if facts.term.end < facts.term.start {
        return Err(PaperError::EndBeforeStart);
    }
    if !facts.pay.recharged_at_cost && names_an_amount(&facts.pay.note) {
        return Err(PaperError::PayAmount);
    }
    let clauses = Head::ALL.iter().filter_map(|head| standard_clause(*head, facts)).collect();
    let signatories = facts.signatories_or_usual();
    let draft = Draft { schema: 1, structure: facts.structure, clauses, signatories, waivers: Vec::new() };
    draft.checked()
}

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
        Head::Additional => return None,
    };
    Some(clause)
}

fn external(facts: &Facts, write: impl FnOnce(&Facts) -> Clause) -> Option<Clause> {
    (!facts.is_internal()).then(|| write(facts))
}

impl Facts {
    pub(crate) fn is_internal(&self) -> bool {
        self.structure == Structure::Internal
    }

    /// What the host is called in running text.
    pub(crate) fn host_noun(&self) -> &'static str {
        if self.is_internal() { "the host team" } else { "the host" }
    }

    /// What home is called in running text.
    pub(crate) fn home_noun(&self) -> &'static str {
        if self.is_internal() { "the home team" } else { "the home organisation" }
    }

    /// The name a person at home would use for a party: the unit inside one employer, else the organisation.
    pub(crate) fn short_name(&self, party: &Party) -> String {
        let name = if self.is_internal() { &party.unit } else { &party.organisation };
        clean_line(name)
    }

    fn signatories_or_usual(&self) -> Vec<Signatory> {
        if !self.signatories.is_empty() {
            return self.signatories.clone();
        }
        let manager = |side, party: &Party| {
            let place = self.short_name(party);
            let capacity = [party.manager_title.as_str(), place.as_str()].map(clean_line);
            let capacity: Vec<_> = capacity.into_iter().filter(|part| !part.is_empty()).collect();
            Signatory::new(side, &party.manager_name, &capacity.join(", "))
        };
        let secondee = Signatory::new(Side::Secondee, &self.secondee.name, "Secondee");
        vec![secondee, manager(Side::Host, &self.host), manager(Side::Home, &self.home)]
    }
}
