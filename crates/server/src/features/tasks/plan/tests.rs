//! What holds for every record: each item once, days that follow their anchor, a light list for short stays.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::actor::{OrganisationId, PersonId};
use crate::features::secondments::{Paper, Presence, SecondmentId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn record(scope: Scope, kind: Kind, first: NaiveDate, length: i64) -> Secondment {
    let nil = uuid::Uuid::nil();
    let at = "2026-11-23T09:00:00Z".parse().unwrap();
    Secondment {
        id: SecondmentId(nil),
        number: "SO-0001".into(),
        version: 1,
        workflow: Workflow::ReleasePending,
        paper: Paper::None,
        presence: Presence::NotStarted,
        kind,
        scope,
        way_in: WayIn::OwnRequest,
        title: String::new(),
        purpose: String::new(),
        secondee: PersonId(nil),
        author: PersonId(nil),
        home_organisation: OrganisationId(nil),
        home_unit: None,
        home_manager: None,
        host_organisation: None,
        host_unit: None,
        host_manager: None,
        place: String::new(),
        starts_on: Some(first),
        ends_on: Some(first + chrono::Duration::days(length - 1)),
        ends_with: String::new(),
        fte_bp: 10_000,
        recharged_at_cost: false,
        is_confidential: false,
        created_at: at,
        updated_at: at,
    }
}

fn tasks_of(facts: &Facts, s: &Secondment, today: NaiveDate, before: &[Task]) -> Vec<Task> {
    let mut tasks = before.to_vec();
    for planned in plan(facts) {
        if !tasks.iter().any(|task| task.code == planned.code) {
            let item = catalogue::find(planned.code).unwrap();
            tasks.push(fresh(item, facts, s, today, TaskId(uuid::Uuid::nil())));
        }
    }
    settle(&tasks, facts, &Known::new(), today)
}

/// The states of a life that goes well.
const LIFE: [Workflow; 10] = [
    Workflow::ReleasePending,
    Workflow::Released,
    Workflow::TermsNegotiation,
    Workflow::AgreementIssued,
    Workflow::PartlySigned,
    Workflow::Executed,
    Workflow::PreStart,
    Workflow::Active,
    Workflow::Returned,
    Workflow::Closed,
];

fn any_record() -> impl Strategy<Value = (Secondment, bool)> {
    let scope = prop_oneof![Just(Scope::Internal), Just(Scope::External)];
    let kind = proptest::sample::select(Kind::ALL);
    let way = proptest::sample::select(WayIn::ALL);
    (scope, kind, way, 0_i64..2000, 1_i64..900, any::<bool>(), any::<bool>()).prop_map(
        |(scope, kind, way, begin, length, charged, here)| {
            let mut s = record(scope, kind, day("2026-01-01") + chrono::Duration::days(begin), length);
            s.way_in = way;
            s.recharged_at_cost = charged;
            (s, here)
        },
    )
}

fn facts_at(s: &Secondment, here: bool, workflow: Workflow) -> Facts {
    let mut s = s.clone();
    s.workflow = workflow;
    let signed = (workflow >= Workflow::Executed).then(|| s.starts_on.unwrap() - chrono::Duration::days(20));
    let returned = (workflow >= Workflow::Returned).then(|| s.ends_on.unwrap() + chrono::Duration::days(1));
    Facts::of(&s, here, signed, returned)
}

proptest! {
    #[test]
    fn every_item_that_applies_is_there_exactly_once_at_the_end_of_a_life((s, here) in any_record()) {
        let mut tasks = Vec::new();
        let today = s.starts_on.unwrap() - chrono::Duration::days(60);
        for workflow in LIFE {
            let facts = facts_at(&s, here, workflow);
            tasks = tasks_of(&facts, &s, today, &tasks);
            let again = tasks_of(&facts, &s, today, &tasks);
            prop_assert_eq!(&again, &tasks, "planning twice changes nothing more");
        }
        let facts = facts_at(&s, here, Workflow::Closed);
        let wanted: BTreeSet<&str> =
            catalogue::all().filter(|item| applies(item, &facts)).map(|item| item.code).collect();
        let found: Vec<&str> = tasks.iter().map(|task| task.code.as_str()).collect();
        prop_assert_eq!(found.len(), wanted.len());
        prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), wanted);
        for task in tasks.iter().filter(|task| task.phase != Phase::Back) {
            prop_assert!(!task.state.is_open(), "{} is open on a closed record", task.code);
        }
    }

    #[test]
    fn due_days_follow_their_anchor_and_are_worked_on((s, here) in any_record(), later in 0_i64..200) {
        let mut moved = s.clone();
        moved.starts_on = s.starts_on.map(|first| first + chrono::Duration::days(later));
        moved.ends_on = s.ends_on.map(|last| last + chrono::Duration::days(later));
        let (before, after) = (facts_at(&s, here, Workflow::Closed), facts_at(&moved, here, Workflow::Closed));
        for item in catalogue::all() {
            let (earlier, later) = (days(item, &before), days(item, &after));
            for (one, other) in earlier.iter().zip(&later) {
                prop_assert!(one <= other, "{}: {} after {}", item.code, one, other);
                prop_assert!(WorkingPattern::STANDARD.works_on(*one), "{}: {}", item.code, one);
            }
            prop_assert!(earlier.windows(2).all(|pair| pair[0] < pair[1]), "{}", item.code);
        }
    }

    #[test]
    fn a_side_that_nobody_stands_for_is_looked_after_at_home((s, _) in any_record()) {
        let facts = facts_at(&s, false, Workflow::Closed);
        for item in catalogue::all() {
            prop_assert!(!facts.owner(item.owner).is_host() || s.scope == Scope::Internal && item.owner != Party::HostManager, "{}", item.code);
        }
    }
}

#[test]
fn a_short_internal_stay_has_the_light_list() {
    let first = day("2026-12-07");
    let of = |scope, kind, length| {
        let s = record(scope, kind, first, length);
        catalogue::all().filter(|item| applies(item, &facts_at(&s, true, Workflow::Closed))).count()
    };
    let light = of(Scope::Internal, Kind::CrossDepartmental, 5);
    assert_eq!(light, of(Scope::Internal, Kind::CrossDepartmental, LIGHT_DAYS));
    assert!(light <= 24, "{light}");
    assert!(of(Scope::Internal, Kind::CrossDepartmental, LIGHT_DAYS + 1) > light + 10);
    assert!(
        of(Scope::External, Kind::Client, 5) > light && of(Scope::Internal, Kind::International, 5) > light
    );
}

#[test]
fn moved_days_move_what_is_open_and_keep_what_is_done() {
    let today = day("2026-11-23");
    let mut s = record(Scope::Internal, Kind::CrossDepartmental, day("2027-03-01"), 120);
    s.workflow = Workflow::Released;
    let facts = Facts::of(&s, true, None, None);
    let mut tasks = tasks_of(&facts, &s, today, &[]);
    let at = |tasks: &[Task], code: &str| tasks.iter().find(|task| task.code == code).unwrap().clone();
    assert_eq!(at(&tasks, "C27").due_on, Some(day("2027-02-22")));
    assert_eq!(at(&tasks, "C2").due_on, Some(today), "nothing is due before it was put on the list");
    assert_eq!(at(&tasks, "C23").state, TaskState::NotYet);
    for task in tasks.iter_mut().filter(|task| task.code == "C31") {
        done(task, today, "Jonah".into());
        task.source = Source::Person;
    }
    s.starts_on = Some(day("2027-03-15"));
    let tasks = tasks_of(&Facts::of(&s, true, None, None), &s, today, &tasks);
    assert_eq!(at(&tasks, "C27").due_on, Some(day("2027-03-08")));
    assert_eq!(at(&tasks, "C31").state, TaskState::Done);
    // a week is enough after all: what a short stay does not need is closed with a reason
    s.ends_on = Some(day("2027-03-19"));
    let tasks = tasks_of(&Facts::of(&s, true, None, None), &s, today, &tasks);
    assert_eq!(
        (at(&tasks, "C32").state, at(&tasks, "C32").outcome.as_str()),
        (TaskState::NotNeeded, NOT_MEANT)
    );
    assert_eq!(at(&tasks, "C31").state, TaskState::Done, "what was done is not undone");
    // and back again
    s.ends_on = Some(day("2027-06-18"));
    let tasks = tasks_of(&Facts::of(&s, true, None, None), &s, today, &tasks);
    assert_eq!(at(&tasks, "C32").state, TaskState::ToDo);
}

#[test]
fn what_the_record_knows_is_done_and_undone_with_it() {
    let today = day("2026-11-23");
    let mut s = record(Scope::Internal, Kind::CrossDepartmental, day("2027-03-01"), 120);
    s.workflow = Workflow::Released;
    let facts = Facts::of(&s, true, None, None);
    let tasks = tasks_of(&facts, &s, today, &[]);
    let known = Known::from([("C27", (today, "The check before the start"))]);
    let settled = settle(&tasks, &facts, &known, today);
    let at = |tasks: &[Task], code: &str| tasks.iter().find(|task| task.code == code).unwrap().clone();
    assert_eq!(at(&settled, "C27").state, TaskState::Done);
    assert_eq!(at(&settle(&settled, &facts, &Known::new(), today), "C27").state, TaskState::ToDo);
    // what a person did is theirs to take back
    let mut by_hand = tasks;
    for task in by_hand.iter_mut().filter(|task| task.code == "C27") {
        done(task, today, String::new());
        task.source = Source::Person;
    }
    assert_eq!(at(&settle(&by_hand, &facts, &Known::new(), today), "C27").state, TaskState::Done);
}

#[test]
fn what_is_done_again_and_again_opens_its_next_time_and_passes_over_missed_ones() {
    let mut s = record(Scope::Internal, Kind::CrossDepartmental, day("2026-09-07"), 173);
    s.workflow = Workflow::Active;
    let facts = Facts::of(&s, true, None, None);
    let weekly = days(catalogue::find("C39").unwrap(), &facts);
    assert_eq!(weekly, ["2026-09-14", "2026-09-21", "2026-09-28", "2026-10-05"].map(day));
    let mut task =
        fresh(catalogue::find("C39").unwrap(), &facts, &s, day("2026-09-07"), TaskId(uuid::Uuid::nil()));
    complete(&mut task, &weekly, day("2026-09-14"), "Talked".into());
    assert_eq!((task.round, task.due_on, task.state), (2, Some(day("2026-09-21")), TaskState::ToDo));
    complete(&mut task, &weekly, day("2026-09-30"), "Talked".into());
    assert_eq!((task.round, task.due_on), (4, Some(day("2026-10-05"))));
    complete(&mut task, &weekly, day("2026-10-05"), "Talked".into());
    assert_eq!((task.round, task.state), (4, TaskState::Done));
    let monthly = days(catalogue::find("C43").unwrap(), &facts);
    assert_eq!(monthly.len(), 5, "{monthly:?}");
}
