//! One opportunity: what one would do, what it is like, money, dates, and what the reader can do.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::{Fte, WorkingPattern, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use super::card::{FitView, fit_view, tags};
use super::crumbs;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::opportunities::lifecycle::{self, Action};
use crate::features::opportunities::model::{Asked, Opportunity, PostingKind, SkillSort, State};
use crate::features::opportunities::{Party, Posting, fit, store};
use crate::features::{people, skills};
use crate::page;
use crate::shell::words::counted;
use crate::shell::{Crumbs, Frame, Link, Notice, Place, SummaryList, SummaryRow, SummaryValue, Tag, Tone};

#[derive(Template)]
#[template(path = "features/opportunities/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    o: Opportunity,
    lede: String,
    tags: Vec<Tag>,
    what: &'static str,
    primary: Option<(String, String)>,
    notice: Option<Notice>,
    skills: SummaryList,
    inside: Option<SummaryList>,
    fit: FitView,
    shows_fit: bool,
    facts: SummaryList,
    starred: bool,
    links: Vec<Link>,
    buttons: Vec<(&'static str, &'static str)>,
}

/// `GET /opportunities/{opportunity}`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let posting = store::load(&mut cx, &number).await?;
    let o = posting.opportunity.clone();
    let (me, today) = (cx.actor.person, cx.today());
    let asked = store::asked(&mut cx, o.id).await?;
    let candidate = skills::store::candidate(&mut cx, me).await?;
    let has_applied = store::has_application(&mut cx, o.id).await?;
    let page = ShowPage {
        frame: page::frame(&door, o.title.clone(), Some(Place::Opportunities)),
        crumbs: crumbs(Vec::new(), &o.number),
        lede: format!("{}. {}. {}.", o.host(), o.when(today), o.whereabouts()),
        tags: std::iter::once(Tag::new(o.state.label(), tone(o.state))).chain(tags(&o)).collect(),
        what: if o.posting == PostingKind::Capacity { "What the team can do" } else { "What you’d do" },
        primary: primary(&posting, has_applied, today),
        notice: notice(&posting),
        skills: skill_rows(&asked),
        inside: inside(&mut cx, &posting).await?,
        fit: fit_view(&candidate, fit::of(&candidate, &o, &asked)),
        shows_fit: o.posting == PostingKind::Place && !posting.standing.is(Party::Author),
        facts: facts(&mut cx, &o).await?,
        starred: store::is_starred(&mut cx, o.id).await?,
        links: links(&posting),
        buttons: buttons(&posting),
        o,
    };
    page::render(&page)
}

/// The tone of a state.
#[must_use]
pub fn tone(state: State) -> Tone {
    match state {
        State::Draft | State::Withdrawn | State::Closed => Tone::Quiet,
        State::Approval => Tone::Info,
        State::Open => Tone::Good,
        State::Filled => Tone::Host,
    }
}

fn primary(posting: &Posting, has_applied: bool, today: NaiveDate) -> Option<(String, String)> {
    let o = &posting.opportunity;
    let at = |path: &str| format!("/opportunities/{}/{path}", o.number);
    let is_author = posting.standing.is(Party::Author);
    if has_applied {
        return Some((at("application"), "Your application".to_owned()));
    }
    if posting.standing.decides() && o.is_deciding() && o.applied > 0 {
        return Some((at("shortlist"), "Applicants".to_owned()));
    }
    if o.posting == PostingKind::Capacity {
        let asks = !is_author && o.state == State::Open;
        return asks.then(|| (at("request"), "Ask for them".to_owned()));
    }
    (!is_author && o.takes_applications(today)).then(|| (at("application"), "Apply".to_owned()))
}

fn notice(posting: &Posting) -> Option<Notice> {
    let o = &posting.opportunity;
    let (tone, lead) = match o.state {
        State::Draft if !o.note.is_empty() => (Tone::Warn, "Sent back to its author."),
        State::Draft => (Tone::Info, "A draft. This is how others will see it."),
        State::Approval => (Tone::Info, "Waiting for the mobility team or HR to approve it."),
        State::Withdrawn => (Tone::Info, "Withdrawn."),
        State::Filled => (Tone::Info, "Every place is taken."),
        State::Closed => (Tone::Info, "Nobody can apply any more."),
        State::Open => return None,
    };
    let shows_note = posting.standing.sees_inside() || o.state == State::Withdrawn;
    Some(Notice::new(tone, lead).text(if shows_note { o.note.clone() } else { String::new() }))
}

/// The skills by what they are to the opportunity.
#[must_use]
pub fn skill_rows(asked: &[Asked]) -> SummaryList {
    let row = |sort: &SkillSort| {
        let names: Vec<&str> =
            asked.iter().filter(|skill| skill.sort == *sort).map(|skill| skill.name.as_str()).collect();
        (!names.is_empty()).then(|| SummaryRow::text(sort.label(), names.join(", ")))
    };
    SummaryList { rows: SkillSort::ALL.iter().filter_map(row).collect(), tight: false }
}

async fn facts(cx: &mut Cx, o: &Opportunity) -> Result<SummaryList> {
    let author = people::store::brief(cx, o.author).await?;
    let dates = o.stay().map_or_else(|| "Not known yet".to_owned(), format::range);
    let mut rows = vec![SummaryRow::text("Dates", dates)];
    rows.extend(
        o.stay().map(|stay| SummaryRow::text("Length", format::length(stay, WorkingPattern::STANDARD))),
    );
    let share = u16::try_from(o.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    rows.extend(share.map(|share| SummaryRow::text("Working time", share.in_days())));
    rows.push(SummaryRow::text("Where", o.whereabouts()));
    if o.posting == PostingKind::Place {
        let money = match o.pay_note.as_str() {
            "" => o.payer.label().to_owned(),
            note => format!("{}. {note}", o.payer.label()),
        };
        rows.push(SummaryRow::text("Money", money));
        rows.push(SummaryRow::text("Places", o.seats.to_string()));
    }
    if let Some(day) = o.closes_on {
        rows.push(SummaryRow::text("Closes", format::near(day, cx.today())));
    }
    rows.push(SummaryRow::text("Who decides", format!("{}, {}", author.name, author.job_title)));
    Ok(SummaryList { rows, tight: true })
}

async fn inside(cx: &mut Cx, posting: &Posting) -> Result<Option<SummaryList>> {
    if !posting.standing.sees_inside() {
        return Ok(None);
    }
    let o = &posting.opportunity;
    let mut rows = vec![SummaryRow::text("Seen by", o.audience.label())];
    if o.posting == PostingKind::Place {
        let thought = if o.redeployment_considered { "Thought of first" } else { "Not thought of yet" };
        rows.push(SummaryRow::text("Why a secondment", o.why_secondment.clone()));
        rows.push(SummaryRow::text("Colleagues in search of a post", thought));
        let names = if o.hides_names { "Hidden until shortlisted" } else { "Shown from the start" };
        rows.push(SummaryRow::text("Names of applicants", names));
        let panel: Vec<String> = store::panel(cx, o.id).await?.into_iter().map(|one| one.1).collect();
        if !panel.is_empty() {
            rows.push(SummaryRow::new("Decides as well", SummaryValue::Lines(panel)));
        }
        let applied = counted(u64::try_from(o.applied).unwrap_or(0), "person", "people");
        rows.push(SummaryRow::text("Applied", format!("{applied}, {} of {} places taken", o.taken, o.seats)));
    }
    Ok(Some(SummaryList { rows, tight: false }))
}

/// What has a page of its own.
fn links(posting: &Posting) -> Vec<Link> {
    let o = &posting.opportunity;
    let allowed = lifecycle::allowed(o, &posting.standing);
    let at = |path: &str| format!("/opportunities/{}/{path}", o.number);
    let mut links = Vec::new();
    if posting.standing.sees_inside() && o.posting == PostingKind::Place && o.opened_at.is_some() {
        links.push(Link::new("Applicants", at("shortlist")));
    }
    for action in allowed {
        match action {
            Action::Edit => links.push(Link::new("Change", at("edit"))),
            Action::SendBack => links.push(Link::new("Send back", at("return"))),
            Action::Withdraw => links.push(Link::new("Withdraw", at("withdrawal"))),
            _ => {}
        }
    }
    links
}

/// What is done at once.
fn buttons(posting: &Posting) -> Vec<(&'static str, &'static str)> {
    let mut buttons: Vec<(&'static str, &'static str)> =
        lifecycle::allowed(&posting.opportunity, &posting.standing)
            .into_iter()
            .filter_map(|action| match action {
                Action::Publish | Action::Submit => Some(("publication", action.label())),
                Action::Approve => Some(("approval", action.label())),
                Action::Close => Some(("closing", "Take no more applications")),
                _ => None,
            })
            .collect();
    buttons.push(("copies", "Copy as new"));
    buttons
}
