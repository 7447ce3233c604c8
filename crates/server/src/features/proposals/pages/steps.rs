//! Opening and saving a step: one way for all five.

use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions::{self, Draft};
use super::super::model::Step;
use super::answers;
use super::{coming_back, costs, destination, goals, why};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Record;
use crate::typed;

/// `GET /secondments/{number}/propose/{step}`
pub async fn open(door: Door, Route(number): Route<String>, step: Step) -> Result<Reply> {
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, &number, None).await?;
    let reads_costs = step == Step::Costs && draft.record.standing.is_only_host();
    if !draft.writes(step) && !reads_costs {
        // somebody else's part is read where all of it is
        return Ok(Reply::see(Step::Check.path(&number)));
    }
    let typed = fill(&mut cx, &draft, step).await?;
    show(&door, &mut cx, &draft, step, &typed, &FieldErrors::default()).await
}

/// `POST /secondments/{number}/propose/{step}`
pub async fn save(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
    step: Step,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    match write(&mut cx, &number, step, &typed).await {
        Ok(record) => cx.finish(onward(&record, step, typed.get("then"))).await,
        Err(Error::Invalid(errors)) => {
            // what the failed save wrote goes with its transaction
            drop(cx);
            let mut cx = door.read().await?;
            let draft = Draft::open(&mut cx, &number, None).await?;
            let page = show(&door, &mut cx, &draft, step, &typed, &errors).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Error::Stale) if part_read(&typed).is_some() => {
            drop(cx);
            overtaken(&door, &number, step, &typed).await
        }
        Err(other) => Err(other),
    }
}

/// Which version of the part the form was made from.
fn part_read(typed: &typed::Form) -> Option<i64> {
    typed.get("part").parse().ok()
}

/// Somebody else saved the part meanwhile: the words that were typed stay, and are saved over theirs only when they are sent
/// once more.
async fn overtaken(door: &Door, number: &str, step: Step, typed: &typed::Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, number, None).await?;
    let who = draft.sections.get(&step).map_or_else(|| "Somebody".to_owned(), |edited| edited.by.clone());
    let mut errors = FieldErrors::default();
    let sentence = format!(
        "{who} changed this part while you were writing. Your words are still here. Read theirs under “{}”; saving once more \
         puts yours in their place.",
        Step::Check.label()
    );
    errors.add("", sentence);
    Ok(show(door, &mut cx, &draft, step, typed, &errors).await?.status(StatusCode::CONFLICT))
}

fn onward(record: &Record, step: Step, then: &str) -> Reply {
    let number = &record.secondment.number;
    match then {
        "later" => Reply::see("/secondments").flash(saved(record)),
        "switch" | "look" => Reply::see(step.path(number)),
        _ => Reply::see(step.next().path(number)),
    }
}

const fn saved(record: &Record) -> &'static str {
    if record.secondment.author.0.as_u128() == record.secondment.secondee.0.as_u128() {
        "Saved. Only you can see it until you send it."
    } else {
        "Saved. Only the writer and the person who goes can see it until it is sent."
    }
}

async fn write(cx: &mut Cx, number: &str, step: Step, typed: &typed::Form) -> Result<Record> {
    let mut version = answers::version(typed)?;
    if let Some(part) = part_read(typed) {
        actions::check_part(cx, number, step, part).await?;
        // what was saved in other parts meanwhile is no matter
        version = None;
    }
    match step {
        Step::Why => actions::save_why(cx, number, version, why::read(typed)?).await,
        Step::Where if typed.get("then") == "switch" => actions::switch_scope(cx, number, version).await,
        Step::Where => {
            let draft = Draft::open(cx, number, version).await?;
            let input = destination::read(cx, &draft, typed).await?;
            actions::save_destination(cx, number, version, input).await
        }
        Step::Costs => {
            let draft = Draft::open(cx, number, version).await?;
            let input = costs::read(typed, draft.currency)?;
            actions::save_costs(cx, number, version, input).await
        }
        Step::Goals => actions::save_goals(cx, number, version, goals::read(typed)?).await,
        Step::Return => actions::save_coming_back(cx, number, version, coming_back::read(typed)?).await,
        Step::Check => Err(Error::NotFound),
    }
}

async fn fill(cx: &mut Cx, draft: &Draft, step: Step) -> Result<typed::Form> {
    Ok(match step {
        Step::Why => why::fill(draft),
        Step::Where => destination::fill(cx, draft).await?,
        Step::Costs => costs::fill(draft),
        Step::Goals => goals::fill(draft),
        Step::Return => coming_back::fill(draft),
        Step::Check => typed::Form::default(),
    })
}

async fn show(
    door: &Door,
    cx: &mut Cx,
    draft: &Draft,
    step: Step,
    typed: &typed::Form,
    errors: &FieldErrors,
) -> Result<Reply> {
    let form = super::form::Form { typed, errors };
    match step {
        Step::Why => why::show(door, cx, draft, form).await,
        Step::Where => destination::show(door, cx, draft, form).await,
        Step::Costs => costs::show(door, cx, draft, form).await,
        Step::Goals => goals::show(door, cx, draft, form).await,
        Step::Return => coming_back::show(door, cx, draft, form).await,
        Step::Check => Err(Error::NotFound),
    }
}
