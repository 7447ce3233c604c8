//! One's own profile.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply};

use super::posts;
use crate::door::Door;
use crate::features::skills::model::{LEVELS, Skill, SkillInput, SkillSide, Wishes, WishesInput};
use crate::features::skills::{actions, store};
use crate::page;
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Markup, Place, Width};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/skills/profile.html")]
struct ProfilePage {
    frame: Frame,
    errors: ErrorSummary,
    offered: Vec<Skill>,
    wanted: Vec<Skill>,
    version: i64,
    wishes: Vec<FieldView>,
    skill: Vec<FieldView>,
    posts: Markup,
}

/// Which form of the page was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    None,
    Skill,
    Wishes,
    Post,
}

/// `GET /profile`
pub async fn show(door: Door) -> Result<Reply> {
    view(&door, Part::None, Form::default()).await
}

/// `POST /profile/skills`
pub async fn keep_skill(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut typed = Form::sent(fields);
    match invalid(add_skill(&door, &mut typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, Part::Skill, typed.with(errors)).await,
    }
}

async fn add_skill(door: &Door, typed: &mut Form) -> Result<Reply> {
    let Some(side) = SkillSide::parse(typed.get("side")) else {
        return Err(Error::field("side", "Choose whether you offer it or want to learn it"));
    };
    let level = typed.get("level").parse().ok();
    let input = SkillInput { name: typed.text("name"), side, level };
    let mut cx = door.write().await?;
    let skill = actions::keep_skill(&mut cx, &input).await?;
    cx.finish(Reply::see("/profile").flash(&format!("Kept: {}", skill.name))).await
}

/// `POST /profile/skills/removal`
pub async fn remove_skill(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let typed = Form::sent(fields);
    let side = SkillSide::parse(typed.get("side")).ok_or(Error::NotFound)?;
    let mut cx = door.write().await?;
    actions::remove_skill(&mut cx, side, typed.get("name")).await?;
    cx.finish(Reply::see("/profile").flash("Removed")).await
}

/// `POST /profile/wishes`
pub async fn keep_wishes(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut typed = Form::sent(fields);
    match invalid(save_wishes(&door, &mut typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, Part::Wishes, typed.with(errors)).await,
    }
}

async fn save_wishes(door: &Door, typed: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let share = if typed.get("share").is_empty() { None } else { Some(typed.whole("share", 100, 1..=100)) };
    let input = WishesInput {
        version: Some(typed.version()),
        goals: typed.text("goals"),
        places: typed.text("places"),
        remote: typed.ticked("remote"),
        earliest_on: typed.day("earliest_on", cx.today()),
        fte_bp: share.map(|share| share * 100),
    };
    std::mem::take(&mut typed.errors).check()?;
    actions::keep_wishes(&mut cx, &input).await?;
    cx.finish(Reply::see("/profile").flash("Saved")).await
}

/// `POST /profile/posts`
pub async fn keep_post(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut typed = Form::sent(fields);
    let me = door.actor.person;
    match invalid(posts::add(&door, me, &mut typed, "/profile").await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, Part::Post, typed.with(errors)).await,
    }
}

/// `POST /profile/posts/removal`
pub async fn remove_post(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let me = door.actor.person;
    posts::take_away(&door, me, &Form::sent(fields), "/profile").await
}

async fn view(door: &Door, part: Part, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let me = cx.actor.person;
    let skills = store::skills(&mut cx, me).await?;
    let known = store::wishes(&mut cx, me).await?;
    let suggestions = store::suggestions(&mut cx).await?;
    let none = Form::default();
    let of = |wanted: Part| if part == wanted { &typed } else { &none };
    let skill = skill_fields(of(Part::Skill), suggestions);
    let wishes = wishes_fields(of(Part::Wishes), &known);
    let frame = page::frame(door, "My profile", Some(Place::Profile)).with_errors(!typed.errors.is_empty());
    let post_fields = posts::fields(&mut cx, door.actor.organisation, of(Part::Post)).await?;
    let errors = ErrorSummary::of(skill.iter().chain(&wishes).chain(&post_fields));
    let posts =
        posts::part(&mut cx, me, "/profile/posts", &frame.form_id, part == Part::Post, post_fields).await?;
    let (offered, wanted) = skills.into_iter().partition(|skill| skill.side == SkillSide::Offered);
    let version = if part == Part::Wishes { typed.version() } else { known.version };
    let page = ProfilePage { frame, errors, offered, wanted, version, wishes, skill, posts };
    Ok(typed.status(page::render(&page)?))
}

fn skill_fields(typed: &Form, suggestions: Vec<String>) -> Vec<FieldView> {
    let sides = SkillSide::ALL.iter().map(|side| FieldOption::new(side.as_str(), side.label())).collect();
    let levels = LEVELS.iter().zip(1..).map(|(words, level)| FieldOption::new(level.to_string(), *words));
    let levels = std::iter::once(FieldOption::new("", "Choose")).chain(levels).collect();
    vec![
        FieldView::new("name", "Skill")
            .hint("In your own words, such as “phone work”.")
            .suggest(suggestions)
            .value(typed.or("name", ""))
            .error(typed.error("name")),
        FieldView::new("side", "Which way?")
            .radios(sides)
            .bare()
            .value(typed.or("side", SkillSide::Offered.as_str()))
            .error(typed.error("side")),
        FieldView::new("level", "How well?")
            .select(levels)
            .hint("For what you offer.")
            .value(typed.or("level", ""))
            .error(typed.error("level")),
    ]
}

fn wishes_fields(typed: &Form, known: &Wishes) -> Vec<FieldView> {
    let earliest = known.earliest_on.map(long).unwrap_or_default();
    let share = known.fte_bp.map(|bp| (bp / 100).to_string()).unwrap_or_default();
    let remote = if known.remote { "yes" } else { "" };
    vec![
        FieldView::new("goals", "Goals")
            .lines()
            .hint("One line each, such as “understand why people buy”.")
            .value(typed.or("goals", &known.goals))
            .optional()
            .error(typed.error("goals")),
        FieldView::new("places", "Places where you’d work")
            .hint("Separate them by commas.")
            .value(typed.or("places", &known.places))
            .optional()
            .error(typed.error("places")),
        FieldView::new("remote", "Working from a distance would suit me")
            .kind(FieldKind::Tick)
            .value(typed.or("remote", remote)),
        FieldView::new("earliest_on", "Earliest first day")
            .date()
            .value(typed.or("earliest_on", &earliest))
            .optional()
            .error(typed.error("earliest_on")),
        FieldView::new("share", "Share of my working time")
            .kind(FieldKind::Number)
            .width(Width::Short)
            .hint("In per cent; 100 is full time.")
            .value(typed.or("share", &share))
            .optional()
            .error(typed.error("share").or_else(|| typed.error("fte_bp"))),
    ]
}
