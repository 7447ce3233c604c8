//! The head that all pages of a record share: the way here, the title, where it stands, the away-line, the tabs.

use askama::Template;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use sojourn_calendar::format::long;
use sojourn_calendar::{Period, add_months};
use sojourn_kit::error::Result;

use super::access::{Slice, Standing};
use super::model::{Paper, Presence, Record, Scope, Secondment, Workflow};
use super::parties::Parties;
use super::status::{self, Status};
use super::store::{self, Milestones};
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{Crumbs, Journey, Leg, Link, Moment, Stop, Tab, Tabs, Tag, Tone};

/// A page of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordTab {
    /// Everything on one page.
    Overview,
    /// What was proposed.
    Proposal,
    /// Who had to approve the release.
    Approvals,
    /// What was agreed.
    Agreement,
    /// Who does what by when.
    Tasks,
    /// What is to be reached.
    Objectives,
    /// How it goes.
    CheckIns,
    /// How home keeps in touch.
    Contact,
    /// What people say about the work.
    Feedback,
    /// What the secondee shared of the journal.
    Journal,
    /// Coming back.
    Return,
    /// What happened.
    History,
}

impl RecordTab {
    const ALL: [Self; 12] = [
        Self::Overview,
        Self::Proposal,
        Self::Approvals,
        Self::Agreement,
        Self::Tasks,
        Self::Objectives,
        Self::CheckIns,
        Self::Contact,
        Self::Feedback,
        Self::Journal,
        Self::Return,
        Self::History,
    ];

    const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Proposal => "Proposal",
            Self::Approvals => "Approvals",
            Self::Agreement => "Agreement",
            Self::Tasks => "Tasks",
            Self::Objectives => "Objectives",
            Self::CheckIns => "Check-ins",
            Self::Contact => "Keep in touch",
            Self::Feedback => "Feedback",
            Self::Journal => "Journal",
            Self::Return => "Return",
            Self::History => "History",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Proposal => "/proposal",
            Self::Approvals => "/approvals",
            Self::Agreement => "/agreement",
            Self::Tasks => "/tasks",
            Self::Objectives => "/objectives",
            Self::CheckIns => "/check-ins",
            Self::Contact => "/contact",
            Self::Feedback => "/feedback",
            Self::Journal => "/journal",
            Self::Return => "/return",
            Self::History => "/history",
        }
    }

    /// Whether the page has something for this reader now.
    fn is_open(self, s: &Secondment, standing: &Standing) -> bool {
        let has_begun = s.presence != Presence::NotStarted;
        match self {
            Self::Overview => true,
            Self::Proposal => standing.sees(Slice::Proposal),
            Self::Approvals => {
                matches!(s.workflow, Workflow::PendingApproval | Workflow::DeclinedByHome)
                    && standing.sees(Slice::Approvals)
            }
            Self::Agreement => {
                let drafts = standing.sees(Slice::DraftAgreement);
                let is_open = s.paper != Paper::None || (drafts && s.workflow == Workflow::Released);
                is_open && (drafts || (standing.sees(Slice::Agreement) && s.paper != Paper::Draft))
            }
            Self::Tasks => s.workflow != Workflow::Idea && standing.sees(Slice::Tasks),
            Self::Objectives => standing.sees(Slice::Objectives) && s.paper != Paper::None,
            Self::CheckIns => has_begun && standing.sees(Slice::CheckIns),
            Self::Contact => {
                (Workflow::Released..=Workflow::NoticeGiven).contains(&s.workflow)
                    && standing.sees(Slice::Contact)
            }
            Self::Feedback => has_begun && standing.sees(Slice::Feedback),
            Self::Journal => has_begun && standing.sees(Slice::Journal),
            Self::Return => has_begun && standing.sees(Slice::ReturnPlan),
            Self::History => standing.sees(Slice::History),
        }
    }
}

/// The head of a record's pages. Renders itself: `{{ head }}` first in the page.
#[derive(Debug, Clone, Template)]
#[template(path = "features/secondments/head.html")]
pub struct Head {
    /// The way back to the list.
    pub crumbs: Crumbs,
    /// "Callum Reyes, Sydney Sales to London Sales".
    pub title: String,
    /// Status, kind, scope, flags.
    pub tags: Vec<Tag>,
    /// What the person does there, and what for.
    pub lede: String,
    /// Buttons beside the title; the last one is the primary.
    pub actions: Vec<Link>,
    /// Where it stands between first idea and debrief.
    pub journey: Journey,
    /// The pages of the record.
    pub tabs: Tabs,
    /// The people and places, for the page below.
    pub parties: Parties,
}

impl askama::filters::HtmlSafe for Head {}

impl Head {
    /// The same head; while an extension is asked for, its line shows the way home that it would make.
    #[must_use]
    pub fn with_extension(mut self, words: Option<String>) -> Self {
        self.journey = self.journey.with_extension(words);
        self
    }

    /// The same head with buttons beside the title, the primary one last.
    #[must_use]
    pub fn with_actions(mut self, actions: Vec<Link>) -> Self {
        self.actions = actions;
        self
    }
}

/// The head for one page of the record.
///
/// # Errors
/// When the database does not answer.
pub async fn head(cx: &mut Cx, record: &Record, current: RecordTab) -> Result<Head> {
    let s = &record.secondment;
    let today = cx.today();
    let parties = Parties::of(cx, record).await?;
    let milestones = store::milestones(cx, record).await?;
    let plateau = parties.host_name().map_or_else(String::new, |host| format!("At host: {host}"));
    Ok(Head {
        crumbs: Crumbs::new(vec![Link::new("Secondments", "/secondments")], s.number.clone()),
        title: parties.title(),
        tags: tags(s, &milestones, today),
        lede: lede(s, &record.standing),
        actions: Vec::new(),
        journey: Journey::new(plateau, stops(s, &milestones, today)),
        tabs: tabs(s, &record.standing, current),
        parties,
    })
}

fn tags(s: &Secondment, milestones: &Milestones, today: NaiveDate) -> Vec<Tag> {
    let was_sent_back = s.workflow == Workflow::Idea && milestones.sent_back;
    let status = if was_sent_back { Tag::new("Sent back", Tone::Warn) } else { Status::of(s, today).tag() };
    let mut tags = vec![status, Tag::new(s.kind.label(), Tone::Quiet)];
    if s.scope == Scope::Internal || !matches!(s.kind, super::Kind::InterOrganisational) {
        tags.push(Tag::new(s.scope.label(), Tone::Quiet));
    }
    if s.is_confidential {
        tags.push(Tag::new("Confidential", Tone::Warn));
    }
    tags.extend(status::flags(s, today));
    tags
}

fn lede(s: &Secondment, standing: &Standing) -> String {
    let purpose = if standing.sees(Slice::Proposal) { s.purpose.trim() } else { "" };
    let title = s.title.trim().trim_end_matches('.');
    let words = match (title.is_empty(), purpose.is_empty()) {
        (false, false) => format!("{title}. {purpose}"),
        (false, true) => format!("{title}."),
        (true, _) => purpose.to_owned(),
    };
    match until(s) {
        Some(until) => format!("{words} {until}.").trim().to_owned(),
        None => words,
    }
}

/// “Until the trade show, and no later than Friday 5 February 2027”; none when it ends on its day.
#[must_use]
pub fn until(s: &Secondment) -> Option<String> {
    let event = Some(s.ends_with.trim()).filter(|event| !event.is_empty())?;
    Some(match s.ends_on {
        Some(last) => format!("Until {event}, and no later than {}", long(last)),
        None => format!("Until {event}"),
    })
}

fn tabs(s: &Secondment, standing: &Standing, current: RecordTab) -> Tabs {
    let items = RecordTab::ALL
        .into_iter()
        .filter(|tab| *tab == current || tab.is_open(s, standing))
        .map(|tab| Tab {
            label: tab.label().to_owned(),
            href: format!("/secondments/{}{}", s.number, tab.path()),
            current: tab == current,
        })
        .collect();
    Tabs { label: "This secondment".to_owned(), items }
}

/// A stop while it is put together: where it lies and the day, if it is known.
type Draft = (&'static str, Leg, Option<NaiveDate>, bool);

fn stops(s: &Secondment, m: &Milestones, today: NaiveDate) -> Vec<Stop> {
    let stay = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let returned = m.returned.or_else(|| s.ends_on.and_then(next_working_day));
    let debrief = m.debriefed.or_else(|| returned.and_then(|day| add_months(day, 1).ok()));
    let mut drafts: Vec<Draft> = vec![
        ("Requested", Leg::Before, m.sent, m.sent.is_some() || has_passed(s.workflow, Workflow::Idea)),
        consent(s, m),
        ("Signed", Leg::Before, m.executed, s.paper == Paper::Executed),
    ];
    if s.workflow.is_final() && s.workflow != Workflow::Closed {
        drafts.retain(|draft| draft.3);
        if let Some(day) = m.arrived {
            drafts.push(("Started", Leg::Away(0), Some(day), true));
        }
        let leg = if m.arrived.is_some() { Leg::Away(50) } else { Leg::Before };
        drafts.push(("Ended", leg, Some(s.updated_at.date_naive()), true));
        return finish(drafts, today);
    }
    let has_arrived = s.presence != Presence::NotStarted;
    let start = if has_arrived { "Started" } else { "Start" };
    drafts.push((start, Leg::Away(0), m.arrived.or(s.starts_on), has_arrived));
    if let (Presence::AtHost | Presence::OnLeave, Some(stay)) = (s.presence, stay) {
        drafts.push(("Today", Leg::Away(status::share_behind(stay, today).max(1)), Some(today), true));
    }
    let is_back = s.presence == Presence::Returned;
    let last_day = if s.ends_with.is_empty() || is_back { "Last day" } else { "At the latest" };
    drafts.push((last_day, Leg::Away(100), s.ends_on, is_back));
    drafts.push(("Home", Leg::After, returned, is_back));
    drafts.push(("Debrief", Leg::After, debrief, m.debriefed.is_some()));
    finish(drafts, today)
}

/// The yes of home: the approval where others had to approve and did, the release until then and otherwise. Both
/// would stand too close on the line; the stepper of the approvals tells them apart.
fn consent(s: &Secondment, m: &Milestones) -> Draft {
    if m.has_route && has_passed(s.workflow, Workflow::PendingApproval) {
        return ("Approved", Leg::Before, m.approved, true);
    }
    let is_released = m.released.is_some() || has_passed(s.workflow, Workflow::ReleasePending);
    ("Released", Leg::Before, m.released, is_released)
}

/// Whether the record went on from `state`; the states stand in the order of a life, the side exits last.
fn has_passed(now: Workflow, state: Workflow) -> bool {
    now > state && (now <= Workflow::Closed)
}

/// The last stop that was reached is where things stand.
fn finish(drafts: Vec<Draft>, today: NaiveDate) -> Vec<Stop> {
    let last = drafts.iter().rposition(|draft| draft.3);
    let moment = |index: usize, reached: bool| match (reached, Some(index) == last) {
        (_, true) => Moment::Now,
        (true, false) => Moment::Passed,
        (false, false) => Moment::Ahead,
    };
    drafts
        .into_iter()
        .enumerate()
        .map(|(index, (label, leg, day, reached))| {
            let unknown = if reached { "Done" } else { "Not yet" };
            let day = day.map_or_else(|| unknown.to_owned(), |day| stop_day(day, today));
            Stop { label: label.to_owned(), day, leg, moment: moment(index, reached) }
        })
        .collect()
}

/// Days under the line have little room: "7 Sep", with the year only when in doubt.
fn stop_day(day: NaiveDate, today: NaiveDate) -> String {
    let words = short_day(day, today);
    words
        .split_once(' ')
        .filter(|(first, _)| first.len() == 3)
        .map_or(words.clone(), |(_, rest)| rest.to_owned())
}

fn next_working_day(last: NaiveDate) -> Option<NaiveDate> {
    let days = match last.weekday() {
        Weekday::Fri => 3,
        Weekday::Sat => 2,
        _ => 1,
    };
    last.checked_add_days(Days::new(days))
}
