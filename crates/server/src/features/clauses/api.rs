//! The clause library as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route, Search};
use sojourn_papers::{Block, ClauseChange, Head, Span, fields_of, library};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::model::{
    Copy, CopyInput, Setting, WithdrawInput, WordingInput, Words, changes, filled, head_of, heads, mandatory,
    parameter_words, schedules, wordings,
};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(show))
        .routes(routes!(write))
        .routes(routes!(withdraw))
        .routes(routes!(choose))
        .routes(routes!(version))
}

/// One head in a list.
#[derive(Serialize, ToSchema)]
struct HeadView {
    /// Its code, such as `CL-23`.
    head: &'static str,
    title: &'static str,
    /// Why an agreement has it.
    purpose: &'static str,
    /// When an agreement must have it, in words.
    mandatory: String,
    /// The version of the own copy that is in use.
    own: Option<i64>,
    /// The key of the usual standard wording; empty for what the library takes by itself.
    wording: String,
    /// To send back with a change; 0 while nothing was said.
    version: i64,
}

impl HeadView {
    fn of(head: Head, said: Option<&Setting>) -> Self {
        Self {
            head: head.code(),
            title: head.title(),
            purpose: head.purpose(),
            mandatory: mandatory(head),
            own: said.and_then(|one| one.own),
            wording: said.map(|one| one.wording.clone()).unwrap_or_default(),
            version: said.map_or(0, |one| one.version),
        }
    }
}

/// A schedule behind the clauses.
#[derive(Serialize, ToSchema)]
struct ScheduleView {
    id: String,
    title: &'static str,
    purpose: &'static str,
}

/// The whole library.
#[derive(Serialize, ToSchema)]
struct LibraryView {
    data: Vec<HeadView>,
    schedules: Vec<ScheduleView>,
}

/// One standard wording.
#[derive(Serialize, ToSchema)]
struct StandardWordingView {
    key: &'static str,
    label: String,
    text: &'static str,
    plain_words: &'static str,
    /// Only for the paper of one page.
    is_short: bool,
}

/// A field that the text may use in braces.
#[derive(Serialize, ToSchema)]
struct FieldOfText {
    name: &'static str,
    label: &'static str,
    /// Type, unit, limits and default, in words.
    what: String,
}

/// One version of the own copy.
#[derive(Serialize, ToSchema)]
struct CopyView {
    /// From 1.
    number: i64,
    title: String,
    text: String,
    plain_words: String,
    /// The version of the standard clause at that time.
    library_version: i64,
    written_by: String,
    written_at: DateTime<Utc>,
}

impl From<&Copy> for CopyView {
    fn from(copy: &Copy) -> Self {
        let own = copy.own.clone();
        Self {
            number: copy.number,
            title: own.title,
            text: own.text,
            plain_words: own.plain_words,
            library_version: copy.library_version,
            written_by: copy.written_by.clone(),
            written_at: copy.written_at,
        }
    }
}

/// One head with everything about it.
#[derive(Serialize, ToSchema)]
struct ClauseOfLibrary {
    #[serde(flatten)]
    head: HeadView,
    /// The newest version of the standard clause.
    library_version: u32,
    wordings: Vec<StandardWordingView>,
    fields: Vec<FieldOfText>,
    /// Every version of the own copy, the newest first.
    copies: Vec<CopyView>,
}

async fn whole(cx: &mut Cx, head: Head) -> Result<ClauseOfLibrary> {
    let (setting, copies) = actions::show(cx, head).await?;
    let wording = wordings(head).into_iter().map(|one| StandardWordingView {
        key: one.key,
        label: one.label,
        text: one.text,
        plain_words: one.plain,
        is_short: one.is_short,
    });
    let fields = fields_of(head).iter();
    let field =
        fields.map(|one| FieldOfText { name: &one.name, label: &one.label, what: parameter_words(one) });
    Ok(ClauseOfLibrary {
        head: HeadView::of(head, Some(&setting)),
        library_version: library().newest(head).map_or(0, |entry| entry.version),
        wordings: wording.collect(),
        fields: field.collect(),
        copies: copies.iter().map(CopyView::from).collect(),
    })
}

/// The clauses and schedules, and what the caller’s organisation uses.
#[utoipa::path(get, path = "/clauses", tag = "clauses",
    responses((status = 200, body = LibraryView), (status = 404, body = Problem)))]
async fn list(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let said = actions::list(&mut cx).await?;
    let of = |head: Head| HeadView::of(head, said.iter().find(|one| one.head == head));
    let listed = schedules().into_iter().map(|(id, title, purpose)| ScheduleView { id, title, purpose });
    let view = LibraryView { data: heads().map(of).collect(), schedules: listed.collect() };
    cx.finish_json(&view).await
}

/// One clause: standard wordings, fields, and every version of the own copy.
#[utoipa::path(get, path = "/clauses/{head}", tag = "clauses",
    params(("head" = String, Path, description = "The code, such as CL-23")),
    responses((status = 200, body = ClauseOfLibrary), (status = 404, body = Problem)))]
async fn show(door: Door, Route(code): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let view = whole(&mut cx, head_of(&code)?).await?;
    cx.finish_json(&view).await
}

/// Writes the next version of the own copy, which is used from now on.
#[utoipa::path(put, path = "/clauses/{head}/own", tag = "clauses", request_body = CopyInput,
    params(("head" = String, Path, description = "The code, such as CL-23")),
    responses((status = 200, body = ClauseOfLibrary), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn write(door: Door, Route(code): Route<String>, Body(input): Body<CopyInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let head = head_of(&code)?;
    actions::write(&mut cx, head, &input).await?;
    let view = whole(&mut cx, head).await?;
    cx.finish_json(&view).await
}

/// Takes the own copy out of use; its versions stay.
#[utoipa::path(post, path = "/clauses/{head}/withdrawal", tag = "clauses", request_body = WithdrawInput,
    params(("head" = String, Path, description = "The code, such as CL-23")),
    responses((status = 200, body = ClauseOfLibrary), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn withdraw(door: Door, Route(code): Route<String>, Body(input): Body<WithdrawInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let head = head_of(&code)?;
    actions::withdraw(&mut cx, head, &input).await?;
    let view = whole(&mut cx, head).await?;
    cx.finish_json(&view).await
}

/// Chooses the usual standard wording.
#[utoipa::path(put, path = "/clauses/{head}/wording", tag = "clauses", request_body = WordingInput,
    params(("head" = String, Path, description = "The code, such as CL-23")),
    responses((status = 200, body = ClauseOfLibrary), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn choose(door: Door, Route(code): Route<String>, Body(input): Body<WordingInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let head = head_of(&code)?;
    actions::choose(&mut cx, head, &input).await?;
    let view = whole(&mut cx, head).await?;
    cx.finish_json(&view).await
}

/// What to compare with.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct With {
    /// The key of a standard wording, or the number of an own version; empty: the usual standard words.
    #[serde(default)]
    with: String,
}

/// A stretch of words: `same`, `added` or `removed`.
#[derive(Serialize, ToSchema)]
struct ClauseStretch {
    became: &'static str,
    words: String,
}

/// The clause as it would be printed.
#[derive(Serialize, ToSchema)]
struct FilledView {
    /// In which kind of agreement.
    label: &'static str,
    title: String,
    /// A paragraph or item each.
    lines: Vec<String>,
    plain_words: String,
}

/// One version, compared and filled with invented facts.
#[derive(Serialize, ToSchema)]
struct ClauseVersionView {
    #[serde(flatten)]
    copy: CopyView,
    /// The heading word by word.
    title_changes: Vec<ClauseStretch>,
    /// The paragraphs word by word; the last one is the sentence in plain words.
    changes: Vec<Vec<ClauseStretch>>,
    filled: Vec<FilledView>,
}

/// One version of the own copy: compared with other words, and filled with invented facts.
#[utoipa::path(get, path = "/clauses/{head}/versions/{version}", tag = "clauses",
    params(("head" = String, Path, description = "The code, such as CL-23"),
        ("version" = i64, Path, description = "The version of the own copy"), With),
    responses((status = 200, body = ClauseVersionView), (status = 404, body = Problem)))]
async fn version(
    door: Door,
    Route((code, number)): Route<(String, i64)>,
    Search(with): Search<With>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let head = head_of(&code)?;
    let copy = actions::version(&mut cx, head, number).await?;
    let other = actions::words(&mut cx, head, &with.with).await?;
    let change = changes(head, &other, &Words::from(&copy.own));
    let (title_changes, changes) = change.as_ref().map(spans).unwrap_or_default();
    let filled = filled(head, &copy.own).into_iter().map(|one| FilledView {
        label: one.label,
        title: one.view.title,
        lines: one.view.blocks.into_iter().flat_map(lines).collect(),
        plain_words: one.view.plain_words,
    });
    let view =
        ClauseVersionView { copy: CopyView::from(&copy), title_changes, changes, filled: filled.collect() };
    cx.finish_json(&view).await
}

fn lines(block: Block) -> Vec<String> {
    match block {
        Block::Paragraph { text, .. } => vec![text],
        Block::List(items) => items,
    }
}

fn spans(change: &ClauseChange) -> (Vec<ClauseStretch>, Vec<Vec<ClauseStretch>>) {
    let stretches = |spans: &Vec<Span>| -> Vec<ClauseStretch> { spans.iter().map(stretch).collect() };
    (stretches(&change.title), change.paragraphs.iter().map(stretches).collect())
}

fn stretch(span: &Span) -> ClauseStretch {
    let (became, words) = match span {
        Span::Same(words) => ("same", words),
        Span::Added(words) => ("added", words),
        Span::Removed(words) => ("removed", words),
    };
    ClauseStretch { became, words: words.clone() }
}
