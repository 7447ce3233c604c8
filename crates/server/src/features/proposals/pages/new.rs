//! A new proposal: for whom, what, and where to.

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply};

use super::super::model::{StartInput, Step};
use super::super::{actions, store};
use super::form::Form;
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{Record, Scope};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Link, PersonChip, Place, Side,
};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/new.html")]
struct NewPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    you: PersonChip,
    decides: String,
    /// For whom, for those who may write for others.
    whom: Vec<FieldView>,
    title: FieldView,
    scope: FieldView,
}

/// `GET /proposals/new`
pub async fn open(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    show(&door, &mut cx, &typed::Form::default(), &FieldErrors::default()).await
}

/// `POST /proposals/new`
pub async fn start(door: Door, Fields(typed): Fields<typed::Form>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut errors = FieldErrors::default();
    let scope = Scope::parse(typed.get("scope"));
    if scope.is_none() {
        errors.add("scope", "Choose where to");
    }
    if typed.get("title").is_empty() {
        errors.add("title", "Say what the work there is, in a few words");
    }
    let made = match (errors.clone().check(), scope) {
        (Ok(()), Some(scope)) => {
            begin(&mut cx, &typed, StartInput { title: typed.text("title"), scope }).await
        }
        _ => Err(Error::Invalid(errors)),
    };
    match made {
        Ok(record) => cx.finish(Reply::see(Step::Why.path(&record.secondment.number))).await,
        Err(Error::Invalid(errors)) => {
            let page = show(&door, &mut cx, &typed, &errors).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// For oneself, for a report who was chosen, or for somebody of whom the address is known.
async fn begin(cx: &mut Cx, typed: &typed::Form, input: StartInput) -> Result<Record> {
    let email = typed.get("person_email");
    if email.is_empty() {
        return match typed.get("secondee").parse::<PersonId>() {
            Ok(person) => actions::start_for(cx, person, input).await,
            Err(_) => actions::start(cx, input).await,
        };
    }
    let unknown = || Error::field("person_email", "Nobody whose secondments you run has this address");
    let mut found = None;
    for organisation in desk_of(cx) {
        found = found.or(store::contact_by_email(cx, organisation, email).await?);
    }
    let person = found.ok_or_else(unknown)?.id;
    actions::start_for(cx, person, input).await.map_err(|error| match error {
        Error::Invalid(errors) => match errors.get("secondee") {
            Some(sentence) => Error::field("person_email", sentence),
            None => Error::Invalid(errors),
        },
        other => other,
    })
}

/// The organisations whose secondments the actor runs.
fn desk_of(cx: &Cx) -> Vec<crate::actor::OrganisationId> {
    let runs = |role: &Role| matches!(role, Role::ProgrammeAdmin | Role::Hr);
    let mut all: Vec<_> =
        cx.actor.roles.iter().filter(|(_, role)| runs(role)).map(|(organisation, _)| *organisation).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The fields that choose the person; none for somebody who writes for nobody but themselves.
async fn whom(cx: &mut Cx, form: Form<'_>) -> Result<Vec<FieldView>> {
    let reports = store::reports_of(cx).await?;
    let runs = !desk_of(cx).is_empty();
    if reports.is_empty() && !runs {
        return Ok(Vec::new());
    }
    let mut options = vec![FieldOption::new("", "Me")];
    options.extend(reports.into_iter().map(|one| {
        let unit = one.unit_name.map_or_else(String::new, |unit| format!(", {unit}"));
        FieldOption::new(one.id.to_string(), format!("{}, {}{unit}", one.name, one.job_title))
    }));
    let hint = "Somebody else sees the draft, can change it, and has to agree before it is sent.";
    let mut fields = vec![form.field("secondee", "Who is it for?").select(options).hint(hint)];
    if runs {
        let email = form.field("person_email", "Or somebody else, by email address").kind(FieldKind::Email);
        fields.push(email.optional().hint("Anybody in the organisation whose secondments you run."));
    }
    Ok(fields)
}

async fn show(door: &Door, cx: &mut Cx, typed: &typed::Form, errors: &FieldErrors) -> Result<Reply> {
    let form = Form { typed, errors };
    let me = people::store::brief(cx, cx.actor.person).await?;
    let manager = match me.manager {
        Some(manager) => Some(people::store::brief(cx, manager).await?.name),
        None => None,
    };
    let whom = whom(cx, form).await?;
    let (what, where_to) = if whom.is_empty() {
        ("What would you like to do there?", "Where would you like to go?")
    } else {
        ("What would the work there be?", "Where to?")
    };
    let title = form.field("title", what);
    let title = title
        .hint("A few words, such as “Accountant” or “Customer voice in Sales”. You can change it later.");
    let scope = form
        .field("scope", where_to)
        .radios(vec![
            FieldOption::new("internal", "Another department")
                .hint(format!("Within {}.", me.organisation_name)),
            FieldOption::new("external", "Another organisation")
                .hint("A client, a supplier, a partner. The employer stays the same."),
        ])
        .strong();
    let summary = form.summary(whom.iter().chain([&title, &scope]));
    let page = NewPage {
        frame: frame(door, "Propose your own", Some(Place::MySecondments)).with_errors(!summary.is_empty()),
        crumbs: Crumbs::new(vec![Link::new("Secondments", "/secondments")], "Propose your own"),
        errors: summary,
        you: PersonChip {
            name: me.name,
            relation: me.unit_name.map_or(me.job_title.clone(), |unit| format!("{}, {unit}", me.job_title)),
            side: Some(Side::Home),
        },
        decides: decides(manager),
        whom,
        title,
        scope,
    };
    render(&page)
}

fn decides(manager: Option<String>) -> String {
    manager.map_or_else(
        || {
            "We don’t know who your manager is. Ask the mobility team to add them before you send it."
                .to_owned()
        },
        |name| format!("{name} decides whether you can go. Talk to them before you ask a host outside."),
    )
}
