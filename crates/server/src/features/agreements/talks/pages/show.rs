//! One thing that was asked: what was said to it, how the clause would read, and what the reader can do.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::compare;

use super::{Again, Item, again, form, number_of, with_status};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::comparing::model::compared;
use crate::features::agreements::comparing::pages::Marked;
use crate::features::agreements::model::Status;
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::talks::Where;
use crate::features::agreements::talks::actions::{self, Table};
use crate::features::agreements::talks::model::{AcceptInput, Act, SayInput, Talk};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::render;
use crate::shell::{ErrorSummary, FieldView, Frame};
use crate::typed::Form;

/// One thing that can be done: its fields, where it goes, its button.
struct Do {
    id: &'static str,
    title: &'static str,
    lede: String,
    fields: Vec<FieldView>,
    action: String,
    button: &'static str,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/show.html")]
struct ShowPage {
    frame: Frame,
    head: Head,
    item: Item,
    errors: ErrorSummary,
    /// How the clause would read.
    reads: Vec<Marked>,
    acts: Vec<Do>,
    talk_version: i64,
    version: i64,
    revision: i64,
    list: String,
}

async fn view(door: &Door, number: &str, talk: i64, sent: Form, status: Option<StatusCode>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, number).await?;
    let talk = actions::one(&mut cx, &table, talk).await?;
    let place = Where::Inside(number.to_owned());
    let acts = acts(&table, &talk, &place, &sent);
    let errors = sent.summary(&acts.iter().flat_map(|act| &act.fields).collect::<Vec<_>>());
    let page = ShowPage {
        frame: framed(door, &table.record).with_errors(!errors.is_empty()),
        head: head(&mut cx, &table.record, RecordTab::Agreement).await?,
        item: Item::of(&talk, cx.today()),
        errors,
        reads: reads(&table, &talk),
        acts,
        talk_version: talk.version,
        version: table.agreement.number,
        revision: table.agreement.version,
        list: place.list(),
    };
    Ok(with_status(render(&page)?, status))
}

/// The clause as it stands, with what is asked for marked in it. Nothing when it is settled or nothing was written.
fn reads(table: &Table, talk: &Talk) -> Vec<Marked> {
    let now = &table.agreement.paper.draft;
    let Some(number) = talk.place_in(now).filter(|_| talk.waits() && !talk.proposed.is_empty()) else {
        return Vec::new();
    };
    let Some(clause) = now.clauses.iter().find(|clause| clause.number == number) else { return Vec::new() };
    let mut then = now.clone();
    if then.edit(number, &clause.title, &talk.proposed, &clause.plain_words).is_err() {
        return Vec::new();
    }
    let place = format!("Clause {number}");
    let all = compared(compare(now, &then), &[]).into_iter();
    let found = all.filter(|one| one.place == place && one.head.is_some()).flat_map(|one| one.paragraphs);
    found.map(Marked::new).collect()
}

fn acts(table: &Table, talk: &Talk, place: &Where, sent: &Form) -> Vec<Do> {
    table.may(talk).into_iter().map(|act| offered(act, table, talk, place, sent)).collect()
}

fn offered(act: Act, table: &Table, talk: &Talk, place: &Where, sent: &Form) -> Do {
    let to = |part| place.talk(talk.number, part);
    let plain = |id, title, fields, action, button| Do {
        id,
        title,
        lede: String::new(),
        fields,
        action,
        button,
        kind: "",
    };
    match act {
        Act::Answer => {
            let fields = vec![sent.field("words", "Your answer").lines()];
            plain("answer", "Answer", fields, to("answers"), "Send answer")
        }
        Act::More => {
            let fields = vec![sent.field("words", "What you want to add").lines()];
            plain("more", "Write more", fields, to("answers"), "Send")
        }
        Act::Withdraw => plain("withdraw", "Take it back", Vec::new(), to("withdrawal"), "Take it back"),
        Act::Decline => {
            let fields = vec![sent.field("reason", "Why the clause stays as it is").lines()];
            let lede = "Everybody who is part of the agreement reads the reason.".to_owned();
            Do { lede, ..plain("decline", "Decline", fields, to("refusal"), "Decline this change") }
        }
        Act::Accept => Do {
            lede: effect(table),
            kind: "primary",
            ..plain(
                "accept",
                "Accept",
                accept_fields(table, talk, sent),
                to("acceptance"),
                "Accept and change the clause",
            )
        },
    }
}

/// What accepting does.
fn effect(table: &Table) -> String {
    if table.agreement.status == Status::Draft {
        return "The clause is changed in the draft.".to_owned();
    }
    "The text goes back to drafting as its next version, with this clause changed. Signatures given so far no longer \
     count; everybody who was asked is told and is shown what changed."
        .to_owned()
}

fn accept_fields(table: &Table, talk: &Talk, sent: &Form) -> Vec<FieldView> {
    let draft = &table.agreement.paper.draft;
    let number = talk.place_in(draft).unwrap_or_default();
    let clause = draft.clauses.iter().find(|clause| clause.number == number);
    let was_typed = !sent.text("text").is_empty() || sent.errors.get("text").is_some();
    let sent = match clause.filter(|_| !was_typed) {
        Some(clause) => {
            let text = if talk.proposed.is_empty() {
                draft.editable_text(number).unwrap_or_default()
            } else {
                talk.proposed.clone()
            };
            sent.clone()
                .put("title", &*clause.title)
                .put("text", text)
                .put("plain_words", &*clause.plain_words)
        }
        None => sent.clone(),
    };
    vec![
        sent.field("title", "Title"),
        sent.field("text", "The clause as it will read")
            .lines()
            .hint("A paragraph a line. Start an item of a list with “- ”."),
        sent.field("plain_words", "In plain words").optional(),
        sent.field("said", "What you say to whoever asked").lines().optional(),
    ]
}

/// GET `/secondments/{number}/agreement/talks/{talk}`.
pub async fn show(door: Door, Route((number, talk)): Route<(String, i64)>) -> Result<Reply> {
    view(&door, &number, talk, Form::default(), None).await
}

/// Does it, or brings the words back to the page.
async fn done(
    door: &Door,
    cx: Cx,
    number: &str,
    talk: i64,
    sent: Form,
    outcome: Result<()>,
    told: &str,
) -> Result<Reply> {
    match again(sent, outcome)? {
        Ok(()) => {
            let to = Where::Inside(number.to_owned()).talk(talk, "");
            cx.finish(Reply::see(to).flash(told)).await
        }
        Err(Again { sent, status }) => {
            drop(cx);
            view(door, number, talk, sent, Some(status)).await
        }
    }
}

fn said(sent: &Form, field: &str) -> SayInput {
    SayInput { version: number_of(sent, "talk_version"), words: sent.text(field) }
}

/// POST `/secondments/{number}/agreement/talks/{talk}/answers`.
pub async fn answer(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = form(fields);
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let outcome = actions::answer(&mut cx, &table, talk, &said(&sent, "words")).await;
    done(&door, cx, &number, talk, sent, outcome, "Your words are on their way").await
}

/// POST `/secondments/{number}/agreement/talks/{talk}/refusal`.
pub async fn refuse(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = form(fields);
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let outcome = actions::refuse(&mut cx, &table, talk, &said(&sent, "reason")).await;
    done(&door, cx, &number, talk, sent, outcome, "Declined. Everybody who is part of the agreement is told")
        .await
}

/// POST `/secondments/{number}/agreement/talks/{talk}/withdrawal`.
pub async fn withdraw(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = form(fields);
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let outcome = actions::withdraw(&mut cx, &table, talk, number_of(&sent, "talk_version")).await;
    done(&door, cx, &number, talk, sent, outcome, "Taken back").await
}

/// POST `/secondments/{number}/agreement/talks/{talk}/acceptance`.
pub async fn accept(
    door: Door,
    Route((number, talk)): Route<(String, i64)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = form(fields);
    let input = AcceptInput {
        version: number_of(&sent, "talk_version"),
        agreement_version: number_of(&sent, "version"),
        revision: number_of(&sent, "revision"),
        title: sent.text("title"),
        text: sent.text("text"),
        plain_words: sent.text("plain_words"),
        words: sent.text("said"),
    };
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let outcome = match actions::accept(&mut cx, &table, talk, &input).await {
        // on this page the words stand in a field of their own
        Err(Error::Invalid(mut errors)) => {
            if let Some(sentence) = errors.0.remove("words") {
                errors.add("said", sentence);
            }
            Err(Error::Invalid(errors))
        }
        outcome => outcome,
    };
    done(&door, cx, &number, talk, sent, outcome, "Accepted. The clause is changed in the draft").await
}
