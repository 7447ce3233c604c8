//! From the library and the facts to numbered clauses.

use crate::draft::{Clause, Draft, Pin, Side, Signatory, Source};
use crate::error::PaperError;
use crate::facts::{Facts, Party, Structure};
use crate::head::Head;
use crate::library::{Entry, Mandatory, library};
use crate::own::checked;
use crate::plan::Choices;
use crate::schedule::schedule;
use crate::template::{Fill, Line, Plan, Template};
use crate::text::{clean_line, names_an_amount};

/// Drafts the paper from what was agreed: a change-of-terms memo inside one employer, an agreement of three
/// parties between two organisations. What is not agreed yet stands as a visible gap; [`crate::missing`] lists it.
///
/// # Errors
/// The dates are the wrong way round, the note about pay names an amount, or the text is too long.
pub fn draft(facts: &Facts) -> Result<Draft, PaperError> {
    draft_with(facts, &Choices::default())
}

/// The same as [`draft`], with a form, wordings and own clauses that somebody chose.
///
/// # Errors
/// As [`draft`]; or an own clause is not one that could have been saved.
pub fn draft_with(facts: &Facts, choices: &Choices) -> Result<Draft, PaperError> {
    if facts.term.end < facts.term.start {
        return Err(PaperError::EndBeforeStart);
    }
    if !facts.pay.recharged_at_cost && names_an_amount(&facts.pay.note) {
        return Err(PaperError::PayAmount);
    }
    let plan = choices.plan(facts);
    let mut clauses = Vec::new();
    let mut pins = Vec::new();
    for head in choices.heads(facts) {
        let Some(pin) = newest_pin(head, facts, choices) else { continue };
        clauses.extend(write(&pin, facts, choices, &plan)?);
        pins.push(pin);
    }
    let schedules = (1..).zip(choices.schedules(facts));
    let draft = Draft {
        schema: 1,
        structure: facts.structure,
        title: String::new(),
        particulars: Vec::new(),
        clauses,
        schedules: schedules.filter_map(|(number, id)| schedule(id, number, facts, &plan)).collect(),
        signatories: facts.signatories_or_usual(),
        waivers: Vec::new(),
        pins,
        choices: choices.clone(),
    };
    draft.checked()
}

/// The usual clause for one head, to put back what was removed; `None` where the head does not belong into this
/// kind of paper. Its number is 0 until [`Draft::insert`] gives it one.
pub fn standard_clause(head: Head, facts: &Facts) -> Option<Clause> {
    let choices = Choices::default();
    let entry = library().newest(head)?;
    let scopes = facts.scopes();
    let is_usual = entry.usual.iter().any(|scope| scopes.contains(scope));
    let only_between_organisations = entry.mandatory.first() == Some(&Mandatory::External);
    if !is_usual && (!entry.usual.is_empty() || (only_between_organisations && facts.is_internal())) {
        return None;
    }
    let pin = newest_pin(head, facts, &choices)?;
    write(&pin, facts, &choices, &choices.plan(facts)).ok().flatten()
}

/// The clause as the draft's own pin makes it from these facts: what stood there before anybody edited it.
pub(crate) fn pinned_clause(draft: &Draft, head: Head, facts: &Facts, plan: &Plan) -> Option<Clause> {
    let known = draft.pins.iter().find(|pin| pin.head == head).cloned();
    // a draft of the time before pins used the first version of every clause
    let pin = known.or_else(|| {
        let entry = library().version(head, 1)?;
        let variant = entry.variant(&facts.scopes(), draft.choices.form, draft.choices.lean, None)?;
        Some(Pin { head, version: 1, source: Source::Standard { variant: variant.key.clone() } })
    })?;
    write(&pin, facts, &draft.choices, plan).ok().flatten()
}

fn newest_pin(head: Head, facts: &Facts, choices: &Choices) -> Option<Pin> {
    if let Some(own) = choices.own.get(&head) {
        return Some(Pin { head, version: own.version, source: Source::Own { id: own.id.clone() } });
    }
    let entry = library().newest(head)?;
    let chosen = choices.variants.get(&head).map(String::as_str);
    let variant = entry.variant(&facts.scopes(), choices.form, choices.lean, chosen)?;
    let source = Source::Standard { variant: variant.key.clone() };
    Some(Pin { head, version: entry.version, source })
}

fn write(pin: &Pin, facts: &Facts, choices: &Choices, plan: &Plan) -> Result<Option<Clause>, PaperError> {
    match &pin.source {
        Source::Own { .. } => {
            let Some(own) = choices.own.get(&pin.head) else { return Ok(None) };
            let own_is = checked(pin.head, own).map_err(PaperError::Clause)?;
            let title = clean_line(&own.title);
            Ok(Some(filled(own_is.entry, title, (&own_is.body, &own_is.plain), facts, plan)))
        }
        Source::Standard { variant } => {
            let entry = library().version(pin.head, pin.version);
            let found =
                entry.and_then(|entry| Some((entry, entry.variants.iter().find(|v| v.key == *variant)?)));
            Ok(found
                .map(|(entry, v)| filled(entry, entry.title.clone(), (&v.body, &v.plain_line), facts, plan)))
        }
    }
}

fn filled(
    entry: &Entry,
    title: String,
    (body, plain): (&Template, &Line),
    facts: &Facts,
    plan: &Plan,
) -> Clause {
    let fill = Fill { facts, owner: entry.head.code(), parameters: &entry.parameters, plan };
    Clause {
        head: entry.head,
        number: 0,
        title,
        paragraphs: fill.paragraphs(body),
        plain_words: fill.words(plain),
    }
}

impl Facts {
    pub(crate) fn is_internal(&self) -> bool {
        self.structure == Structure::Internal
    }

    /// The name a person at home would use for a party: the unit inside one employer, else the organisation.
    pub(crate) fn short_name(&self, party: &Party) -> String {
        let name = if self.is_internal() { &party.unit } else { &party.organisation };
        clean_line(name)
    }

    pub(crate) fn manager_signs(&self, side: Side, party: &Party) -> Signatory {
        let place = self.short_name(party);
        let capacity = [party.manager_title.as_str(), place.as_str()].map(clean_line);
        let capacity: Vec<_> = capacity.into_iter().filter(|part| !part.is_empty()).collect();
        Signatory::new(side, &party.manager_name, &capacity.join(", "))
    }

    fn signatories_or_usual(&self) -> Vec<Signatory> {
        if !self.signatories.is_empty() {
            return self.signatories.clone();
        }
        let secondee = Signatory::new(Side::Secondee, &self.secondee.name, "Secondee");
        vec![secondee, self.manager_signs(Side::Host, &self.host), self.manager_signs(Side::Home, &self.home)]
    }
}
