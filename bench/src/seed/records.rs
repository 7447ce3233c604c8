//! Secondments in all stages of life, as they would lie in the database after years of use.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sojourn::actor::{OrganisationId, PersonId, UnitId};
use sojourn::features::secondments::{Paper, Presence, SecondmentId, Workflow};
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::Result;

use super::story::Story;
use super::{House, Member};
use crate::random::Random;

/// How many records are made before their rows are written.
const BATCH: usize = 200;
/// How many records a client opens in turn.
const OPENED: usize = 16;

/// How the records lie over the stages, in thousandths: most are over, a good part is under way.
const STAGES: [(Workflow, usize); 14] = [
    (Workflow::Closed, 640),
    (Workflow::Active, 140),
    (Workflow::Returned, 30),
    (Workflow::PreStart, 20),
    (Workflow::Executed, 20),
    (Workflow::PartlySigned, 15),
    (Workflow::AgreementIssued, 15),
    (Workflow::TermsNegotiation, 15),
    (Workflow::Released, 15),
    (Workflow::ReleasePending, 20),
    (Workflow::Idea, 15),
    (Workflow::DeclinedByHome, 30),
    (Workflow::Withdrawn, 15),
    (Workflow::CancelledBeforeStart, 10),
];

const TITLES: [&str; 8] = [
    "Account manager",
    "Accountant",
    "Brand planner",
    "Data analyst",
    "Payments specialist",
    "Project lead",
    "Researcher",
    "Trainer",
];

const PURPOSES: [&str; 4] = [
    "Bring the quarter close under control and teach the team to keep it there.",
    "Learn how the host plans its launches and bring the calendar home.",
    "Cover the peak season and build the contacts that both teams need.",
    "Stand up the new service with the people who will run it.",
];

/// The host of one record.
struct Host {
    organisation: OrganisationId,
    unit: Option<UnitId>,
    manager: PersonId,
}

/// One record while its rows are made.
pub(super) struct Made {
    pub(super) id: SecondmentId,
    pub(super) workflow: Workflow,
    pub(super) home: OrganisationId,
    pub(super) secondee: PersonId,
    pub(super) home_manager: PersonId,
    pub(super) host: OrganisationId,
    pub(super) host_manager: PersonId,
    pub(super) is_external: bool,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) written_at: DateTime<Utc>,
    /// Whether a client opens it; its agreement is then stored whole.
    pub(super) is_opened: bool,
}

/// Writes the records and answers with the numbers of those that a client opens.
pub(super) async fn write(
    tx: &mut Tx,
    house: &House,
    count: usize,
    now: DateTime<Utc>,
) -> Result<Vec<String>> {
    let mut random = Random::seeded(4);
    let mut story = Story::new(house.home)?;
    let mut opened = Vec::new();
    for place in 1..=count {
        let number = format!("SO-{place:04}");
        // evenly over the table; a draft is its author's alone, so that the next record stands in for it
        let is_due = opened.len() < OPENED && place >= (opened.len() + 1) * count / (OPENED + 1);
        if record(&mut story, &mut random, house, (&number, is_due), now) {
            opened.push(number);
        }
        if place % BATCH == 0 {
            story.flush(tx).await?;
        }
    }
    story.flush(tx).await?;
    story.close(tx).await?;
    Ok(opened)
}

/// Makes one record; answers whether a client opens it.
fn record(
    story: &mut Story,
    random: &mut Random,
    house: &House,
    (number, is_due): (&str, bool),
    now: DateTime<Utc>,
) -> bool {
    let Member { id: secondee, unit, manager } = random.pick(&house.members);
    let is_external = random.chance(20);
    let host = host(random, house, is_external);
    let workflow = STAGES[random.weighted(&STAGES.map(|(_, weight)| weight))].0;
    let (starts_on, ends_on) = term(random, workflow, now.date_naive());
    let written_at = day_before(starts_on, 60 + random.below(60), now);
    let made = Made {
        id: SecondmentId::new(now),
        workflow,
        home: house.home,
        secondee,
        home_manager: manager,
        host: host.organisation,
        host_manager: host.manager,
        is_external,
        starts_on,
        ends_on,
        written_at,
        is_opened: is_due && workflow != Workflow::Idea,
    };
    let changed = written_at.max(now - chrono::Duration::minutes(random.below(60 * 24 * 900) as i64));
    let kind =
        if is_external { random.pick(&["client", "inter_organisational"]) } else { "cross_departmental" };
    story.secondments.add(args![
        made.id,
        number,
        9i64,
        workflow.as_str(),
        paper(workflow).as_str(),
        presence(workflow).as_str(),
        kind,
        if is_external { "external" } else { "internal" },
        random.pick(&TITLES),
        random.pick(&PURPOSES),
        secondee,
        secondee,
        house.home,
        unit,
        manager,
        host.organisation,
        host.unit,
        host.manager,
        if is_external { "York" } else { "Leeds" },
        starts_on,
        ends_on,
        if random.chance(25) { 5_000i64 } else { 10_000i64 },
        false,
        written_at,
        changed
    ]);
    story.tell(&made, random);
    made.is_opened
}

fn host(random: &mut Random, house: &House, is_external: bool) -> Host {
    if is_external {
        let (organisation, manager) = random.pick(&house.outside);
        return Host { organisation, unit: None, manager };
    }
    let unit = random.pick(&house.units);
    Host { organisation: house.home, unit: Some(unit), manager: random.pick(&house.members).manager }
}

/// First and last day, such that the stage is true today.
fn term(random: &mut Random, workflow: Workflow, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let length = Days::new(30 * (1 + random.below(12)) as u64);
    let some = Days::new(1 + random.below(29) as u64);
    let starts_on = match workflow {
        Workflow::Closed => today - length - Days::new(60 + random.below(1_800) as u64),
        Workflow::Returned => today - length - some,
        Workflow::Active => today - some,
        _ => today + Days::new(7) + some,
    };
    (starts_on, starts_on + length)
}

fn day_before(date: NaiveDate, days: usize, now: DateTime<Utc>) -> DateTime<Utc> {
    (date - Days::new(days as u64)).and_time(now.time()).and_utc().min(now - chrono::Duration::days(1))
}

pub(super) fn paper(workflow: Workflow) -> Paper {
    match workflow {
        Workflow::TermsNegotiation => Paper::Draft,
        Workflow::AgreementIssued => Paper::Issued,
        Workflow::PartlySigned => Paper::PartlySigned,
        Workflow::Executed
        | Workflow::PreStart
        | Workflow::Active
        | Workflow::Returned
        | Workflow::Closed => Paper::Executed,
        _ => Paper::None,
    }
}

fn presence(workflow: Workflow) -> Presence {
    match workflow {
        Workflow::Active => Presence::AtHost,
        Workflow::Returned | Workflow::Closed => Presence::Returned,
        _ => Presence::NotStarted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_the_stages_are_thousandths() {
        assert_eq!(STAGES.map(|(_, weight)| weight).iter().sum::<usize>(), 1_000);
    }

    #[test]
    fn who_is_away_is_away_today() {
        let mut random = Random::seeded(1);
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for _ in 0..200 {
            let (starts, ends) = term(&mut random, Workflow::Active, today);
            assert!(starts < today && today <= ends);
            let (_, ends) = term(&mut random, Workflow::Closed, today);
            assert!(ends < today);
        }
    }
}
