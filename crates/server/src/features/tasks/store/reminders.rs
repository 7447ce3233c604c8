//! Which reminders are due, and who was told: one row for each task, day, stage and person.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::{COLUMNS, task};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::Workflow;
use crate::features::secondments::list::{Condition, Line, store as list};
use crate::features::tasks::catalogue::{self, Every};
use crate::features::tasks::model::Task;

/// How near or late a task is when somebody is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Within the next seven days.
    WeekBefore,
    /// Today, or up to two days ago.
    Due,
    /// Three days late and more: the desk is told as well.
    Overdue,
}

/// How many days ahead the first reminder goes out.
const AHEAD: i64 = 7;
/// From how many days late on the desk is told.
const LATE: i64 = 3;
/// What is done again within fewer days than this has no reminder a week before.
const OFTEN: i64 = 14;

impl Stage {
    /// Every one, the nearest to come first.
    pub const ALL: [Self; 3] = [Self::WeekBefore, Self::Due, Self::Overdue];

    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WeekBefore => "week_before",
            Self::Due => "due",
            Self::Overdue => "overdue",
        }
    }

    /// The first and the last due day of the stage, as seen from a day; none on a side without end.
    fn window(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let far = NaiveDate::MIN.max(today - Duration::days(365 * 50));
        match self {
            Self::WeekBefore => (today + Duration::days(1), today + Duration::days(AHEAD)),
            Self::Due => (today - Duration::days(LATE - 1), today),
            Self::Overdue => (far, today - Duration::days(LATE)),
        }
    }
}

/// Open tasks in a stage of which nobody was told yet, the oldest first, with their records. Nothing of records that
/// have ended, of drafts, of those that are paused, and of records about which nobody is reminded.
///
/// # Errors
/// When the database does not answer.
pub async fn untold(cx: &mut Cx, stage: Stage, most: i64) -> Result<Vec<(Task, Line)>> {
    let mut c = Condition::default();
    let (first, last) = stage.window(cx.today());
    let (first, last) = (c.value(first), c.value(last));
    let (word, real) = (c.value(stage.as_str()), c.value(real_until(cx.now())));
    let often = if stage == Stage::WeekBefore {
        let codes = c.values(catalogue::all().filter(|item| is_often(item.every)).map(|item| item.code));
        format!(" AND t.code NOT IN ({codes})")
    } else {
        String::new()
    };
    let quiet = c.values(Workflow::ALL.iter().filter(|state| state.is_quiet()).map(|state| state.as_str()));
    let limit = c.value(most);
    let sql = format!(
        "SELECT {COLUMNS} FROM tasks t JOIN secondments s ON s.id = t.secondment_id
         WHERE t.state IN ('to_do', 'started') AND t.due_on >= {first} AND t.due_on <= {last}{often}
           AND s.workflow NOT IN ({quiet})
           AND NOT EXISTS (SELECT 1 FROM task_silences q WHERE q.secondment_id = s.id)
           AND NOT EXISTS (SELECT 1 FROM task_reminders r WHERE r.task_id = t.id AND r.due_on = t.due_on
             AND r.stage = {word} AND r.told_at <= {real})
         ORDER BY t.due_on, t.id LIMIT {limit}"
    );
    let tasks: Vec<Task> = cx.tx.all(&sql, c.args).await?.iter().map(task).collect::<Result<_>>()?;
    let mut found = Vec::with_capacity(tasks.len());
    for part in tasks.chunks(200) {
        let mut c = Condition::default();
        let mut ids: Vec<_> = part.iter().map(|task| task.secondment).collect();
        ids.sort_unstable();
        ids.dedup();
        let ids = c.values(ids);
        let lines = list::lines_where(cx, c, &format!("s.id IN ({ids})"), "").await?;
        let line_of =
            |task: &Task| lines.iter().find(|line| line.record.secondment.id == task.secondment).cloned();
        found.extend(part.iter().filter_map(|task| Some((task.clone(), line_of(task)?))));
    }
    Ok(found)
}

fn is_often(every: Every) -> bool {
    matches!(every, Every::On([first, ..]) if *first < OFTEN)
}

/// A reminder that bears a later moment than this was written while the clock was wrong, and does not count.
fn real_until(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::days(1)
}

/// Notes that a person is told of a task now. Answers whether they had not been told: only then a letter is written.
///
/// # Errors
/// When the database refuses.
pub async fn claim(cx: &mut Cx, task: &Task, stage: Stage, person: PersonId) -> Result<bool> {
    let told = cx
        .tx
        .run(
            "INSERT INTO task_reminders (task_id, due_on, stage, person_id, told_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (task_id, due_on, stage, person_id) DO UPDATE SET told_at = $5 WHERE task_reminders.told_at > $6",
            args![task.id, task.due_on, stage.as_str(), person, cx.now(), real_until(cx.now())],
        )
        .await?;
    Ok(told == 1)
}
