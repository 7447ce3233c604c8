//! The return plan on one page: what each of the three wrote, how the post stands, and the days.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use super::super::access::{self, Part};
use super::super::actions::{self, host_can_sign_in};
use super::super::model::stage::{meet_by, opens_on};
use super::super::model::{Plan, Post, PostStatus, Stage, Written, standing};
use super::super::{panel, store};
use super::typed;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, Slice, head};
use crate::page::{frame, render};
use crate::shell::{
    ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, SummaryList, SummaryRow, Tone,
};
use crate::typed::{Form, unprocessable};

#[derive(Template)]
#[template(path = "features/returns/pages/plan.html")]
struct PlanPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    alarm: Option<Notice>,
    closed: Option<Notice>,
    parts: Vec<(&'static str, &'static str, SummaryList)>,
    forms: Vec<PartForm>,
    address: String,
    version: i64,
    post: SummaryList,
    offer: Option<Offer>,
    say: Option<[FieldView; 3]>,
    days: SummaryList,
    links: Vec<Link>,
}

/// The form of a part that the reader writes.
struct PartForm {
    part: &'static str,
    heading: &'static str,
    button: &'static str,
    fields: Vec<FieldView>,
}

/// The secondee's answer to an offer.
struct Offer {
    number: i64,
    words: FieldView,
}

/// `GET /secondments/{number}/return-plan`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

pub(super) async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let plan = actions::find(&mut cx, &record).await?;
    let post = actions::current_post(&mut cx, &record).await?;
    let can_sign_in = host_can_sign_in(&mut cx, &record).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let today = cx.today();
    let stage = actions::stage_of(&mut cx, &record).await?;
    let forms = match &plan {
        Some(plan) if access::is_plan_open(&record) => forms(&record, plan, can_sign_in, &sent, today),
        _ => Vec::new(),
    };
    let is_away = record.secondment.workflow.is_under_way();
    let say = (is_away && access::says_post(&record)).then(|| say(&post, &sent));
    let offer = offer(&record, &post, &sent).filter(|_| is_away);
    let errors = sent.errors.0.iter().map(|(name, words)| (Some(format!("#f-{name}")), words.clone()));
    let page = PlanPage {
        frame: frame(door, format!("Return plan, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary { items: errors.collect() },
        alarm: panel::alarm(&record, &post).map(|notice| Notice { link: None, ..notice }),
        closed: plan.is_none().then(|| closed(&record, today)),
        parts: plan.as_ref().map(|plan| parts(plan, today)).unwrap_or_default(),
        address: format!("/secondments/{number}/return-plan"),
        version: plan.as_ref().map_or(0, |plan| plan.version),
        post: post_list(&mut cx, &record, &post).await?,
        days: days(&record, plan.as_ref(), today),
        links: links(&record, stage),
        forms,
        offer,
        say,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn closed(record: &Record, today: NaiveDate) -> Notice {
    let lead = match record.secondment.ends_on {
        Some(last) if record.secondment.workflow.is_under_way() && opens_on(last) > today => {
            format!("The return plan opens on {}, six weeks before the last day.", long(opens_on(last)))
        }
        Some(_) if record.secondment.workflow.is_under_way() => {
            "The return plan opens within the hour.".to_owned()
        }
        _ => "There was no return plan for this time away.".to_owned(),
    };
    Notice::new(Tone::Info, lead)
}

fn said(text: &str) -> String {
    if text.trim().is_empty() { "Not written yet".to_owned() } else { text.to_owned() }
}

fn parts(plan: &Plan, today: NaiveDate) -> Vec<(&'static str, &'static str, SummaryList)> {
    let by = |written: &Option<Written>| {
        written.as_ref().map(|one| {
            SummaryRow::text("Written by", format!("{}, {}", one.by, near(one.at.date_naive(), today)))
        })
    };
    let list = |mut rows: Vec<SummaryRow>, written| {
        rows.extend(by(written));
        SummaryList { rows, tight: false }
    };
    let meeting = plan.meeting_on.map_or_else(|| "Not planned yet".to_owned(), |day| near(day, today));
    vec![
        (
            "wishes",
            Part::Wishes.label(),
            list(
                vec![
                    SummaryRow::text("To use", said(&plan.use_next)),
                    SummaryRow::text("To learn next", said(&plan.learn_next)),
                ],
                &plan.wishes,
            ),
        ),
        (
            "role",
            "At home",
            list(
                vec![
                    SummaryRow::text("Role", said(&plan.role)),
                    SummaryRow::text("First project", said(&plan.first_project)),
                    SummaryRow::text("Whom to teach", said(&plan.teach)),
                    SummaryRow::text("Return meeting", meeting),
                ],
                &plan.named,
            ),
        ),
        (
            "handover",
            Part::Handover.label(),
            list(vec![SummaryRow::text("What stays", said(&plan.handover))], &plan.handed_over),
        ),
    ]
}

fn forms(record: &Record, plan: &Plan, can_sign_in: bool, sent: &Form, today: NaiveDate) -> Vec<PartForm> {
    let area = |name: &str, label: &str, hint: &str, kept: &str| {
        let field =
            FieldView::new(name, label).lines().value(typed(sent, name, kept)).error(sent.error(name));
        if hint.is_empty() { field } else { field.hint(hint) }
    };
    let line = |name: &str, label: &str, kept: &str| {
        FieldView::new(name, label).value(typed(sent, name, kept)).error(sent.error(name))
    };
    let last = record.secondment.ends_on.unwrap_or(today);
    let meet = meet_by(last, plan.opened_on);
    let mine = Part::ALL.iter().filter(|part| access::writes(record, **part, can_sign_in));
    mine.map(|part| match part {
        Part::Wishes => PartForm {
            part: part.as_str(),
            heading: "Your part",
            button: "Save your part",
            fields: vec![
                area(
                    "use_next",
                    "What do you want to use at home?",
                    "Your home manager plans your role with it.",
                    &plan.use_next,
                ),
                area("learn_next", "What do you want to learn next?", "", &plan.learn_next),
            ],
        },
        Part::Role => PartForm {
            part: part.as_str(),
            heading: "What home has ready",
            button: "Save role and project",
            fields: vec![
                line("role", "The role at home", &plan.role),
                area(
                    "first_project",
                    "The first project",
                    "One that needs what was learnt.",
                    &plan.first_project,
                ),
                area("teach", "Whom do they teach, and what?", "", &plan.teach),
                line(
                    "meeting_on",
                    "When do you meet about the return?",
                    &plan.meeting_on.map(long).unwrap_or_default(),
                )
                .date()
                .hint(format!("By {}.", long(meet))),
            ],
        },
        Part::Handover => PartForm {
            part: part.as_str(),
            heading: "Handover at the host",
            button: "Save the handover",
            fields: vec![area(
                "handover",
                "What stays, and who carries it on?",
                "Work, contacts, access and things to give back.",
                &plan.handover,
            )],
        },
    })
    .collect()
}

fn offer(record: &Record, post: &Post, sent: &Form) -> Option<Offer> {
    let is_asked = access::writes(record, Part::Wishes, false) && post.waits_for_answer();
    is_asked.then(|| Offer {
        number: post.number,
        words: FieldView::new("answer", "What do you say to it?")
            .lines()
            .hint("Needed for a no: what would make it right.")
            .optional()
            .value(typed(sent, "answer", ""))
            .error(sent.error("answer")),
    })
}

fn say(post: &Post, sent: &Form) -> [FieldView; 3] {
    let options = PostStatus::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    [
        FieldView::new("status", "How does it stand?")
            .select(options)
            .value(typed(sent, "status", post.status.as_str()))
            .error(sent.error("status")),
        FieldView::new("post", "Which post?")
            .hint("Needed for an offer of another one.")
            .optional()
            .value(typed(sent, "post", ""))
            .error(sent.error("post")),
        FieldView::new("words", "What happened, and what comes next?")
            .lines()
            .hint("The secondee reads it.")
            .optional()
            .value(typed(sent, "words", ""))
            .error(sent.error("words")),
    ]
}

async fn post_list(cx: &mut Cx, record: &Record, post: &Post) -> Result<SummaryList> {
    let today = cx.today();
    let mut rows = vec![SummaryRow::text("Now", standing(post))];
    for one in store::posts(cx, record).await?.into_iter().take(6) {
        let day = one.at.map(|at| near(at.date_naive(), today)).unwrap_or_default();
        let by = one.by.unwrap_or_default();
        let words = [one.words, one.answer].join(" ");
        rows.push(SummaryRow::text(day, format!("{}, said {by}. {}", one.status.label(), words.trim())));
    }
    Ok(SummaryList { rows, tight: true })
}

fn days(record: &Record, plan: Option<&Plan>, today: NaiveDate) -> SummaryList {
    let mut rows = Vec::new();
    if let Some(last) = record.secondment.ends_on {
        rows.push(SummaryRow::text("Last day at the host", long(last)));
        let opened = plan.map_or_else(|| opens_on(last), |plan| plan.opened_on);
        rows.push(SummaryRow::text(
            if plan.is_some() { "Plan opened" } else { "Plan opens" },
            near(opened, today),
        ));
        rows.push(SummaryRow::text("Meet by", near(meet_by(last, opened), today)));
    }
    SummaryList { rows, tight: true }
}

fn links(record: &Record, stage: Stage) -> Vec<Link> {
    let number = &record.secondment.number;
    let mut links =
        vec![Link::new("What was promised, and the return", format!("/secondments/{number}/return"))];
    if record.standing.sees(Slice::Reentry) {
        if matches!(stage, Stage::Reentry | Stage::FollowUp) {
            links.push(Link::new("First 90 days at home", format!("/secondments/{number}/reentry")));
        }
        if access::is_open_for_skills(stage) {
            links.push(Link::new("Skills in use and passed on", format!("/secondments/{number}/skills-use")));
        }
    }
    links
}
