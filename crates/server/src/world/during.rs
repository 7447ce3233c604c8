//! Callum's time in London as it is lived: objectives with their progress, a journal, pulses. Told through the same
//! actions that people use, on the days on which it happens.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::belonging::{self, Belonging};
use super::stages::Past;
use crate::features::journal::model::{EntryInput, ReadersInput};
use crate::features::objectives::fixtures as objectives;
use crate::features::objectives::model::{IdeaAnswer, IdeaInput, ItemInput, Kind, Phase, Status};
use crate::features::placements::model::{ActionInput, OneOfThree, ReplyInput};
use crate::features::placements::{self, talks};
use crate::features::proposals::fixtures::act_as;
use crate::features::pulse::model::PulseInput;
use crate::features::{feedback, journal, objectives::actions as objective_actions, pulse};

/// What Callum answers each Monday from the first on: part of the team at the host, part of the team back home.
const PULSES: &[(u8, u8)] =
    &[(3, 5), (3, 4), (4, 4), (4, 4), (4, 3), (3, 3), (4, 3), (4, 3), (5, 3), (4, 3), (4, 4)];

/// What Callum writes, so many days before today, and whether Fiona and Alison may read it.
const ENTRIES: &[(i64, &str, bool)] = &[
    (66, "Two desks, two phone systems. Nobody minds if I ask.", false),
    (41, "They review accounts out loud, all of them, every Tuesday. We write to each other instead.", false),
    (17, "Antwerp went well. Fiona let me lead and said so afterwards.", false),
    (4, "Odd week. I missed Priya’s birthday lunch.", false),
    (3, "Buyers here want proof of service levels before price. I’d open with that in Melbourne too.", true),
];

/// What there is to tell of a day, in the order of a day.
enum Told {
    Pulse(u8, u8),
    Entry(&'static str, bool),
    Noted(usize, Status, u8, &'static str, &'static str),
    Idea(&'static str),
    Answered,
    Feedback(&'static str, &'static str, &'static str),
    Agrees(&'static str, &'static str),
    Promised(&'static str, OneOfThree, i64),
    Belonging(Belonging),
}

impl Past<'_> {
    /// The objectives, agreed in the week before the first day.
    pub(super) async fn callum_aims(&self, number: &str, first: NaiveDate) -> Result<()> {
        self.on(first - Duration::days(10));
        let item = |title: &str, measure: &str, kind, phase, weight, weeks: i64| ItemInput {
            id: None,
            title: title.to_owned(),
            measure: measure.to_owned(),
            kind,
            phase,
            weight,
            due_on: Some(first + Duration::weeks(weeks)),
        };
        let items = vec![
            item(
                "Run five European account reviews with London",
                "Five are held, the last two led by Callum",
                Kind::Deliver,
                Phase::Contribute,
                40,
                15,
            ),
            item(
                "Write a market-entry note for Germany and Benelux",
                "Fiona and Alison both sign it off",
                Kind::Market,
                Phase::Contribute,
                35,
                19,
            ),
            item(
                "Share one lesson a month with the Sydney team",
                "Three are sent by the last week",
                Kind::Teach,
                Phase::HandOver,
                25,
                22,
            ),
        ];
        objectives::agreed(self.app, self.world, number, ["callum", "alison", "fiona"], items).await
    }

    /// What happens in London from the day that the clock shows until the day before another.
    pub(super) async fn callum_until(&self, number: &str, first: NaiveDate, until: NaiveDate) -> Result<()> {
        let (today, from) = (self.now.date_naive(), self.app.clock.today());
        let mut days: Vec<(NaiveDate, Told)> = Vec::new();
        for (week, (at_host, at_home)) in (0_i64..).zip(PULSES) {
            days.push((first + Duration::weeks(week), Told::Pulse(*at_host, *at_home)));
        }
        for (back, words, shared) in ENTRIES {
            days.push((today - Duration::days(*back), Told::Entry(words, *shared)));
        }
        let noted = |back, item, status, percent, who, note| {
            (today - Duration::days(back), Told::Noted(item, status, percent, who, note))
        };
        days.push(noted(45, 0, Status::OnTrack, 40, "callum", "2 of 5 done"));
        days.push(noted(33, 2, Status::OnTrack, 33, "callum", "September’s lesson sent"));
        days.push(noted(11, 0, Status::OnTrack, 80, "fiona", "4 of 5 done. Next: Rotterdam, 3 Dec"));
        days.push(noted(6, 1, Status::OnTrack, 45, "callum", "Draft with Fiona since Tuesday"));
        days.push(noted(5, 2, Status::Behind, 33, "alison", "October and November not sent yet"));
        days.push((
            today - Duration::days(19),
            Told::Idea("Read account reviews aloud in Sydney, once a month."),
        ));
        days.push((today - Duration::days(12), Told::Answered));
        let said =
            |back, who, about, words| (today - Duration::days(back), Told::Feedback(who, about, words));
        days.push(said(
            38,
            "alison",
            "",
            "Your Monday notes are read here. Keep them short, keep them coming.",
        ));
        let words =
            "Clear, patient, and right about the buyers. Next, let the team run the Tuesday call themselves.";
        days.push(said(10, "fiona", "The Antwerp review", words));
        days.push((today - Duration::days(12), Told::Agrees("callum", "")));
        days.push((
            today - Duration::days(11),
            Told::Agrees("fiona", "The third account wants Legal on the call."),
        ));
        days.push((
            today - Duration::days(11),
            Told::Promised("Ask Legal about the third account", OneOfThree::HomeManager, 4),
        ));
        days.push((
            today - Duration::days(2),
            Told::Promised("Send November’s lesson to Sydney", OneOfThree::Secondee, 4),
        ));
        days.push((today - Duration::days(2), Told::Agrees("fiona", "")));
        days.extend(belonging::days(today).into_iter().map(|(day, told)| (day, Told::Belonging(told))));
        days.sort_by_key(|(day, _)| *day);
        for (day, told) in days.into_iter().filter(|(day, _)| (from..until).contains(day)) {
            self.on(day);
            self.later();
            self.one_day(number, told).await?;
        }
        Ok(())
    }

    async fn one_day(&self, number: &str, told: Told) -> Result<()> {
        match told {
            Told::Pulse(at_host, at_home) => {
                let mut cx = act_as(self.app, self.world, "callum").await?;
                pulse::actions::send(&mut cx, &PulseInput { at_host, at_home, call_me: false }).await?;
                cx.commit().await
            }
            Told::Entry(words, shared) => self.wrote(words, shared).await,
            Told::Noted(item, status, percent, who, note) => {
                objectives::noted(self.app, self.world, who, number, item, (status, percent, note)).await
            }
            Told::Idea(words) => {
                let mut cx = act_as(self.app, self.world, "callum").await?;
                objective_actions::raise_idea(&mut cx, number, &IdeaInput { idea: words.to_owned() }).await?;
                cx.commit().await
            }
            Told::Feedback(who, about, words) => {
                let mut cx = act_as(self.app, self.world, who).await?;
                let input = feedback::model::GiveInput {
                    about: about.to_owned(),
                    words: words.to_owned(),
                    for_managers: true,
                };
                feedback::actions::give(&mut cx, number, &input).await?;
                cx.commit().await
            }
            Told::Agrees(who, comment) => self.agrees(number, who, comment).await,
            Told::Promised(what, owner, days) => {
                let mut cx = act_as(self.app, self.world, "callum").await?;
                let due_on = cx.today() + Duration::days(days);
                let input = ActionInput { what: what.to_owned(), owner, due_on };
                talks::add_action(&mut cx, number, &input).await?;
                cx.commit().await
            }
            Told::Answered => self.took_it_up(number).await,
            Told::Belonging(told) => self.belongs(number, told).await,
        }
    }

    async fn wrote(&self, words: &str, shared: bool) -> Result<()> {
        let mut cx = act_as(self.app, self.world, "callum").await?;
        let entry = journal::actions::write(&mut cx, &EntryInput { words: words.to_owned() }).await?;
        if shared {
            let readers = vec![self.world.person("fiona")?, self.world.person("alison")?];
            journal::actions::share(&mut cx, entry.id, &ReadersInput { readers }).await?;
        }
        cx.commit().await
    }

    /// Somebody agrees to the notes of the newest check-in.
    async fn agrees(&self, number: &str, who: &str, comment: &str) -> Result<()> {
        let mut cx = act_as(self.app, self.world, who).await?;
        let record = talks::seen(&mut cx, number).await?;
        let newest = placements::store::check_ins(&mut cx, &record, None).await?.0.into_iter().next();
        if let Some(talk) = newest.filter(|talk| talk.recorded_by != cx.actor.person) {
            let input = ReplyInput { agrees: true, comment: comment.to_owned() };
            talks::reply(&mut cx, number, talk.id, &input).await?;
        }
        cx.commit().await
    }

    async fn took_it_up(&self, number: &str) -> Result<()> {
        let mut cx = act_as(self.app, self.world, "alison").await?;
        let record = objective_actions::seen(&mut cx, number).await?;
        let ideas = crate::features::objectives::store::ideas(&mut cx, &record).await?;
        for idea in ideas.iter().filter(|idea| idea.adopted.is_none()) {
            let answer = IdeaAnswer { adopted: true, answer: "From February on, first Tuesday.".to_owned() };
            objective_actions::answer_idea(&mut cx, number, idea.id, &answer).await?;
        }
        cx.commit().await
    }
}
