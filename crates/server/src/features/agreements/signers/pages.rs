//! Who signs the draft: a form for each organisation, with what the list of who may sign says about them.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::Side;

use super::actions::{self, SignerInput, is_outside};
use super::of_side;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::drafting::may_write;
use crate::features::agreements::model::{Signatory, Status, side_of, side_word};
use crate::features::agreements::pages::inside::{Seen, framed, seen};
use crate::features::authorities::book::Verdict;
use crate::page::render;
use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame};
use crate::typed::{Form, invalid};

struct Block {
    /// “For Brightwater Group (home)”.
    title: String,
    who: String,
    verdict: String,
    /// Whether the text can’t be sent with them.
    barred: bool,
    fields: Vec<FieldView>,
    action: String,
    errors: ErrorSummary,
}

#[derive(Template)]
#[template(path = "features/agreements/signers/signers.html")]
struct SignersPage {
    frame: Frame,
    blocks: Vec<Block>,
    version: i64,
    back: String,
}

fn here(number: &str) -> String {
    format!("/secondments/{number}/agreement")
}

/// GET `/secondments/{number}/agreement/signers`.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, None).await
}

/// POST `/secondments/{number}/agreement/signers/{side}`.
pub async fn choose(
    door: Door,
    Route((number, side)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    let side = side_of(&side).ok_or(Error::NotFound)?;
    let input = SignerInput {
        revision: sent.version(),
        email: sent.text(&named("email", side)),
        name: sent.text(&named("name", side)),
        job_title: sent.text(&named("job_title", side)),
        is_relative: sent.ticked(&named("is_relative", side)),
    };
    match invalid(actions::choose(&mut cx, &seen.record, side, &input).await)? {
        Ok(_) => {
            let to = format!("{}/signers", here(&number));
            cx.finish(Reply::see(to).flash("Saved. The draft names who signs")).await
        }
        Err(errors) => {
            drop(cx);
            let mut beside = FieldErrors::default();
            errors.0.into_iter().for_each(|(field, sentence)| beside.add(named(&field, side), sentence));
            view(&door, &number, Some((side, sent.with(beside)))).await
        }
    }
}

/// The name of a field in the form of one side: two forms on one page share no name.
fn named(field: &str, side: Side) -> String {
    if field.is_empty() { String::new() } else { format!("{field}_{}", side_word(side)) }
}

async fn view(door: &Door, number: &str, sent: Option<(Side, Form)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = seen(&mut cx, number).await?;
    if !may_write(&seen.record) {
        return Err(Error::Forbidden);
    }
    if seen.agreement.status != Status::Draft {
        return Err(Error::refused("not_a_draft", "This text is out for signature: who signs is fixed."));
    }
    let mut blocks = Vec::new();
    for signatory in seen.signatories.iter().filter(|one| one.side != Side::Secondee) {
        let typed = sent.as_ref().filter(|(side, _)| *side == signatory.side).map(|(_, form)| form);
        blocks.push(block(&mut cx, &seen, signatory, typed).await?);
    }
    let failed = sent.as_ref().is_some_and(|(_, form)| !form.errors.is_empty());
    let page = SignersPage {
        frame: framed(door, &seen.record).with_errors(failed),
        blocks,
        version: seen.agreement.version,
        back: here(number),
    };
    let page = render(&page)?;
    Ok(sent.map_or(page.clone(), |(_, form)| form.status(page)))
}

async fn block(cx: &mut Cx, seen: &Seen, signatory: &Signatory, typed: Option<&Form>) -> Result<Block> {
    let lines = of_side(cx, &seen.record, &seen.agreement, signatory.side).await?;
    let verdict = lines.of(cx, signatory.person).await?;
    let words = match &verdict {
        Verdict::Unchecked => format!("{} keeps no list of who may sign, so nobody is checked.", lines.name),
        Verdict::Holds => "They have the authority to sign this.".to_owned(),
        Verdict::Lacks(why) => format!("{why} {}", lines.instead(cx, &seen.record.secondment).await?),
    };
    let number = &seen.record.secondment.number;
    let side = side_word(signatory.side);
    let fields = fields(seen, signatory, typed);
    let errors = typed.map(|form| form.summary(&fields.iter().collect::<Vec<_>>())).unwrap_or_default();
    Ok(Block {
        title: format!("For {} ({side})", lines.name),
        who: format!("{}, {}", signatory.name, signatory.capacity),
        verdict: words,
        barred: verdict.fault().is_some(),
        fields,
        action: format!("{}/signers/{side}", here(number)),
        errors,
    })
}

/// The fields of one side.
fn fields(seen: &Seen, signatory: &Signatory, typed: Option<&Form>) -> Vec<FieldView> {
    let none = Form::default();
    let form = typed.unwrap_or(&none);
    let side = side_word(signatory.side);
    let mut all = Vec::new();
    if is_outside(signatory) {
        all.push(
            form.field(
                &named("name", signatory.side),
                format!("Full name of who signs for the {side} instead"),
            )
            .optional(),
        );
        all.push(
            form.field(&named("job_title", signatory.side), format!("What they do at the {side}")).optional(),
        );
    }
    let email =
        form.field(&named("email", signatory.side), format!("Email address of who signs for {side} instead"));
    all.push(email.kind(FieldKind::Email).optional().hint("Empty when whoever is named stays."));
    let printed = seen.agreement.paper.draft.signatories.iter().find(|one| one.side == signatory.side);
    let relative = match typed {
        Some(form) => form.ticked(&named("is_relative", signatory.side)),
        None => printed.is_some_and(|one| one.is_relative),
    };
    let label = format!("Whoever signs for {side} is a relative of the secondee, and so can’t sign");
    all.push(
        FieldView::new(named("is_relative", signatory.side), label)
            .kind(FieldKind::Tick)
            .value(if relative { "yes" } else { "" }),
    );
    all
}
