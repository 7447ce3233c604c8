//! Changes after signing: the five kinds of domain 5.4, what each may change, and who has to sign it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::check::{Missing, found};
use crate::draft::Side;
use crate::facts::{CostLine, Facts, PayBasis, ReturnGuarantee};
use crate::head::Head;
use crate::template::{Fill, Plan};
use crate::value::short_date;
use crate::variation::{ChangedTerm, Earlier, Variation};
use crate::words::share_of_full_time;

/// The five kinds (domain 5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmendmentKind {
    /// A manager or contact: told, not signed.
    NoticeOnly,
    /// Recharge or invoices: the organisations sign, because it does not touch the person.
    Bilateral,
    /// Dates, duties, pay, place, working time, return: all sign.
    Full,
    /// The same terms to a later day: all sign, before the old last day.
    Extension,
    /// A new agreement takes the place of this one.
    Supersede,
}

impl AmendmentKind {
    /// Who has to sign.
    pub fn signed_by(self) -> &'static [Side] {
        match self {
            AmendmentKind::NoticeOnly => &[],
            AmendmentKind::Bilateral => &[Side::Host, Side::Home],
            AmendmentKind::Full | AmendmentKind::Extension | AmendmentKind::Supersede => {
                &[Side::Secondee, Side::Host, Side::Home]
            }
        }
    }

    /// What it is called.
    pub fn words(self) -> &'static str {
        match self {
            AmendmentKind::NoticeOnly => "notice",
            AmendmentKind::Bilateral => "change between the organisations",
            AmendmentKind::Full => "change of terms",
            AmendmentKind::Extension => "extension",
            AmendmentKind::Supersede => "new agreement",
        }
    }
}

/// One changed term with its new value. Closed: what is not here needs a new agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "term", deny_unknown_fields)]
pub enum TermChange {
    /// The manager at home.
    HomeManager { name: String, title: String },
    /// The manager at the host.
    HostManager { name: String, title: String },
    /// How shares are invoiced.
    Invoicing { words: String },
    /// Every line of cost.
    Costs { lines: Vec<CostLine> },
    /// The last day.
    LastDay { to: NaiveDate },
    /// The share of full time in basis points.
    Share { basis_points: u32 },
    /// The working pattern.
    Pattern { words: String },
    /// The place of work.
    Place { words: String },
    /// The duties.
    Duties { words: String },
    /// The basis of pay and the note beside it.
    Pay { basis: PayBasis, note: String },
    /// The promise about the post.
    Return { promise: ReturnGuarantee, post: String },
    /// The first day back.
    ReturnDate { to: NaiveDate },
}

impl TermChange {
    /// The least kind of amendment that may change it.
    pub fn least_kind(&self) -> AmendmentKind {
        match self {
            TermChange::HomeManager { .. } | TermChange::HostManager { .. } => AmendmentKind::NoticeOnly,
            TermChange::Invoicing { .. } | TermChange::Costs { .. } => AmendmentKind::Bilateral,
            _ => AmendmentKind::Full,
        }
    }

    /// The clause it stands in, and its name.
    pub fn place(&self) -> (Head, &'static str) {
        match self {
            TermChange::HomeManager { .. } => (Head::Parties, "home manager"),
            TermChange::HostManager { .. } => (Head::Parties, "host manager"),
            TermChange::Invoicing { .. } => (Head::Invoicing, "invoices"),
            TermChange::Costs { .. } => (Head::Costs, "costs"),
            TermChange::LastDay { .. } => (Head::Duration, "last day"),
            TermChange::Share { .. } => (Head::Duration, "time at the host"),
            TermChange::Pattern { .. } => (Head::Duration, "working pattern"),
            TermChange::Place { .. } => (Head::Duration, "place of work"),
            TermChange::Duties { .. } => (Head::Services, "duties"),
            TermChange::Pay { .. } => (Head::Remuneration, "pay"),
            TermChange::Return { .. } => (Head::ReturnGuarantee, "promise about the post"),
            TermChange::ReturnDate { .. } => (Head::Closure, "first day back"),
        }
    }

    /// Puts the new value in its place.
    pub fn apply(&self, facts: &mut Facts) {
        match self.clone() {
            TermChange::HomeManager { name, title } => {
                (facts.home.manager_name, facts.home.manager_title) = (name, title);
            }
            TermChange::HostManager { name, title } => {
                (facts.host.manager_name, facts.host.manager_title) = (name, title);
            }
            TermChange::Invoicing { words } => facts.costs.invoicing = words,
            TermChange::Costs { lines } => facts.costs.lines = lines,
            TermChange::LastDay { to } => facts.term.end = to,
            TermChange::Share { basis_points } => facts.term.fte_basis_points = basis_points,
            TermChange::Pattern { words } => facts.term.working_pattern = words,
            TermChange::Place { words } => facts.term.place = words,
            TermChange::Duties { words } => facts.work.duties = words,
            TermChange::Pay { basis, note } => (facts.pay.basis, facts.pay.note) = (basis, note),
            TermChange::Return { promise, post } => {
                (facts.ending.return_guarantee, facts.ending.return_post) = (Some(promise), post);
            }
            TermChange::ReturnDate { to } => facts.ending.return_date = Some(to),
        }
    }

    /// What these facts say about the term, in the words of its clause.
    pub fn words(&self, facts: &Facts) -> String {
        let named = |name: &str, title: &str| {
            if title.is_empty() { name.to_owned() } else { format!("{name}, {title}") }
        };
        match self {
            TermChange::HomeManager { .. } => named(&facts.home.manager_name, &facts.home.manager_title),
            TermChange::HostManager { .. } => named(&facts.host.manager_name, &facts.host.manager_title),
            TermChange::Invoicing { .. } => facts.costs.invoicing.clone(),
            TermChange::Costs { .. } => value_words(facts, Head::Costs, "lines"),
            TermChange::LastDay { .. } => crate::words::long_date(facts.term.end),
            TermChange::Share { .. } => share_of_full_time(facts.term.fte_basis_points),
            TermChange::Pattern { .. } => facts.term.working_pattern.clone(),
            TermChange::Place { .. } => facts.term.place.clone(),
            TermChange::Duties { .. } => value_words(facts, Head::Services, "duties"),
            TermChange::Pay { .. } => {
                let note = crate::text::clean_line(&facts.pay.note);
                let basis = value_words(facts, Head::Remuneration, "basis");
                if note.is_empty() { basis } else { format!("{basis}; {note}") }
            }
            TermChange::Return { .. } => {
                format!(
                    "{}: {}",
                    value_words(facts, Head::ReturnGuarantee, "promise"),
                    facts.ending.return_post
                )
            }
            TermChange::ReturnDate { .. } => value_words(facts, Head::ReturnGuarantee, "back"),
        }
    }
}

/// A parameter of a clause as it would be printed.
fn value_words(facts: &Facts, head: Head, name: &str) -> String {
    Fill::value_words(facts, head, name, &Plan::default())
}

/// One change after signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// From 1, in the order in which they were made.
    pub number: u32,
    /// Which kind.
    pub kind: AmendmentKind,
    /// The first day on which the new terms count.
    pub effective_on: NaiveDate,
    /// The day of the last signature; of the notice, where nobody signs. Nothing: not yet.
    #[serde(default)]
    pub signed_on: Option<NaiveDate>,
    /// Why it counts from a day before it was signed; required then. Signatures are never dated back (10.11).
    #[serde(default)]
    pub retroactive: Option<String>,
    /// Whether home has confirmed that the post is held for the new length: required for an extension.
    #[serde(default)]
    pub post_still_held: Option<bool>,
    /// What changes.
    #[serde(default)]
    pub changes: Vec<TermChange>,
    /// The whole new terms of a new agreement.
    #[serde(default)]
    pub replaced_by: Option<Box<Facts>>,
}

impl Amendment {
    /// Whether it counts from a day before its last signature.
    pub fn is_retroactive(&self) -> bool {
        self.signed_on.is_some_and(|signed| self.effective_on < signed)
    }

    /// The terms after it.
    pub fn apply(&self, before: &Facts) -> Facts {
        let mut after = self.replaced_by.as_deref().cloned().unwrap_or_else(|| before.clone());
        self.changes.iter().for_each(|change| change.apply(&mut after));
        after
    }

    /// The same as data for the next version of the paper ([`crate::vary`]).
    pub fn variation(&self, before: &Facts, earlier: Earlier) -> Variation {
        let after = self.apply(before);
        let terms = self.changes.iter().map(|change| {
            let (head, what) = change.place();
            ChangedTerm { head, what: what.to_owned(), old: change.words(before), new: change.words(&after) }
        });
        Variation {
            earlier,
            effective_on: self.effective_on,
            retroactive: self.retroactive.clone().filter(|_| self.is_retroactive()),
            terms: terms.collect(),
        }
    }

    /// What keeps it from counting after these terms; empty when nothing does.
    pub fn faults(&self, before: &Facts) -> Vec<Missing> {
        let mut all = Vec::new();
        let mut add = |code, sentence: &str, key: &str| {
            let sentence = format!("Amendment {}: {sentence}", self.number);
            all.push(found(code, sentence, None, format!("amendments.{}.{key}", self.number)));
        };
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if self.is_retroactive() && blank(&self.retroactive) {
            add(
                "retroactive-unexplained",
                "It counts from a day before it was signed. Say why.",
                "retroactive",
            );
        }
        let heaviest = self.changes.iter().map(TermChange::least_kind).max();
        if heaviest.is_some_and(|least| least > self.kind) {
            add("kind-too-light", "It changes more than its kind allows. Make it a change of terms.", "kind");
        }
        if self.changes.is_empty() && self.replaced_by.is_none() {
            add("nothing-changes", "It changes nothing. Say what changes.", "changes");
        }
        if (self.kind == AmendmentKind::Supersede) != self.replaced_by.is_some() {
            add(
                "supersede",
                "A new agreement has whole new terms, and only a new agreement has.",
                "replaced_by",
            );
        }
        if self.apply(before).term.end < self.apply(before).term.start {
            add("end-before-start", "The secondment would end before it starts.", "changes");
        }
        if self.kind == AmendmentKind::Extension {
            self.extension_faults(before, &mut add);
        }
        all
    }

    fn extension_faults(&self, before: &Facts, add: &mut impl FnMut(&'static str, &str, &str)) {
        let allowed = |change: &TermChange| {
            matches!(
                change,
                TermChange::LastDay { .. } | TermChange::ReturnDate { .. } | TermChange::Costs { .. }
            )
        };
        if !self.changes.iter().all(allowed) || self.apply(before).term.end <= before.term.end {
            add(
                "not-an-extension",
                "An extension moves the last day to a later one and changes no other term.",
                "changes",
            );
        }
        if self.signed_on.is_some_and(|signed| signed > before.term.end) {
            let day = short_date(before.term.end);
            add(
                "signed-too-late",
                &format!("An extension is signed before the old last day, {day}."),
                "signed_on",
            );
        }
        if self.post_still_held.is_none() {
            add("post-not-asked", "Ask home whether the post is held for the new length.", "post_still_held");
        }
    }
}
