//! The follow-ups of a record: all of them, and one.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{
    Answer, AnswerInput, Answerer, FollowUp, Uses, after, asked, is_gone, is_needed, since, state,
};
use super::super::{access, actions, store};
use super::list::tag;
use crate::door::Door;
use crate::features::returns;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{
    Cell, Column, ErrorSummary, FieldOption, FieldView, Frame, Link, Place, Row, SummaryList, SummaryRow,
    Table,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/outcomes/pages/all.html")]
struct AllPage {
    frame: Frame,
    head: Head,
    table: Option<Table>,
    record: Option<Link>,
}

#[derive(Template)]
#[template(path = "features/outcomes/pages/answer.html")]
struct AnswerPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    heading: String,
    answers: Vec<(&'static str, String, SummaryList)>,
    waiting: String,
    form: Option<Vec<FieldView>>,
}

/// `GET /secondments/{number}/follow-ups`
pub async fn all(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = returns::actions::seen_at_home(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let today = cx.today();
    let all = store::of_record(&mut cx, &record).await?;
    let takes = access::takes_along(&record) && access::is_back(&record);
    let page = AllPage {
        frame: frame(&door, format!("What became of it, {}", head.title), Some(Place::Secondments)),
        table: (!all.is_empty()).then(|| table(&all, &number, today)),
        record: takes
            .then(|| Link::new("Open the record to take along", format!("/secondments/{number}/record"))),
        head,
    };
    render(&page)
}

fn table(all: &[FollowUp], number: &str, today: NaiveDate) -> Table {
    let row = |one: &FollowUp| {
        let by: Vec<&str> = one.answers.iter().map(|answer| answer.by.as_str()).collect();
        let href = format!("/secondments/{number}/follow-ups/{}", one.months);
        Row {
            cells: vec![
                Cell::Link(Link::new(after(one.months), href)),
                Cell::Text(near(one.due_on, today)),
                Cell::Tag(tag(state(one.due_on, one.answered_at, today))),
                Cell::Text(by.join(", ")),
            ],
        }
    };
    Table {
        caption: "Follow-ups".to_owned(),
        hide_caption: true,
        columns: ["After", "Day", "State", "Answered by"].map(Column::text).into(),
        rows: all.iter().map(row).collect(),
        foot: None,
    }
}

/// `GET /secondments/{number}/follow-ups/{months}`
pub async fn show(door: Door, Route((number, months)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, &months, Form::default()).await
}

/// `POST /secondments/{number}/follow-ups/{months}`
pub async fn send(
    door: Door,
    Route((number, months)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let yes = |name: &str| match sent.get(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let input = AnswerInput {
        retained: yes("retained"),
        promoted: yes("promoted"),
        uses_skills: Uses::parse(sent.get("uses_skills")),
        in_touch: yes("in_touch"),
        again: yes("again"),
        words: sent.text("words"),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        returns::actions::seen_at_home(&mut cx, &number).await?;
        actions::answer(&mut cx, &number, parsed(&months)?, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/follow-ups")).flash("Thank you. It is sent"))
            .await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &months, sent.with(errors)).await,
    }
}

fn parsed(months: &str) -> Result<i64> {
    months.parse().map_err(|_| Error::NotFound)
}

async fn view(door: &Door, number: &str, months: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = returns::actions::seen_at_home(&mut cx, number).await?;
    let follow_up = actions::find(&mut cx, &record, parsed(months)?).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let today = cx.today();
    let party = answering(&record, &follow_up, today);
    let heading = format!("{} after {}", after(follow_up.months), since(record.secondment.workflow));
    let errors = sent.errors.0.iter().map(|(name, words)| (Some(format!("#f-{name}")), words.clone()));
    let page = AnswerPage {
        frame: frame(door, format!("{heading}, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary { items: errors.collect() },
        number: number.to_owned(),
        heading,
        answers: follow_up.answers.iter().map(|answer| told(answer, today)).collect(),
        waiting: format!("It is asked on {}, and not answered yet.", long(follow_up.due_on)),
        form: party.map(|party| fields(party, is_gone(&record.secondment), &sent)),
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// As what the reader can answer now.
fn answering(record: &Record, follow_up: &FollowUp, today: NaiveDate) -> Option<Answerer> {
    let party = access::answers_as(record)?;
    let is_now = access::is_followed(record) && follow_up.due_on <= today;
    (is_now && !follow_up.answers.iter().any(|one| one.party == party)).then_some(party)
}

fn question(name: &str, party: Answerer) -> &'static str {
    match (name, party) {
        ("retained", _) => "Do they still work here?",
        ("promoted", _) => "Have they been promoted since?",
        ("uses_skills", Answerer::Secondee) => "Do you use what you learnt there?",
        ("uses_skills", _) => "Do they use what they learnt there?",
        ("in_touch", Answerer::Secondee) => "Are you still in touch with people there?",
        ("in_touch", _) => "Are they still in touch with people there?",
        _ => "Would you do it again?",
    }
}

fn fields(party: Answerer, is_gone: bool, sent: &Form) -> Vec<FieldView> {
    let two = || vec![FieldOption::new("yes", "Yes"), FieldOption::new("no", "No")];
    let three = || Uses::ALL.iter().map(|uses| FieldOption::new(uses.as_str(), uses.label())).collect();
    let field = |name: &&'static str| {
        let options = if *name == "uses_skills" { three() } else { two() };
        let field = FieldView::new(*name, question(name, party))
            .radios(options)
            .value(sent.or(name, ""))
            .error(sent.error(name));
        if is_needed(party, name, is_gone) { field } else { field.optional() }
    };
    let words = FieldView::new("words", "Anything to add?")
        .lines()
        .hint("Everybody at home who follows this record reads it.")
        .optional()
        .value(sent.or("words", ""))
        .error(sent.error("words"));
    asked(party).iter().map(field).chain(std::iter::once(words)).collect()
}

fn told(answer: &Answer, today: NaiveDate) -> (&'static str, String, SummaryList) {
    let yes = |said: bool| if said { "Yes" } else { "No" };
    let known = [
        ("Still here", answer.retained.map(yes)),
        ("Promoted", answer.promoted.map(yes)),
        ("Uses the skills", answer.uses_skills.map(Uses::label)),
        ("In touch with the host", answer.in_touch.map(yes)),
        ("Would do it again", answer.again.map(yes)),
    ];
    let mut rows: Vec<SummaryRow> = known
        .into_iter()
        .filter_map(|(label, said)| said.map(|said| SummaryRow::text(label, said)))
        .collect();
    if !answer.words.is_empty() {
        rows.push(SummaryRow::text("In words", answer.words.clone()));
    }
    let who = format!(
        "{}, {}, {}",
        answer.by,
        answer.party.label().to_lowercase(),
        near(answer.at.date_naive(), today)
    );
    (answer.party.as_str(), who, SummaryList { rows, tight: false })
}
