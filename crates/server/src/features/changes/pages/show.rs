//! One change: before and after, who has said what, and the reader's own answer.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::table;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements;
use crate::features::changes::actions::Waiting;
use crate::features::changes::compare::compare;
use crate::features::changes::model::{
    AnswerInput, Change, ChangeKind, ChangeSide, ChangeStatus, Said, side_of,
};
use crate::features::changes::papered::{self, Papered};
use crate::features::changes::rules::{amendment, needs};
use crate::features::changes::{actions, panel};
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page;
use crate::shell::{
    Cell, Column, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, Row, SummaryList,
    SummaryRow, SummaryValue, Table, Tag, Tone,
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
    /// The clauses that it changes, word by word.
    clauses: Option<Link>,
    /// Word by word what the version changes, once it is out for signature.
    difference: Option<Table>,
    /// Why it is signed late, asked of mobility.
    late: Option<FieldView>,
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
    let papered = papered::of(&mut cx, &record, &change).await?;
    let late = (actions::is_desk(&record) && actions::waits_for_reason(&change, cx.today())).then(|| {
        FieldView::new("retroactive", "Why does it count from before it is signed?")
            .lines()
            .hint("The day of each signature stays what it is. Everybody who signs can read this.")
            .value(sent.or("retroactive", ""))
            .error(sent.error("retroactive"))
    });
    let yours = waiting.yours(&record);
    let form = yours.map(|side| form(&change, side, &sent));
    let shown: Vec<&FieldView> = form.iter().flatten().chain(&late).collect();
    let errors = ErrorSummary::of(shown);
    let mut facts = facts(&cx, &record, &change);
    facts.rows.extend(kept(&change, papered.as_ref(), number));
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
        facts,
        difference: papered.as_ref().and_then(difference),
        late,
        compared,
        warnings,
        sides: sides(&cx, &waiting),
        form,
        take_back: take_back(&record, &change),
        address: format!("/secondments/{number}/changes/{}", change.number),
        version: change.version,
        agreement: (change.status == ChangeStatus::Agreed)
            .then(|| Link::new("Open the new version", format!("/secondments/{number}/agreement"))),
        clauses: agreements::comparing::of_change(&mut cx, &record, change.number).await?,
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

/// Mobility says why it is signed late.
pub async fn explain(
    door: Door,
    Route((number, change)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let version = sent.get("version").parse().unwrap_or(-1);
    let input = actions::ExplainInput { retroactive: sent.text("retroactive"), version };
    let mut cx = door.write().await?;
    match invalid(actions::explain(&mut cx, &number, change, &input).await)? {
        Ok(_) => {
            let to = format!("/secondments/{number}/changes/{change}");
            cx.finish(Reply::see(to).flash("Kept with the change")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, change, sent.with(errors)).await
        }
    }
}

/// Which kind of amendment it is, when it was signed, and the version it stands in.
fn kept(change: &Change, papered: Option<&Papered>, number: &str) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if let Some(kind) = amendment(change.kind, &change.values) {
        rows.push(SummaryRow::text("Kind of amendment", kind.label()));
    }
    if let Some(signed) = papered::signed_on(change, papered) {
        let flag = if change.effective_on < signed { ". Counts from before that day" } else { "" };
        rows.push(SummaryRow::text("Signed or told on", format!("{}{flag}", long(signed))));
    }
    if let Some(papered) = papered {
        let words = format!("Version {}, in the place of version {}", papered.version, papered.earlier);
        let link = Link::new(words, format!("/secondments/{number}/agreement/v/{}", papered.version));
        rows.push(SummaryRow::new("In the agreement", SummaryValue::Link(link)));
    }
    let notices = [("New contact", &change.values.contact), ("New cost code", &change.values.cost_code)];
    rows.extend(notices.into_iter().filter_map(|(what, words)| Some(SummaryRow::text(what, words.clone()?))));
    rows
}

fn difference(papered: &Papered) -> Option<Table> {
    let rows = papered.terms.iter().map(|term| Row {
        cells: vec![
            Cell::Text(term.what.clone()),
            Cell::Text(term.old.clone()),
            Cell::Text(term.new.clone()),
        ],
    });
    (!papered.terms.is_empty()).then(|| Table {
        caption: "What the version changes".to_owned(),
        hide_caption: true,
        columns: vec![
            Column::text("Term"),
            Column::text(format!("Version {}", papered.earlier)),
            Column::text(format!("Version {}", papered.version)),
        ],
        rows: rows.collect(),
        foot: None,
    })
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
