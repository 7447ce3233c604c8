//! One invitation: what it is, and the answer of the person who is asked.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::{Fte, Period, WorkingPattern, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply as Answer, Route};

use super::super::access::Sight;
use super::super::model::{CONSENT, DeclineInput, Invitation, Invitee, Manner, Reply, Status, TalkInput};
use super::super::{actions, store};
use super::list::{reply_tone, tone};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::{organisations, people};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, FieldKind, FieldView, Frame, Link, Notice, Place, Side, SummaryList, SummaryRow,
    Tag, Timeline, TimelineItem, Tone,
};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/invitations/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    lede: String,
    tag: Tag,
    errors: ErrorSummary,
    notice: Option<Notice>,
    facts: SummaryList,
    address: String,
    /// Consent and reason, for the person who is still asked.
    answer: Option<(FieldView, FieldView)>,
    /// For the invited as long as it is open.
    question: Option<FieldView>,
    people: Vec<Person>,
    may_withdraw: bool,
}

/// One who is asked, for whoever reads about them.
struct Person {
    name: String,
    tag: Tag,
    said: SummaryList,
    talk: Option<Timeline>,
    /// Where the keeper answers a question: the person's id, and the field.
    reply: Option<(String, FieldView)>,
    record: Option<Link>,
}

/// `GET /invitations/{invitation}`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Answer> {
    view(&door, &number, &Form::default()).await
}

/// `POST /invitations/{invitation}/acceptance`
pub async fn accept(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Answer> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    match invalid(actions::accept(&mut cx, &number, sent.ticked("consent")).await)? {
        Ok((_, invitee)) => {
            let onward = match invitee.secondment {
                Some(id) => store::record_number(&mut cx, id).await?,
                None => None,
            };
            let onward =
                onward.map_or_else(|| format!("/invitations/{number}"), |n| format!("/secondments/{n}"));
            cx.finish(Answer::see(onward).flash("Accepted. A draft is ready: finish it and send it.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /invitations/{invitation}/refusal`
pub async fn decline(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Answer> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = DeclineInput { reason: sent.text("reason") };
    match invalid(actions::decline(&mut cx, &number, &input).await)? {
        Ok(_) => {
            let reply = Answer::see(format!("/invitations/{number}"));
            cx.finish(reply.flash("Declined. Your reason went to who invited you.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /invitations/{invitation}/talk`
pub async fn talk(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Answer> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = TalkInput { words: sent.text("words"), to: sent.text("to").parse().ok() };
    match invalid(actions::talk(&mut cx, &number, &input).await)? {
        Ok(_) => cx.finish(Answer::see(format!("/invitations/{number}")).flash("Sent.")).await,
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /invitations/{invitation}/withdrawal`
pub async fn withdraw(door: Door, Route(number): Route<String>) -> Result<Answer> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, &number).await?;
    let reply = Answer::see(format!("/invitations/{number}"));
    cx.finish(reply.flash("Withdrawn. Everybody who was asked is told.")).await
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Answer> {
    let mut cx = door.read().await?;
    let (invitation, invitees, sight) = store::load(&mut cx, number).await?;
    let host = host_name(&mut cx, &invitation).await?;
    let inviter = people::store::brief(&mut cx, invitation.created_by).await?;
    let is_open = invitation.status == Status::Open && invitation.answer_by >= cx.today();
    let own = invitees.iter().find(|one| one.person == cx.actor.person).cloned();
    let asked = own.as_ref().filter(|one| one.reply == Reply::Asked && is_open);
    let answer = asked.map(|_| answer_fields(sent));
    let question = asked.map(|_| question_field(sent));
    let people = people_of(&mut cx, &invitees, sight, is_open, sent).await?;
    let fields: Vec<&FieldView> =
        answer.iter().flat_map(|(consent, reason)| [consent, reason]).chain(&question).collect();
    let errors = sent.summary(&fields);
    let page = ShowPage {
        frame: frame(door, invitation.title.clone(), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Invitations", "/invitations")],
            invitation.number.clone(),
        ),
        title: format!("{}, {host}", invitation.title),
        lede: lede(&invitation, &inviter.name, own.is_some()),
        tag: Tag::new(invitation.status.label(), tone(invitation.status)),
        errors,
        notice: notice(&invitation, own.as_ref(), asked.is_some(), cx.today()),
        facts: facts(&mut cx, &invitation, &host, own.as_ref()).await?,
        address: format!("/invitations/{number}"),
        answer,
        question,
        people,
        may_withdraw: sight == Sight::Keeper && invitation.status == Status::Open,
    };
    Ok(sent.status(render(&page)?))
}

async fn host_name(cx: &mut Cx, i: &Invitation) -> Result<String> {
    let organisation = organisations::store::load(cx, i.host_organisation).await?.name;
    Ok(match i.host_unit {
        Some(unit) => organisations::store::load_unit(cx, unit).await?.name,
        None => organisation,
    })
}

fn lede(i: &Invitation, inviter: &str, is_own: bool) -> String {
    match (i.manner, is_own) {
        (Manner::Invitation, true) => format!("{inviter} invites you."),
        (Manner::Nomination, true) => format!("{inviter} would like to nominate you."),
        (Manner::Invitation, false) => format!("An invitation by {inviter}."),
        (Manner::Nomination, false) => format!("A nomination by {inviter}."),
    }
}

fn notice(i: &Invitation, own: Option<&Invitee>, may_answer: bool, today: NaiveDate) -> Option<Notice> {
    if may_answer {
        let by = format::near(i.answer_by, today);
        let text = "Nobody else can answer for you. Saying no has no consequence.";
        return Some(Notice::new(Tone::Warn, format!("Please answer by {by}.")).text(text));
    }
    let (tone, words) = match own?.reply {
        Reply::Taken => (
            Tone::Info,
            "Somebody else said yes first, so the place is taken. Thank you for thinking about it.",
        ),
        Reply::Accepted => (Tone::Good, "You accepted. A draft is ready for you to finish and send."),
        Reply::Declined => (Tone::Info, "You declined. Who invited you has your reason."),
        Reply::Withdrawn => (Tone::Info, "The invitation was withdrawn. You don’t need to do anything."),
        Reply::Expired | Reply::Asked => (Tone::Info, "The last day for an answer has passed."),
    };
    Some(Notice::new(tone, words))
}

async fn facts(cx: &mut Cx, i: &Invitation, host: &str, own: Option<&Invitee>) -> Result<SummaryList> {
    let mut rows = Vec::new();
    rows.extend(own.map(|own| SummaryRow::text("Why you", own.why.clone())));
    rows.push(SummaryRow::text("What for", i.purpose.clone()));
    rows.push(SummaryRow::text("Where", format!("{host}, {}", i.place)));
    if let Ok(stay) = Period::try_new(i.starts_on, i.ends_on) {
        rows.push(SummaryRow::text("Dates", format::range(stay)));
        rows.push(SummaryRow::text("Length", format::length(stay, WorkingPattern::STANDARD)));
    }
    let share = u16::try_from(i.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    rows.extend(share.map(|share| SummaryRow::text("Working time", share.in_days())));
    if let Some(manager) = i.host_manager {
        let manager = people::store::brief(cx, manager).await?;
        rows.push(SummaryRow::text("Directs the work", format!("{}, {}", manager.name, manager.job_title)));
    }
    rows.push(SummaryRow::text("Who pays", i.payer.label()));
    rows.push(SummaryRow::text("Answer by", format::long(i.answer_by)));
    Ok(SummaryList { rows, tight: false })
}

fn answer_fields(sent: &Form) -> (FieldView, FieldView) {
    (
        sent.field("consent", CONSENT).kind(FieldKind::Tick),
        sent.field("reason", "Why not?").lines().hint("Who invited you reads it."),
    )
}

fn question_field(sent: &Form) -> FieldView {
    sent.field("words", "Your question").lines()
}

async fn people_of(
    cx: &mut Cx,
    invitees: &[Invitee],
    sight: Sight,
    is_open: bool,
    sent: &Form,
) -> Result<Vec<Person>> {
    let mut people = Vec::new();
    for (at, invitee) in invitees.iter().enumerate() {
        let talk = store::talks(cx, invitee).await?;
        let is_own = sight == Sight::Invitee;
        let asks = sight == Sight::Keeper && is_open && invitee.reply == Reply::Asked && !talk.is_empty();
        let record = match invitee.secondment.filter(|_| is_own) {
            Some(id) => store::record_number(cx, id).await?,
            None => None,
        };
        let mut rows = Vec::new();
        if !is_own {
            rows.push(SummaryRow::text("Who", invitee.job_title.clone()));
            rows.push(SummaryRow::text("Why them", invitee.why.clone()));
        }
        if !invitee.reason.is_empty() {
            rows.push(SummaryRow::text("Why not", invitee.reason.clone()));
        }
        rows.extend(
            invitee
                .answered_at
                .map(|at| SummaryRow::text("Answered", format::near(at.date_naive(), cx.today()))),
        );
        let label = format!("Your answer to {}", invitee.name);
        let mut field = sent.field("words", label).lines();
        if at > 0 {
            // one address per control: the first keeps the name of the error summary
            field.error = None;
        }
        people.push(Person {
            name: if is_own { "Your answer".to_owned() } else { invitee.name.clone() },
            tag: Tag::new(invitee.reply.label(), reply_tone(invitee.reply)),
            said: SummaryList { rows, tight: false },
            talk: (!talk.is_empty()).then(|| timeline(&talk, cx.today())),
            reply: asks.then(|| (invitee.id.to_string(), field)),
            record: record.map(|n| Link::new(format!("Open {n}"), format!("/secondments/{n}"))),
        });
    }
    Ok(people)
}

fn timeline(talk: &[super::super::model::Talk], today: NaiveDate) -> Timeline {
    let item = |one: &super::super::model::Talk| TimelineItem {
        title: if one.by_invitee { format!("{} asked", one.by) } else { format!("{} answered", one.by) },
        by: format::near(one.at.date_naive(), today),
        side: Some(if one.by_invitee { Side::Home } else { Side::Host }),
        next: false,
        quote: Some(one.words.clone()),
    };
    Timeline { items: talk.iter().map(item).collect() }
}
