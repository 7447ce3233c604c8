//! Step 1: why and what.

use askama::Template;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::super::actions::Draft;
use super::super::model::{Step, Why};
use super::answers;
use super::estimate;
use super::form::{Asked, Form, StepHead};
use crate::cx::Cx;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, FieldView, Frame, Place};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/why.html")]
struct WhyPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    title: FieldView,
    purpose: FieldView,
    duties: FieldView,
    questions: Vec<Asked>,
    benefits: [FieldView; 3],
}

/// The stored answers as form fields.
pub fn fill(draft: &Draft) -> typed::Form {
    let (s, p) = (&draft.record.secondment, &draft.proposal);
    let mut typed = typed::Form::default();
    for (name, text) in [
        ("title", &s.title),
        ("purpose", &s.purpose),
        ("duties", &p.duties),
        ("benefit_secondee", &p.benefit_secondee),
        ("benefit_home", &p.benefit_home),
        ("benefit_host", &p.benefit_host),
    ] {
        typed.set(name, text.clone());
    }
    answers::put(&mut typed, Step::Why, &p.answers);
    typed
}

/// The form fields as answers.
///
/// # Errors
/// Sentences by field.
pub fn read(typed: &typed::Form) -> Result<Why> {
    let mut errors = FieldErrors::default();
    let answers = answers::read(typed, Step::Why, &mut errors);
    errors.check()?;
    Ok(Why {
        title: typed.text("title"),
        purpose: typed.text("purpose"),
        duties: typed.text("duties"),
        benefit_secondee: typed.text("benefit_secondee"),
        benefit_home: typed.text("benefit_home"),
        benefit_host: typed.text("benefit_host"),
        answers,
    })
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn show(door: &Door, cx: &mut Cx, draft: &Draft, form: Form<'_>) -> Result<Reply> {
    let title = form.field("title", "What will you be there?").hint("A few words, such as “Accountant”.");
    let purpose = form.field("purpose", "What is it for?").lines().hint("One or two sentences.");
    let duties = form.field("duties", "What will you do there?").lines().hint("One task on each line.");
    let questions = form.questions(Step::Why);
    let benefits = [
        form.field("benefit_secondee", "What you gain").lines(),
        form.field("benefit_home", "What home gains").lines(),
        form.field("benefit_host", "What the host gains").lines(),
    ];
    let asked = questions.iter().flat_map(Asked::fields);
    let errors = form.summary([&title, &purpose, &duties].into_iter().chain(asked).chain(&benefits));
    let page = WhyPage {
        frame: frame(door, Step::Why.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Why),
        errors,
        estimate: estimate::of_form(cx, draft, form.typed).await?,
        title,
        purpose,
        duties,
        questions,
        benefits,
    };
    render(&page)
}
