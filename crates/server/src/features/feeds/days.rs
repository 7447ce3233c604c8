//! What stands in somebody's calendar. Titles say who is away and what is due, never where, why or what about: a
//! calendar is read by more people than its owner.

use chrono::NaiveDate;
use sojourn_calendar::Period;
use sojourn_calendar::ical::Entry;
use sojourn_kit::error::Result;

use super::store;
use crate::cx::Cx;
use crate::features::placements::model::OneOfThree;
use crate::features::placements::talks;
use crate::features::secondments::list::Line;
use crate::features::secondments::{Party, Workflow, mine};
use crate::features::tasks::lists;
use crate::features::{contacts, tasks};

/// Tasks of one calendar.
const TASKS: i64 = 300;
/// People with whom somebody keeps in touch.
const TALKS: i64 = 200;

/// Everything in the actor's calendar, in the order of its days.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn entries(cx: &mut Cx) -> Result<Vec<Entry>> {
    let site = site(cx);
    let mut all = Vec::new();
    let records = store::records(cx).await?;
    for line in &records {
        all.extend(stay(line, cx, &site));
        all.extend(check_ins(line, cx, &site).await?);
        all.extend(own_talk(line, cx, &site).await?);
    }
    for watched in contacts::store::mine(cx, TALKS).await? {
        let Some(day) = watched.standing(cx.today()).next else { continue };
        // the talk moves when one is noted: its entry is named after its day, and as old as what it follows from
        let since = watched.talked.unwrap_or(watched.stay.start());
        all.push(Entry {
            uid: format!("{}-talk-{day}@{}", watched.id, site.host),
            sequence: 0,
            changed_at: since.and_time(chrono::NaiveTime::MIN).and_utc(),
            first: day,
            last: day,
            title: format!("Talk with {}", watched.name),
            link: format!("{}/contacts", site.base),
        });
    }
    all.extend(due_tasks(cx, &site).await?);
    all.sort_by(|a, b| (a.first, &a.uid).cmp(&(b.first, &b.uid)));
    Ok(all)
}

/// Where this installation lives: the beginning of links, and what makes a name unique in the world.
struct Site {
    base: String,
    host: String,
}

fn site(cx: &Cx) -> Site {
    let base = cx.app.config.base_url.trim_end_matches('/').to_owned();
    let host = base.split("://").nth(1).unwrap_or("sojourn").split(['/', ':']).next().unwrap_or("sojourn");
    Site { host: host.to_owned(), base }
}

/// An entry of a record: it changes when the record does.
fn entry(line: &Line, site: &Site, part: &str, days: (NaiveDate, NaiveDate), title: String) -> Entry {
    let s = &line.record.secondment;
    Entry {
        uid: format!("{}-{part}@{}", s.id, site.host),
        sequence: s.version,
        changed_at: s.updated_at,
        first: days.0,
        last: days.1,
        title,
        link: format!("{}/secondments/{}", site.base, s.number),
    }
}

/// The time away, and its first and last day and the return for the one who goes.
fn stay(line: &Line, cx: &Cx, site: &Site) -> Vec<Entry> {
    let s = &line.record.secondment;
    let stay = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let Some(stay) = stay else { return Vec::new() };
    let (first, last) = (stay.start(), stay.end());
    let one = |part: &str, day: NaiveDate, title: &str| entry(line, site, part, (day, day), title.to_owned());
    if s.secondee == cx.actor.person {
        let back = mine::working_day(last, 1);
        return vec![
            entry(line, site, "stay", (first, last), "On secondment".to_owned()),
            one("first", first, "First day of the secondment"),
            one("last", last, "Last day of the secondment"),
            one("back", back, "Back from the secondment"),
        ];
    }
    let person = &line.person;
    let title = if line.record.standing.is(Party::HostManager) && !line.record.standing.is(Party::HomeManager)
    {
        format!("{person} in the team")
    } else {
        format!("{person} away")
    };
    vec![entry(line, site, "stay", (first, last), title)]
}

/// The check-ins of the three that are still to be held; one that was never held leaves the calendar with its day.
async fn check_ins(line: &Line, cx: &mut Cx, site: &Site) -> Result<Vec<Entry>> {
    let record = &line.record;
    let Some(me) = OneOfThree::of(record).filter(|_| record.secondment.workflow == Workflow::Active) else {
        return Ok(Vec::new());
    };
    let Some(plan) = talks::plan(cx, record).await? else { return Ok(Vec::new()) };
    let today = cx.today();
    let open = plan.slots.iter().zip(&plan.held).filter(|(slot, held)| !**held && slot.on >= today);
    let title = match me {
        OneOfThree::Secondee => "Check-in".to_owned(),
        _ => format!("Check-in with {}", line.person),
    };
    Ok(open
        .map(|(slot, _)| {
            let part = format!("check-in-{}", slot.on);
            entry(line, site, &part, (slot.on, slot.on), title.clone())
        })
        .collect())
}

/// The next talk with home, for the one who is away.
async fn own_talk(line: &Line, cx: &mut Cx, site: &Site) -> Result<Option<Entry>> {
    let s = &line.record.secondment;
    if s.secondee != cx.actor.person {
        return Ok(None);
    }
    let watched = contacts::store::load_mine(cx, s.id).await?;
    let next = watched.standing(cx.today()).next.filter(|_| watched.is_away);
    Ok(next.map(|day| entry(line, site, &format!("talk-{day}"), (day, day), "Talk with home".to_owned())))
}

/// What the actor still has to do. What it is stands behind sign-in: a task may be about anything.
async fn due_tasks(cx: &mut Cx, site: &Site) -> Result<Vec<Entry>> {
    let wanted = lists::Wanted::default();
    let found: Vec<(tasks::model::Task, Line)> = lists::mine(cx, &wanted, TASKS).await?;
    Ok(found
        .into_iter()
        .filter_map(|(task, line)| {
            let day = task.due_on?;
            let s = &line.record.secondment;
            Some(Entry {
                uid: format!("{}-{}@{}", task.id, task.round, site.host),
                sequence: task.version,
                changed_at: s.updated_at,
                first: day,
                last: day,
                title: format!("Task due, {}", s.number),
                link: format!("{}/secondments/{}/tasks/{}", site.base, s.number, task.code),
            })
        })
        .collect())
}
