//! One change: before and after, who has said what, and the reader's own answer.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::table;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::changes::actions::Waiting;
use crate::features::changes::compare::compare;
use crate::features::changes::model::{
    AnswerInput, Change, ChangeKind, ChangeSide, ChangeStatus, Said, side_of,
};
use crate::features::changes::rules::needs;
use crate::features::changes::{actions, panel};
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page;
use crate::shell::{
    ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, SummaryList, SummaryRow, SummaryValue,
    Table, Tag, Tone,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/changes/pages/show.html")]
struct ChangePage {
    frame: Frame,
    head: Head,
    heading: String,
    errors: ErrorSummary,
    status: Tag,
    facts: SummaryList,
    compared: Option<Table>,
    warnings: Vec<Notice>,
    sides: Option<SummaryList>,
    form: Option<Vec<FieldView>>,
    /// The words of the button that takes it back, for those who may.
    take_back: Option<&'static str>,
    address: String,
    version: i64,
    agreement: Option<Link>,
}

/// Shows one change.
pub async fn show(door: Door, Route((number, change)): Route<(String, i64)>) -> Result<Reply> {
    view(&door, &number, change, Form::default()).await
}

/// Says what the reader's side says to it.
pub async fn answer(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    match invalid(say(&door, &number, change, &sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, change, sent.with(errors)).await,
    }
}

async fn say(door: &Door, number: &str, change: i64, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (_, stored) = actions::loaded(&mut cx, number, change).await?;
    let answer = Said::parse(sent.get("answer"));
    let answer = answer.ok_or_else(|| Error::field("answer", "Choose what your side says"))?;
    let post_held = match sent.get("post_held") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let version = sent.version();
    let input = AnswerInput { answer, words: sent.text("words"), post_held, version };
    if stored.status == ChangeStatus::Given {
        actions::answer_taking_back(&mut cx, number, change, &input).await?;
    } else {
        actions::answer(&mut cx, number, change, &input).await?;
    }
    let to = format!("/secondments/{number}/changes/{change}");
    cx.finish(Reply::see(to).flash("Your answer is noted")).await
}

/// Takes a request back, or asks the others to let a notice be taken back.
pub async fn withdraw(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let version = sent.version();
    let mut cx = door.write().await?;
    let (_, stored) = actions::loaded(&mut cx, &number, change).await?;
    let flash = if stored.status == ChangeStatus::Given {
        actions::ask_taking_back(&mut cx, &number, change, version).await?;
        "The others are asked to let it be taken back"
    } else {
        actions::take_back(&mut cx, &number, change, version).await?;
        "Taken back. Everybody is told"
    };
    cx.finish(Reply::see(format!("/secondments/{number}/changes/{change}")).flash(flash)).await
}

async fn view(door: &Door, number: &str, change: i64, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (record, change) = actions::loaded(&mut cx, number, change).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let waiting = actions::waiting(&mut cx, &record, &change).await?;
    let is_open = matches!(change.status, ChangeStatus::Asked | ChangeStatus::Agreed | ChangeStatus::Settled);
    let (compared, warnings) = if is_open {
        let seen = compare(&mut cx, &record, change.kind, &change.values).await?;
        let warnings = seen.warnings.iter().map(|words| Notice::new(Tone::Warn, words)).collect();
        (table(&seen, "As it would stand"), warnings)
    } else {
        (None, Vec::new())
    };
    let yours = waiting.yours(&record);
    let form = yours.map(|side| form(&change, side, &sent));
    let errors = form.as_ref().map(ErrorSummary::of).unwrap_or_default();
    let page = ChangePage {
        frame: page::frame(
            door,
            format!("Change {}, {}", change.number, head.title),
            Some(Place::Secondments),
        )
        .with_errors(!sent.errors.is_empty()),
        head,
        heading: panel::in_words(&change),
        errors,
        status: Tag::new(change.status.label(), panel::tone(change.status)),
        facts: facts(&cx, &record, &change),
        compared,
        warnings,
        sides: sides(&cx, &waiting),
        form,
        take_back: take_back(&record, &change),
        address: format!("/secondments/{number}/changes/{}", change.number),
        version: change.version,
        agreement: (change.status == ChangeStatus::Agreed)
            .then(|| Link::new("Open the new version", format!("/secondments/{number}/agreement"))),
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

fn facts(cx: &Cx, record: &Record, change: &Change) -> SummaryList {
    let today = cx.today();
    let asked = format!("{}, {}", change.asked_by_name, near(change.asked_at.date_naive(), today));
    let mut rows = vec![
        SummaryRow::text(if change.kind.is_notice() { "Given by" } else { "Asked by" }, asked),
        SummaryRow::text("Who has to agree", needs(change.kind, &change.values).label()),
    ];
    if let (Some(notice), Some(ground), Some(day)) = (&change.notice, change.ground, change.values.ends_on) {
        rows.push(SummaryRow::text("Notice", format!("{notice}. {}", ground.label())));
        rows.push(SummaryRow::text("Last day by this notice", long(day)));
    } else {
        rows.push(SummaryRow::text("Counts from", long(change.effective_on)));
    }
    if let Some(reason) = change.reason_for(record) {
        let who = if change.reason_shared { "" } else { " (mobility team only)" };
        rows.push(SummaryRow::text(format!("Why{who}"), reason));
    }
    if let Some(why) = &change.retroactive {
        rows.push(SummaryRow::text("Why from a day that had passed", why));
    }
    SummaryList { rows, tight: false }
}

fn sides(cx: &Cx, waiting: &Waiting) -> Option<SummaryList> {
    let row = |(side, said): &(ChangeSide, Option<crate::features::changes::model::ChangeAnswer>)| {
        let value = match said {
            None => SummaryValue::Tag(Tag::new("Not answered", Tone::Warn)),
            Some(answer) => {
                let what = match answer.said {
                    Said::Yes => "Agrees",
                    Said::No => "Does not agree",
                    Said::Question => "Asks first",
                };
                let when = near(answer.at.date_naive(), cx.today());
                let mut lines = vec![format!("{what}. {}, {when}", answer.by)];
                if !answer.words.is_empty() {
                    lines.push(format!("“{}”", answer.words));
                }
                lines.extend(answer.post_held.map(|held| {
                    if held { "The post is still held." } else { "The post is no longer held." }.to_owned()
                }));
                SummaryValue::Lines(lines)
            }
        };
        SummaryRow::new(side.label(), value)
    };
    (!waiting.sides.is_empty())
        .then(|| SummaryList { rows: waiting.sides.iter().map(row).collect(), tight: true })
}

fn form(change: &Change, side: ChangeSide, sent: &Form) -> Vec<FieldView> {
    let options = Said::ALL.iter().map(|said| FieldOption::new(said.as_str(), said.label())).collect();
    let question = if change.status == ChangeStatus::Given {
        "May the notice be taken back?".to_owned()
    } else {
        format!("What does your side ({}) say?", side.label().to_lowercase())
    };
    let mut fields = vec![
        FieldView::new("answer", question)
            .radios(options)
            .value(sent.or("answer", ""))
            .error(sent.error("answer")),
    ];
    if change.kind == ChangeKind::Extension && side == ChangeSide::Home {
        let options = vec![FieldOption::new("yes", "Yes"), FieldOption::new("no", "No")];
        fields.push(
            FieldView::new("post_held", "Is the post to come back to still held until then?")
                .radios(options)
                .value(sent.or("post_held", ""))
                .error(sent.error("post_held")),
        );
    }
    fields.push(
        FieldView::new("words", "Reason or question")
            .lines()
            .hint("Everybody who is asked can read it. A yes needs none.")
            .value(sent.or("words", ""))
            .optional()
            .error(sent.error("words")),
    );
    fields
}

fn take_back(record: &Record, change: &Change) -> Option<&'static str> {
    let standing = &record.standing;
    let is_desk = (standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr))
        && standing.person != record.secondment.secondee;
    match change.status {
        ChangeStatus::Asked | ChangeStatus::Agreed if change.asked_by == standing.person || is_desk => {
            Some("Take it back")
        }
        ChangeStatus::Given if change.taking_back_by.is_none() && side_of(standing) == Some(change.side) => {
            Some("Ask to take the notice back")
        }
        _ => None,
    }
}
