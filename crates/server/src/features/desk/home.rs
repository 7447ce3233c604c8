//! Home: what needs the reader now, where things are, and who starts or comes back these days.

use askama::Template;
use chrono::{Days, NaiveDate, Timelike};
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use super::model::{self, Waiting};
use super::{also, store};
use crate::actor::{Actor, Role};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::list::model::Wanted;
use crate::features::secondments::list::{self, Line, StatusGroup};
use crate::features::secondments::mine::store::roles_held;
use crate::features::secondments::{Head, Record, RecordTab, Status, Workflow, head, steps};
use crate::features::tasks;
use crate::page::{frame, render};
use crate::shell::{
    COUNTED, Due, Empty, FlowStrip, Frame, Link, Markup, Place, StripItem, WorkList, WorkRow, away,
    up_to_many,
};

/// Rows under "Needs you now"; the rest is one link away.
const ROWS: usize = 12;
/// Rows of one's own tasks among them: what others wait for keeps its place.
const TASK_ROWS: usize = 6;
/// Rows of "Your secondments".
const OWN_ROWS: usize = 8;
/// Lines of "This week".
const WEEK_ROWS: i64 = 24;

#[derive(Template)]
#[template(path = "features/desk/home.html")]
struct HomePage {
    frame: Frame,
    greeting: String,
    summary: String,
    strip: Option<FlowStrip>,
    own: Option<OwnLine>,
    undo: Option<Markup>,
    work: Option<WorkList>,
    more: Option<String>,
    mine: Option<WorkList>,
    empty: Option<Empty>,
    week: Vec<DayOf>,
}

/// The reader's own secondment.
struct OwnLine {
    title: String,
    href: String,
    head: Head,
    waiting: Option<String>,
}

/// A day of this week.
struct DayOf {
    label: String,
    is_today: bool,
    items: Vec<DayItem>,
}

struct DayItem {
    text: String,
    href: String,
    class: &'static str,
}

/// `GET /`
pub async fn home(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let covers = !cx.actor.covered_organisations().is_empty();
    let (waiting, steps) = what_waits(&mut cx).await?;
    let today = cx.today();
    let frame = frame(&door, "Home", Some(Place::Home));
    let held = roles_held(&mut cx).await?;
    let asked = also::rows(&mut cx, &held).await?;
    let tasks = tasks::for_home(&mut cx, &frame.form_id, TASK_ROWS).await?;
    let total = (steps + asked.len() as u64 + tasks.total).min(COUNTED);
    let own_steps = waiting.iter().map(|one| one.row(cx.actor.person, today)).collect();
    let rows = merged(asked, own_steps, tasks.rows);
    let strip = if covers { Some(strip(&mut cx).await?) } else { None };
    let own = if held.any(&[Role::Secondee]) { own_line(&mut cx).await? } else { None };
    let mine = if covers { None } else { mine(&mut cx).await? };
    let mut summary = model::summary(total, &rows);
    if total == 0
        && let Some(strip) = &strip
    {
        summary = format!("{summary} {}", calm(&mut cx, strip).await?);
    }
    let is_new = rows.is_empty() && own.is_none() && mine.is_none() && !covers;
    let page = HomePage {
        frame,
        undo: tasks.undo,
        greeting: format!("{}, {}", greeting(cx.now().hour()), steps::first_name(&cx.actor.name)),
        summary,
        strip,
        own,
        more: more(total, rows.len() as u64),
        work: (!rows.is_empty()).then(|| work(total, rows)),
        mine,
        empty: is_new.then(|| nothing_yet(&cx.actor)),
        week: week(&mut cx).await?,
    };
    render(&page)
}

/// Everything in one list: what is late first, then what somebody else waits for an answer to and what is near.
/// Questions stand before steps of records, and those before tasks.
fn merged(asked: Vec<WorkRow>, steps: Vec<WorkRow>, tasks: Vec<(NaiveDate, WorkRow)>) -> Vec<WorkRow> {
    let need = |row: &WorkRow| match row.due {
        Some(Due::Late(_)) => 0,
        Some(Due::Soon(_)) | None => 1,
        Some(Due::Later(_)) => 2,
    };
    let asked = asked.into_iter().map(|row| (need(&row).min(1), row));
    let own = steps.into_iter().chain(tasks.into_iter().map(|(_, row)| row)).map(|row| (need(&row), row));
    let mut rows: Vec<(u8, WorkRow)> = asked.chain(own).collect();
    rows.sort_by_key(|(need, _)| *need);
    rows.into_iter().take(ROWS).map(|(_, row)| row).collect()
}

/// The rows, and how many there are in all; counted only when there may be more than are shown.
async fn what_waits(cx: &mut Cx) -> Result<(Vec<Waiting>, u64)> {
    let waiting = store::waiting(cx, ROWS).await?;
    let shown = waiting.len() as u64;
    let total = if waiting.len() < ROWS { shown } else { store::count_waiting(cx).await?.max(shown) };
    Ok((waiting, total))
}

/// How many are not shown, in words.
fn more(total: u64, shown: u64) -> Option<String> {
    match total.saturating_sub(shown) {
        0 => None,
        _ if total >= COUNTED => Some("many".to_owned()),
        more => Some(more.to_string()),
    }
}

fn work(total: u64, rows: Vec<WorkRow>) -> WorkList {
    WorkList { id: "needs-you", heading: "Needs you now".to_owned(), total, all: None, rows }
}

fn greeting(hour: u32) -> &'static str {
    match hour {
        5..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    }
}

async fn strip(cx: &mut Cx) -> Result<FlowStrip> {
    use StatusGroup as G;
    let shown = [G::Approval, G::Signatures, G::Starting, G::Away, G::Back];
    let [approval, signatures, starting, away, back, agreed, home] =
        store::counts(cx, [shown[0], shown[1], shown[2], shown[3], shown[4], G::Agreed, G::Home]).await?;
    let items =
        shown.iter().zip([approval, signatures, starting, away, back]).map(|(group, count)| StripItem {
            count,
            label: group.label().to_owned(),
            href: format!("/secondments?status={}", group.as_str()),
            away: *group == G::Away,
        });
    let open = [approval, signatures, agreed, away, home].into_iter().sum::<u64>().min(COUNTED);
    Ok(FlowStrip {
        label: format!("Where your {} secondments are", up_to_many(open)),
        items: items.collect(),
    })
}

/// What to say when nothing waits: "21 people are away; next start is 30 November."
async fn calm(cx: &mut Cx, strip: &FlowStrip) -> Result<String> {
    let away = strip.items.iter().find(|item| item.away).map_or(0, |item| item.count);
    let people = match away {
        0 => "Nobody is away".to_owned(),
        1 => "One person is away".to_owned(),
        many => format!("{} people are away", up_to_many(many)),
    };
    Ok(match store::next_start(cx).await? {
        Some(day) => format!("{people}; next start is {}.", day.format("%-d %B")),
        None => format!("{people}."),
    })
}

async fn own_line(cx: &mut Cx) -> Result<Option<OwnLine>> {
    let Some(record) = store::own(cx).await? else { return Ok(None) };
    let head = head(cx, &record, RecordTab::Overview).await?;
    let host = head.parties.host_name().unwrap_or("a host to be chosen");
    Ok(Some(OwnLine {
        title: format!("Your secondment to {host}"),
        href: own_page(&record),
        waiting: steps::waiting_for(&record, &head.parties, cx.actor.person),
        head,
    }))
}

/// The page that is made for somebody while they are away; the record otherwise.
fn own_page(record: &Record) -> String {
    match record.secondment.workflow {
        state if state.is_under_way() => "/my/placement".to_owned(),
        _ => format!("/secondments/{}", record.secondment.number),
    }
}

/// Everything the reader is part of, for those who cover no organisation.
async fn mine(cx: &mut Cx) -> Result<Option<WorkList>> {
    let (lines, has_more) = list::store::page(cx, &Wanted::default(), OWN_ROWS).await?;
    let (me, today) = (cx.actor.person, cx.today());
    let others: Vec<&Line> = lines.iter().filter(|line| line.record.secondment.secondee != me).collect();
    if others.is_empty() {
        return Ok(None);
    }
    let rows: Vec<WorkRow> = others.into_iter().map(|line| mine_row(line, today)).collect();
    let all = has_more.then(|| Link::new("All secondments", "/secondments"));
    Ok(Some(WorkList {
        id: "your-people",
        heading: "People you look after".to_owned(),
        total: rows.len() as u64,
        all,
        rows,
    }))
}

fn mine_row(line: &Line, today: NaiveDate) -> WorkRow {
    let s = &line.record.secondment;
    let status = Status::of(s, today);
    WorkRow {
        line: Some(away(status.progress)),
        title: format!("{}, {} to {}", line.person, line.home(), line.host()),
        href: format!("/secondments/{}", s.number),
        meta: vec![line.dates()],
        tags: vec![status.tag()],
        due: None,
        action: None,
    }
}

fn nothing_yet(actor: &Actor) -> Empty {
    if actor.holds_anywhere(crate::actor::Role::SysAdmin) {
        return Empty {
            title: "You run this installation".to_owned(),
            text: "Administrators see no records. Accounts and roles are in Settings.".to_owned(),
            action: Some(Link::new("Open Settings", "/settings")),
        };
    }
    Empty {
        title: "No secondments yet".to_owned(),
        text: "Describe the one you want: why, where, when, and what you would bring back.".to_owned(),
        action: Some(Link::new("Start a secondment", "/start")),
    }
}

async fn week(cx: &mut Cx) -> Result<Vec<DayOf>> {
    let today = cx.today();
    let lines = store::these_days(cx, 7, WEEK_ROWS).await?;
    let days = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    Ok(days
        .map(|day| DayOf {
            label: if day == today { "Today".to_owned() } else { day.format("%a %-d").to_string() },
            is_today: day == today,
            items: lines.iter().flat_map(|line| items_of(line, day)).collect(),
        })
        .filter(|day| !day.items.is_empty())
        .collect())
}

fn items_of(line: &Line, day: NaiveDate) -> Vec<DayItem> {
    let s = &line.record.secondment;
    let href = format!("/secondments/{}", s.number);
    let mut items = Vec::new();
    if s.starts_on == Some(day)
        && matches!(s.workflow, Workflow::Executed | Workflow::PreStart | Workflow::Active)
    {
        let text = format!("{} starts at {}", line.person, line.host());
        items.push(DayItem { text, href: href.clone(), class: "o" });
    }
    if s.ends_on == Some(day) && s.workflow == Workflow::Active {
        let text = format!("{}’s last day at {}", line.person, line.host());
        items.push(DayItem { text, href, class: "h" });
    }
    items
}
