//! The debrief: the eight questions once more, beside what was said before.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::door::Door;
use crate::features::placements::model::{Debrief, DebriefInput};
use crate::features::placements::{actions, store};
use crate::features::proposals::worth_it::{self, Answer, Answers, Question, Score, Stage, Verdict};
use crate::features::secondments::{self, Action, Party, Record, Slice, lifecycle};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page;
use crate::shell::{
    Cell, Column, ErrorSummary, FieldOption, FieldView, Frame, Link, Place, Row, SummaryList, SummaryRow,
    Table,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/placements/pages/debrief.html")]
struct DebriefPage {
    frame: Frame,
    head: Head,
    version: i64,
    errors: ErrorSummary,
    form: Option<DebriefForm>,
    /// What to look at again before writing.
    again: Vec<Link>,
    done: Option<(SummaryList, Table)>,
}

struct DebriefForm {
    held_on: FieldView,
    questions: Vec<Asked>,
    brought_back: FieldView,
    do_differently: FieldView,
}

/// A question, its hint says what was said before.
struct Asked {
    verdict: FieldView,
    answer: FieldView,
}

/// Shows the debrief of a record.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// Writes the debrief.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    match invalid(write(&door, &number, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

async fn write(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let held_on = sent.needed_day("held_on", cx.today(), "Write a day such as 7 Dec 2026");
    let input = DebriefInput {
        version: Some(sent.version()),
        held_on,
        answers: answers(sent),
        brought_back: sent.text("brought_back"),
        do_differently: sent.text("do_differently"),
    };
    actions::write_debrief(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    let reply = Reply::see(format!("/secondments/{number}/debrief"));
    cx.finish(reply.flash("Debrief saved. The secondment is closed.")).await
}

fn answers(sent: &Form) -> Answers {
    let answer = |question: &Question| {
        let verdict = Verdict::parse(sent.get(&format!("verdict-{}", question.as_str())))?;
        let answer = sent.text(&format!("answer-{}", question.as_str()));
        Some((*question, Answer { verdict, answer }))
    };
    Question::ALL.iter().filter_map(answer).collect()
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !record.standing.sees(Slice::Debrief) {
        return Err(Error::Forbidden);
    }
    let before = if record.standing.sees(Slice::Proposal) {
        worth_it::load(&mut cx, &record, Stage::Proposal).await?
    } else {
        Answers::new()
    };
    let done = match store::debrief(&mut cx, &record).await? {
        Some(debrief) => {
            let after = worth_it::load(&mut cx, &record, Stage::Debrief).await?;
            Some((told(debrief, cx.today()), table(&before, &after)))
        }
        None => None,
    };
    let may = lifecycle::decide(&record.secondment, Action::Debrief, &record.standing).is_ok();
    let form = may.then(|| form(&before, &sent, &long(cx.today())));
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let page = DebriefPage {
        frame: page::frame(door, format!("Debrief, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        version: record.secondment.version,
        errors: ErrorSummary::of(form.iter().flat_map(DebriefForm::fields)),
        form,
        again: again(&record),
        done,
        head,
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

/// The goals with what came of them, the check-ins, and for the secondee their own journal: the whole time is looked
/// back on, not only its end (S2.41).
fn again(record: &Record) -> Vec<Link> {
    let below = |part: &str| format!("/secondments/{}/{part}", record.secondment.number);
    let mut links = Vec::new();
    if record.standing.sees(Slice::Objectives) {
        links.push(Link::new("The goals and what came of them", below("objectives")));
    }
    if record.standing.sees(Slice::CheckIns) {
        links.push(Link::new("The check-ins", below("check-ins")));
    }
    if record.standing.is(Party::Secondee) {
        links.push(Link::new("Your journal", "/journal".to_owned()));
    }
    links
}

impl DebriefForm {
    fn fields(&self) -> Vec<&FieldView> {
        let asked = self.questions.iter().flat_map(|asked| [&asked.verdict, &asked.answer]);
        std::iter::once(&self.held_on)
            .chain(asked)
            .chain([&self.brought_back, &self.do_differently])
            .collect()
    }
}

/// An answer in a sentence: "Yes. Month-end was covered."
fn words(question: Question, answer: Option<&Answer>) -> String {
    let Some(answer) = answer else { return "Not answered".to_owned() };
    let verdict = question.words(answer.verdict);
    if answer.answer.is_empty() { verdict.to_owned() } else { format!("{verdict}. {}", answer.answer) }
}

/// "Six of eight speak for it, two in part."
fn score(answers: &Answers) -> String {
    if answers.is_empty() { "Not answered".to_owned() } else { Score::of(answers).words() }
}

fn form(before: &Answers, sent: &Form, today: &str) -> DebriefForm {
    let error = |name: &str| sent.errors.get(name).map(str::to_owned);
    let asked = |question: &Question| {
        let (verdict, answer) =
            (format!("verdict-{}", question.as_str()), format!("answer-{}", question.as_str()));
        let options = Verdict::ALL.iter().map(|one| FieldOption::new(one.as_str(), question.words(*one)));
        Asked {
            verdict: FieldView::new(&verdict, question.label())
                .radios(options.collect())
                .bare()
                .strong()
                .bare()
                .hint(format!("Before: {}", words(*question, before.get(question))))
                .value(sent.get(&verdict))
                .error(error(&verdict)),
            answer: FieldView::new(&answer, "In a sentence")
                .value(sent.get(&answer))
                .optional()
                .error(error(&answer)),
        }
    };
    let lines = |name: &str, label: &str, hint: &str| {
        FieldView::new(name, label).lines().strong().hint(hint).value(sent.or(name, "")).error(error(name))
    };
    DebriefForm {
        held_on: FieldView::new("held_on", "Day of the talk")
            .date()
            .value(sent.or("held_on", today))
            .error(error("held_on")),
        questions: Question::ALL.iter().map(asked).collect(),
        brought_back: lines(
            "brought_back",
            "What was brought back?",
            "Skills, contacts, ways of working, and who they are taught to.",
        ),
        do_differently: lines(
            "do_differently",
            "What would you do differently?",
            "For the next person who goes.",
        )
        .optional(),
    }
}

fn told(debrief: Debrief, today: chrono::NaiveDate) -> SummaryList {
    let mut rows = vec![SummaryRow::text("Brought back", debrief.brought_back)];
    if !debrief.do_differently.is_empty() {
        rows.push(SummaryRow::text("Do differently", debrief.do_differently));
    }
    rows.push(SummaryRow::text("Held", near(debrief.held_on, today)));
    rows.push(SummaryRow::text("Written by", debrief.by));
    SummaryList { rows, tight: false }
}

fn table(before: &Answers, after: &Answers) -> Table {
    let row = |question: &Question| Row {
        cells: vec![
            Cell::Text(question.label().to_owned()),
            Cell::Text(words(*question, before.get(question))),
            Cell::Text(words(*question, after.get(question))),
        ],
    };
    Table {
        caption: "The eight questions, before and after".to_owned(),
        hide_caption: true,
        columns: ["Question", "Before", "After"].map(Column::text).into(),
        rows: Question::ALL.iter().map(row).collect(),
        foot: Some(Row {
            cells: vec![
                Cell::Text("All together".to_owned()),
                Cell::Text(score(before)),
                Cell::Text(score(after)),
            ],
        }),
    }
}
