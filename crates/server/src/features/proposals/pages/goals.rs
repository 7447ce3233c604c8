//! Step 4: goals.

use askama::Template;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::super::actions::Draft;
use super::super::model::{Goal, Goals, MOST_OBJECTIVES, Step};
use super::answers;
use super::estimate;
use super::form::{Asked, Form, StepHead};
use crate::cx::Cx;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, FieldView, Frame, Place};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/goals.html")]
struct GoalsPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    goals: Vec<GoalFields>,
    questions: Vec<Asked>,
}

struct GoalFields {
    number: usize,
    title: FieldView,
    measure: FieldView,
}

/// The stored answers as form fields.
pub fn fill(draft: &Draft) -> typed::Form {
    let mut typed = typed::Form::default();
    for (number, goal) in draft.proposal.objectives.iter().enumerate() {
        typed.set(format!("goal-{number}"), goal.title.clone());
        typed.set(format!("measure-{number}"), goal.measure.clone());
    }
    answers::put(&mut typed, Step::Goals, &draft.proposal.answers);
    typed
}

/// The form fields as answers.
///
/// # Errors
/// Sentences by field.
pub fn read(typed: &typed::Form) -> Result<Goals> {
    let mut errors = FieldErrors::default();
    let answers = answers::read(typed, Step::Goals, &mut errors);
    errors.check()?;
    let goal = |number: usize| Goal {
        title: typed.text(&format!("goal-{number}")),
        measure: typed.text(&format!("measure-{number}")),
    };
    Ok(Goals { goals: (0..MOST_OBJECTIVES).map(goal).collect(), answers })
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn show(door: &Door, cx: &mut Cx, draft: &Draft, form: Form<'_>) -> Result<Reply> {
    let goal = |number: usize| GoalFields {
        number: number + 1,
        title: form.field(&format!("goal-{number}"), format!("Goal {}", number + 1)),
        measure: form.field(&format!("measure-{number}"), "How we’ll know"),
    };
    let goals: Vec<GoalFields> = (0..MOST_OBJECTIVES).map(goal).collect();
    let questions = form.questions(Step::Goals);
    let fields = goals.iter().flat_map(|goal| [&goal.title, &goal.measure]);
    let errors = form.summary(fields.chain(questions.iter().flat_map(Asked::fields)));
    let page = GoalsPage {
        frame: frame(door, Step::Goals.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Goals),
        errors,
        estimate: estimate::of_form(cx, draft, form.typed).await?,
        goals,
        questions,
    };
    render(&page)
}
