//! Task lists of the named world as people leave them behind: for tests, the demo and the screenshots.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::model::{AddInput, DoneInput, Evidence, Task, TaskState};
use super::{access, actions, store};
use crate::app::App;
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments::{self, Party};
use crate::world::World;

/// What people write when they finish an item, where the usual words would say too little.
const WORDS: &[(&str, &str)] = &[
    ("C11", "Two colleagues share it until the return"),
    ("C14", "The host sends three lines a quarter, home writes the rating"),
    ("C15", "Passport seen"),
    ("C17", "Visa seen, certificate applied for, tax adviser asked"),
    ("C21", "Outside the scope of VAT"),
    ("C26", "A call every second Tuesday at 9"),
    ("C29", "12 days come along"),
    ("C31", "Jonah Blythe, for the first twelve weeks"),
    ("C42", "Still right. One account more from October"),
    ("C45", "On course; the market note gets another month"),
];

/// The most times that one item is finished in one go: what is done again and again comes round.
const ROUNDS: usize = 3;

/// Everything that is due by a day is finished by those whose it is, except some items. `who` are the keys of the
/// secondee, the home manager and the host manager; without an account the desk does it.
///
/// # Errors
/// When an action refuses, or the database does not answer.
pub async fn finished(
    app: &App,
    world: &World,
    number: &str,
    who: [&str; 3],
    until: NaiveDate,
    except: &[&str],
) -> Result<()> {
    for _ in 0..ROUNDS {
        let mut by_person: BTreeMap<&str, Vec<Task>> = BTreeMap::new();
        let mut cx = act_as(app, world, "maya").await?;
        let record = secondments::store::load(&mut cx, number).await?;
        for task in store::of_record(&mut cx, record.secondment.id).await? {
            let is_due = matches!(task.state, TaskState::ToDo | TaskState::Started)
                && task.due_on.is_some_and(|due| due <= until);
            if is_due && !task.follows_record() && !except.contains(&task.code.as_str()) {
                by_person.entry(doer(who, &task)).or_default().push(task);
            }
        }
        drop(cx);
        if by_person.is_empty() {
            break;
        }
        for (key, tasks) in by_person {
            let mut cx = act_as(app, world, key).await?;
            for task in tasks {
                finish(&mut cx, number, &task).await?;
            }
            cx.commit().await?;
        }
    }
    Ok(())
}

async fn finish(cx: &mut crate::cx::Cx, number: &str, task: &Task) -> Result<()> {
    let (record, now) = actions::load(cx, number, &task.code).await?;
    if access::decide_done(&record, &now).is_err() {
        return Ok(());
    }
    let known = WORDS.iter().find(|(code, _)| *code == task.code).map(|(_, words)| *words);
    let note = match task.evidence {
        Evidence::Note => known.unwrap_or("As we agreed"),
        _ => "",
    };
    let input = DoneInput {
        note: note.to_owned(),
        on: (task.evidence == Evidence::Date).then(|| cx.today()),
        reference: if task.evidence == Evidence::Reference {
            "In the file of the record".to_owned()
        } else {
            String::new()
        },
        version: None,
    };
    actions::done(cx, number, &task.code, &input).await.map(drop)
}

fn doer<'a>(who: [&'a str; 3], task: &Task) -> &'a str {
    match task.owner {
        Party::Secondee => who[0],
        Party::HomeManager => who[1],
        Party::HostManager => who[2],
        Party::FinanceHome => "finance",
        Party::Legal => "dev",
        _ => "maya",
    }
}

/// The desk puts a task of its own on the list; answers its code.
///
/// # Errors
/// As [`finished`].
pub async fn added(
    app: &App,
    world: &World,
    number: &str,
    title: &str,
    owner: Party,
    due: NaiveDate,
) -> Result<String> {
    let mut cx = act_as(app, world, "maya").await?;
    let input =
        AddInput { title: title.to_owned(), owner, due: Some(due), blocking: false, why: String::new() };
    let (_, task) = actions::add(&mut cx, number, &input).await?;
    cx.commit().await?;
    Ok(task.code)
}
