//! Step 3: costs and cover.

mod read;
mod rows;

pub use read::{lines, pay_shares, read};

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;
use sojourn_money::{CostKind, Percent};

use super::super::actions::{BASIS, Draft, ON_COST};
use super::super::model::{CoverPlan, Step};
use super::answers;
use super::estimate::{self, Payers};
use super::form::{Asked, Form, StepHead};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::calendar;
use crate::features::secondments::Scope;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, FieldKind, FieldOption, FieldView, Frame, Notice, Place};
use crate::typed;
use rows::{CostRow, ShareFields};

#[derive(Template)]
#[template(path = "features/proposals/pages/costs.html")]
struct CostsPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    home: String,
    host: String,
    is_internal: bool,
    pay: ShareFields,
    pay_amount: String,
    usual: Vec<CostRow>,
    more: Vec<CostRow>,
    more_open: bool,
    recharged: FieldView,
    team: Option<Notice>,
    cover: FieldView,
    cover_note: FieldView,
    questions: Vec<Asked>,
    basis: &'static str,
    on_cost: String,
}

/// The stored answers as form fields.
pub fn fill(draft: &Draft) -> typed::Form {
    let (s, p) = (&draft.record.secondment, &draft.proposal);
    let mut typed = typed::Form::default();
    rows::fill(draft, &mut typed);
    typed.set("recharged_at_cost", if s.recharged_at_cost { "yes" } else { "" });
    typed.set("cover_plan", p.cover_plan.map_or("", CoverPlan::as_str));
    typed.set("cover_note", p.cover_note.clone());
    answers::put(&mut typed, Step::Costs, &p.answers);
    typed
}

fn cover_options() -> Vec<FieldOption> {
    let hint = |plan| match plan {
        CoverPlan::Recruit => "Somebody is hired for the time. Put the cost above.",
        CoverPlan::ActUp => "A colleague takes over your work, perhaps with extra pay.",
        CoverPlan::ShareWork => "Say below who takes what.",
        CoverPlan::LeaveVacant => "Say below what waits until you’re back.",
        CoverPlan::NotNeeded => "Too short, or the work moves with you.",
    };
    CoverPlan::ALL
        .iter()
        .map(|plan| FieldOption::new(plan.as_str(), plan.label()).hint(hint(*plan)))
        .collect()
}

/// What a writer at the host sees instead: home writes this part.
#[derive(Template)]
#[template(path = "features/proposals/pages/costs_at_home.html")]
struct AtHomePage {
    frame: Frame,
    head: StepHead,
    onward: String,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn show(door: &Door, cx: &mut Cx, draft: &Draft, form: Form<'_>) -> Result<Reply> {
    if draft.record.standing.is_only_host() {
        let frame = frame(door, Step::Costs.label(), Some(Place::MySecondments));
        let onward = Step::Costs.next().path(&draft.record.secondment.number);
        return render(&AtHomePage { frame, head: StepHead::of(cx, draft, Step::Costs), onward });
    }
    let payers = Payers::of(cx, &draft.record).await?;
    let plan = CoverPlan::parse(form.typed.get("cover_plan"));
    let pay = rows::pay(form);
    let (usual, more) = rows::rows(form, draft.currency);
    let recharged = form
        .field("recharged_at_cost", "The host pays your actual pay, and may therefore see it")
        .kind(FieldKind::Tick)
        .hint("Without a tick your pay stays between you and home; the host sees only what it pays for other things.");
    let cover = form.field("cover_plan", "How will your work be covered?").radios(cover_options()).strong();
    let cover = cover.hint("Somebody has to do it, or decide that it waits, while you’re away.");
    let cover_note = form.field("cover_note", "Who takes what, from when").lines();
    let questions = form.questions(Step::Costs);
    let fields = pay.fields().into_iter().chain(usual.iter().chain(&more).flat_map(CostRow::fields));
    let fields = fields.chain([&cover, &cover_note]).chain(questions.iter().flat_map(Asked::fields));
    let errors = form.summary(fields);
    let salary = draft.proposal.lines.iter().find(|line| line.kind() == CostKind::Salary);
    let page = CostsPage {
        frame: frame(door, Step::Costs.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Costs),
        errors,
        estimate: estimate::of_form(cx, draft, form.typed).await?,
        home: payers.home,
        host: payers.host,
        is_internal: draft.record.secondment.scope == Scope::Internal,
        pay,
        pay_amount: salary
            .filter(|line| !line.amount().is_zero())
            .map_or_else(|| "Not known yet".to_owned(), |line| line.amount().to_string()),
        more_open: more.iter().any(|row| !row.amount.value.is_empty() || row.amount.error.is_some()),
        usual,
        more,
        recharged,
        team: calendar::cover_note(cx, &draft.record, plan == Some(CoverPlan::Recruit))
            .await?
            .map(|note| note.notice()),
        cover,
        cover_note,
        questions,
        basis: BASIS.label(),
        on_cost: Percent::try_new(ON_COST).map(|percent| percent.to_string()).unwrap_or_default(),
    };
    render(&page)
}
