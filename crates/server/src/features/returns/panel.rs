//! The way back on the page of its record, and on the page of somebody who is away.

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::model::stage::{meet_by, opens_on};
use super::model::{Plan, Post, Stage, standing};
use super::{access, actions, store};
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::shell::words::counted;
use crate::shell::{Link, Markup, Notice, SummaryList, SummaryRow, Tone};

#[derive(Template)]
#[template(path = "features/returns/panel.html")]
struct Panel {
    stage: &'static str,
    notice: Option<Notice>,
    summary: SummaryList,
    links: Vec<Link>,
}

#[derive(Template)]
#[template(path = "features/returns/mine.html")]
struct Mine {
    notice: Option<Notice>,
    summary: SummaryList,
    links: Vec<Link>,
}

/// How the return stands, for those who follow it; nothing while it is far and the post stands as promised.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::ReturnPlan) {
        return Ok(None);
    }
    let stage = actions::stage_of(cx, record).await?;
    let post = actions::current_post(cx, record).await?;
    let is_near = matches!(stage, Stage::Ending | Stage::Reentry | Stage::FollowUp);
    if !is_near && (stage != Stage::Away || post.number == 0) {
        return Ok(None);
    }
    let summary = SummaryList { rows: rows(cx, record, stage, &post).await?, tight: false };
    let links = links(record, stage);
    crate::page::part(&Panel { stage: stage.label(), notice: alarm(record, &post), summary, links }).map(Some)
}

/// The return on the page of somebody who is away, about to come back, or just back.
///
/// # Errors
/// When the database does not answer.
pub async fn coming_back(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let stage = actions::stage_of(cx, record).await?;
    let post = actions::current_post(cx, record).await?;
    if !matches!(stage, Stage::Ending | Stage::Reentry) && !post.is_alarming() && !post.waits_for_answer() {
        return Ok(None);
    }
    let summary = SummaryList { rows: rows(cx, record, stage, &post).await?, tight: true };
    crate::page::part(&Mine { notice: alarm(record, &post), summary, links: links(record, stage) }).map(Some)
}

/// What rings while nobody can say what the person comes back to.
pub(super) fn alarm(record: &Record, post: &Post) -> Option<Notice> {
    if !record.secondment.workflow.is_under_way() || !(post.is_alarming() || post.waits_for_answer()) {
        return None;
    }
    let (tone, lead) = match post.is_alarming() {
        true => (Tone::Bad, "The post to come back to is not safe."),
        false => (Tone::Warn, "Another post is offered."),
    };
    let link =
        Link::new("Open the return plan", format!("/secondments/{}/return-plan", record.secondment.number));
    Some(Notice::new(tone, lead).text(format!("{}.", standing(post))).link(link))
}

async fn rows(cx: &mut Cx, record: &Record, stage: Stage, post: &Post) -> Result<Vec<SummaryRow>> {
    let mut rows = vec![SummaryRow::text("Post", standing(post))];
    if matches!(stage, Stage::Away | Stage::Ending) {
        let plan = actions::find(cx, record).await?;
        plan_rows(cx, record, plan.as_ref(), &mut rows);
    } else if record.standing.sees(Slice::Reentry) {
        let checks = store::checks(cx, record).await?;
        let answered = checks.iter().filter(|check| check.answered_at.is_some()).count();
        if !checks.is_empty() {
            rows.push(SummaryRow::text(
                "First 90 days",
                format!("{answered} of {} checks answered", checks.len()),
            ));
        }
        let uses = store::uses(cx, record).await?;
        let used = uses.iter().filter(|one| one.done_on.is_some()).count();
        if !uses.is_empty() {
            rows.push(SummaryRow::text("Skills in use", format!("{used} of {}", uses.len())));
        }
        let passed = store::knowledge(cx, record).await?;
        let done = passed.iter().filter(|one| one.done_on.is_some()).count() as u64;
        if !passed.is_empty() {
            let words = format!("{} of {}", counted(done, "thing", "things"), passed.len());
            rows.push(SummaryRow::text("Passed on", words));
        }
    }
    Ok(rows)
}

fn plan_rows(cx: &Cx, record: &Record, plan: Option<&Plan>, rows: &mut Vec<SummaryRow>) {
    let (today, last) = (cx.today(), record.secondment.ends_on);
    let Some(plan) = plan else {
        rows.extend(
            last.map(|last| {
                SummaryRow::text("Return plan", format!("Opens {}", near(opens_on(last), today)))
            }),
        );
        return;
    };
    let role = if plan.named.is_some() { plan.role.clone() } else { "Not named yet".to_owned() };
    rows.push(SummaryRow::text("Role at home", role));
    let by = last.map(|last| near(meet_by(last, plan.opened_on), today));
    let meeting = match (plan.meeting_on, by) {
        (Some(day), _) => near(day, today),
        (None, Some(by)) => format!("To be held by {by}"),
        (None, None) => "Not planned yet".to_owned(),
    };
    rows.push(SummaryRow::text("Return meeting", meeting));
    let yes = |is_there: bool| if is_there { "Written" } else { "Not written yet" };
    rows.push(SummaryRow::text("What to use and learn", yes(plan.wishes.is_some())));
    rows.push(SummaryRow::text("Handover at the host", yes(plan.handed_over.is_some())));
}

fn links(record: &Record, stage: Stage) -> Vec<Link> {
    let number = &record.secondment.number;
    let link = |label: &str, path: &str| Link::new(label, format!("/secondments/{number}/{path}"));
    let mut links = vec![link("Return plan", "return-plan")];
    if record.standing.sees(Slice::Reentry) {
        if stage == Stage::Reentry {
            links.push(link("First 90 days", "reentry"));
        }
        if access::is_open_for_skills(stage) {
            links.push(link("Skills in use", "skills-use"));
        }
        if matches!(stage, Stage::Reentry | Stage::FollowUp) {
            links.push(link("What became of it", "follow-ups"));
        }
    }
    links
}
