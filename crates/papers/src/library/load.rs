//! From the files to the library.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Entry, Kind, Library, Mandatory, Parameter, ScheduleEntry, Variant};
use crate::head::Head;
use crate::plan::{Lean, Scope};
use crate::schedule::ScheduleId;
use crate::template::{Fault, Grammar, Target, parse, parse_condition, parse_line};
use crate::vocabulary;

const CLAUSES: &[(&str, &str)] = &[
    ("1-parties.toml", include_str!("../../library/1-parties.toml")),
    ("2-work.toml", include_str!("../../library/2-work.toml")),
    ("3-pay.toml", include_str!("../../library/3-pay.toml")),
    ("4-away.toml", include_str!("../../library/4-away.toml")),
    ("5-protection.toml", include_str!("../../library/5-protection.toml")),
    ("6-ending.toml", include_str!("../../library/6-ending.toml")),
];
const SCHEDULES: &str = include_str!("../../library/schedules.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    head: Head,
    version: u32,
    name: String,
    title: String,
    purpose: String,
    mandatory: Vec<Mandatory>,
    #[serde(default)]
    usual: Vec<Scope>,
    within: Option<Head>,
    parameters: Vec<Parameter>,
    variant: Vec<RawVariant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVariant {
    key: String,
    #[serde(default)]
    scopes: Vec<Scope>,
    #[serde(default)]
    lean: Lean,
    form: Option<ShortForm>,
    text: String,
    plain: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ShortForm {
    Short,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleFile {
    schedule: Vec<RawSchedule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchedule {
    id: ScheduleId,
    title: String,
    purpose: String,
    #[serde(default)]
    scopes: Vec<Scope>,
    when: String,
    parameters: Vec<Parameter>,
    text: String,
}

pub(super) fn load() -> Result<Library, String> {
    let mut raw = Vec::new();
    for (file, text) in CLAUSES {
        let parsed: ClauseFile = toml::from_str(text).map_err(|error| format!("{file}: {error}"))?;
        raw.extend(parsed.clause);
    }
    let schedules: ScheduleFile =
        toml::from_str(SCHEDULES).map_err(|error| format!("schedules.toml: {error}"))?;
    let names = names(&raw, &schedules.schedule);
    let clauses: BTreeMap<&str, &[Parameter]> =
        raw.iter().map(|clause| (clause.head.code(), clause.parameters.as_slice())).collect();
    for clause in &raw {
        parameters(clause.head.code(), &clause.parameters, &clauses)?;
    }
    for schedule in &schedules.schedule {
        parameters(&schedule.id.to_string(), &schedule.parameters, &clauses)?;
    }
    let mut entries = raw.into_iter().map(|clause| entry(clause, &names)).collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| (entry.head, entry.version));
    let schedules = schedules.schedule.into_iter().map(|one| schedule(one, &names));
    Ok(Library { entries, schedules: schedules.collect::<Result<Vec<_>, _>>()?, names })
}

fn names(clauses: &[RawClause], schedules: &[RawSchedule]) -> BTreeMap<String, Target> {
    let clauses = clauses.iter().map(|clause| (clause.name.clone(), Target::Clause(clause.head)));
    let schedules = schedules.iter().map(|one| (one.id.to_string(), Target::Schedule(one.id)));
    clauses.chain(schedules).collect()
}

/// Every parameter has a binding that exists and is of its type, and a default within its limits.
fn parameters(
    owner: &str,
    parameters: &[Parameter],
    clauses: &BTreeMap<&str, &[Parameter]>,
) -> Result<(), String> {
    for parameter in parameters {
        let place = format!("{owner}, parameter {}", parameter.name);
        if parameters.iter().filter(|other| other.name == parameter.name).count() > 1 {
            return Err(format!("{place}: there are two of that name"));
        }
        if matches!(
            parameter.name.as_str(),
            "end" | "else" | "if" | "not" | "internal" | "external" | "international"
        ) {
            return Err(format!("{place}: the grammar uses this word itself"));
        }
        if let Some(given) = &parameter.default {
            parameter.accept(given).map_err(|sentence| format!("{place}: its default {sentence}"))?;
        }
        if parameter.kind == Kind::Choice && parameter.values.is_empty() {
            return Err(format!("{place}: a choice needs values"));
        }
        let Some(fact) = &parameter.fact else { continue };
        let kind = match fact.split_once('.') {
            Some((code, name)) if code.starts_with("CL-") => clauses
                .get(code)
                .and_then(|all| all.iter().find(|other| other.name == name))
                .map(|one| one.kind),
            _ => vocabulary::kind_of(fact),
        };
        if kind != Some(parameter.kind) {
            return Err(format!("{place}: the fact “{fact}” is not there or of another type"));
        }
    }
    Ok(())
}

fn entry(raw: RawClause, names: &BTreeMap<String, Target>) -> Result<Entry, String> {
    let code = raw.head.code();
    let variants = raw.variant.into_iter().map(|one| variant(code, one, &raw.parameters, names));
    Ok(Entry {
        head: raw.head,
        version: raw.version,
        name: raw.name,
        title: raw.title,
        purpose: raw.purpose,
        mandatory: raw.mandatory,
        usual: raw.usual,
        within: raw.within,
        variants: variants.collect::<Result<Vec<_>, _>>()?,
        parameters: raw.parameters,
    })
}

fn variant(
    code: &str,
    raw: RawVariant,
    parameters: &[Parameter],
    names: &BTreeMap<String, Target>,
) -> Result<Variant, String> {
    let told = |what: &str, fault: Fault| {
        format!("{code} {} {what}, line {}, character {}: {}", raw.key, fault.line, fault.at, fault.sentence)
    };
    let grammar = Grammar { parameters, names, references: true };
    let body = parse(&raw.text, &grammar).map_err(|fault| told("text", fault))?;
    let grammar = Grammar { references: false, ..grammar };
    let plain_line = parse_line(&raw.plain, &grammar).map_err(|fault| told("plain", fault))?;
    Ok(Variant {
        key: raw.key,
        scopes: raw.scopes,
        lean: raw.lean,
        is_short: raw.form.is_some(),
        text: raw.text,
        plain: raw.plain,
        body,
        plain_line,
    })
}

fn schedule(raw: RawSchedule, names: &BTreeMap<String, Target>) -> Result<ScheduleEntry, String> {
    let told = |fault: Fault| format!("{}, line {}: {}", raw.id, fault.line, fault.sentence);
    let grammar = Grammar { parameters: &raw.parameters, names, references: true };
    let body = parse(&raw.text, &grammar).map_err(told)?;
    let when = parse_condition(&raw.when, &grammar).map_err(told)?;
    Ok(ScheduleEntry {
        id: raw.id,
        title: raw.title,
        purpose: raw.purpose,
        scopes: raw.scopes,
        when,
        body,
        parameters: raw.parameters,
    })
}
