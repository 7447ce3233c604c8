//! Drafting and sending, for those who run secondments: the clauses with where they come from, what is missing,
//! and the one act that sends the text for signature.

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::{Block, ClauseView, Missing};

use super::earlier;
use super::inside::{Seen, framed, is_desk, seen};
use super::inside_form::{WordsInput, WordsPage};
use super::view::signers;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::drafting::what_is_missing;
use crate::features::agreements::issuing;
use crate::features::agreements::model::{SignatoryStatus, document_number};
use crate::features::agreements::order::Signing;
use crate::features::agreements::passing::Pass;
use crate::features::agreements::prints;
use crate::features::agreements::signing::decline as declining;
use crate::features::agreements::talks::{Beside, Where, beside};
use crate::features::agreements::wording::fixes::fix_of;
use crate::features::agreements::wording::panel;
use crate::features::agreements::wording::sources::origins;
use crate::features::agreements::{reminding, signers as who_signs, varying};
use crate::features::secondments::{self, Action, Party};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::render;
use crate::shell::words::counted;
use crate::shell::{
    ErrorSummary, FieldOption, FieldView, Frame, Link, Markup, Notice, Signers, SummaryList, Tag, Tone,
};

/// One clause of the draft.
struct Row {
    view: ClauseView,
    source: Tag,
    /// The own copy it was drafted from, for those who read the library of home.
    copy: Option<String>,
    edit: Option<String>,
}

/// A head that is left out on purpose.
struct LeftOut {
    title: &'static str,
    reason: &'static str,
    note: String,
    /// Where it is put back.
    back: Option<String>,
}

/// One thing that is missing, and where it is put right.
struct Gap {
    sentence: String,
    fix: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "features/agreements/pages/draft.html")]
struct DraftPage {
    frame: Frame,
    head: Head,
    title: String,
    issue: String,
    contents: String,
    rows: Vec<Row>,
    left_out: Vec<LeftOut>,
    /// Where a clause is added, for those who write on the draft.
    add: Option<String>,
    version: i64,
    gaps: Vec<Gap>,
    /// Form, sources and deviations.
    words: Markup,
    newer: Option<Notice>,
    sent_back: Option<Notice>,
    /// Texts that were taken back, with what became of their signatures.
    void: Option<SummaryList>,
    signers: Signers,
    /// The draft as files.
    files: Vec<Link>,
    /// Where somebody else is chosen to sign.
    choose: Option<String>,
    /// In order, or all at once.
    signing: FieldView,
    /// The version to send with the act, for those who may send it.
    send: Option<(String, i64)>,
    beside: Beside,
}

/// The page of a draft.
pub(super) async fn draft_page(door: &Door, cx: &mut Cx, seen: &Seen) -> Result<Reply> {
    let head = head(cx, &seen.record, RecordTab::Agreement).await?;
    let frame = framed(door, &seen.record);
    let s = &seen.record.secondment;
    let base = format!("/secondments/{}/agreement", s.number);
    let draft = &seen.agreement.paper.draft;
    let desk = is_desk(seen);
    let rows: Vec<Row> = rows(seen, desk.then_some(base.as_str()), panel::reads_library(cx, seen));
    let words = panel::panel(seen, desk.then_some(base.as_str()))?;
    let newer = panel::offered(cx, seen, desk.then_some(base.as_str())).await?;
    let mut gaps = what_is_missing(&seen.agreement, &seen.signatories);
    gaps.extend(who_signs::faults(cx, &seen.record, &seen.agreement, &seen.signatories).await?);
    let gaps = gaps.iter().map(|missing| gap(missing, seen, desk)).collect();
    let act = varying::action(&seen.agreement, Action::IssueAgreement);
    let may_send = secondments::lifecycle::decide(s, act, &seen.record.standing).is_ok();
    let contents = format!(
        "{}, {}",
        counted(rows.len() as u64, "clause", "clauses"),
        counted(draft.reading_minutes() as u64, "minute", "minutes")
    );
    render(&DraftPage {
        frame,
        head,
        title: draft.usual_title().to_owned(),
        issue: format!("{}, version {}, draft", document_number(s), seen.agreement.number),
        contents,
        rows,
        left_out: left_out(seen, desk.then_some(base.as_str())),
        add: desk.then(|| format!("{base}/clauses")),
        version: seen.agreement.version,
        gaps,
        words,
        newer,
        sent_back: sent_back(cx, seen).await?,
        void: earlier::void(cx, &seen.record, seen.agreement.number).await?,
        signers: signers(&seen.signatories, cx.actor.person, cx.today()),
        files: prints::links(&seen.agreement, &format!("{base}/v/{}", seen.agreement.number)),
        choose: desk.then(|| format!("{base}/signers")),
        signing: signing_field(seen.agreement.paper.signing),
        send: may_send.then_some((base, seen.agreement.version)),
        beside: beside(cx, &seen.record, &seen.agreement, Where::Inside(s.number.clone()), None).await?,
    })
}

fn signing_field(chosen: Signing) -> FieldView {
    let options = Signing::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    FieldView::new("signing", "Who is asked when").select(options).value(chosen.as_str())
}

fn rows(seen: &Seen, base: Option<&str>, reads: bool) -> Vec<Row> {
    let paper = &seen.agreement.paper;
    let views = paper.draft.view().into_iter().zip(origins(paper));
    views
        .map(|(view, origin)| {
            let (source, copy) = panel::tagged(&origin, view.head.code(), reads);
            let edit = base.map(|base| format!("{base}/clauses/{}", view.number));
            Row { source, copy, edit, view }
        })
        .collect()
}

fn left_out(seen: &Seen, base: Option<&str>) -> Vec<LeftOut> {
    let waivers = seen.agreement.paper.draft.waivers.iter();
    waivers
        .map(|waiver| LeftOut {
            title: waiver.head.title(),
            reason: waiver.reason.words(),
            note: waiver.note.clone(),
            back: base.map(|base| format!("{base}/waivers/{}/withdrawal", waiver.head.code())),
        })
        .collect()
}

/// One missing thing, with the way to put it right for those who write the draft.
fn gap(missing: &Missing, seen: &Seen, desk: bool) -> Gap {
    let fix = desk.then(|| fix_of(missing, &seen.record.secondment, &seen.agreement));
    Gap { sentence: missing.sentence.clone(), fix }
}

async fn sent_back(cx: &mut Cx, seen: &Seen) -> Result<Option<Notice>> {
    let before = seen.agreement.number - 1;
    let before = super::super::store::numbered(cx, seen.record.secondment.id, before).await?;
    let reason = before.and_then(|before| before.paper.sent_back);
    Ok(reason.map(|reason| {
        let lead = format!("Version {} went back to drafting.", seen.agreement.number - 1);
        Notice::new(Tone::Warn, lead).text(format!("The reason given: {reason}"))
    }))
}

/// What the desk can do while a text is out for signature.
#[derive(Debug, Clone, Template)]
#[template(path = "features/agreements/pages/tools.html")]
pub struct Tools {
    base: String,
    form_id: String,
    /// Who is asked at the moment.
    asked: String,
    /// Who passed the open signature to whom, and why, as long as it stands.
    passed: Option<String>,
    /// Why nobody is reminded now.
    hold: Option<String>,
}

impl askama::filters::HtmlSafe for Tools {}

/// The desk’s tools, while a text is out for signature.
pub(super) fn tools(seen: &Seen, form_id: &str, passes: &[Pass], hold: Option<String>) -> Option<Tools> {
    if !seen.agreement.is_open() || !is_desk(seen) {
        return None;
    }
    let asked: Vec<_> = seen.signatories.iter().filter(|s| s.status == SignatoryStatus::Asked).collect();
    let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
    let asked_now = match names.split_last()? {
        (one, []) => format!("{one} is asked to sign."),
        (last, others) => format!("{} and {last} are asked to sign.", others.join(", ")),
    };
    Some(Tools {
        base: format!("/secondments/{}/agreement", seen.record.secondment.number),
        form_id: form_id.to_owned(),
        asked: asked_now,
        hold,
        passed: passes
            .iter()
            .rfind(|pass| pass.recalled_at.is_none() && asked.iter().any(|one| one.id == pass.signatory))
            .map(|pass| format!("{} passed it to {}: {}", pass.from_name, pass.to_name, pass.reason)),
    })
}

/// The version of the draft that was read.
#[derive(Debug, Deserialize)]
pub struct IssueInput {
    /// The version.
    pub version: i64,
    /// `in_order` or `at_once`.
    #[serde(default)]
    pub signing: String,
}

/// POST `/secondments/{number}/agreement`: sends it for signature.
pub async fn issue(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<IssueInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut seen = seen(&mut cx, &number).await?;
    let signing = Signing::parse(&input.signing).unwrap_or_default();
    issuing::issue_as(&mut cx, &mut seen.record, input.version, signing).await?;
    let told = match signing {
        Signing::InOrder => "Sent for signature. The first person has been asked",
        Signing::AtOnce => "Sent for signature. Everybody has been asked",
    };
    cx.finish(Reply::see(format!("/secondments/{number}/agreement")).flash(told)).await
}

/// POST `/secondments/{number}/agreement/reminders`.
pub async fn remind(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    desk_only(&seen)?;
    let names = reminding::remind(&mut cx, &seen.record).await?.join(" and ");
    let told = format!("{names} asked again");
    cx.finish(Reply::see(format!("/secondments/{number}/agreement")).flash(&told)).await
}

fn desk_only(seen: &Seen) -> Result<()> {
    let desk = [Party::ProgrammeAdmin, Party::HomeHr];
    if desk.into_iter().any(|party| seen.record.standing.is(party)) { Ok(()) } else { Err(Error::Forbidden) }
}

fn recall_form(door: &Door, seen: &Seen, typed: &str, error: Option<&str>) -> WordsPage {
    let base = format!("/secondments/{}/agreement", seen.record.secondment.number);
    let field = FieldView::new("reason", "What has to change").lines().value(typed).error(error);
    WordsPage {
        frame: framed(door, &seen.record).with_errors(error.is_some()),
        heading: "Take the agreement back".to_owned(),
        lede: "It becomes a draft again, as the next version. Signatures given so far no longer count; each person \
               who was asked is told why, and is shown what changed when they are asked again."
            .to_owned(),
        errors: ErrorSummary::of([&field]),
        field,
        action: format!("{base}/recall"),
        button: "Take it back",
        kind: "danger",
        back: base,
    }
}

/// GET `/secondments/{number}/agreement/recall`.
pub async fn recall_page(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, &number).await?;
    desk_only(&seen)?;
    render(&recall_form(&door, &seen, "", None))
}

/// POST `/secondments/{number}/agreement/recall`.
pub async fn recall(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<WordsInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    desk_only(&seen)?;
    let mut record = seen.record.clone();
    match declining::recall(&mut cx, &mut record, &input.reason).await {
        Err(Error::Invalid(errors)) => {
            let page = recall_form(&door, &seen, &input.reason, errors.get("reason"));
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            done?;
            let to = format!("/secondments/{number}/agreement");
            cx.finish(Reply::see(to).flash("The agreement is a draft again")).await
        }
    }
}
