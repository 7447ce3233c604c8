//! From what is known of a record to its checklist. Pure: facts in, items with their days out. The plan is made anew
//! whenever something happens; what is done stays, what is open moves.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sojourn_calendar::{WorkingPattern, add_months};

use super::catalogue::{self, Anchor, Every, Item};
use super::model::{Phase, Source, Task, TaskId, TaskState};
use crate::features::secondments::{Kind, Party, Scope, Secondment, WayIn, Workflow};

/// The longest internal stay that has the light checklist, in days: "a week or a month" (S1.8).
pub const LIGHT_DAYS: i64 = 31;
/// The most times that one item is done: four years of months.
const MOST_ROUNDS: i32 = 48;

/// What the checklist is planned on.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Same employer or another.
    pub scope: Scope,
    /// How it began.
    pub way_in: WayIn,
    /// How far the record has come.
    pub workflow: Workflow,
    /// Whether the place is in another country.
    pub is_abroad: bool,
    /// Whether the host is charged.
    pub is_charged: bool,
    /// Whether the host's people can sign in here; if not, the desk asks them.
    pub host_is_here: bool,
    /// First and last day.
    pub stay: Option<(NaiveDate, NaiveDate)>,
    /// The day on which all had signed.
    pub signed_on: Option<NaiveDate>,
    /// The first day back.
    pub returned_on: Option<NaiveDate>,
}

impl Facts {
    /// The facts of a record; the rest is read beside it.
    #[must_use]
    pub fn of(
        s: &Secondment,
        host_is_here: bool,
        signed_on: Option<NaiveDate>,
        returned_on: Option<NaiveDate>,
    ) -> Self {
        Self {
            scope: s.scope,
            way_in: s.way_in,
            workflow: s.workflow,
            is_abroad: s.kind == Kind::International,
            is_charged: s.scope == Scope::External || s.recharged_at_cost,
            host_is_here,
            stay: s.starts_on.zip(s.ends_on),
            signed_on,
            returned_on,
        }
    }

    /// How long the stay is, both days counted in; none while its days are not known.
    #[must_use]
    pub fn days(&self) -> Option<i64> {
        self.stay.map(|(first, last)| (last - first).num_days() + 1)
    }

    /// Whether the light checklist is enough: a short stay with the same employer, in the same country.
    #[must_use]
    pub fn is_light(&self) -> bool {
        self.scope == Scope::Internal && !self.is_abroad && self.days().is_some_and(|days| days <= LIGHT_DAYS)
    }

    /// Whether the record will not go ahead.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.workflow.is_final() && self.workflow != Workflow::Closed
    }

    /// Why nothing is asked any more, if nothing is.
    fn over(&self) -> Option<&'static str> {
        let never_began = matches!(
            self.workflow,
            Workflow::DeclinedByHome | Workflow::Withdrawn | Workflow::CancelledBeforeStart
        );
        self.is_off().then_some(if never_began { OFF } else { ENDED })
    }

    /// Whether the checklist of the phase is open by now.
    #[must_use]
    pub fn opens(&self, phase: Phase) -> bool {
        let from = match phase {
            Phase::Decide | Phase::Agree | Phase::Own => Workflow::ReleasePending,
            Phase::Prepare => Workflow::Released,
            Phase::Arrive => Workflow::Executed,
            Phase::Away | Phase::ComingBack => Workflow::Active,
            Phase::Back => Workflow::Returned,
        };
        self.workflow >= from && self.workflow <= Workflow::Closed
    }

    /// Whether the time of the phase is over, so that what is still open in it no longer matters.
    fn is_past(&self, phase: Phase) -> bool {
        match phase {
            Phase::Prepare | Phase::Arrive | Phase::Away => self.workflow >= Workflow::Returned,
            Phase::Back => false,
            _ => self.workflow == Workflow::Closed,
        }
    }

    fn anchor(&self, anchor: Anchor) -> Option<NaiveDate> {
        match anchor {
            Anchor::Start => self.stay.map(|(first, _)| first),
            Anchor::End => self.stay.map(|(_, last)| last),
            Anchor::Middle => self.stay.map(|(first, last)| first + (last - first) / 2),
            Anchor::Return => self.returned_on,
            Anchor::Signed => self.signed_on,
            Anchor::Event => None,
        }
    }

    /// Who leads the item on this record: a side that nobody here stands for is looked after by the desk at home.
    #[must_use]
    pub fn owner(&self, wanted: Party) -> Party {
        match wanted {
            Party::HostHr if self.scope == Scope::Internal => Party::HomeHr,
            Party::FinanceHost if self.scope == Scope::Internal => Party::FinanceHome,
            Party::HostHr | Party::HostManager | Party::FinanceHost if !self.host_is_here => {
                Party::ProgrammeAdmin
            }
            other => other,
        }
    }
}

/// The item as it is meant for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its code.
    pub code: &'static str,
    /// The working days on which it is due, one for each time; empty while its anchor is not known.
    pub days: Vec<NaiveDate>,
}

/// The items that are meant for the record and open by now, in the order of the catalogue.
#[must_use]
pub fn plan(facts: &Facts) -> Vec<Planned> {
    if facts.is_off() {
        return Vec::new();
    }
    catalogue::all()
        .filter(|item| facts.opens(item.phase) && applies(item, facts))
        .map(|item| Planned { code: item.code, days: days(item, facts) })
        .collect()
}

/// Whether the item is meant for the record, sooner or later.
#[must_use]
pub fn applies(item: &Item, facts: &Facts) -> bool {
    item.when.holds(facts) && (item.light || !facts.is_light())
}

/// The days on which the item is due.
#[must_use]
pub fn days(item: &Item, facts: &Facts) -> Vec<NaiveDate> {
    let Some(anchor) = facts.anchor(item.anchor) else { return Vec::new() };
    let first = moved(anchor, item.offset);
    let mut days: Vec<NaiveDate> = match item.every {
        Every::Once => first.into_iter().collect(),
        Every::On(offsets) => {
            offsets.iter().filter_map(|offset| moved(anchor, item.offset + offset)).collect()
        }
        Every::Months(step) => monthly(first, step, facts.stay.map(|(_, last)| last)),
    };
    for day in &mut days {
        *day = WorkingPattern::STANDARD.on_or_after(*day);
    }
    days.dedup();
    days
}

/// From the first day on each `step` months, as long as the stay; at least once.
fn monthly(first: Option<NaiveDate>, step: i32, last: Option<NaiveDate>) -> Vec<NaiveDate> {
    let Some(first) = first else { return Vec::new() };
    let later = (1..MOST_ROUNDS).filter_map(|round| add_months(first, round * step).ok());
    let within = later.take_while(|day| last.is_some_and(|last| *day <= last));
    std::iter::once(first).chain(within).collect()
}

fn moved(day: NaiveDate, by: i64) -> Option<NaiveDate> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

/// What the record knows by itself: the code of an item, since when, and how.
pub type Known = BTreeMap<&'static str, (NaiveDate, &'static str)>;

/// Why an open task was taken off the list.
const OFF: &str = "This secondment is not going ahead.";
const ENDED: &str = "The secondment has ended.";
const PAST: &str = "The time for it is over.";
const NOT_MEANT: &str = "It does not apply to this secondment any more.";

/// A new task of the catalogue, as it stands before anything else is known.
#[must_use]
pub fn fresh(item: &Item, facts: &Facts, s: &Secondment, today: NaiveDate, id: TaskId) -> Task {
    Task {
        id,
        secondment: s.id,
        code: item.code.to_owned(),
        phase: item.phase,
        title: item.title.to_owned(),
        why: item.why.to_owned(),
        owner: facts.owner(item.owner),
        person: None,
        reach: item.reach,
        due_on: None,
        round: 1,
        blocking: item.blocking,
        evidence: item.evidence,
        state: TaskState::NotYet,
        source: Source::Record,
        outcome: String::new(),
        opened_on: today,
        settled_on: None,
        settled_by: None,
        version: 1,
    }
}

/// The tasks of a record as they stand after a change: what is done stays, what is open moves with its anchor, what no
/// longer applies is closed with a reason. Doing it twice changes nothing more.
#[must_use]
pub fn settle(tasks: &[Task], facts: &Facts, known: &Known, today: NaiveDate) -> Vec<Task> {
    let planned = plan(facts);
    let mut after: Vec<Task> = tasks
        .iter()
        .map(|task| {
            let mut task = task.clone();
            match (task.item(), planned.iter().find(|planned| planned.code == task.code)) {
                (Some(_), Some(planned)) => keep(&mut task, planned, facts, known, today),
                (Some(_), None) if facts.opens(task.phase) || facts.is_off() => {
                    close(&mut task, facts.over().unwrap_or(NOT_MEANT), today);
                }
                (None, _) if facts.is_off() => close(&mut task, facts.over().unwrap_or(OFF), today),
                (None, _) if facts.is_past(task.phase) => close(&mut task, PAST, today),
                _ => {}
            }
            task
        })
        .collect();
    lock(&mut after);
    after
}

fn keep(task: &mut Task, planned: &Planned, facts: &Facts, known: &Known, today: NaiveDate) {
    let is_by_record = task.source == Source::Record;
    if let Some((on, how)) = known.get(task.code.as_str()) {
        if task.state.is_open() || (task.state == TaskState::NotNeeded && is_by_record) {
            done(task, *on, (*how).to_owned());
            task.source = Source::Record;
        }
        return;
    }
    if facts.is_past(task.phase) && !task.state.is_open() {
        return;
    }
    let rounds = i64::try_from(planned.days.len()).unwrap_or(1);
    let has_more = task.state == TaskState::Done && rounds > 1 && task.round < rounds;
    if has_more {
        task.round += 1;
        open(task);
    } else if !task.state.is_open() && is_by_record {
        open(task);
    }
    if !task.state.is_open() {
        return;
    }
    if facts.is_past(task.phase) {
        return close(task, PAST, today);
    }
    if task.round > rounds && rounds > 0 {
        // the stay became shorter: what was done so far is all there is
        task.round = rounds;
        task.source = Source::Event;
        return done(task, today, "The days moved; no further time is left.".to_owned());
    }
    task.owner = facts.owner(task.item().map_or(task.owner, |item| item.owner));
    let round = usize::try_from(task.round - 1).unwrap_or(0);
    if let Some(day) = planned.days.get(round) {
        task.due_on = Some(WorkingPattern::STANDARD.on_or_after((*day).max(task.opened_on)));
    } else if task.item().is_some_and(|item| item.anchor != Anchor::Event) {
        task.due_on = None;
    }
}

/// Marks a task as done on a day, with its evidence.
pub fn done(task: &mut Task, on: NaiveDate, outcome: String) {
    task.state = TaskState::Done;
    task.outcome = outcome;
    task.settled_on = Some(on);
}

/// Opens a task again; [`lock`] says whether it can be done by now.
pub fn open(task: &mut Task) {
    task.state = TaskState::ToDo;
    task.source = Source::Record;
    task.outcome.clear();
    task.settled_on = None;
    task.settled_by = None;
}

fn close(task: &mut Task, reason: &str, today: NaiveDate) {
    if task.state.is_open() {
        task.state = TaskState::NotNeeded;
        task.source = Source::Record;
        reason.clone_into(&mut task.outcome);
        task.settled_on = Some(today);
        task.settled_by = None;
    }
}

/// Says of each open task whether it can be done by now: its day is known, and what comes first is settled.
fn lock(tasks: &mut [Task]) {
    let open: Vec<(String, String)> = tasks
        .iter()
        .filter(|task| task.state.is_open())
        .map(|task| (task.code.clone(), task.title.clone()))
        .collect();
    for task in tasks.iter_mut().filter(|task| task.state.is_open()) {
        let Some(item) = task.item() else { continue };
        let first = item.after.and_then(|after| open.iter().find(|(code, _)| code == after));
        let waits = match (first, task.due_on) {
            (Some((_, title)), _) => Some(format!("Opens after “{title}”")),
            (None, None) if item.anchor == Anchor::Event => Some("Opens when it happens".to_owned()),
            (None, None) => Some("Opens when its day is known".to_owned()),
            (None, Some(_)) => None,
        };
        match waits {
            Some(words) => {
                task.state = TaskState::NotYet;
                task.outcome = words;
            }
            None if task.state == TaskState::NotYet => {
                task.state = TaskState::ToDo;
                task.outcome.clear();
            }
            None => {}
        }
    }
}

/// Marks one time of a task as done: the next time opens, or the task is done. Times that were missed are passed over.
pub fn complete(task: &mut Task, days: &[NaiveDate], today: NaiveDate, outcome: String) {
    let next = (task.round..).zip(days.iter().skip(usize::try_from(task.round).unwrap_or(usize::MAX)));
    match next.into_iter().find(|(_, day)| **day > today) {
        Some((before, day)) => {
            task.round = before + 1;
            open(task);
            task.due_on = Some(*day);
        }
        None => {
            task.round = i64::try_from(days.len()).unwrap_or(task.round).max(task.round);
            done(task, today, outcome);
        }
    }
}

#[cfg(test)]
mod tests;
