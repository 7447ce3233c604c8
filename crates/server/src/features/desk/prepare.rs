//! Preparing a check-in: the goals as they stand, what was promised, what is shared from the journal, and the lines
//! of the other two, beside one's own line.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::placements::model::cadence::Slot;
use crate::features::placements::model::{OneOfThree, PrepareInput};
use crate::features::placements::{store as placements, talks};
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::features::{journal, objectives};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{ErrorSummary, FieldView, Frame, Markup, Place};
use crate::typed::{Form, invalid, unprocessable};

/// Entries of the journal on this page.
const ENTRIES: i64 = 5;

#[derive(Template)]
#[template(path = "features/desk/prepare.html")]
struct PreparePage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    heading: String,
    lines: Vec<(&'static str, String)>,
    line: FieldView,
    support: Option<FieldView>,
    about_goals: &'static [&'static str],
    about_support: &'static [&'static str],
    objectives: Option<Markup>,
    promised: Vec<(String, String)>,
    entries: Vec<(String, String)>,
}

/// What to ask about the goals, and what about support: kept apart, so that one does not swallow the other.
const GOALS: &[&str] =
    &["What moved since the last talk?", "Is the scope still right?", "What is in the way?"];
const SUPPORT: &[&str] = &["What would help, from home or from the host?", "Who should know what?"];
const WELLBEING: &[&str] = &[
    "I understand my role.",
    "I feel welcome.",
    "The workload is manageable.",
    "I have what I need.",
    "I am still connected to home.",
];

/// `GET /secondments/{number}/check-ins/plan/{day}`
pub async fn show(door: Door, Route((number, day)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, &day, Form::default()).await
}

/// `POST /secondments/{number}/check-ins/plan/{day}`
pub async fn send(
    door: Door,
    Route((number, day)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        talks::seen(&mut cx, &number).await?;
        let on = day.parse().map_err(|_| Error::NotFound)?;
        let input = PrepareInput { line: sent.text("line"), support: sent.text("support") };
        talks::prepare(&mut cx, &number, on, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/check-ins")).flash("Your line is saved")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &day, sent.with(errors)).await,
    }
}

async fn view(door: &Door, number: &str, day: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = talks::seen(&mut cx, number).await?;
    let day: NaiveDate = day.parse().map_err(|_| Error::NotFound)?;
    let me = OneOfThree::of(&record).ok_or(Error::Forbidden)?;
    let slot = talks::open_slot(&mut cx, &record, day).await?;
    let head = head(&mut cx, &record, RecordTab::CheckIns).await?;
    let today = cx.today();
    let known = placements::lines(&mut cx, &record, day).await?;
    let mine = known.iter().find(|line| line.party == me).map_or("", |line| line.line.as_str());
    let line = FieldView::new("line", "One line before you talk")
        .hint("The other two read it. What do you want to leave the talk with?")
        .value(sent.or("line", mine))
        .error(sent.error("line"));
    let support = (me == OneOfThree::Secondee).then(|| support_field(&sent));
    let page = PreparePage {
        frame: frame(door, format!("Prepare, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(std::iter::once(&line).chain(&support)),
        number: number.to_owned(),
        heading: heading(slot, today),
        lines: known
            .into_iter()
            .filter(|line| line.party != me)
            .map(|line| (line.party.label(), line.line))
            .collect(),
        line,
        support,
        about_goals: GOALS,
        about_support: if slot.wellbeing { WELLBEING } else { SUPPORT },
        objectives: objectives::panel(&mut cx, &record).await?,
        promised: promised(&mut cx, &record, today).await?,
        entries: entries(&mut cx, &record, me, today).await?,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn heading(slot: Slot, today: NaiveDate) -> String {
    format!("Prepare the {}, {}", slot.kind.label().to_lowercase(), short_day(slot.on, today))
}

fn support_field(sent: &Form) -> FieldView {
    FieldView::new("support", "Something for the mobility team alone?")
        .lines()
        .hint("Your managers don’t see this, now or later.")
        .optional()
        .value(sent.or("support", ""))
        .error(sent.error("support"))
}

async fn promised(cx: &mut Cx, record: &Record, today: NaiveDate) -> Result<Vec<(String, String)>> {
    let actions = placements::talk_actions(cx, record).await?;
    let open = actions.into_iter().filter(|action| action.done_at.is_none());
    Ok(open
        .map(|action| (action.what, format!("{}, by {}", action.owner, short_day(action.due_on, today))))
        .collect())
}

/// What the reader may read of the journal: the writer's own newest entries, or what is shared with the reader.
async fn entries(
    cx: &mut Cx,
    record: &Record,
    me: OneOfThree,
    today: NaiveDate,
) -> Result<Vec<(String, String)>> {
    if me == OneOfThree::Secondee {
        let own = journal::store::own(cx, None, ENTRIES).await?;
        return Ok(own
            .into_iter()
            .map(|one| (short_day(one.written_at.date_naive(), today), one.words))
            .collect());
    }
    let shared = journal::store::shared(cx, record, None, ENTRIES).await?;
    Ok(shared.into_iter().map(|one| (short_day(one.written_at.date_naive(), today), one.words)).collect())
}
