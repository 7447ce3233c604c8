//! Adding a task that is in no catalogue.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::door::Door;
use crate::features::secondments::{self, Head, Party, RecordTab, head};
use crate::features::tasks::model::{ADDRESSEES, AddInput};
use crate::features::tasks::{access, actions};
use crate::page::{self, render};
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place};

type Form = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "features/tasks/pages/add.html")]
struct AddPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    fields: Vec<FieldView>,
    list: String,
}

/// `GET /secondments/{number}/tasks/new`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::new(), FieldErrors::default()).await
}

/// `POST /secondments/{number}/tasks/new`
pub async fn send(door: Door, Route(number): Route<String>, Fields(form): Fields<Form>) -> Result<Reply> {
    let outcome = async {
        let mut cx = door.write().await?;
        // the record first, so that for a stranger there is nothing to answer
        secondments::store::load(&mut cx, &number).await?;
        let input = input(&form, cx.today())?;
        actions::add(&mut cx, &number, &input).await?;
        cx.finish(Reply::see(format!("/secondments/{number}/tasks")).flash("Task added")).await
    };
    match outcome.await {
        Err(Error::Invalid(errors)) => view(&door, &number, &form, errors).await,
        other => other,
    }
}

fn text<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", |text| text.trim())
}

fn input(form: &Form, today: chrono::NaiveDate) -> Result<AddInput> {
    let mut errors = FieldErrors::default();
    let due = match text(form, "due") {
        "" => None,
        typed => {
            sojourn_calendar::parse_date(typed, today).map_err(|e| errors.add("due", e.to_string())).ok()
        }
    };
    let owner = Party::parse(text(form, "owner")).filter(|owner| ADDRESSEES.contains(owner));
    if owner.is_none() {
        errors.add("owner", "Choose who does it");
    }
    let input = AddInput {
        title: text(form, "title").to_owned(),
        owner: owner.unwrap_or(Party::ProgrammeAdmin),
        due,
        blocking: text(form, "blocking") == "yes",
        why: text(form, "why").to_owned(),
    };
    if let Err(Error::Invalid(found)) = input.check() {
        for (field, sentence) in found.0 {
            errors.add(field, sentence);
        }
    }
    errors.check()?;
    Ok(input)
}

async fn view(door: &Door, number: &str, form: &Form, errors: FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !access::may_add(&record) {
        return Err(Error::Forbidden);
    }
    let head = head(&mut cx, &record, RecordTab::Tasks).await?;
    let fields = fields(form, &errors, access::is_desk(&record));
    let page = AddPage {
        frame: page::frame(door, format!("Add a task, {}", head.title), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        errors: ErrorSummary::of(&fields),
        fields,
        list: format!("/secondments/{number}/tasks"),
        head,
    };
    let reply = render(&page)?;
    Ok(if errors.is_empty() { reply } else { reply.status(StatusCode::UNPROCESSABLE_ENTITY) })
}

fn fields(form: &Form, errors: &FieldErrors, is_desk: bool) -> Vec<FieldView> {
    let error = |name: &str| errors.get(name).map(str::to_owned);
    let owners = ADDRESSEES.iter().map(|party| FieldOption::new(party.as_str(), party.label()));
    let choose = FieldOption::new("", "Choose");
    let mut fields = vec![
        FieldView::new("title", "What is to be done?").value(text(form, "title")).error(error("title")),
        FieldView::new("owner", "Who does it?")
            .select(std::iter::once(choose).chain(owners).collect())
            .value(text(form, "owner"))
            .error(error("owner")),
        FieldView::new("due", "By when?")
            .date()
            .hint("A weekend moves to the next working day.")
            .value(text(form, "due"))
            .optional()
            .error(error("due")),
        FieldView::new("why", "Why?").lines().value(text(form, "why")).optional().error(error("why")),
    ];
    if is_desk {
        let label = "The start waits for it";
        fields.push(FieldView::new("blocking", label).kind(FieldKind::Tick).value(text(form, "blocking")));
    }
    fields
}
