//! One's own application: two questions, a conflict of interest, the talk with one's manager; then what came of it.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::applications::lifecycle::{self, Action, Party};
use crate::features::applications::model::{Application, ApplicationInput, State};
use crate::features::applications::views::{ApplicationView, Nearest};
use crate::features::applications::{actions, store};
use crate::features::opportunities::{Posting, pages::crumbs};
use crate::page;
use crate::shell::{
    Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, SummaryList, SummaryRow,
    SummaryValue, Tone,
};
use crate::typed::{Form, invalid};

/// The fields of a form.
type Sent = Fields<BTreeMap<String, String>>;

#[derive(Template)]
#[template(path = "features/applications/pages/application.html")]
struct ApplicationPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    lede: String,
    notice: Option<Notice>,
    errors: ErrorSummary,
    nearest: Vec<Nearest>,
    address: String,
    version: i64,
    form: Option<Vec<FieldView>>,
    is_open: bool,
    summary: SummaryList,
    offered: bool,
    withdraws: bool,
    hides_names: bool,
    number: String,
    about: String,
}

fn address(number: &str) -> String {
    format!("/opportunities/{number}/application")
}

/// `GET /opportunities/{opportunity}/application`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// `POST /opportunities/{opportunity}/application`
pub async fn write(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    let mut typed = Form::sent(sent);
    match invalid(keep(&door, &number, &mut typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, typed.with(errors)).await,
    }
}

async fn keep(door: &Door, number: &str, typed: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let (posting, _) = actions::own(&mut cx, number).await?;
    actions::may_apply(&posting)?;
    let talked_on = typed.day("talked_on", cx.today());
    std::mem::take(&mut typed.errors).check()?;
    let input = ApplicationInput {
        // a new one has no version to be stale against
        version: Some(typed.version()).filter(|version| *version != 0),
        why: typed.text("why"),
        bring_back: typed.text("bring_back"),
        has_conflict: match typed.get("has_conflict") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        conflicts: typed.text("conflicts"),
        talked_on,
        talk: typed.text("talk"),
    };
    let (posting, _) = actions::save(&mut cx, number, &input).await?;
    let mut said = "Kept as a draft. Nobody else sees it.".to_owned();
    if typed.get("then") == "send" {
        said = if posting.opportunity.takes_applications(cx.today()) {
            actions::send(&mut cx, number, None).await?;
            "Sent. You are told by email what the host decides.".to_owned()
        } else {
            "It closed while you were writing. What you wrote is kept.".to_owned()
        };
    }
    cx.finish(Reply::see(address(number)).flash(&said)).await
}

/// `POST /opportunities/{opportunity}/application/withdrawal`
pub async fn withdraw(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, &number, Some(Form::sent(sent).version())).await?;
    cx.finish(Reply::see("/opportunities/mine").flash("Withdrawn.")).await
}

/// `POST /opportunities/{opportunity}/application/answer`
pub async fn answer(door: Door, Route(number): Route<String>, Fields(sent): Sent) -> Result<Reply> {
    let typed = Form::sent(sent);
    let mut cx = door.write().await?;
    if typed.get("answer") == "accept" {
        let (_, application) = actions::accept(&mut cx, &number, Some(typed.version())).await?;
        let record = store::secondment_number(&mut cx, &application).await?;
        let onward = record.map_or_else(|| address(&number), |number| format!("/secondments/{number}"));
        let said = "Accepted. Your proposal is open: finish it and send it to your manager.";
        return cx.finish(Reply::see(onward).flash(said)).await;
    }
    if typed.get("answer") != "decline" {
        return Err(Error::field("answer", "Choose whether you accept or decline."));
    }
    actions::decline(&mut cx, &number, Some(typed.version())).await?;
    cx.finish(Reply::see(address(&number)).flash("Declined. The host is told.")).await
}

async fn view(door: &Door, number: &str, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (posting, known) = actions::own(&mut cx, number).await?;
    let is_open = posting.opportunity.takes_applications(cx.today());
    if known.is_none() {
        actions::may_apply(&posting)?;
        if !is_open {
            return Err(Error::refused("closed", "Nobody can apply for this opportunity any more."));
        }
    }
    let state = known.as_ref().map_or(State::Draft, |known| known.state);
    let writes = matches!(state, State::Draft | State::Withdrawn) && (is_open || state == State::Draft);
    let form = writes.then(|| fields(known.as_ref(), &typed));
    let shown = match &known {
        Some(known) => Some(ApplicationView::of(&mut cx, &posting, known).await?),
        None => None,
    };
    let page = page_of(door, &cx, &posting, known.as_ref(), shown, form, &typed);
    Ok(typed.status(page::render(&page)?))
}

fn page_of(
    door: &Door,
    cx: &Cx,
    posting: &Posting,
    known: Option<&Application>,
    shown: Option<ApplicationView>,
    form: Option<Vec<FieldView>>,
    typed: &Form,
) -> ApplicationPage {
    let o = &posting.opportunity;
    let is_open = o.takes_applications(cx.today());
    let state = known.map_or(State::Draft, |known| known.state);
    let withdraws = known.is_some() && lifecycle::decide(state, Action::Withdraw, Party::Applicant).is_ok();
    let heading = if form.is_some() { "Apply" } else { "Your application" };
    let kept = known.map_or(0, |known| known.version);
    ApplicationPage {
        frame: page::frame(door, format!("{heading}, {}", o.title), Some(Place::Opportunities))
            .with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(vec![Link::new(o.number.clone(), format!("/opportunities/{}", o.number))], heading),
        heading,
        lede: o.title.clone(),
        notice: notice(cx, shown.as_ref(), is_open),
        errors: ErrorSummary::of(form.iter().flatten()),
        nearest: shown.as_ref().map(|shown| shown.nearest.clone()).unwrap_or_default(),
        address: address(&o.number),
        version: typed.or("version", &kept.to_string()).parse().unwrap_or(-1),
        form,
        is_open,
        summary: shown.map(summary).unwrap_or(SummaryList { rows: Vec::new(), tight: false }),
        offered: state == State::Offered,
        withdraws,
        hides_names: o.hides_names,
        number: o.number.clone(),
        about: format!("{}, {}, {}", o.host(), o.when(cx.today()), o.whereabouts()),
    }
}

fn notice(cx: &Cx, shown: Option<&ApplicationView>, is_open: bool) -> Option<Notice> {
    let shown = shown?;
    let (tone, lead) = match shown.state {
        State::Draft if !is_open => (Tone::Warn, "It closed while you were writing. What you wrote is kept."),
        State::Draft => return None,
        State::Sent => (Tone::Info, "Sent. The host looks at it."),
        State::Shortlisted => (Tone::Info, "You’re on the shortlist."),
        State::Invited => (Tone::Info, "You’re invited to talk."),
        State::Reserved => (Tone::Info, "You’re in reserve, next if a place becomes free."),
        State::Offered => (Tone::Warn, "A place is offered to you."),
        State::Accepted => (Tone::Good, "You accepted."),
        State::Declined => (Tone::Info, "You declined the offer."),
        State::NotSelected => (Tone::Info, "You didn’t get a place this time."),
        State::Withdrawn => (Tone::Info, "You took the application back."),
        State::Lapsed => (Tone::Info, "The offer was not answered in time."),
    };
    let mut notice = Notice::new(tone, lead);
    if let Some(day) = shown.answer_by.filter(|_| shown.state == State::Offered) {
        notice = notice.text(format!("Answer by {}.", near(day, cx.today())));
    } else if let Some(last) = shown.decisions.first().filter(|_| shown.state == State::NotSelected) {
        notice = notice.text(format!("{}. {}", last.reason.label(), last.words));
    }
    let record = shown.secondment.as_ref();
    Some(match record {
        Some(number) => notice.link(Link::new(format!("Open {number}"), format!("/secondments/{number}"))),
        None => notice,
    })
}

fn fields(known: Option<&Application>, typed: &Form) -> Vec<FieldView> {
    let of = |text: fn(&Application) -> &str| known.map(text).unwrap_or_default().to_owned();
    let lines = |name: &str, label: &str, proposed: String| {
        FieldView::new(name, label).lines().value(typed.or(name, &proposed)).error(typed.error(name))
    };
    let conflict = match known.and_then(|known| known.has_conflict) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let answers = vec![FieldOption::new("no", "No"), FieldOption::new("yes", "Yes")];
    let talked = known.and_then(|known| known.talked_on).map(long).unwrap_or_default();
    vec![
        lines("why", "Why would you like to go?", of(|a| &a.why)).strong(),
        lines("bring_back", "What would you bring back?", of(|a| &a.bring_back)).strong(),
        FieldView::new("has_conflict", "Do you have a conflict of interest?")
            .hint("Such as family there, or a contract that you decide about.")
            .radios(answers)
            .bare()
            .value(typed.or("has_conflict", conflict))
            .error(typed.error("has_conflict")),
        lines("conflicts", "Which?", of(|a| &a.conflicts)).hint("Needed if you answered yes.").optional(),
        FieldView::new("talked_on", "When did you talk with your manager about it?")
            .date()
            .hint("Talk first: nobody should learn it from a letter.")
            .value(typed.or("talked_on", &talked))
            .error(typed.error("talked_on")),
        lines("talk", "What came of it?", of(|a| &a.talk)).optional(),
    ]
}

fn summary(shown: ApplicationView) -> SummaryList {
    let mut rows = vec![
        SummaryRow::text("Why", shown.why),
        SummaryRow::text("What you’d bring back", shown.bring_back),
        SummaryRow::text(
            "Conflict of interest",
            if shown.conflicts.is_empty() { "None declared".to_owned() } else { shown.conflicts },
        ),
    ];
    if let Some(day) = shown.talked_on {
        let talk = if shown.talk.is_empty() { String::new() } else { format!(". {}", shown.talk) };
        rows.push(SummaryRow::text("Talked with your manager", format!("{}{talk}", long(day))));
    }
    let decided: Vec<String> = shown
        .decisions
        .iter()
        .map(|one| format!("{}: {}. {}", one.decision.label(), one.reason.label(), one.words))
        .collect();
    if !decided.is_empty() {
        rows.push(SummaryRow::new("What the host decided", SummaryValue::Lines(decided)));
    }
    SummaryList { rows, tight: false }
}
