//! Step 2: where and when.

mod manager;
mod read;

pub use read::{days, read};

use askama::Template;
use sojourn_calendar::{Bands, Fte, Period, WorkingPattern, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use super::super::actions::Draft;
use super::super::model::Step;
use super::super::store;
use super::estimate;
use super::form::{Form, StepHead};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Kind, Scope, Secondment};
use crate::features::{organisations, people};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, FieldKind, FieldOption, FieldView, Frame, Notice, Place, Tone};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/destination.html")]
struct DestinationPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    is_internal: bool,
    home: String,
    host: Vec<FieldView>,
    manager: Vec<FieldView>,
    /// The address of the manager chosen before, which settles equal names.
    known_manager: String,
    when: [FieldView; 2],
    understood: Option<Notice>,
    warning: Option<Notice>,
    rest: [FieldView; 4],
}

/// The stored answers as form fields.
///
/// # Errors
/// When the database does not answer.
pub async fn fill(cx: &mut Cx, draft: &Draft) -> Result<typed::Form> {
    let s = &draft.record.secondment;
    let mut typed = typed::Form::default();
    typed.set("kind", s.kind.as_str());
    typed.set("place", s.place.clone());
    typed.set("starts_on", s.starts_on.map(format::long).unwrap_or_default());
    typed.set("ends_on", s.ends_on.map(format::long).unwrap_or_default());
    typed.set("ends_with", s.ends_with.clone());
    let share = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok()).unwrap_or(Fte::FULL);
    typed.set("share", share.in_days());
    if let Some(unit) = s.host_unit {
        typed.set("host", organisations::store::load_unit(cx, unit).await?.name);
    } else if let Some(host) = s.host_organisation.filter(|host| *host != s.home_organisation) {
        let name = organisations::store::load(cx, host).await?.name;
        let known = store::known_organisations(cx).await?.contains(&name);
        typed.set(if known { "host" } else { "host_new" }, name);
    }
    if let Some(manager) = s.host_manager {
        let manager = people::store::brief(cx, manager).await?;
        typed.set("manager", manager.name.clone());
        typed.set("manager_name", manager.name);
        typed.set("manager_email", manager.email.unwrap_or_default());
        typed.set("manager_title", manager.job_title);
    }
    Ok(typed)
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn show(door: &Door, cx: &mut Cx, draft: &Draft, form: Form<'_>) -> Result<Reply> {
    let s = &draft.record.secondment;
    let host = host_fields(cx, s, form).await?;
    let manager = manager::fields(cx, s, form).await?;
    let when = [
        form.field("starts_on", "First day").date().hint("Such as 1 March or 1/3/2027."),
        form.field("ends_on", "Last day").date().hint("The last day there."),
    ];
    let rest = rest_fields(s, form);
    let errors = form.summary(host.iter().chain(&manager).chain(&when).chain(&rest));
    let period = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let bands = Bands::default();
    let warning = period.and_then(|period| bands.warning(bands.band(period).ok()?));
    let page = DestinationPage {
        frame: frame(door, Step::Where.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Where),
        errors,
        estimate: estimate::of_form(cx, draft, form.typed).await?,
        is_internal: s.scope == Scope::Internal,
        home: organisations::store::load(cx, s.home_organisation).await?.name,
        host,
        manager,
        known_manager: form.typed.text("manager_email"),
        when,
        understood: period.map(understood),
        warning: warning.map(|words| Notice::new(Tone::Warn, words)),
        rest,
    };
    render(&page)
}

/// Repeats back what was read from the two dates.
fn understood(period: Period) -> Notice {
    let length = format::length(period, WorkingPattern::STANDARD);
    Notice::new(Tone::Info, format!("{} to {}.", format::full(period.start()), format::full(period.end())))
        .text(format!("That is {length}."))
}

async fn host_fields(cx: &mut Cx, s: &Secondment, form: Form<'_>) -> Result<Vec<FieldView>> {
    if s.scope == Scope::Internal {
        let units = organisations::store::units(cx, s.home_organisation).await?;
        let others = units.into_iter().filter(|unit| Some(unit.id) != s.home_unit);
        let names = others.map(|unit| FieldOption::new(unit.name.clone(), unit.name));
        let options = std::iter::once(FieldOption::new("", "Choose a department")).chain(names).collect();
        return Ok(vec![form.field("host", "Which department?").select(options)]);
    }
    let known = store::known_organisations(cx).await?;
    let names = known.iter().map(|name| FieldOption::new(name.clone(), name.clone()));
    let options = std::iter::once(FieldOption::new("", "Choose an organisation")).chain(names).collect();
    let new = form.field("host_new", "Name of the organisation").autocomplete("organization");
    if known.is_empty() {
        return Ok(vec![new.error(form.errors.get("host").or(form.errors.get("host_new")))]);
    }
    let host = form.field("host", "An organisation we know").select(options);
    Ok(vec![host, new.hint("Only if it is not in the list.").optional()])
}

fn rest_fields(s: &Secondment, form: Form<'_>) -> [FieldView; 4] {
    let fits = |kind: &Kind| match s.scope {
        Scope::Internal => !matches!(kind, Kind::InterOrganisational | Kind::Client | Kind::Vendor),
        Scope::External => *kind != Kind::CrossDepartmental,
    };
    let kinds = Kind::ALL.iter().filter(|kind| fits(kind));
    let kinds = kinds.map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
    [
        form.field("ends_with", "Does it end when something happens?").optional().hint(
            "Such as “the trade show in Birmingham”. It then lasts until that, and no later than the last day above.",
        ),
        form.field("share", "How much of your week?").hint("Such as “full time”, “2 days a week” or “40%”."),
        form.field("place", "Where will you work?").hint("Town or site, and how often you’ll be there."),
        form.field("kind", "What kind of secondment is it?").kind(FieldKind::Select(kinds)),
    ]
}
