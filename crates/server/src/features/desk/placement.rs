//! The page of somebody who is away, made for a phone: where they are, the pulse, the journal, the objectives, what
//! comes, and their people.

use askama::Template;
use chrono::{Days, NaiveDate};
use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::store::{Milestones, milestones};
use crate::features::secondments::{Parties, Record, Secondment, Slice, Workflow, mine, status, steps};
use crate::features::{
    contacts, feedback, journal, news, objectives, people, placements, proposals, pulse, returns,
};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{Empty, Frame, Journey, Leg, Link, Markup, Moment, PersonChip, Place, Side, Stop};
use crate::typed::Form;

#[derive(Template)]
#[template(path = "features/desk/placement.html")]
struct PlacementPage {
    frame: Frame,
    body: Option<Body>,
    empty: Empty,
}

/// What the page holds while somebody is away, about to go, or just back.
struct Body {
    title: String,
    lede: String,
    record: String,
    journey: Journey,
    pulse: Option<Markup>,
    objectives: Markup,
    journal: Markup,
    entries: Vec<journal::pages::Line>,
    all_entries: i64,
    feedback: Option<feedback::pages::Line>,
    coming_up: Vec<Coming>,
    news: Markup,
    coming_back: String,
    way_back: Option<Markup>,
    beside: Vec<Markup>,
    people: Vec<(PersonChip, Option<String>)>,
}

/// Something on the way, with the page that prepares it.
struct Coming {
    what: String,
    when: String,
    link: Option<Link>,
    /// Where a press notes that it is done, and the words on the button.
    tap: Option<Link>,
}

/// Entries of the journal on this page.
const ENTRIES: i64 = 3;

/// `GET /my/placement`
pub async fn placement(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let own = mine::store::own(&mut cx).await?;
    let frame = frame(&door, "My secondment", Some(Place::MySecondments));
    let body = match own {
        Some(record) => Some(body(&mut cx, &frame, &record).await?),
        None => None,
    };
    let empty = Empty {
        title: "You’re not away".to_owned(),
        text: "Once a secondment of yours is agreed, this page is yours for its time.".to_owned(),
        action: Some(Link::new("My secondments", "/secondments")),
    };
    render(&PlacementPage { frame, body, empty })
}

async fn body(cx: &mut Cx, frame: &Frame, record: &Record) -> Result<Body> {
    let parties = Parties::of(cx, record).await?;
    let s = &record.secondment;
    let today = cx.today();
    let m = milestones(cx, record).await?;
    let is_away = s.workflow.is_under_way();
    let sent = Form::default();
    Ok(Body {
        title: title(&parties, s),
        lede: lede(&parties, s, today),
        record: format!("/secondments/{}", s.number),
        journey: line(s, &m, today),
        pulse: if is_away {
            Some(pulse::pages::card(cx, frame, record, &sent, "placement").await?)
        } else {
            None
        },
        objectives: objectives::mine(cx, record).await?,
        journal: journal::pages::quick_form(frame, &sent, "placement")?,
        entries: journal::pages::newest(cx, ENTRIES).await?,
        all_entries: journal::store::count_own(cx).await?,
        feedback: feedback::pages::newest(cx, record).await?,
        coming_up: coming_up(cx, record, today).await?,
        coming_back: coming_back(cx, record, &parties).await?,
        way_back: returns::coming_back(cx, record).await?,
        news: news::card(cx, record, &frame.form_id).await?,
        people: your_people(cx, record).await?,
        beside: super::beside::mine(cx, record).await?,
    })
}

/// "London Sales, London".
fn title(parties: &Parties, s: &Secondment) -> String {
    let host = parties.host_name().unwrap_or("Your secondment");
    let place = s.place.split(',').next().unwrap_or_default().trim();
    if place.is_empty() || host.contains(place) { host.to_owned() } else { format!("{host}, {place}") }
}

/// "Week 12 of 25. You’re back in Sydney Sales on Mon 1 March."
fn lede(parties: &Parties, s: &Secondment, today: NaiveDate) -> String {
    let home = parties.home_name();
    let stay = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let Some(stay) = stay else { return String::new() };
    let back = next_working_day(stay.end()).format("%a %-d %B");
    match s.workflow {
        state if state.is_under_way() => match stay.week_of(today) {
            Some(at) => format!("Week {} of {}. You’re back in {home} on {back}.", at.week, at.of),
            None => {
                format!("Your last day was {}. You’re expected back in {home}.", short_day(stay.end(), today))
            }
        },
        Workflow::Returned => format!("You’re back in {home}. What is left is the debrief."),
        _ => format!("You start on {}, {}.", short_day(stay.start(), today), format::range(stay)),
    }
}

fn next_working_day(last: NaiveDate) -> NaiveDate {
    mine::working_day(last, 1)
}

/// The line with its five stops.
fn line(s: &Secondment, m: &Milestones, today: NaiveDate) -> Journey {
    let stay = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let is_away = s.workflow.is_under_way();
    let is_back = s.workflow == Workflow::Returned;
    let day = |day: Option<NaiveDate>| {
        day.map_or_else(|| "Not yet".to_owned(), |day| day.format("%-d %b").to_string())
    };
    let stop = |label: &str, on: Option<NaiveDate>, leg, moment| Stop {
        label: label.to_owned(),
        day: day(on),
        leg,
        moment,
    };
    let passed = |yes: bool| if yes { Moment::Passed } else { Moment::Ahead };
    let agreed = if is_away || is_back { Moment::Passed } else { Moment::Now };
    let mut stops = vec![
        stop("Agreed", m.executed.or(m.released), Leg::Before, agreed),
        stop(
            if is_away || is_back { "Started" } else { "Start" },
            m.arrived.or(s.starts_on),
            Leg::Away(0),
            passed(is_away || is_back),
        ),
    ];
    if let (true, Some(stay)) = (is_away, stay) {
        stops.push(stop(
            "Today",
            Some(today),
            Leg::Away(status::share_behind(stay, today).max(1)),
            Moment::Now,
        ));
    }
    stops.push(stop("Last day", s.ends_on, Leg::Away(100), passed(is_back)));
    let home = m.returned.or_else(|| s.ends_on.map(next_working_day));
    stops.push(stop("Home", home, Leg::After, if is_back { Moment::Now } else { Moment::Ahead }));
    Journey::new("", stops)
}

/// What comes next: the check-in to prepare, what the reader promised, and the way home.
async fn coming_up(cx: &mut Cx, record: &Record, today: NaiveDate) -> Result<Vec<Coming>> {
    let number = &record.secondment.number;
    let mut all = Vec::new();
    if let Some(slot) = placements::talks::plan(cx, record).await?.and_then(|plan| plan.current) {
        all.push(Coming {
            what: slot.kind.label().to_owned(),
            when: short_day(slot.on, today),
            link: Some(Link::new("Prepare", format!("/secondments/{number}/check-ins/plan/{}", slot.on))),
            tap: None,
        });
    }
    if let Some((what, when)) = contacts::coming_up(cx, record).await? {
        let tap = Link::new("We talked", format!("/secondments/{number}/contact/made"));
        all.push(Coming { what, when, link: None, tap: Some(tap) });
    }
    let me = cx.actor.person;
    let promised = placements::store::talk_actions(cx, record).await?;
    all.extend(promised.into_iter().filter(|one| one.owner_id == me && one.done_at.is_none()).map(|one| {
        Coming {
            what: one.what,
            when: format!("By {}", short_day(one.due_on, today)),
            link: Some(Link::new("Open", format!("/secondments/{number}/check-ins"))),
            tap: None,
        }
    }));
    if let Some(last) = record.secondment.ends_on.filter(|last| *last >= today) {
        all.push(Coming {
            what: "Last day at the host".to_owned(),
            when: short_day(last, today),
            link: None,
            tap: None,
        });
    }
    Ok(all)
}

/// What is promised, and when the way back is prepared.
async fn coming_back(cx: &mut Cx, record: &Record, parties: &Parties) -> Result<String> {
    let manager =
        parties.home.manager.as_ref().map_or("your manager", |manager| steps::first_name(&manager.name));
    let tell = format!("Tell {manager} what you want to use from this time.");
    if !record.standing.sees(Slice::ReturnPlan) {
        return Ok(tell);
    }
    let proposal = proposals::store::find(cx, record).await?;
    let opens = record
        .secondment
        .ends_on
        .and_then(|last| last.checked_sub_days(Days::new(returns::model::stage::OPENS_BEFORE)));
    let promise = proposal
        .and_then(|proposal| placements::actions::promise_words(&proposal))
        .map(|words| format!(" What you come back to: {}.", words.trim_end_matches('.')))
        .unwrap_or_default();
    let opens = opens.filter(|day| *day > cx.today());
    let opens = opens
        .map(|day| format!(" Your return is planned from {} on.", day.format("%-d %B")))
        .unwrap_or_default();
    Ok(format!("{tell}{promise}{opens}"))
}

/// The people of the secondment, each with an address to write to.
async fn your_people(cx: &mut Cx, record: &Record) -> Result<Vec<(PersonChip, Option<String>)>> {
    let s = &record.secondment;
    let mut wanted = Vec::new();
    wanted.extend(s.host_manager.map(|person| (person, "Host manager", Some(Side::Host))));
    wanted.extend(s.home_manager.map(|person| (person, "Home manager", Some(Side::Home))));
    let desk = mine::store::mobility(cx, s.home_organisation).await?;
    wanted.extend(desk.first().map(|person| (*person, "Mobility manager", None)));
    let mut all = Vec::new();
    for (person, relation, side) in wanted {
        let brief = people::store::brief(cx, person).await?;
        all.push((PersonChip { name: brief.name, relation: relation.to_owned(), side }, brief.email));
    }
    Ok(all)
}
