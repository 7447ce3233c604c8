//! From signed versions and changes to a [`History`] of the text engine, and from its answer to terms with sources. Pure but
//! for the names of new managers.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_calendar::WorkingPattern;
use sojourn_kit::error::Result;
use sojourn_papers::{Amendment as PaperAmendment, AmendmentKind, Facts, History, TermChange};
use utoipa::ToSchema;

use super::{DayState, Term, Terms};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::agreements::model::{Agreement, Outline};
use crate::features::changes::model::{Amendment, Change, ChangeStatus};
use crate::features::changes::rules::{amendment, in_the_paper};
use crate::features::people;

/// Where a term comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TermSource)]
pub struct Source {
    /// The version of the agreement; absent for what was told by notice.
    pub version: Option<i64>,
    /// The number of the change; absent for what was signed first.
    pub change: Option<i64>,
    /// The first day on which it counts; absent for what was signed first.
    pub effective_on: Option<NaiveDate>,
    /// The day of the last signature, or of the notice.
    pub signed_on: Option<NaiveDate>,
    /// Whether it counts from a day before that.
    pub is_retroactive: bool,
}

/// A change with the names of its new managers, as the agreement prints them.
#[derive(Debug, Clone)]
pub struct Told {
    change: Change,
    home_manager: Option<(String, String)>,
    host_manager: Option<(String, String)>,
}

impl Told {
    /// The change with its names.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, change: Change) -> Result<Self> {
        let home_manager = named(cx, change.values.home_manager).await?;
        let host_manager = named(cx, change.values.host_manager).await?;
        Ok(Self { change, home_manager, host_manager })
    }
}

async fn named(cx: &mut Cx, person: Option<PersonId>) -> Result<Option<(String, String)>> {
    let Some(person) = person else { return Ok(None) };
    let who = people::store::brief(cx, person).await?;
    Ok(Some((who.name, who.job_title)))
}

/// What was signed and told, in order.
#[derive(Debug, Clone)]
pub struct Chronicle {
    history: History,
    first: i64,
    sources: Vec<(u32, Source)>,
    /// What no clause holds: the contact and the cost code, told by notice.
    notices: Vec<(&'static str, String, Source)>,
}

/// Everything that counts or will; nothing while nothing is signed.
#[must_use]
pub fn chronicle(signed: &[Agreement<Outline>], told: &[Told]) -> Option<Chronicle> {
    let first = signed.first()?;
    let original = first.paper.facts.clone();
    let signed_on = first.executed_at?.date_naive();
    let mut chronicle = Chronicle {
        history: History { original, signed_on, amendments: Vec::new() },
        first: first.number,
        sources: Vec::new(),
        notices: Vec::new(),
    };
    for one in told {
        chronicle.add(signed, one);
    }
    Some(chronicle)
}

impl Chronicle {
    fn add(&mut self, signed: &[Agreement<Outline>], one: &Told) {
        let change = &one.change;
        let counts = matches!(change.status, ChangeStatus::Settled | ChangeStatus::InEffect);
        let is_end = change.status == ChangeStatus::Given;
        let made = signed
            .iter()
            .rev()
            .find(|version| version.paper.change.as_ref().is_some_and(|made| made.number == change.number));
        let kind = amendment(change.kind, &change.values);
        let told_on = change.asked_at.date_naive();
        let signed_on = match (kind, made) {
            (Some(Amendment::NoticeOnly), _) if counts => Some(told_on),
            (Some(_), Some(made)) if counts => made.executed_at.map(|at| at.date_naive()),
            (None, _) if is_end => Some(told_on),
            _ => None,
        };
        // what is asked, refused or not signed by all is no term
        let (Some(signed_on), Ok(number)) = (signed_on, u32::try_from(change.number)) else { return };
        let source = Source {
            version: made.map(|version| version.number),
            change: Some(change.number),
            effective_on: Some(change.effective_on),
            signed_on: Some(signed_on),
            is_retroactive: change.effective_on < signed_on,
        };
        let facts = made.map(|version| &version.paper.facts);
        let kind = kind.map_or(AmendmentKind::NoticeOnly, in_the_paper);
        let replaced_by = facts.filter(|_| kind == AmendmentKind::Supersede).cloned().map(Box::new);
        let changes = match change.values.ends_on {
            _ if replaced_by.is_some() => Vec::new(),
            Some(day) if is_end => self.brought_forward(day, change.effective_on),
            _ => changed(one, facts),
        };
        self.history.amendments.push(PaperAmendment {
            number,
            kind,
            effective_on: change.effective_on,
            signed_on: Some(signed_on),
            retroactive: change.retroactive.clone(),
            post_still_held: None,
            changes,
            replaced_by,
        });
        self.sources.push((number, source.clone()));
        let told = [("contact", &change.values.contact), ("cost code", &change.values.cost_code)];
        for (what, words) in told {
            if let Some(words) = words {
                self.notices.push((what, words.clone(), source.clone()));
            }
        }
    }

    /// What a notice says: its last day and the day after it, if nothing known by then ends earlier. It counts against
    /// what was signed before it and counts from a later day.
    fn brought_forward(&mut self, last: NaiveDate, from: NaiveDate) -> Vec<TermChange> {
        if last >= self.history.consolidated(NaiveDate::MAX).facts.term.end {
            return Vec::new();
        }
        let back = WorkingPattern::STANDARD.after(last, 1).ok();
        for later in self.history.amendments.iter_mut().filter(|one| one.effective_on > from) {
            if later.changes.iter().any(|one| matches!(one, TermChange::LastDay { to } if *to > last)) {
                let is_end = |one: &TermChange| {
                    matches!(one, TermChange::LastDay { .. } | TermChange::ReturnDate { .. })
                };
                later.changes.retain(|one| !is_end(one));
            }
            if let Some(facts) = later.replaced_by.as_deref_mut().filter(|facts| facts.term.end > last) {
                (facts.term.end, facts.ending.return_date) = (last, back);
            }
        }
        let back = back.map(|to| TermChange::ReturnDate { to });
        [TermChange::LastDay { to: last }].into_iter().chain(back).collect()
    }

    /// The terms on a day.
    #[must_use]
    pub fn on(&self, on: NaiveDate) -> Terms {
        let now = self.history.consolidated(on);
        let term = &now.facts.term;
        let state = match on {
            day if day < self.history.signed_on && day < term.start => DayState::BeforeSigning,
            day if day < term.start => DayState::BeforeStart,
            day if day > term.end => DayState::Ended,
            day if day < self.history.signed_on => DayState::BeforeSigning,
            _ => DayState::InForce,
        };
        let mut terms: Vec<Term> = self
            .history
            .standing(on)
            .into_iter()
            .map(|one| Term {
                what: one.what.to_owned(),
                words: one.words,
                source: self.source(one.amendment),
            })
            .collect();
        terms.extend(self.notices_on(on));
        Terms { on, state, terms, days: self.history.days_of_change(), has_retroactive: now.has_retroactive }
    }

    fn source(&self, amendment: Option<u32>) -> Source {
        let found = self.sources.iter().find(|(number, _)| Some(*number) == amendment);
        found.map(|(_, source)| source.clone()).unwrap_or_else(|| Source {
            version: Some(self.first),
            signed_on: Some(self.history.signed_on),
            ..Source::default()
        })
    }

    /// The newest contact and cost code that count on the day.
    fn notices_on(&self, on: NaiveDate) -> Vec<Term> {
        let mut found: Vec<Term> = Vec::new();
        for what in ["contact", "cost code"] {
            let of_day = self
                .notices
                .iter()
                .filter(|(name, _, source)| *name == what && source.effective_on <= Some(on));
            // of two from one day the one told later counts, as for signed terms
            let newest =
                of_day.max_by_key(|(_, _, source)| (source.effective_on, source.signed_on, source.change));
            found.extend(newest.map(|(what, words, source)| Term {
                what: (*what).to_owned(),
                words: words.clone(),
                source: source.clone(),
            }));
        }
        found
    }
}

/// What the change says, term by term; the costs and the first day back follow from the version it was put into.
fn changed(one: &Told, made: Option<&Facts>) -> Vec<TermChange> {
    let values = &one.change.values;
    let mut all = Vec::new();
    if let Some((name, title)) = one.home_manager.clone() {
        all.push(TermChange::HomeManager { name, title });
    }
    if let Some((name, title)) = one.host_manager.clone() {
        all.push(TermChange::HostManager { name, title });
    }
    if let Some(to) = values.ends_on {
        all.push(TermChange::LastDay { to });
        all.extend(made.and_then(|facts| facts.ending.return_date).map(|to| TermChange::ReturnDate { to }));
    }
    if let Some(basis_points) = values.fte_bp.and_then(|bp| u32::try_from(bp).ok()) {
        all.push(TermChange::Share { basis_points });
        all.extend(made.map(|facts| TermChange::Pattern { words: facts.term.working_pattern.clone() }));
    }
    if let Some(words) = values.place.clone() {
        all.push(TermChange::Place { words });
    }
    if let Some(words) = values.duties.clone() {
        all.push(TermChange::Duties { words });
    }
    if let (Some(note), Some(facts)) = (values.pay.clone(), made) {
        all.push(TermChange::Pay { basis: facts.pay.basis, note });
    }
    if let Some(words) = values.recharge.clone() {
        all.push(TermChange::Invoicing { words });
    }
    let moves_costs = values.ends_on.is_some() || values.fte_bp.is_some();
    all.extend(
        made.filter(|_| moves_costs).map(|facts| TermChange::Costs { lines: facts.costs.lines.clone() }),
    );
    all
}
