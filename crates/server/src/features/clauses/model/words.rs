//! What the library knows about a head, in words for people.

use sojourn_papers::{Given, Head, Kind, Lean, Mandatory, Parameter, Scope, Variant, library};

/// One standard wording of a head.
#[derive(Debug, Clone)]
pub struct Wording {
    /// Its key.
    pub key: &'static str,
    /// What it is, such as “Favours home, between two organisations”.
    pub label: String,
    /// The words with their fields.
    pub text: &'static str,
    /// The sentence for the secondee.
    pub plain: &'static str,
    /// Only for the paper of one page.
    pub is_short: bool,
    /// The papers it fits; empty: all.
    pub scopes: &'static [Scope],
}

/// The standard wordings of a head.
#[must_use]
pub fn wordings(head: Head) -> Vec<Wording> {
    let variants: &'static [Variant] = library().newest(head).map_or(&[], |entry| entry.variants.as_slice());
    let wording = |variant: &'static Variant| Wording {
        key: &variant.key,
        label: labelled(variant),
        text: &variant.text,
        plain: &variant.plain,
        is_short: variant.is_short,
        scopes: &variant.scopes,
    };
    variants.iter().map(wording).collect()
}

/// What a wording of a head is called; its key when the library no longer has it.
#[must_use]
pub fn label(head: Head, key: &str) -> String {
    let found = wordings(head).into_iter().find(|one| one.key == key);
    found.map_or_else(|| key.to_owned(), |one| one.label.to_lowercase())
}

fn labelled(variant: &Variant) -> String {
    let lean = match variant.lean {
        Lean::Neutral => "",
        Lean::Home => "favours home",
        Lean::Host => "favours the host",
    };
    let name = match variant.key.as_str() {
        "home" | "host" | "internal" | "external" => String::new(),
        "short" => "short, for the paper of one page".to_owned(),
        other => other.replace('-', " "),
    };
    let scopes = variant.scopes.iter().map(|scope| match scope {
        Scope::Internal => "within one organisation",
        Scope::External => "between two organisations",
        Scope::International => "abroad",
    });
    let parts: Vec<&str> = [name.as_str(), lean].into_iter().chain(scopes).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    crate::shell::words::capital(&parts.join(", "))
}

/// When an agreement must have the clause.
#[must_use]
pub fn mandatory(head: Head) -> String {
    let Some(entry) = library().newest(head) else { return String::new() };
    let when = entry.mandatory.iter().map(|when| match when {
        Mandatory::Always => "always",
        Mandatory::External => "between two organisations",
        Mandatory::CrossBorder => "when a border is crossed",
        Mandatory::Conditional => "when the parties wish it",
    });
    let when = crate::shell::words::capital(&when.collect::<Vec<_>>().join("; "));
    match entry.within {
        Some(other) => format!("{when}; otherwise said within “{}”", other.title()),
        None => when,
    }
}

/// A parameter with its type, unit, limits and default: what a field in braces stands for.
#[must_use]
pub fn parameter_words(parameter: &Parameter) -> String {
    let unit = &parameter.unit;
    let mut words = match parameter.kind {
        Kind::Text => "one line of text".to_owned(),
        Kind::Paragraphs => "paragraphs".to_owned(),
        Kind::List => "a list, a line each".to_owned(),
        Kind::Money => "an amount with its currency".to_owned(),
        Kind::Date => "a date".to_owned(),
        Kind::Duration | Kind::Number if unit.is_empty() => "a whole number".to_owned(),
        Kind::Duration | Kind::Number => format!("a number of {unit}"),
        Kind::Percent => "a share in per cent".to_owned(),
        Kind::Choice => {
            let values: Vec<&str> = parameter.values.values().map(String::as_str).collect();
            format!("one of: {}", values.join("; "))
        }
        Kind::Flag => "yes or no, for conditions only".to_owned(),
        Kind::Clause => "a reference to a clause".to_owned(),
    };
    words.push_str(&limits(parameter));
    if let Some(default) = &parameter.default {
        words.push_str(&format!("; {} when nobody says otherwise", given_words(parameter, default)));
    }
    match (&parameter.fact, parameter.optional) {
        (Some(fact), _) if fact.starts_with("CL-") => words.push_str("; the same as in another clause"),
        (Some(_), _) => words.push_str("; from the record"),
        (None, true) => words.push_str("; may be left open"),
        (None, false) => {}
    }
    words
}

fn limits(parameter: &Parameter) -> String {
    let is_text = matches!(parameter.kind, Kind::Text | Kind::Paragraphs | Kind::List);
    match (parameter.min, parameter.max) {
        (_, Some(most)) if is_text => format!(", up to {most} characters"),
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" from {least} on"),
        (None, Some(most)) => format!(" up to {most}"),
        (None, None) => String::new(),
    }
}

/// A given value as a form shows it: a percentage with its decimals, lines below each other.
#[must_use]
pub fn given_words(parameter: &Parameter, given: &Given) -> String {
    match given {
        Given::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Given::Number(n) if parameter.kind == Kind::Percent => match n % 100 {
            0 => (n / 100).to_string(),
            part => format!("{}.{part:02}", n / 100),
        },
        Given::Number(n) => n.to_string(),
        Given::Money { amount, currency } => format!("{currency} {amount}"),
        Given::List(lines) => lines.join("\n"),
        Given::Text(word) => match parameter.values.get(word) {
            Some(printed) if parameter.kind == Kind::Choice => printed.clone(),
            _ => word.clone(),
        },
    }
}

/// The thirteen schedules: id, title, what it is for.
#[must_use]
pub fn schedules() -> Vec<(String, &'static str, &'static str)> {
    let all = library().schedules().iter();
    all.map(|one| (one.id.to_string(), one.title.as_str(), one.purpose.as_str())).collect()
}

/// Whether a wording fits a paper of these scopes.
#[must_use]
pub fn is_of(wording: &Wording, scopes: &[Scope]) -> bool {
    wording.scopes.is_empty() || wording.scopes.iter().any(|scope| scopes.contains(scope))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::clauses::model::heads;

    #[test]
    fn every_wording_and_every_parameter_has_words_of_its_own() {
        for head in heads() {
            let all = wordings(head);
            for one in &all {
                assert!(!one.label.is_empty() && !one.label.contains('-'), "{} {}", head.code(), one.key);
                let same = all.iter().filter(|other| other.label == one.label).count();
                assert_eq!(same, 1, "{} {}", head.code(), one.label);
            }
            assert!(!mandatory(head).is_empty(), "{}", head.code());
            for parameter in sojourn_papers::fields_of(head) {
                assert!(!parameter_words(parameter).is_empty());
            }
        }
        assert_eq!(schedules().len(), 13);
    }

    #[test]
    fn a_default_is_told_with_its_unit_and_limits() {
        let hours = sojourn_papers::fields_of(Head::Safety).iter().find(|one| one.name == "incident_hours");
        let words = parameter_words(hours.unwrap());
        assert_eq!(words, "a number of hours from 1 to 168; 24 when nobody says otherwise");
    }
}
