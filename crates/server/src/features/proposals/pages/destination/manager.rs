//! Who will direct the work: found by name within one's own organisation, written down otherwise.

use sojourn_kit::error::{FieldErrors, Result};

use super::super::super::model::Contact;
use super::super::super::store::{self, ContactMatch};
use super::super::form::Form;
use crate::cx::Cx;
use crate::features::secondments::{Scope, Secondment};
use crate::shell::{FieldKind, FieldOption, FieldView};
use crate::typed;

/// The fields; several people of one name become a choice.
pub(super) async fn fields(cx: &mut Cx, s: &Secondment, form: Form<'_>) -> Result<Vec<FieldView>> {
    if s.scope == Scope::External {
        return Ok(vec![
            form.field("manager_name", "Their name")
                .error(form.errors.get("manager_name").or(form.errors.get("manager"))),
            form.field("manager_email", "Their email address").kind(FieldKind::Email).hint(
                "We’ll send them a private link when the agreement is ready. They don’t need an account.",
            ),
            form.field("manager_title", "What they do there"),
        ]);
    }
    let search = form.field("manager", "Who will direct your work there?");
    let mut fields =
        vec![search.hint("Type a name. We’ll look in your organisation and show whom we found.")];
    let found = candidates(cx, form.typed).await?;
    if form.errors.get("manager").is_some() && found.len() > 1 {
        let options = found.into_iter().map(option).collect();
        fields.push(form.field("manager_pick", "Which of them?").radios(options));
    }
    Ok(fields)
}

fn option(found: ContactMatch) -> FieldOption {
    let unit = found.unit_name.map(|unit| format!(", {unit}")).unwrap_or_default();
    FieldOption::new(found.email.unwrap_or_default(), found.name).hint(format!("{}{unit}", found.job_title))
}

/// Those who match and can be written to.
async fn candidates(cx: &mut Cx, typed: &typed::Form) -> Result<Vec<ContactMatch>> {
    let words = typed.get("manager");
    if words.is_empty() {
        return Ok(Vec::new());
    }
    if words.contains('@') {
        let organisation = cx.actor.organisation;
        return Ok(store::contact_by_email(cx, organisation, words).await?.into_iter().collect());
    }
    let mut found = store::find_colleagues(cx, words).await?;
    found.retain(|one| one.email.is_some() && one.id != cx.actor.person);
    Ok(found)
}

/// The contact that the form names.
pub(super) async fn read(
    cx: &mut Cx,
    scope: Scope,
    typed: &typed::Form,
    errors: &mut FieldErrors,
) -> Result<Option<Contact>> {
    if scope == Scope::External {
        let contact = Contact {
            name: typed.text("manager_name"),
            email: typed.text("manager_email"),
            job_title: typed.text("manager_title"),
        };
        return Ok((!contact.name.is_empty() || !contact.email.is_empty()).then_some(contact));
    }
    if typed.get("manager").is_empty() {
        return Ok(None);
    }
    let mut found = candidates(cx, typed).await?;
    let chosen = [typed.get("manager_pick"), typed.get("manager_email")];
    if let Some(index) = found.iter().position(|one| {
        one.email.as_deref().is_some_and(|email| chosen.contains(&email) && !email.is_empty())
    }) {
        found = vec![found.swap_remove(index)];
    }
    match found.len() {
        1 => Ok(found.pop().map(|one| Contact {
            name: one.name,
            email: one.email.unwrap_or_default(),
            job_title: one.job_title,
        })),
        0 => {
            errors.add(
                "manager",
                format!("We found nobody called “{}” in your organisation", typed.get("manager")),
            );
            Ok(None)
        }
        count => {
            errors.add("manager", format!("We found {count} people. Choose one of them below"));
            Ok(None)
        }
    }
}
