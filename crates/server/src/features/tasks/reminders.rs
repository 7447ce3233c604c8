//! Reminders: a week before, when due, and three days late, then to the desk as well. What one person has to be told on
//! a day stands in one letter; each confidential record has its own.
//!
//! A reminder is one row for each task, due day, stage and person; the row is written before the letter, in one
//! transaction, so that any number of nodes write it once. The three stages cover disjoint days: a clock that steps a
//! year ahead finds each task in the last stage and writes one letter to each person, not one for each day; when it
//! steps back, what was written in the future does not count, and what was told before stays told.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;
use sojourn_kit::outbox::Outgoing;
use uuid::Uuid;

use super::model::Task;
use super::rows::due_words;
use super::store::people::{self, Member};
use super::store::reminders::{Stage, claim, untold};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::features::secondments::list::Line;
use crate::features::secondments::{Party, Secondment, steps};
use crate::jobs::{self, Job};
use crate::shell::words::counted;

/// The job that reminds.
pub const JOB: Job =
    Job { name: "task reminders", every: Duration::from_secs(10 * 60), run: |app| Box::pin(remind(app)) };

/// Tasks of one stage that one run looks at.
const MOST: i64 = 2000;
/// Lines of one part of a letter; the rest is on the page.
const LINES: usize = 20;

/// One line of a letter.
struct Told {
    stage: Stage,
    task: Task,
    line: Line,
    /// Whether it is the reader's own rather than told to the desk about somebody else.
    is_own: bool,
}

/// Writes the reminders that are due now.
///
/// # Errors
/// When the database does not answer; then nothing was written, and the next run writes it.
pub async fn remind(app: App) -> Result<More> {
    let mut cx = jobs::cx(&app, "reminding of tasks").await?;
    let mut letters: BTreeMap<(PersonId, Option<Uuid>), (Member, Vec<Told>)> = BTreeMap::new();
    let mut sides = Sides::default();
    let mut more = More::No;
    for stage in Stage::ALL {
        let found = untold(&mut cx, stage, MOST).await?;
        if i64::try_from(found.len()) == Ok(MOST) {
            more = More::Yes;
        }
        for (task, line) in found {
            for (member, is_own) in sides.recipients(&mut cx, &task, &line.record.secondment, stage).await? {
                if claim(&mut cx, &task, stage, member.id).await? {
                    // what is confidential stands in a letter of its own, which goes only to those who are named on it
                    let s = &line.record.secondment;
                    let key = (member.id, s.is_confidential.then_some(s.id.0));
                    let told = Told { stage, task: task.clone(), line: line.clone(), is_own };
                    letters.entry(key).or_insert_with(|| (member, Vec::new())).1.push(told);
                }
            }
        }
    }
    for (member, told) in letters.into_values() {
        let letter = letter(&cx, &member, &told);
        cx.enqueue(&letter).await?;
    }
    cx.commit().await?;
    Ok(more)
}

/// Who stands for which side, asked once in a run.
#[derive(Default)]
struct Sides {
    known: BTreeMap<(Option<Party>, Uuid, bool), Vec<Member>>,
}

impl Sides {
    /// Who is told of the task: those whose it is, the desk when there is nobody, and the desk as well when it is late.
    /// Whoever left or was switched off is nobody. Without any, nobody is told, and the row says so.
    async fn recipients(
        &mut self,
        cx: &mut Cx,
        task: &Task,
        s: &Secondment,
        stage: Stage,
    ) -> Result<Vec<(Member, bool)>> {
        let own = match task.person {
            Some(person) => people::one(cx, Some(person)).await?,
            None => self.side(cx, s, task.owner).await?,
        };
        let mut all: Vec<(Member, bool)> = own.into_iter().map(|member| (member, true)).collect();
        if all.is_empty() || stage == Stage::Overdue {
            for member in self.desk(cx, s).await? {
                // nobody is the desk of their own secondment
                let is_new = !all.iter().any(|(known, _)| known.id == member.id) && member.id != s.secondee;
                if is_new {
                    all.push((member, false));
                }
            }
        }
        if all.is_empty() {
            claim(cx, task, stage, PersonId(Uuid::nil())).await?;
        }
        Ok(all)
    }

    async fn side(&mut self, cx: &mut Cx, s: &Secondment, side: Party) -> Result<Vec<Member>> {
        let whose = match side {
            Party::Secondee => s.secondee.0,
            Party::HomeManager => s.home_manager.map_or_else(Uuid::nil, |id| id.0),
            Party::HostManager | Party::PartnerContact => s.host_manager.map_or_else(Uuid::nil, |id| id.0),
            Party::HostHr | Party::FinanceHost => s.host_organisation.map_or_else(Uuid::nil, |id| id.0),
            _ => s.home_organisation.0,
        };
        // of what is confidential, mobility does the part of every office
        let key = (Some(side), whose, s.is_confidential);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let members = people::of_side(cx, s, side).await?;
        self.known.insert(key, members.clone());
        Ok(members)
    }

    async fn desk(&mut self, cx: &mut Cx, s: &Secondment) -> Result<Vec<Member>> {
        let key = (None, s.home_organisation.0, false);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let members = people::desk(cx, s.home_organisation).await?;
        self.known.insert(key, members.clone());
        Ok(members)
    }
}

fn letter(cx: &Cx, to: &Member, told: &[Told]) -> Outgoing {
    let today = cx.today();
    let mut parts = Vec::new();
    for (heading, is_own, stage) in [
        ("Late", true, Stage::Overdue),
        ("Due now", true, Stage::Due),
        ("Due within a week", true, Stage::WeekBefore),
        ("Late at others", false, Stage::Overdue),
        ("Due now, with nobody else to ask", false, Stage::Due),
        ("Due within a week, with nobody else to ask", false, Stage::WeekBefore),
    ] {
        let of_part: Vec<&Told> =
            told.iter().filter(|one| one.is_own == is_own && one.stage == stage).collect();
        parts.extend(part(heading, &of_part, today));
    }
    let body = format!(
        "Hello {},\n\n{}\n\nAll your tasks: {}/tasks\n\nSojourn\n",
        steps::first_name(&to.name),
        parts.join("\n\n"),
        cx.app.config.base_url,
    );
    Outgoing {
        dedup: format!("tasks/{}/{today}/{}", to.id, content(told)),
        kind: "task_reminder".to_owned(),
        subject_id: one_record(told),
        to_name: to.name.clone(),
        to_address: to.address.clone(),
        subject: subject(told, today),
        body,
    }
}

fn part(heading: &str, told: &[&Told], today: NaiveDate) -> Option<String> {
    if told.is_empty() {
        return None;
    }
    let mut lines = vec![format!("{heading}:")];
    lines.extend(told.iter().take(LINES).map(|one| {
        let due = one.task.due_on.map_or_else(String::new, |day| format!(", {}", due_words(day, today)));
        format!("- {}{due}. {}, {}", one.task.title, one.line.person, one.line.record.secondment.number)
    }));
    if told.len() > LINES {
        lines.push(format!("and {} more", told.len() - LINES));
    }
    Some(lines.join("\n"))
}

fn subject(told: &[Told], today: NaiveDate) -> String {
    let due =
        |one: &Told| one.task.due_on.map_or_else(String::new, |day| format!(", {}", due_words(day, today)));
    match told {
        [one] => format!("{}{}", one.task.title, due(one)),
        many => format!("{} to look at", counted(many.len() as u64, "task", "tasks")),
    }
}

/// The record, if all that is told belongs to one.
fn one_record(told: &[Told]) -> Option<Uuid> {
    let first = told.first()?.task.secondment;
    told.iter().all(|one| one.task.secondment == first).then_some(first.0)
}

/// What the letter is about, as a short key: the same set of reminders gives the same key.
fn content(told: &[Told]) -> String {
    let mut keys: Vec<String> = told
        .iter()
        .map(|one| format!("{} {:?} {}", one.task.id, one.task.due_on, one.stage.as_str()))
        .collect();
    keys.sort_unstable();
    let hash = Sha256::digest(keys.join("\n").as_bytes());
    hex::encode(&hash[..12])
}
