//! Who has to approve, as an organisation says it. One row for each rule; an empty one adds one, a row without a
//! condition is left out.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply};

use super::super::actions;
use super::super::model::{By, Rule, Rules, RulesInput, When};
use crate::door::Door;
use crate::features::accounts::settings::tabs;
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Place, Tabs, Width};
use crate::typed::{Form, both, invalid};

const HERE: &str = "/settings/approvals";
/// Rows that are offered beside those in use.
const SPARE: usize = 1;
/// The most rows that are read.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "features/approvals/pages/rules.html")]
struct RulesPage {
    frame: Frame,
    tabs: Tabs,
    organisation: String,
    errors: ErrorSummary,
    short: FieldView,
    rows: Vec<[FieldView; 5]>,
    version: i64,
}

/// `GET /settings/approvals`
pub async fn open(door: Door) -> Result<Reply> {
    view(&door, None).await
}

/// `POST /settings/approvals`
pub async fn save(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut cx = door.write().await?;
    // who may not keep them learns nothing of what was wrong
    actions::read_rules(&mut cx).await?;
    let (mut sent, version) = packed(fields);
    let input = read(&mut sent, version);
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::change_rules(&mut cx, &input).await))? {
        Ok(_) => cx.finish(Reply::see(HERE).flash("Saved. It holds for releases from now on.")).await,
        Err(errors) => {
            drop(cx);
            view(&door, Some(&sent.with(errors))).await
        }
    }
}

/// The rows in use, one after the other from 0: what was left out leaves no gap, so that errors stand beside their row.
fn packed(fields: BTreeMap<String, String>) -> (Form, i64) {
    let text = |name: String| fields.get(&name).map_or("", |text| text.trim()).to_owned();
    let used = (0..MOST).filter(|row| !text(format!("when-{row}")).is_empty());
    let mut form = Form::sent(BTreeMap::new()).put("short_days", text("short_days".to_owned()));
    for (to, from) in used.enumerate() {
        for name in ["when", "above", "by", "days", "short"] {
            form = form.put(&format!("{name}-{to}"), text(format!("{name}-{from}")));
        }
    }
    let version = text("version".to_owned()).parse().unwrap_or(-1);
    (form, version)
}

fn read(sent: &mut Form, version: i64) -> RulesInput {
    let mut rules = Vec::new();
    for row in 0..MOST {
        let word = sent.text(&format!("when-{row}"));
        if word.is_empty() {
            continue;
        }
        let (when, by) = (When::parse(&word), By::parse(&sent.text(&format!("by-{row}"))));
        if when.is_none() {
            sent.errors.add(format!("when-{row}"), "Choose when it applies");
        }
        if by.is_none() {
            sent.errors.add(format!("by-{row}"), "Choose who approves");
        }
        let above = sent.number(&format!("above-{row}"), "Write a whole number");
        let days = sent.number(&format!("days-{row}"), "Write a number of working days");
        rules.push(Rule {
            when: when.unwrap_or(When::Always),
            above,
            by: by.unwrap_or(By::Hr),
            days: days.and_then(|days| u16::try_from(days).ok()).unwrap_or(0),
            even_if_short: sent.ticked(&format!("short-{row}")),
        });
    }
    let short_days = sent.number("short_days", "Write a number of days").unwrap_or(0);
    RulesInput { short_days, rules, version }
}

/// The rules as the fields of a form.
fn typed(rules: &Rules) -> Form {
    let mut form = Form::default().put("short_days", rules.short_days.to_string());
    for (row, rule) in rules.rules.iter().enumerate() {
        let above = rule.above.map(|above| above.to_string()).unwrap_or_default();
        let short = if rule.even_if_short { "yes" } else { "" };
        form = form
            .put(&format!("when-{row}"), rule.when.as_str())
            .put(&format!("above-{row}"), above)
            .put(&format!("by-{row}"), rule.by.as_str())
            .put(&format!("days-{row}"), rule.days.to_string())
            .put(&format!("short-{row}"), short);
    }
    form
}

async fn view(door: &Door, sent: Option<&Form>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (rules, version, currency) = actions::read_rules(&mut cx).await?;
    let stored = typed(&rules);
    let form = sent.unwrap_or(&stored);
    let used = (0..MOST).take_while(|row| !form.text(&format!("when-{row}")).is_empty()).count();
    let rows: Vec<[FieldView; 5]> =
        (0..(used + SPARE).min(MOST)).map(|row| fields(form, row, &currency)).collect();
    let short = form
        .field("short_days", "A stay is short up to")
        .hint("Days, both ends counted in. Short stays take the light path; 0 means that none does.")
        .width(Width::Short);
    let all: Vec<&FieldView> = std::iter::once(&short).chain(rows.iter().flatten()).collect();
    let errors = form.summary(&all);
    let page = RulesPage {
        frame: frame(door, "Rules of approval", Some(Place::Settings)).with_errors(!errors.is_empty()),
        tabs: tabs(&door.actor, HERE),
        organisation: door.actor.organisation_name.clone(),
        errors,
        short,
        rows,
        version,
    };
    Ok(form.status(render(&page)?))
}

fn fields(form: &Form, row: usize, currency: &str) -> [FieldView; 5] {
    let number = row + 1;
    let none = || std::iter::once(FieldOption::new("", "Choose"));
    let when =
        none().chain(When::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label()))).collect();
    let by = none().chain(By::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label()))).collect();
    let name = |part: &str| format!("{part}-{row}");
    [
        form.field(&name("when"), format!("Rule {number}: when")).select(when),
        form.field(&name("above"), format!("Days, or {currency}"))
            .hint("For “longer than” and “pays more than”.")
            .width(Width::Short)
            .optional(),
        form.field(&name("by"), "Who approves").select(by),
        form.field(&name("days"), "Working days to answer").width(Width::Short),
        form.field(&name("short"), "Short stays too").kind(crate::shell::FieldKind::Tick),
    ]
}
