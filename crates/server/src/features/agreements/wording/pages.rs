//! Choosing form and wording of a draft, and taking newer versions.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::{Became, ClauseChange, Head, compare};

use super::picks::{FORMS, LEANS, PicksInput, can_be_added};
use super::{Wording, actions, particulars_pages, redraft, sources};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::Paper;
use crate::features::agreements::pages::{Seen, crumbs, framed, writing};
use crate::features::clauses;
use crate::features::clauses::model::{is_of, wordings};
use crate::features::clauses::pages::Changes;
use crate::page::render;
use crate::shell::{Crumbs, ErrorSummary, FieldKind, FieldOption, FieldView, Frame};
use crate::typed::invalid;

/// The pages of this part.
pub fn router() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/agreement/wording", get(open).post(save))
        .route("/secondments/{number}/agreement/wording/renewal", post(renew))
        .route(
            "/secondments/{number}/agreement/particulars",
            get(particulars_pages::open).post(particulars_pages::save),
        )
}

#[derive(Template)]
#[template(path = "features/agreements/wording/wording.html")]
struct WordingPage {
    frame: Frame,
    crumbs: Crumbs,
    profile: &'static str,
    errors: ErrorSummary,
    form: FieldView,
    lean: FieldView,
    clauses: Vec<FieldView>,
    also: Option<FieldView>,
    /// What newer versions would change, clause by clause.
    newer: Option<Vec<(String, Changes)>>,
    version: i64,
    back: String,
}

/// GET `/secondments/{number}/agreement/wording`.
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = writing(&mut cx, &number).await?;
    actions::has_choice(&seen.agreement)?;
    let picks = &seen.agreement.paper.wording.picks;
    let chosen = PicksInput {
        revision: seen.agreement.version,
        form: word(&FORMS.map(|(word, form, ..)| (word, form)), picks.form),
        lean: word(&LEANS.map(|(word, lean, _)| (word, lean)), picks.lean),
        clauses: picks.clauses.iter().map(|(head, key)| (head.code().to_owned(), key.clone())).collect(),
        also: picks.also.iter().map(|head| head.code().to_owned()).collect(),
    };
    let newer = newer(&mut cx, &seen).await?;
    render(&page(&door, &seen, &chosen, &FieldErrors::default(), newer))
}

fn word<T: PartialEq>(all: &[(&'static str, T)], chosen: T) -> String {
    all.iter().find(|(_, one)| *one == chosen).map_or_else(String::new, |(word, _)| (*word).to_owned())
}

/// The draft beside what it would be with the newest versions.
async fn newer(cx: &mut Cx, seen: &Seen) -> Result<Option<Vec<(String, Changes)>>> {
    let paper = &seen.agreement.paper;
    let house = clauses::usual(cx, seen.record.secondment.home_organisation).await?;
    let Some(newer) = sources::newer(paper, house)? else { return Ok(None) };
    let next = redraft::again(paper, &newer.standard, &std::collections::BTreeSet::new())?;
    let all = compare(&paper.draft, &next).clauses;
    let told = |change: &ClauseChange| {
        let title = change.head.map_or_else(|| change.place.clone(), |head| head.title().to_owned());
        (format!("{}, {title}", change.place), Changes::of(change, "This draft", "Newest versions"))
    };
    Ok(Some(all.iter().filter(|change| change.became != Became::Same).map(told).collect()))
}

fn page(
    door: &Door,
    seen: &Seen,
    chosen: &PicksInput,
    errors: &FieldErrors,
    newer: Option<Vec<(String, Changes)>>,
) -> WordingPage {
    let paper = &seen.agreement.paper;
    let forms = FORMS.map(|(word, _, label, hint)| FieldOption::new(word, label).hint(hint));
    let form = FieldView::new("form", "How much the agreement says")
        .radios(forms.into())
        .value(&chosen.form)
        .error(errors.get("form"));
    let lean = FieldView::new("lean", "Whom the standard wording favours, where there is a choice")
        .radios(LEANS.map(|(word, _, label)| FieldOption::new(word, label)).into())
        .value(&chosen.lean)
        .error(errors.get("lean"));
    let clauses = clause_fields(paper, chosen, errors);
    let also = also_field(paper, chosen, errors);
    let all = [&form, &lean].into_iter().chain(&clauses).chain(&also);
    WordingPage {
        frame: framed(door, &seen.record).with_errors(!errors.is_empty()),
        crumbs: crumbs(seen, "Form and wording".to_owned()),
        profile: paper.profile().words(),
        errors: ErrorSummary::of(all),
        form,
        lean,
        clauses,
        also,
        newer,
        version: chosen.revision,
        back: format!("/secondments/{}/agreement", seen.record.secondment.number),
    }
}

/// One list for each printed clause that could have other words.
fn clause_fields(paper: &Paper, chosen: &PicksInput, errors: &FieldErrors) -> Vec<FieldView> {
    let printed = paper.standard.clauses.iter().map(|clause| (clause.number, clause.head));
    printed.filter_map(|(number, head)| clause_field(paper, (number, head), chosen, errors)).collect()
}

fn clause_field(
    paper: &Paper,
    (number, head): (u16, Head),
    chosen: &PicksInput,
    errors: &FieldErrors,
) -> Option<FieldView> {
    let scopes = paper.facts.scopes();
    let all = wordings(head);
    let fitting: Vec<_> = all.iter().filter(|one| !one.is_short && is_of(one, &scopes)).collect();
    let usual = usual(&paper.wording, head);
    if fitting.is_empty() || (fitting.len() == 1 && !paper.wording.house.own.contains_key(&head)) {
        return None;
    }
    let standard = fitting.iter().map(|one| FieldOption::new(one.key, format!("Standard: {}", one.label)));
    let name = format!("clauses.{}", head.code());
    let value = chosen.clauses.get(head.code()).cloned().unwrap_or_default();
    let field = FieldView::new(name.clone(), format!("{number} {}", head.title()))
        .select(std::iter::once(FieldOption::new("", usual)).chain(standard).collect());
    Some(field.value(value).error(errors.get(&name)))
}

/// What the draft has when nothing else is chosen.
fn usual(wording: &Wording, head: Head) -> String {
    if let Some(own) = wording.house.own.get(&head) {
        return format!("Own copy, version {}", own.version);
    }
    let key = wording.house.variants.get(&head);
    let named = key.and_then(|key| wordings(head).into_iter().find(|one| one.key == key));
    named.map_or_else(|| "As usual".to_owned(), |one| format!("Usual here: {}", one.label))
}

fn also_field(paper: &Paper, chosen: &PicksInput, errors: &FieldErrors) -> Option<FieldView> {
    let open = can_be_added(&paper.draft.choices, &paper.facts);
    let options: Vec<FieldOption> = open
        .iter()
        .map(|head| {
            let ticked = chosen.also.iter().any(|code| code == head.code());
            FieldOption::new(head.code(), head.title()).hint(head.purpose()).ticked(ticked)
        })
        .collect();
    let field =
        FieldView::new("also", "Also print").kind(FieldKind::Checks(options)).error(errors.get("also"));
    (!open.is_empty()).then(|| field.optional())
}

/// The form as it was sent: fields for each clause have names of their own, and boxes one name together.
fn sent(fields: Vec<(String, String)>) -> PicksInput {
    let mut input = PicksInput { revision: -1, ..PicksInput::default() };
    for (name, value) in fields {
        match name.as_str() {
            "version" => input.revision = value.parse().unwrap_or(-1),
            "form" => input.form = value,
            "lean" => input.lean = value,
            "also" => input.also.push(value),
            other => {
                if let Some(code) = other.strip_prefix("clauses.") {
                    input.clauses.insert(code.to_owned(), value);
                }
            }
        }
    }
    input
}

/// POST `/secondments/{number}/agreement/wording`.
pub async fn save(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = writing(&mut cx, &number).await?;
    let input = sent(fields);
    match invalid(actions::choose(&mut cx, &seen.record, &input).await)? {
        Ok(_) => {
            let to = format!("/secondments/{number}/agreement");
            cx.finish(Reply::see(to).flash("The draft has the words you chose")).await
        }
        Err(errors) => {
            let page = page(&door, &seen, &input, &errors, None);
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

/// The version of the draft that was read.
#[derive(Debug, Deserialize)]
pub struct RenewInput {
    /// The version.
    pub version: i64,
}

/// POST `/secondments/{number}/agreement/wording/renewal`.
pub async fn renew(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<RenewInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = writing(&mut cx, &number).await?;
    actions::renew(&mut cx, &seen.record, input.version).await?;
    let to = format!("/secondments/{number}/agreement");
    cx.finish(Reply::see(to).flash("The draft has the newest versions")).await
}

/// Fields of a form by name, the last one counts.
pub(super) fn by_name(fields: Vec<(String, String)>) -> BTreeMap<String, String> {
    fields.into_iter().collect()
}
