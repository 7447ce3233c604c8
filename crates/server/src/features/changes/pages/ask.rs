//! Asking for a change or giving notice: the new values, then before and after, then sending.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::table;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::changes::compare::compare;
use crate::features::changes::model::{AskInput, Change, ChangeKind, Ground, Needs};
use crate::features::changes::rules::{needs, notice};
use crate::features::changes::{actions, panel};
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page;
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Notice, Place, Table, Tone};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/changes/pages/ask.html")]
struct AskPage {
    frame: Frame,
    head: Head,
    heading: &'static str,
    errors: ErrorSummary,
    notice: Option<Notice>,
    fields: Vec<FieldView>,
    /// Before and after, once the new values are known.
    compared: Option<Table>,
    warnings: Vec<Notice>,
    button: &'static str,
    back: String,
}

fn kind_of(word: &str) -> Result<ChangeKind> {
    ChangeKind::parse(word).ok_or(Error::NotFound)
}

/// Shows the form of one kind.
pub async fn show(door: Door, Route((number, kind)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, &kind, Form::default()).await
}

/// Looks at before and after, or sends it.
pub async fn send(
    door: Door,
    Route((number, kind)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    if sent.get("do") != "send" {
        return view(&door, &number, &kind, sent).await;
    }
    match invalid(ask(&door, &number, &kind, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &kind, sent.with(errors)).await,
    }
}

async fn ask(door: &Door, number: &str, kind: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let input = input(kind_of(kind)?, sent, &cx);
    sent.errors.clone().check()?;
    let change = actions::ask(&mut cx, number, &input).await?;
    let flash = match needs(change.kind, &change.values) {
        Needs::Nobody => "Everybody is told",
        Needs::Notice => "Notice is given. Everybody is told",
        Needs::Bilateral | Needs::Full => "Sent. Each side is asked",
    };
    // whoever hands their part over sees the record no longer
    let is_seen = actions::followed(&mut cx, number).await.is_ok();
    let onward = match is_seen {
        true => format!("/secondments/{number}/changes/{}", change.number),
        false => "/secondments".to_owned(),
    };
    cx.finish(Reply::see(onward).flash(flash)).await
}

fn input(kind: ChangeKind, sent: &mut Form, cx: &Cx) -> AskInput {
    let today = cx.today();
    let mut input = AskInput::new(kind);
    input.effective_on = sent.day("effective_on", today);
    input.ends_on = sent.day("ends_on", today);
    if let Some(text) = sent.given("share") {
        let percent = text.trim_end_matches('%').trim().parse::<i64>().ok().filter(|n| (1..=100).contains(n));
        match percent {
            Some(percent) => input.fte_bp = Some(percent * 100),
            None => sent.errors.add("share", "Write a share between 1 and 100 percent, such as 60"),
        }
    }
    input.place = sent.given("place");
    input.duties = sent.given("duties");
    input.pay = sent.given("pay");
    input.recharge = sent.given("recharge");
    input.home_manager_email = sent.given("home_manager_email");
    input.host_manager_email = sent.given("host_manager_email");
    input.title = sent.given("title");
    input.contact = sent.given("contact");
    input.cost_code = sent.given("cost_code");
    input.supersede = sent.get("supersede") == "yes";
    input.ground = Ground::parse(sent.get("ground"));
    input.reason = sent.text("reason");
    input.reason_shared = sent.get("reason_shared") == "yes";
    input.retroactive = sent.given("retroactive");
    input
}

async fn view(door: &Door, number: &str, kind: &str, mut sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let kind = kind_of(kind)?;
    let record = actions::followed(&mut cx, number).await?;
    actions::may_ask(&record, kind)?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let prepared = look(&mut cx, &record, kind, &mut sent).await?;
    let fields = fields(&mut cx, &record, kind, &sent).await?;
    let mut errors = ErrorSummary::of(&fields);
    errors.items.extend(sent.errors.get("").map(|sentence| (None, sentence.to_owned())));
    let (compared, warnings) = match &prepared {
        Some(change) => {
            let seen = compare(&mut cx, &record, kind, &change.values).await?;
            let warnings = seen.warnings.iter().map(|words| Notice::new(Tone::Warn, words)).collect();
            (table(&seen, "As it would stand"), warnings)
        }
        None => (None, Vec::new()),
    };
    let page = AskPage {
        frame: page::frame(door, format!("{}, {}", kind.label(), head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        head,
        heading: kind.label(),
        errors,
        notice: notice_words(&record, kind, prepared.as_ref()),
        fields,
        compared,
        warnings,
        button: if kind.is_notice() { "Give notice" } else { "Send for agreement" },
        back: format!("/secondments/{number}/changes"),
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

/// The change as it would be asked, once the form was looked at and nothing is wrong with it.
async fn look(cx: &mut Cx, record: &Record, kind: ChangeKind, sent: &mut Form) -> Result<Option<Change>> {
    if sent.is_empty() {
        return Ok(None);
    }
    let input = input(kind, sent, cx);
    match actions::prepared(cx, record, &input).await {
        Ok(change) if sent.errors.is_empty() => Ok(Some(change)),
        Ok(_) => Ok(None),
        Err(Error::Invalid(errors)) => {
            for (field, sentence) in errors.0 {
                let field = if field == "fte_bp" { "share".to_owned() } else { field };
                if sent.errors.get(&field).is_none() {
                    sent.errors.add(field, sentence);
                }
            }
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn notice_words(record: &Record, kind: ChangeKind, prepared: Option<&Change>) -> Option<Notice> {
    if let Some(change) = prepared {
        let needs = needs(kind, &change.values).label();
        return Some(
            Notice::new(Tone::Info, format!("{}.", panel::in_words(change))).text(format!("{needs}.")),
        );
    }
    let end = record.secondment.ends_on.map(long).unwrap_or_default();
    let (lead, text) = match kind {
        ChangeKind::Extension => (
            format!("The last day that stands is {end}."),
            "An extension is agreed by the secondee and both managers, and signed before that day.",
        ),
        ChangeKind::EarlyReturn => (
            "You can talk to the mobility team before doing this.".to_owned(),
            "Coming back early is never called a failure. You see the last day before you send it.",
        ),
        ChangeKind::Recall | ChangeKind::Removal => (
            "You see the last day before you send it.".to_owned(),
            "Everybody on the record is told. The reason stays with the mobility team unless you share it.",
        ),
        ChangeKind::Variation | ChangeKind::EarlyEnd => return None,
    };
    Some(Notice::new(Tone::Info, lead).text(text))
}

async fn fields(cx: &mut Cx, record: &Record, kind: ChangeKind, sent: &Form) -> Result<Vec<FieldView>> {
    let mut all = match kind {
        ChangeKind::Extension => vec![day("ends_on", "New last day", sent)],
        ChangeKind::EarlyEnd => vec![day("ends_on", "Last day", sent)],
        ChangeKind::Variation => variation(record, sent),
        ChangeKind::Recall | ChangeKind::Removal | ChangeKind::EarlyReturn => {
            grounds(cx, record, kind, sent).await?.into_iter().collect()
        }
    };
    all.push(
        FieldView::new("reason", "Why?").lines().value(sent.or("reason", "")).error(sent.error("reason")),
    );
    let options = vec![
        FieldOption::new("no", "The mobility team only"),
        FieldOption::new("yes", "Everybody on this record"),
    ];
    all.push(
        FieldView::new("reason_shared", "Who may read why?")
            .radios(options)
            .value(sent.or("reason_shared", if kind.is_notice() { "no" } else { "yes" })),
    );
    if !kind.is_notice() && kind != ChangeKind::EarlyEnd {
        all.push(
            FieldView::new("retroactive", "If the change counts from a day that has passed: why?")
                .hint("The day of each signature stays what it is.")
                .value(sent.or("retroactive", ""))
                .optional()
                .error(sent.error("retroactive")),
        );
    }
    Ok(all)
}

fn day(name: &str, label: &str, sent: &Form) -> FieldView {
    FieldView::new(name, label)
        .date()
        .hint("For example, 9 April 2027")
        .value(sent.or(name, ""))
        .error(sent.error(name))
}

fn variation(record: &Record, sent: &Form) -> Vec<FieldView> {
    let s = &record.secondment;
    let text = |name: &str, label: &str, hint: &str| {
        FieldView::new(name, label).hint(hint).value(sent.or(name, "")).optional().error(sent.error(name))
    };
    let percent = (s.fte_bp / 100).to_string();
    let mut all = vec![
        day("effective_on", "From which day", sent),
        text("place", "New place of work", &format!("Now: {}", s.place)),
        text("share", "New share of working time at the host, in percent", &format!("Now: {percent}")),
        text("duties", "New duties", "Leave empty what stays as it is.").lines(),
        text("pay", "What changes about pay", "In words, without an amount."),
        text("recharge", "What changes about the recharge", "In words, without an amount."),
        text("home_manager_email", "New manager at home", "Their email address."),
        text("host_manager_email", "New manager at the host", "Their email address."),
        text(
            "contact",
            "New contact for this secondment",
            "Name, side and how to reach them. Told, not signed.",
        ),
        text("cost_code", "New cost code", "Told, not signed."),
    ];
    if actions::is_desk(record) {
        all.push(
            FieldView::new("supersede", "Draft a new agreement that takes the place of this one")
                .kind(FieldKind::Tick)
                .hint("After a promotion or a change of model: written anew, signed by all; this one ends the day before.")
                .value(sent.or("supersede", "")),
        );
        all.push(text("title", "New role there", &format!("With a new agreement only. Now: {}", s.title)));
    }
    all
}

/// The grounds, each with the last day that it leads to.
async fn grounds(cx: &mut Cx, record: &Record, kind: ChangeKind, sent: &Form) -> Result<Option<FieldView>> {
    let mut options = Vec::new();
    for ground in notice::grounds(kind) {
        let mut input = AskInput::new(kind);
        "to be written".clone_into(&mut input.reason);
        input.ground = Some(*ground);
        let change = actions::prepared(cx, record, &input).await?;
        let length = change.notice.unwrap_or_default();
        let last = change.values.ends_on.map(long).unwrap_or_default();
        options.push(
            FieldOption::new(ground.as_str(), ground.label())
                .hint(format!("{length} from today. Last day: {last}")),
        );
    }
    Ok(Some(
        FieldView::new("ground", "Notice")
            .radios(options)
            .value(sent.or("ground", Ground::Usual.as_str()))
            .error(sent.error("ground")),
    ))
}
