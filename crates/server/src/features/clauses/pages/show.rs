//! One head: its standard wordings, its fields, the own copy with its versions, and what is in use.

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::{Head, check_clause, fields_of};

use super::{address, crumbs};
use crate::door::Door;
use crate::features::clauses::actions;
use crate::features::clauses::model::{
    Copy, Setting, WithdrawInput, Wording, WordingInput, head_of, mandatory, parameter_words, wordings,
};
use crate::page::{frame, render};
use crate::shell::words::{capital, short_day};
use crate::shell::{
    Cell, Column, Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, Row, Table, Tone,
};
use crate::typed::invalid;

#[derive(Template)]
#[template(path = "features/clauses/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    purpose: &'static str,
    mandatory: String,
    in_use: String,
    /// The copy in use can no longer be printed.
    broken: Option<Notice>,
    wordings: Vec<Wording>,
    /// Fields of the text; none for a clause without.
    fields: Option<Table>,
    versions: Option<Table>,
    base: String,
    /// Whether the actor may change something.
    keeps: bool,
    has_own: bool,
    choice: Option<FieldView>,
    errors: ErrorSummary,
    version: i64,
}

/// `GET /settings/clauses/{head}`
pub async fn open(door: Door, Route(head): Route<String>) -> Result<Reply> {
    view(&door, &head, None, &FieldErrors::default()).await
}

async fn view(door: &Door, code: &str, typed: Option<&str>, errors: &FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let head = head_of(code)?;
    let (setting, copies) = actions::show(&mut cx, head).await?;
    let keeps = actions::keeps(&door.actor);
    let choice = keeps.then(|| choice(head, typed.unwrap_or(&setting.wording), errors)).flatten();
    let versions = (!copies.is_empty()).then(|| versions(head, &setting, &copies, door));
    let page = ShowPage {
        frame: frame(door, head.title(), Some(Place::Settings)).with_errors(!errors.is_empty()),
        crumbs: crumbs(head, ""),
        heading: format!("{} {}", head.code(), head.title()),
        purpose: head.purpose(),
        mandatory: mandatory(head),
        in_use: setting.in_use(),
        broken: broken(head, &setting, &copies),
        wordings: wordings(head),
        fields: fields(head),
        versions,
        base: address(head),
        keeps,
        has_own: setting.own.is_some(),
        errors: ErrorSummary::of(choice.iter()),
        choice,
        version: setting.version,
    };
    let reply = render(&page)?;
    Ok(if errors.is_empty() { reply } else { reply.status(StatusCode::UNPROCESSABLE_ENTITY) })
}

/// A copy that was good when it was saved may use a field that a later library no longer has.
fn broken(head: Head, setting: &Setting, copies: &[Copy]) -> Option<Notice> {
    let used = copies.iter().find(|copy| Some(copy.number) == setting.own)?;
    let faults = check_clause(head, &used.own).err()?;
    let lead = "This copy is not used, because it can no longer be printed.";
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let text = format!("{} Write it anew; until then the standard words are used.", told.join(" "));
    Some(Notice::new(Tone::Bad, lead).text(text))
}

fn choice(head: Head, chosen: &str, errors: &FieldErrors) -> Option<FieldView> {
    let all: Vec<Wording> = wordings(head).into_iter().filter(|one| !one.is_short).collect();
    if all.len() < 2 {
        return None;
    }
    let usual = FieldOption::new("", "The neutral one for the kind of agreement");
    let others = all.iter().map(|one| FieldOption::new(one.key, one.label.clone()));
    let field = FieldView::new("wording", "Usual standard wording")
        .hint("It is used where it fits the agreement and no copy of your own is in use.")
        .select(std::iter::once(usual).chain(others).collect());
    Some(field.value(chosen).error(errors.get("wording")))
}

fn fields(head: Head) -> Option<Table> {
    let rows: Vec<Row> = fields_of(head)
        .iter()
        .map(|parameter| Row {
            cells: vec![
                Cell::Text(format!("{{{}}}", parameter.name)),
                Cell::Text(capital(&parameter.label)),
                Cell::Text(capital(&parameter_words(parameter))),
            ],
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        caption: "Fields of the text".to_owned(),
        hide_caption: true,
        columns: ["Field", "What it stands for", "Type and limits"].map(Column::text).into(),
        rows,
        foot: None,
    })
}

fn versions(head: Head, setting: &Setting, copies: &[Copy], door: &Door) -> Table {
    let today = door.app().clock.today();
    let row = |copy: &Copy| {
        let href = format!("{}/versions/{}", address(head), copy.number);
        let used = if Some(copy.number) == setting.own { "In use" } else { "" };
        Row {
            cells: vec![
                Cell::Link(Link::new(format!("Version {}", copy.number), href)),
                Cell::Text(copy.own.title.clone()),
                Cell::Text(format!(
                    "{}, {}",
                    copy.written_by,
                    short_day(copy.written_at.date_naive(), today)
                )),
                Cell::Text(used.to_owned()),
            ],
        }
    };
    Table {
        caption: "Versions of the own copy".to_owned(),
        hide_caption: true,
        columns: ["Version", "Heading", "Written", "Use"].map(Column::text).into(),
        rows: copies.iter().map(row).collect(),
        foot: None,
    }
}

/// `POST /settings/clauses/{head}/wording`
pub async fn choose(
    door: Door,
    Route(code): Route<String>,
    Fields(input): Fields<WordingInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let head = head_of(&code)?;
    match invalid(actions::choose(&mut cx, head, &input).await)? {
        Ok(_) => {
            cx.finish(Reply::see(address(head)).flash("Saved. It holds for agreements drafted from now on."))
                .await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &code, Some(&input.wording), &errors).await
        }
    }
}

/// `POST /settings/clauses/{head}/withdrawal`
pub async fn withdraw(
    door: Door,
    Route(code): Route<String>,
    Fields(input): Fields<WithdrawInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let head = head_of(&code)?;
    if !actions::reads(&door.actor) {
        return Err(Error::NotFound);
    }
    actions::withdraw(&mut cx, head, &input).await?;
    cx.finish(Reply::see(address(head)).flash("Withdrawn. The standard words are used from now on.")).await
}
