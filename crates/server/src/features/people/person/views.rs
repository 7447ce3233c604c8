//! What the pages of a person show.

use askama::Template;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_money::Money;

use super::model::{Pay, Person, PersonInput, Stay};
use super::store;
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::organisations::{Organisation, Unit};
use crate::features::people::access::Sight;
use crate::page::{frame, may_find_people};
use crate::shell::words::day_range;
use crate::shell::{
    Crumbs, ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Link, Place, SummaryList, SummaryRow,
    SummaryValue, Tag, Tone, Width,
};

/// How many of those whom somebody leads are named.
const REPORTS: usize = 12;

/// The page of a person.
#[derive(Template)]
#[template(path = "features/people/person/show.html")]
pub(super) struct PersonPage {
    frame: Frame,
    crumbs: Option<Crumbs>,
    id: PersonId,
    name: String,
    lede: String,
    left: Option<Tag>,
    sight: Sight,
    summary: SummaryList,
    reports: Vec<(PersonId, String, String)>,
    reports_note: String,
    links_reports: bool,
    stays: Vec<(Stay, String)>,
}

impl PersonPage {
    pub(super) async fn of(door: &Door, cx: &mut Cx, person: Person, sight: Sight) -> Result<Self> {
        let mut reports = store::reports(cx, person.id).await?;
        let all = if reports.len() > REPORTS { store::count_reports(cx, person.id).await? } else { 0 };
        reports.truncate(REPORTS);
        let roles = store::roles(cx, person.id).await?;
        let stays =
            if sight.secondments { store::stays(cx, &person, sight.is_self).await? } else { Vec::new() };
        let keeps = may_find_people(&door.actor);
        let place = if keeps { Some(Place::People) } else { None };
        Ok(Self {
            frame: frame(door, person.name(), place),
            crumbs: keeps.then(|| Crumbs::new(vec![Link::new("People", "/people")], person.name())),
            id: person.id,
            name: person.name(),
            lede: [Some(person.job_title.clone()), person.unit_name.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            left: (person.status == "left").then(|| Tag::new("Left", Tone::Quiet)),
            summary: summary(&person, sight, &roles, keeps),
            reports,
            reports_note: if all > 0 { format!("{all} in all") } else { String::new() },
            links_reports: keeps,
            stays: stays
                .into_iter()
                .map(|stay| (dates(&stay), stay))
                .map(|(dates, stay)| (stay, dates))
                .collect(),
            sight,
        })
    }
}

fn dates(stay: &Stay) -> String {
    stay.starts_on
        .zip(stay.ends_on)
        .map_or_else(|| "No dates yet".to_owned(), |(from, to)| day_range(from, to))
}

fn summary(person: &Person, sight: Sight, roles: &[String], keeps: bool) -> SummaryList {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "None".to_owned());
    let long = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(|| "Not known".to_owned(), sojourn_calendar::format::long)
    };
    let manager = match (&person.manager_name, person.manager) {
        (Some(name), Some(id)) if keeps => {
            SummaryValue::Link(Link::new(name.clone(), format!("/people/{id}")))
        }
        (Some(name), _) => SummaryValue::Text(name.clone()),
        _ => SummaryValue::Text("None".to_owned()),
    };
    let labels: Vec<String> =
        roles.iter().filter_map(|role| Role::parse(role)).map(|role| role.label().to_owned()).collect();
    let mut rows = vec![
        SummaryRow::text("Organisation", person.organisation_name.clone()),
        SummaryRow::text("Unit", or_none(&person.unit_name)),
        SummaryRow::new("Line manager", manager),
        SummaryRow::text("Employee number", or_none(&person.employee_number)),
        SummaryRow::text("Email", or_none(&person.email)),
        SummaryRow::text("Hired", long(person.hired_on)),
    ];
    if person.status == "left" {
        rows.push(SummaryRow::text("Left", long(person.left_on)));
    }
    if !labels.is_empty() {
        rows.push(SummaryRow::new("Roles", SummaryValue::Lines(labels)));
    }
    if sight.pay {
        let link = Link::new("Show pay", format!("/people/{}/pay", person.id));
        rows.push(SummaryRow::new("Pay", SummaryValue::Missing(link)));
    }
    if sight.account {
        let words = if person.has_account { "Signs in here" } else { "No account" };
        let row = SummaryRow::text("Account", words).change(format!("/people/{}/account", person.id));
        rows.push(row);
    }
    SummaryList { rows, tight: false }
}

/// The page with somebody's pay.
#[derive(Template)]
#[template(path = "features/people/person/pay.html")]
pub(super) struct PayPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    amount: String,
}

impl PayPage {
    pub(super) fn of(door: &Door, person: &Person, pay: Option<&Pay>) -> Self {
        let links = [
            may_find_people(&door.actor).then(|| Link::new("People", "/people")),
            Some(Link::new(person.name(), format!("/people/{}", person.id))),
        ];
        let amount = pay.and_then(|pay| {
            let currency = sojourn_money::currency(&pay.currency).ok()?;
            Some(format!("{} a year", Money::new(pay.annual_minor, currency)))
        });
        Self {
            frame: frame(door, format!("Pay of {}", person.name()), None),
            crumbs: Crumbs::new(links.into_iter().flatten().collect(), "Pay"),
            heading: format!("Pay of {}", person.name()),
            amount: amount.unwrap_or_else(|| "Not known here".to_owned()),
        }
    }
}

/// The form about a person.
#[derive(Template)]
#[template(path = "features/people/person/form.html")]
pub(super) struct PersonForm {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    errors: ErrorSummary,
    organisation: String,
    version: Option<i64>,
    cancel: String,
    fields: Vec<FieldView>,
}

impl PersonForm {
    pub(super) fn of(
        door: &Door,
        home: &Organisation,
        units: &[Unit],
        person: Option<&Person>,
        input: &PersonInput,
        wrong: &FieldErrors,
    ) -> Self {
        let may_pay = door.actor.holds(Role::Hr, home.id) && person.is_none_or(|p| p.id != door.actor.person);
        let fields = fields(home, units, input, wrong, may_pay, person.is_some());
        let people = Link::new("People", "/people");
        let (heading, cancel, crumbs) = match person {
            Some(person) => {
                let here = format!("/people/{}", person.id);
                let crumbs = Crumbs::new(vec![people, Link::new(person.name(), here.clone())], "Change");
                (format!("Change {}", person.name()), here, crumbs)
            }
            None => ("Add a person".to_owned(), "/people".to_owned(), Crumbs::new(vec![people], "Add")),
        };
        Self {
            frame: frame(door, heading.clone(), Some(Place::People)).with_errors(!wrong.is_empty()),
            crumbs,
            heading,
            errors: ErrorSummary::of(&fields),
            organisation: home.id.to_string(),
            version: person.map(|person| person.version),
            cancel,
            fields,
        }
    }
}

fn fields(
    home: &Organisation,
    units: &[Unit],
    input: &PersonInput,
    wrong: &FieldErrors,
    may_pay: bool,
    is_known: bool,
) -> Vec<FieldView> {
    let text = |name: &str, label: &str, value: &str| {
        FieldView::new(name, label).value(value).error(wrong.get(name))
    };
    let options = units.iter().map(|unit| FieldOption::new(unit.id.to_string(), unit.name.clone()));
    let options = std::iter::once(FieldOption::new("", "None")).chain(options).collect();
    let mut fields = vec![
        text("given_name", "Given name", &input.given_name),
        text("family_name", "Family name", &input.family_name),
        text("job_title", "Job title", &input.job_title),
        text("employee_number", "Employee number", &input.employee_number)
            .hint("The next import finds them by it.")
            .width(Width::Middle)
            .optional(),
        text("email", "Email", &input.email).kind(FieldKind::Email).optional(),
        text("unit", "Unit", &input.unit).select(options),
        text("manager", "Line manager", &input.manager)
            .hint("Employee number or full name. Empty for none.")
            .optional(),
        text("hired_on", "Hired", &input.hired_on).date().hint("Like 30 April 2019.").optional(),
    ];
    if is_known {
        let options = vec![FieldOption::new("active", "Active"), FieldOption::new("left", "Left")];
        let status = text("status", "Status", if input.status.is_empty() { "active" } else { &input.status });
        fields.push(status.hint("Who has left cannot sign in.").select(options).width(Width::Middle));
    }
    if may_pay {
        let hint =
            if is_known { "Leave it empty to keep what is there." } else { "Each look at it is recorded." };
        let pay = text("annual_salary", "Pay for a year", &input.annual_salary).hint(hint);
        fields.push(pay.money(home.currency.clone()).optional());
    }
    fields
}
