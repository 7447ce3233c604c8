//! Step 5: coming back.

use askama::Template;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::super::actions::Draft;
use super::super::model::{ComingBack, Conflicts, ReturnGuarantee, Step};
use super::answers;
use super::estimate;
use super::form::{Asked, Form, StepHead};
use crate::cx::Cx;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, FieldOption, FieldView, Frame, Place};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/coming_back.html")]
struct ReturnPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    guarantee: FieldView,
    post: FieldView,
    bring_back: FieldView,
    questions: Vec<Asked>,
    conflicts: FieldView,
    conflicts_note: FieldView,
}

/// The stored answers as form fields.
pub fn fill(draft: &Draft) -> typed::Form {
    let p = &draft.proposal;
    let mut typed = typed::Form::default();
    typed.set("return_guarantee", p.return_guarantee.map_or("", ReturnGuarantee::as_str));
    typed.set("return_post", p.return_post.clone());
    typed.set("bring_back", p.bring_back.clone());
    match &p.conflicts {
        Conflicts::NotAsked => {}
        Conflicts::NoneDeclared => typed.set("conflicts", "none"),
        Conflicts::Declared(words) => {
            typed.set("conflicts", "declared");
            typed.set("conflicts_note", words.clone());
        }
    }
    answers::put(&mut typed, Step::Return, &p.answers);
    typed
}

/// The form fields as answers.
///
/// # Errors
/// Sentences by field.
pub fn read(typed: &typed::Form) -> Result<ComingBack> {
    let mut errors = FieldErrors::default();
    let answers = answers::read(typed, Step::Return, &mut errors);
    let note = typed.text("conflicts_note");
    let conflicts = match typed.get("conflicts") {
        "declared" => Conflicts::Declared(note),
        "none" if note.is_empty() => Conflicts::NoneDeclared,
        "none" => {
            errors.add(
                "conflicts",
                "You wrote something below. Choose “I have something to declare” or clear it",
            );
            Conflicts::NoneDeclared
        }
        _ if note.is_empty() => Conflicts::NotAsked,
        _ => Conflicts::Declared(note),
    };
    errors.check()?;
    Ok(ComingBack {
        return_guarantee: ReturnGuarantee::parse(typed.get("return_guarantee")),
        return_post: typed.text("return_post"),
        bring_back: typed.text("bring_back"),
        conflicts,
        answers,
    })
}

fn guarantees() -> Vec<FieldOption> {
    let hint = |guarantee| match guarantee {
        ReturnGuarantee::SamePost => "Your post is kept for you.",
        ReturnGuarantee::SameOrEquivalent => "Your post, or one with the same grade, place and kind of work.",
        ReturnGuarantee::SameBand => "A post at the same level; it may be another one.",
        ReturnGuarantee::BestEndeavours => "Home will try. Know this before you sign.",
        ReturnGuarantee::None => "You may have no post to come back to.",
    };
    ReturnGuarantee::ALL.iter().map(|g| FieldOption::new(g.as_str(), g.label()).hint(hint(*g))).collect()
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn show(door: &Door, cx: &mut Cx, draft: &Draft, form: Form<'_>) -> Result<Reply> {
    let guarantee = form
        .field("return_guarantee", "What is promised about your post?")
        .radios(guarantees())
        .strong()
        .hint("Talk to your manager about it. It goes into the agreement.");
    let post = form.field("return_post", "The post you come back to").hint("Title and department.");
    let bring_back = form.field("bring_back", "What will you bring back?").lines();
    let bring_back = bring_back.hint("What you’ll know or have, and whom you’ll show it to.");
    let conflicts = form
        .field("conflicts", "Do you have a conflict of interest?")
        .radios(vec![
            FieldOption::new("none", "I have none"),
            FieldOption::new("declared", "I have something to declare"),
        ])
        .strong()
        .hint("Such as a stake in the host, a relative there, or a tender that both sides have to do with.");
    let conflicts_note = form.field("conflicts_note", "What you declare").lines().optional();
    let questions = form.questions(Step::Return);
    let fields = [&guarantee, &post, &bring_back].into_iter().chain(questions.iter().flat_map(Asked::fields));
    let errors = form.summary(fields.chain([&conflicts, &conflicts_note]));
    let page = ReturnPage {
        frame: frame(door, Step::Return.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Return),
        errors,
        estimate: estimate::of_form(cx, draft, form.typed).await?,
        guarantee,
        post,
        bring_back,
        questions,
        conflicts,
        conflicts_note,
    };
    render(&page)
}
