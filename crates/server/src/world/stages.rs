//! The demo's past: secondments in different states, each brought there by the same actions that people use,
//! on the days on which they would have happened. Pages then show a house that has been lived in.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use sojourn_kit::clock::Clock;
use sojourn_kit::error::Result;

use super::approving;
use super::changing::{PRIYA_AGAIN, callum_asks_to_stay};
use super::stories::{ADA, GRACE, PRIYA, SOFIA};
use super::{World, tasks, ways};
use crate::app::App;
use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures as approvals;
use crate::features::placements::fixtures as placements;
use crate::features::placements::gate::GateCode;
use crate::features::proposals::actions;
use crate::features::proposals::fixtures::{Case, act_as};
use crate::features::proposals::model::{Decision, Document, StartInput};
use crate::features::secondments::Scope;

/// How far back the demo's past reaches, in days: the day on which its people were written down.
pub const PAST_DAYS: i64 = 330;

/// The days of the past, told in their order.
pub(super) struct Past<'a> {
    pub(super) app: &'a App,
    pub(super) world: &'a World,
    pub(super) now: DateTime<Utc>,
}

/// A copy of the installation whose clock stands where the past begins.
///
/// # Errors
/// When the installation cannot be copied.
pub fn past_of(app: &App) -> Result<App> {
    let begin = app.clock.now() - Duration::days(PAST_DAYS);
    App::try_new(app.config.clone(), app.db.clone(), Clock::fixed(begin), app.demo)
}

/// Tells the past up to `now`, on an installation whose clock can be moved; `say` hears what is being told.
///
/// # Errors
/// When an action refuses, which is a fault of the product, or the database does not answer.
pub async fn tell(past: &App, world: &World, now: DateTime<Utc>, say: impl Fn(&str)) -> Result<()> {
    let past = Past { app: past, world, now };
    let week = monday(now.date_naive());
    super::teams::minimums(past.app, world).await?;
    say("…Priya in London last spring, Grace in Creative");
    let priya = past.priya(week).await?;
    say("…Callum in London, week 12 of 25");
    let callum = past.callum_and_grace(week, &priya).await?;
    tasks::with_priya(past.app, past.world, &priya, now.date_naive()).await?;
    say("…Ada ready to start, Inès partly signed, Dana released, Grace and Sofia in approval, Tomasz asking");
    past.waiting(week, &callum).await?;
    past.jobs().await?;
    say("…Opportunities open, with those who applied");
    super::openings::tell(past.app, past.world).await?;
    say("…a wish, two invitations, a need, a swap");
    past.ways_in().await
}

/// The Monday of the week.
fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

impl Past<'_> {
    /// Moves the clock to the morning of a day, never beyond now.
    pub(super) fn on(&self, day: NaiveDate) {
        let morning = day.and_hms_opt(8, 30, 0).map(|at| at.and_utc());
        let at = morning.unwrap_or(self.now).min(self.now);
        self.app.clock.set(at.max(self.app.clock.now()));
    }

    /// Some time passes, so that what follows is later than what was before.
    pub(super) fn later(&self) {
        let at = self.app.clock.now() + Duration::minutes(40);
        self.app.clock.set(at.min(self.now));
    }

    async fn propose(&self, secondee: &str, scope: Scope, document: Document) -> Result<String> {
        let mut cx = act_as(self.app, self.world, secondee).await?;
        let input = StartInput { title: document.why.title.clone(), scope };
        let number = actions::start(&mut cx, input).await?.secondment.number;
        actions::save_document(&mut cx, &number, None, document).await?;
        actions::send(&mut cx, &number, None).await?;
        cx.commit().await?;
        self.later();
        Ok(number)
    }

    async fn release(&self, manager: &str, number: &str, note: &str) -> Result<()> {
        let mut cx = act_as(self.app, self.world, manager).await?;
        let decision = Decision::Release { note: note.to_owned() };
        actions::decide_release(&mut cx, number, None, decision).await?;
        cx.commit().await
    }

    /// Everybody whose approval it needs gives it, a while after the release.
    async fn approve(&self, number: &str) -> Result<()> {
        self.later();
        approvals::approved(self.app, self.world, number).await
    }

    /// Proposed, released, agreed and signed: the days before the first one on which each happens.
    async fn agree(
        &self,
        who: [&str; 2],
        document: Document,
        first: NaiveDate,
        days: [i64; 4],
    ) -> Result<String> {
        self.on(first - Duration::days(days[0]));
        let number = self.propose(who[0], Scope::Internal, document).await?;
        self.on(first - Duration::days(days[1]));
        self.release(who[1], &number, "Go and come back with it.").await?;
        self.approve(&number).await?;
        self.on(first - Duration::days(days[2]));
        agreements::issued(self.app, &number).await?;
        self.on(first - Duration::days(days[3]));
        self.sign(&number, None).await?;
        Ok(number)
    }

    /// Ten weeks in London, long over, debrief written.
    async fn priya(&self, week: NaiveDate) -> Result<String> {
        let first = week - Duration::weeks(37);
        let last = first + Duration::days(67);
        let number =
            self.agree(["priya", "alison"], PRIYA.document(first, last), first, [50, 45, 38, 33]).await?;
        self.on(first);
        placements::active(self.app, self.world, &number, Some("fiona")).await?;
        self.on(first + Duration::days(30));
        tasks::with_priya(self.app, self.world, &number, first + Duration::days(30)).await?;
        let words =
            ["Twelve renewals signed.", "A second screen.", "Fiona introduces the two largest buyers."];
        placements::checked_in(self.app, self.world, "priya", &number, words).await?;
        self.on(last + Duration::days(3));
        tasks::with_priya(self.app, self.world, &number, last + Duration::days(3)).await?;
        placements::returned(self.app, self.world, "alison", &number, PRIYA.post).await?;
        self.on(last + Duration::days(24));
        tasks::with_priya(self.app, self.world, &number, last + Duration::days(24)).await?;
        let words = [
            "The list of who decides what; Alison’s team uses it since the team day.",
            "Start a month earlier: half of the buyers were on holiday.",
        ];
        placements::closed(self.app, self.world, "priya", &number, words).await?;
        Ok(number)
    }

    /// Callum left eleven weeks ago for 25 weeks; Grace a week later for seven, and is back since three weeks.
    async fn callum_and_grace(&self, week: NaiveDate, priya: &str) -> Result<String> {
        let first = week - Duration::weeks(11);
        let mut document = Case::Callum.document(first - Duration::days(90));
        document.destination.starts_on = Some(first);
        document.destination.ends_on = Some(first + Duration::days(172));
        let callum = self.agree(["callum", "alison"], document, first, [90, 70, 62, 55]).await?;
        self.callum_aims(&callum, first).await?;
        let hers = first + Duration::weeks(1);
        let last = hers + Duration::days(46);
        let grace = self.agree(["grace", "theo"], GRACE.document(hers, last), hers, [40, 33, 26, 21]).await?;
        self.priya_after_three_months(priya).await?;
        self.on(first - Duration::days(4));
        tasks::before_callum(self.app, self.world, &callum, first).await?;
        self.on(first);
        placements::active(self.app, self.world, &callum, Some("fiona")).await?;
        self.callum_until(&callum, first, hers).await?;
        self.on(hers);
        placements::active(self.app, self.world, &grace, Some("rob")).await?;
        let again = week - Duration::weeks(7);
        self.callum_until(&callum, first, again).await?;
        let document = PRIYA_AGAIN.document(again, week - Duration::days(3));
        // a business need: asked, signed and begun on one day
        let priya = self.agree(["priya", "alison"], document, again, [0, 0, 0, 0]).await?;
        placements::active(self.app, self.world, &priya, Some("theo")).await?;
        self.grace_plans(&grace).await?;
        self.callum_until(&callum, first, last + Duration::days(3)).await?;
        self.on(last + Duration::days(3));
        tasks::with_grace(self.app, self.world, &grace, last + Duration::days(3)).await?;
        placements::returned(self.app, self.world, "theo", &grace, GRACE.post).await?;
        tasks::with_callum(self.app, self.world, &callum, last + Duration::days(3)).await?;
        self.callum_until(&callum, first, last + Duration::days(10)).await?;
        self.grace_a_week_back(&grace, last + Duration::days(3)).await?;
        let talk = self.now.date_naive() - Duration::days(13);
        self.callum_until(&callum, first, talk).await?;
        self.on(talk);
        self.talked("alison", &priya).await?;
        tasks::with_callum(self.app, self.world, &callum, talk).await?;
        tasks::with_grace(self.app, self.world, &grace, talk + Duration::days(13)).await?;
        let words = [
            "Two of three shared accounts have the joint offer in writing.",
            "A half hour with Legal about the third.",
            "Alison asks Dev by Friday.",
        ];
        self.callum_talks("alison", &callum, words).await?;
        Ok(callum)
    }

    async fn callum_talks(&self, who: &str, number: &str, words: [&str; 3]) -> Result<()> {
        placements::checked_in(self.app, self.world, who, number, words).await
    }

    /// What waits for somebody today.
    async fn waiting(&self, week: NaiveDate, callum: &str) -> Result<()> {
        let today = self.now.date_naive();
        let back = |days| today - Duration::days(days);
        let first = week - Duration::weeks(11);
        self.callum_until(callum, first, back(12)).await?;
        self.on(back(12));
        let (ada, ines, dana) = self.proposed(week).await?;
        self.callum_until(callum, first, back(9)).await?;
        self.on(back(9));
        self.release("ruth", &ada, "The weekly report is covered.").await?;
        self.release("rob", &ines, "I’ll take the two jobs of that week.").await?;
        let grace = self.propose("grace", Scope::External, approving::grace(week)).await?;
        self.approve(&ada).await?;
        self.approve(&ines).await?;
        self.callum_until(callum, first, back(7)).await?;
        self.on(back(7));
        self.release("theo", &grace, "The spring range can spare her in these weeks.").await?;
        agreements::issued(self.app, &ada).await?;
        agreements::issued(self.app, &ines).await?;
        self.callum_until(callum, first, back(5)).await?;
        self.on(back(5));
        self.sign(&ada, None).await?;
        self.sign(&ines, Some("Helen Marsh")).await?;
        let first = week + Duration::weeks(8);
        let document = SOFIA.document(first, first + Duration::days(116));
        let sofia = self.propose("sofia", Scope::External, document).await?;
        let first = week - Duration::weeks(11);
        self.callum_until(callum, first, back(4)).await?;
        self.on(back(4));
        let known = [(GateCode::RightToWork, "Passport seen"), (GateCode::Induction, "Olu meets her at 9")];
        placements::confirmed(self.app, &ada, &known).await?;
        tasks::before_ada(self.app, self.world, &ada, today).await?;
        tasks::before_ines(self.app, self.world, &ines, today).await?;
        self.ada_says_hello(&ada).await?;
        self.callum_until(callum, first, back(3)).await?;
        self.on(back(3));
        let words = [
            "Buyers here want proof of service levels before price. The playbook changes for that.",
            "",
            "Fiona and I rewrite chapter two before the midpoint.",
        ];
        self.callum_talks("callum", callum, words).await?;
        self.release("erik", &sofia, "Platform can do without her until summer.").await?;
        tasks::around_callum(self.app, self.world, callum, today).await?;
        callum_asks_to_stay(self.app, self.world, callum, self.now).await?;
        self.callum_until(callum, first, back(2)).await?;
        self.on(back(2));
        self.release("olu", &dana, "Both teams need this.").await?;
        // HR at Halden approves; Legal is next there, and nobody holds that role
        approvals::approve_next(self.app, self.world, &sofia).await?;
        approving::finance_is_away(self.app, self.world, today).await?;
        self.callum_until(callum, first, back(1)).await?;
        self.on(back(1));
        self.callum_until(callum, first, today).await?;
        let document = Case::Tomasz.document(today);
        self.propose("tomasz", Scope::External, document).await.map(drop)
    }

    /// What people would like, and whom they asked to come.
    async fn ways_in(&self) -> Result<()> {
        self.on(self.now.date_naive());
        ways::told(self.app, self.world).await
    }

    async fn proposed(&self, week: NaiveDate) -> Result<(String, String, String)> {
        let today = self.now.date_naive();
        let first = week + Duration::weeks(2);
        let document = ADA.document(first, first + Duration::days(39));
        let ada = self.propose("ada", Scope::Internal, document).await?;
        let ines = self.propose("ines", Scope::External, Case::Ines.document(today)).await?;
        let dana = self.propose("dana", Scope::Internal, Case::Dana.document(today)).await?;
        Ok((ada, ines, dana))
    }

    /// Has all sign in their order, or only those before somebody.
    async fn sign(&self, number: &str, before: Option<&str>) -> Result<()> {
        while let Some(next) = agreements::next_to_sign(self.app, number).await? {
            if before == Some(next.as_str()) {
                break;
            }
            agreements::sign_next(self.app, number).await?;
            self.later();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use sojourn_kit::args;
    use sojourn_kit::config::Config;
    use sojourn_kit::testing::scratch_databases;

    use super::*;
    use crate::schema::MIGRATIONS;
    use crate::world;

    #[tokio::test]
    async fn the_past_ends_with_everybody_where_the_mocks_have_them() {
        for scratch in scratch_databases(MIGRATIONS).await {
            let folder = tempfile::tempdir().unwrap();
            let data = ("SOJOURN_DATA_DIR".to_owned(), folder.path().display().to_string());
            let config = Config::load(None, std::iter::once(data)).unwrap();
            let now: DateTime<Utc> = crate::testing::TODAY.parse().unwrap();
            let app = App::try_new(config, scratch.db.clone(), Clock::fixed(now), true).unwrap();
            let past = past_of(&app).unwrap();
            let built = world::build(&past).await.unwrap();
            tell(&past, &built, now, |line| println!("{line}")).await.unwrap();
            assert!(!world::is_whole(&app).await.unwrap());
            world::mark_whole(&app).await.unwrap();
            assert!(world::is_whole(&app).await.unwrap());
            let mut tx = app.db.read().await.unwrap();
            let sql = "SELECT p.given_name, s.workflow, s.presence FROM secondments s
                       JOIN people p ON p.id = s.secondee_id ORDER BY s.number";
            let rows = tx.all(sql, args![]).await.unwrap();
            let found: Vec<(String, String)> = rows
                .iter()
                .map(|row| (row.get("given_name").unwrap(), row.get("workflow").unwrap()))
                .collect();
            let found: Vec<(&str, &str)> =
                found.iter().map(|(who, how)| (who.as_str(), how.as_str())).collect();
            let wanted = [
                ("Priya", "closed"),
                ("Callum", "active"),
                ("Grace", "returned"),
                ("Priya", "active"),
                ("Ada", "executed"),
                ("Inès", "partly_signed"),
                ("Dana", "terms_negotiation"),
                ("Grace", "pending_approval"),
                ("Sofia", "pending_approval"),
                ("Tomasz", "release_pending"),
                ("Ravi", "idea"),
            ];
            assert_eq!(found, wanted);
            let late = tx.count("SELECT COUNT(*) AS n FROM events WHERE at > $1", args![now]).await.unwrap();
            assert_eq!(late, 0, "nothing has happened after today");
            drop(tx);
            scratch.db.close().await;
        }
    }
}
