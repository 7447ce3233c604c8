//! The examples in the demo: each step of each on the day on which it would have happened, by the same actions that
//! people use. All steps are told in the order of their days, so that no history runs backwards.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sojourn_kit::error::Result;

use super::{Begins, Example, Told, Until, all};
use crate::app::App;
use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures as approvals;
use crate::features::needs::model::{ConsultInput, NeedInput, View};
use crate::features::objectives::fixtures as objectives;
use crate::features::placements::fixtures as placements;
use crate::features::proposals::actions;
use crate::features::proposals::fixtures::act_as;
use crate::features::proposals::model::{Decision, StartInput};
use crate::features::skills::actions as profiles;
use crate::features::skills::model::{SkillInput, SkillSide};
use crate::features::swaps::model::{Answer, AnswerInput, SwapInput};
use crate::features::{needs, secondments, swaps};
use crate::world::World;

/// One step of a life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Stated,
    Proposed,
    Released,
    Agreed,
    Opened,
    Started,
    Talked,
    Returned,
    Debriefed,
}

/// Each step with the days between it and the first day; from `Returned` on, the last day.
const STEPS: [(Step, i64); 9] = [
    (Step::Stated, -60),
    (Step::Proposed, -50),
    (Step::Released, -43),
    (Step::Agreed, -35),
    (Step::Opened, -1),
    (Step::Started, 0),
    (Step::Talked, 8),
    (Step::Returned, 3),
    (Step::Debriefed, 10),
];

impl Until {
    const fn last(self) -> Step {
        match self {
            Self::Released => Step::Released,
            Self::Active => Step::Talked,
            Self::Closed => Step::Debriefed,
        }
    }
}

/// The days of an example; what starts in the future is in the making these days.
fn days(example: &Example, told: Told, today: NaiveDate) -> Vec<(NaiveDate, Step)> {
    let (first, last) = example.days_from(today, told.weeks);
    let steps = STEPS.iter().filter(|(step, _)| *step <= told.until.last());
    steps
        .map(|(step, days)| {
            let anchor = if *step >= Step::Returned { last } else { first };
            let anchor = if first > today { today + Duration::days(40) } else { anchor };
            ((anchor + Duration::days(*days)).min(today), *step)
        })
        .collect()
}

/// Tells the examples up to `now`, on an installation whose clock can be moved.
///
/// # Errors
/// When an action refuses, which is a fault of the product, or the database does not answer.
pub async fn tell(past: &App, world: &World, now: DateTime<Utc>) -> Result<()> {
    let today = now.date_naive();
    let mut steps = Vec::new();
    for example in all() {
        let Some(told) = example.demo else { continue };
        for (day, step) in days(example, told, today) {
            steps.push((day, step, example, told));
        }
    }
    steps.sort_by_key(|(day, step, ..)| (*day, *step));
    let mut numbers: Vec<(&Example, String)> = Vec::new();
    for (day, step, example, told) in steps {
        let morning = day.and_hms_opt(8, 30, 0).map_or(now, |at| at.and_utc());
        let later = past.clock.now() + Duration::minutes(20);
        past.clock.set(morning.max(later).min(now));
        let tale = Tale { app: past, world, example, days: example.days_from(today, told.weeks) };
        let known =
            numbers.iter().find(|(one, _)| std::ptr::eq(*one, example)).map(|(_, number)| number.clone());
        match (step, known) {
            (Step::Stated, _) if example.begins == Begins::Need => {
                numbers.push((example, tale.stated().await?));
            }
            // the one who proposes it begins both legs
            (Step::Stated, None) if example.begins == Begins::Swap => numbers.extend(tale.swapped().await?),
            (Step::Stated, _) => {}
            (Step::Proposed, known) => {
                let is_new = known.is_none();
                let number = tale.proposed(known).await?;
                if is_new {
                    numbers.push((example, number));
                }
            }
            (step, Some(number)) => tale.step(step, &number).await?,
            (_, None) => {}
        }
    }
    Ok(())
}

/// An example on its way.
struct Tale<'a> {
    app: &'a App,
    world: &'a World,
    example: &'a Example,
    days: (NaiveDate, NaiveDate),
}

impl Tale<'_> {
    /// A manager states the need and talks with the person; answers the number of the draft.
    async fn stated(&self) -> Result<String> {
        let (who, p) = (&self.example.who, &self.example.proposal);
        let mut cx = act_as(self.app, self.world, &who.home_manager).await?;
        let input = NeedInput {
            person: super::contact(&who.secondee)?.email,
            kind: p.kind,
            title: p.title.clone(),
            need: p.purpose.clone(),
            why_no_advert: "One person fits, and the host knows them.".to_owned(),
            why_short_notice: "The host needs somebody soon.".to_owned(),
            account: self.example.account.clone(),
            is_confidential: self.example.is_confidential,
            host_organisation: Some(self.world.organisation(&p.host)?),
            host_manager: match self.example.host_has_account() {
                true => super::contact(&who.host_manager)?.email,
                false => String::new(),
            },
            place: p.place.clone(),
            starts_on: self.days.0,
            ends_on: self.days.1,
            fte_bp: 10_000,
        };
        let need = needs::actions::start(&mut cx, input).await?;
        let talk = ConsultInput {
            on: cx.today(),
            said: "Would like to go, and asked what becomes of the post.".to_owned(),
            view: View::Agrees,
        };
        let need = needs::actions::consult(&mut cx, &need.number, &talk).await?;
        let record =
            need.secondment.ok_or_else(|| sojourn_kit::error::Error::internal("a need opens a draft"))?;
        let number = secondments::store::of_product(&mut cx, record).await?.secondment.number;
        cx.commit().await?;
        Ok(number)
    }

    /// The two change places: all four say yes, and each leg has its draft. Answers the legs with their numbers.
    async fn swapped(&self) -> Result<Vec<(&'static Example, String)>> {
        let missing = || sojourn_kit::error::Error::internal("a swap with one leg");
        let mut legs: Vec<&'static Example> =
            all().into_iter().filter(|one| one.begins == Begins::Swap).collect();
        legs.sort_by_key(|leg| leg.who.secondee != self.example.who.secondee);
        let [first, second] = <[&'static Example; 2]>::try_from(legs).map_err(|_| missing())?;
        let mut cx = act_as(self.app, self.world, &first.who.secondee).await?;
        let input = SwapInput {
            first: super::contact(&first.who.secondee)?.email,
            second: super::contact(&second.who.secondee)?.email,
            title: "Two weeks of each other’s craft".to_owned(),
            purpose: first.proposal.purpose.clone(),
            starts_on: self.days.0,
            ends_on: self.days.1,
            fte_bp: 10_000,
        };
        let number = swaps::actions::propose(&mut cx, input).await?.number;
        cx.commit().await?;
        let mut opened = None;
        for who in [&second.who.secondee, &first.who.home_manager, &second.who.home_manager] {
            let mut cx = act_as(self.app, self.world, who).await?;
            let yes = AnswerInput { answer: Answer::Yes, reason: String::new() };
            opened = Some(swaps::actions::answer(&mut cx, &number, &yes).await?);
            cx.commit().await?;
        }
        let mut numbers = Vec::new();
        let mut cx = act_as(self.app, self.world, &first.who.secondee).await?;
        for (leg, example) in opened.iter().flat_map(|swap| &swap.legs).zip([first, second]) {
            let id = leg.secondment.ok_or_else(missing)?;
            let record = secondments::store::of_product(&mut cx, id).await?;
            numbers.push((example, record.secondment.number));
        }
        Ok(numbers)
    }

    async fn proposed(&self, known: Option<String>) -> Result<String> {
        self.profile().await?;
        let document = self.example.document(self.days)?;
        let mut cx = act_as(self.app, self.world, &self.example.who.secondee).await?;
        let number = match known {
            Some(number) => number,
            None => {
                let input = StartInput { title: document.why.title.clone(), scope: self.example.scope() };
                actions::start(&mut cx, input).await?.secondment.number
            }
        };
        actions::save_document(&mut cx, &number, None, document).await?;
        actions::send(&mut cx, &number, None).await?;
        cx.commit().await?;
        Ok(number)
    }

    fn is_leg(&self) -> bool {
        self.example.begins == Begins::Swap
    }

    async fn profile(&self) -> Result<()> {
        let mut cx = act_as(self.app, self.world, &self.example.who.secondee).await?;
        for (names, side, level) in [
            (&self.example.wants, SkillSide::Wanted, None),
            (&self.example.offers, SkillSide::Offered, Some(4)),
        ] {
            for name in names {
                profiles::keep_skill(&mut cx, &SkillInput { name: name.clone(), side, level }).await?;
            }
        }
        cx.commit().await
    }

    async fn step(&self, step: Step, number: &str) -> Result<()> {
        let (app, world, who) = (self.app, self.world, &self.example.who);
        let host = self.example.host_has_account().then_some(who.host_manager.as_str());
        match step {
            Step::Stated | Step::Proposed => Ok(()),
            Step::Released => {
                let mut cx = act_as(app, world, &who.home_manager).await?;
                let decision = Decision::Release { note: "Go, and tell us.".to_owned() };
                actions::decide_release(&mut cx, number, None, decision).await?;
                cx.commit().await?;
                approvals::approved(app, world, number).await
            }
            Step::Agreed => {
                agreements::issued(app, number).await?;
                agreements::executed(app, number).await?;
                // one leg of a swap starts only when the other could
                if self.is_leg() { placements::settled(app, number).await } else { Ok(()) }
            }
            // no leg arrives before the gates of both are open
            Step::Opened if self.is_leg() => placements::opened(app, number).await,
            Step::Opened => Ok(()),
            Step::Started => {
                if self.is_leg() {
                    placements::arrived(app, world, number, host).await?;
                } else {
                    placements::active(app, world, number, host).await?;
                }
                let items = self.example.objectives.clone();
                let Some(host) = host else { return Ok(()) };
                objectives::agreed(
                    app,
                    world,
                    number,
                    [&who.secondee, who.home_manager.as_str(), host],
                    items,
                )
                .await
            }
            Step::Talked => {
                let words = ["As we thought, so far.", "", "We talk again in four weeks."];
                placements::checked_in(app, world, &who.secondee, number, words).await
            }
            Step::Returned => {
                placements::returned(app, world, &who.home_manager, number, &self.example.proposal.post).await
            }
            Step::Debriefed => {
                let words = [self.example.debrief.brought_back.as_str(), "Begin a week earlier."];
                placements::closed(app, world, &who.secondee, number, words).await
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sojourn_kit::args;
    use sojourn_kit::clock::Clock;
    use sojourn_kit::config::Config;
    use sojourn_kit::testing::scratch_databases;

    use super::*;
    use crate::schema::MIGRATIONS;
    use crate::world::{self, examples, stages};

    #[tokio::test]
    async fn the_examples_stand_beside_the_named_world_and_are_found_again() {
        for scratch in scratch_databases(MIGRATIONS).await {
            let folder = tempfile::tempdir().unwrap();
            let data = ("SOJOURN_DATA_DIR".to_owned(), folder.path().display().to_string());
            let config = Config::load(None, std::iter::once(data)).unwrap();
            let now: DateTime<Utc> = crate::testing::TODAY.parse().unwrap();
            let app = App::try_new(config, scratch.db.clone(), Clock::fixed(now), true).unwrap();
            let past = stages::past_of(&app).unwrap();
            let mut built = world::build(&past).await.unwrap();
            assert!(
                built.personas().all(|(key, _)| key != "nadia"),
                "those who are not there cannot sign in"
            );
            examples::build(&past, &mut built).await.unwrap();
            tell(&past, &built, now).await.unwrap();
            let found = world::find(&app).await.unwrap().unwrap();
            assert_eq!(found.person("nadia").unwrap(), built.person("nadia").unwrap());
            assert!(found.personas().any(|(key, _)| key == "nadia"));
            let mut tx = app.db.read().await.unwrap();
            let sql = "SELECT p.given_name, s.workflow FROM secondments s
                       JOIN people p ON p.id = s.secondee_id ORDER BY p.given_name";
            let rows = tx.all(sql, args![]).await.unwrap();
            let rows: Vec<(String, String)> = rows
                .iter()
                .map(|row| (row.get("given_name").unwrap(), row.get("workflow").unwrap()))
                .collect();
            let rows: Vec<(&str, &str)> =
                rows.iter().map(|(who, how)| (who.as_str(), how.as_str())).collect();
            let wanted = [
                ("Amara", "active"),
                ("Ellen", "active"),
                ("Jonas", "active"),
                ("Leo", "terms_negotiation"),
                ("Lotte", "active"),
                ("Luca", "terms_negotiation"),
                ("Mia", "active"),
                ("Nadia", "closed"),
                ("Owen", "active"),
                ("Pavel", "terms_negotiation"),
                ("Tim", "terms_negotiation"),
                ("Zoe", "terms_negotiation"),
            ];
            assert_eq!(rows, wanted);
            let late = tx.count("SELECT COUNT(*) AS n FROM events WHERE at > $1", args![now]).await.unwrap();
            assert_eq!(late, 0, "nothing has happened after today");
            drop(tx);
            scratch.db.close().await;
        }
    }
}
