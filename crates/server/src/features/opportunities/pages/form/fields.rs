//! The questions of the form, in groups.

use sojourn_calendar::format::long;
use sojourn_kit::error::Result;

use super::read::Known;
use crate::cx::Cx;
use crate::features::opportunities::model::{Audience, Opportunity, Payer, PostingKind, SkillSort};
use crate::features::organisations;
use crate::features::secondments::Kind;
use crate::features::skills;
use crate::shell::{FieldKind, FieldOption, FieldView, Width};
use crate::typed::Form;

/// A group of questions with its heading.
type Group = (&'static str, Vec<FieldView>);

/// Makes the fields of the form from what was typed, or else from the draft.
struct Maker<'a> {
    typed: &'a Form,
    known: Option<&'a Known>,
}

impl Maker<'_> {
    fn with(&self, name: &str, label: &str, of: impl Fn(&Opportunity) -> String, usual: &str) -> FieldView {
        let proposed = self.known.map_or_else(|| usual.to_owned(), |known| of(&known.opportunity));
        FieldView::new(name, label).value(self.typed.or(name, &proposed)).error(self.typed.error(name))
    }

    fn text(&self, name: &str, label: &str, of: fn(&Opportunity) -> &str) -> FieldView {
        self.with(name, label, |o| of(o).to_owned(), "")
    }

    fn day(&self, name: &str, label: &str, of: fn(&Opportunity) -> Option<chrono::NaiveDate>) -> FieldView {
        self.with(name, label, |o| of(o).map(long).unwrap_or_default(), "").date()
    }

    fn share(&self, name: &str, label: &str, of: fn(&Opportunity) -> i64, usual: &str) -> FieldView {
        self.with(name, label, |o| (of(o) / 100).to_string(), usual)
            .kind(FieldKind::Number)
            .width(Width::Short)
    }

    fn tick(&self, name: &str, label: &str, of: fn(&Opportunity) -> bool) -> FieldView {
        let yes = |on: bool| if on { "yes" } else { "" }.to_owned();
        self.with(name, label, |o| yes(of(o)), "").kind(FieldKind::Tick)
    }

    fn skills(&self, sort: SkillSort, label: &str, hint: &str, suggestions: &[String]) -> FieldView {
        let proposed = self.known.map(|known| known.skills(sort)).unwrap_or_default();
        let name = sort.as_str();
        FieldView::new(name, label)
            .hint(hint)
            .suggest(suggestions.to_vec())
            .value(self.typed.or(name, &proposed))
            .error(self.typed.error(name))
    }
}

/// All questions.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn groups(cx: &mut Cx, known: Option<&Known>, typed: &Form) -> Result<Vec<Group>> {
    let maker = Maker { typed, known };
    let suggestions = skills::store::suggestions(cx).await?;
    Ok(vec![
        ("What it is", what(&maker)),
        ("Who it suits", who(&maker, &suggestions)),
        ("Where and when", where_and_when(cx, &maker).await?),
        ("Money and places", money(&maker)),
        ("Who sees it and who decides", deciding(cx, &maker).await?),
    ])
}

fn what(m: &Maker<'_>) -> Vec<FieldView> {
    let kinds = Kind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
    let postings = PostingKind::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    vec![
        m.with("posting", "What do you post?", |o| o.posting.as_str().to_owned(), "place")
            .radios(postings)
            .bare(),
        m.text("title", "Title", |o| &o.title).hint("Such as “Spend four weeks with the Sales team”."),
        m.with("kind", "Type", |o| o.kind.as_str().to_owned(), Kind::CrossDepartmental.as_str())
            .select(kinds),
        m.text("duties", "What would they do?", |o| &o.duties).lines(),
        m.text("why_secondment", "Why a secondment rather than a hire or a consultant?", |o| {
            &o.why_secondment
        })
        .lines()
        .hint("Only those who decide see this."),
        m.tick(
            "redeployment_considered",
            "Colleagues in search of another post were thought of first",
            |o| o.redeployment_considered,
        ),
    ]
}

fn who(m: &Maker<'_>, suggestions: &[String]) -> Vec<FieldView> {
    vec![
        m.text("suits", "Who does it suit?", |o| &o.suits).lines(),
        m.skills(SkillSort::Needed, "Skills needed on day one", "Separate them by commas.", suggestions),
        m.skills(SkillSort::Learnt, "Skills they’d learn", "Separate them by commas.", &[]).optional(),
        m.skills(SkillSort::Offered, "What you offer in return", "Such as mentoring.", &[]).optional(),
        m.text("life", "What is it like here?", |o| &o.life).lines(),
    ]
}

async fn where_and_when(cx: &mut Cx, m: &Maker<'_>) -> Result<Vec<FieldView>> {
    let mut hosts = Vec::new();
    for organisation in organisations::store::choices(cx).await? {
        hosts.push(FieldOption::new(organisation.id.to_string(), organisation.name.clone()));
        for unit in organisations::store::units(cx, organisation.id).await? {
            let value = format!("{}/{}", organisation.id, unit.id);
            hosts.push(FieldOption::new(value, format!("{}, {}", organisation.name, unit.name)));
        }
    }
    let host = |o: &Opportunity| match o.host_unit {
        Some(unit) => format!("{}/{unit}", o.host_organisation),
        None => o.host_organisation.to_string(),
    };
    let usual = cx.actor.organisation.to_string();
    let mut field = m.with("host", "Where would they work?", host, &usual).select(hosts);
    field.error = m.typed.error("host_organisation").or_else(|| m.typed.error("host_unit"));
    Ok(vec![
        field,
        m.text("place", "Place of work", |o| &o.place),
        m.share("remote_bp", "How much can be done from a distance?", |o| o.remote_bp, "0")
            .hint("In per cent of the time."),
        m.day("starts_on", "First day", |o| o.starts_on),
        m.day("ends_on", "Last day", |o| o.ends_on),
        m.share("fte_bp", "How much of their working time?", |o| o.fte_bp, "100")
            .hint("In per cent; 100 is full time."),
    ])
}

fn money(m: &Maker<'_>) -> Vec<FieldView> {
    let payers = Payer::ALL.iter().map(|payer| FieldOption::new(payer.as_str(), payer.label())).collect();
    vec![
        m.with("payer", "Who pays?", |o| o.payer.as_str().to_owned(), Payer::Home.as_str()).select(payers),
        m.text("pay_note", "Anything else about money?", |o| &o.pay_note)
            .hint("Such as “Travel paid”.")
            .optional(),
        m.with("seats", "How many people?", |o| o.seats.to_string(), "1")
            .kind(FieldKind::Number)
            .width(Width::Short),
    ]
}

async fn deciding(cx: &mut Cx, m: &Maker<'_>) -> Result<Vec<FieldView>> {
    let units = organisations::store::units(cx, cx.actor.organisation).await?;
    let wide =
        [Audience::Organisation, Audience::Members].map(|one| FieldOption::new(one.as_str(), one.label()));
    let narrow =
        units.iter().map(|unit| FieldOption::new(unit.id.to_string(), format!("Only {}", unit.name)));
    let audience = |o: &Opportunity| match o.audience_unit {
        Some(unit) => unit.to_string(),
        None => o.audience.as_str().to_owned(),
    };
    let mut seen = m
        .with("audience", "Who sees it?", audience, Audience::Organisation.as_str())
        .select(wide.into_iter().chain(narrow).collect());
    seen.error = m.typed.error("audience_unit");
    let panel = m.known.map(Known::panel).unwrap_or_default();
    Ok(vec![
        seen,
        m.day("closes_on", "Last day to apply", |o| o.closes_on),
        m.tick("hides_names", "Hide names until somebody is shortlisted", |o| o.hides_names),
        FieldView::new("panel", "Who decides with you?")
            .hint("Addresses of colleagues, separated by commas.")
            .value(m.typed.or("panel", &panel))
            .error(m.typed.error("panel"))
            .optional(),
    ])
}
