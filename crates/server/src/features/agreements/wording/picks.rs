//! What somebody chose for one paper: its form, whom its wording favours, other wordings, and clauses besides.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_papers::{Choices, Facts, Form, Head, Lean, library};
use utoipa::ToSchema;

use crate::features::clauses::model::{head_of, is_of, wordings};

/// Forms with their words in the API and on pages.
pub const FORMS: [(&str, Form, &str, &str); 3] = [
    ("usual", Form::Usual, "Usual", "The usual clauses; smaller ones are said within others."),
    ("full", Form::Full, "Full", "Every clause on its own, with schedules."),
    ("short", Form::Short, "Short", "One page, for a secondment of days or weeks."),
];

/// Leans with their words.
pub const LEANS: [(&str, Lean, &str); 3] = [
    ("neutral", Lean::Neutral, "Neither side"),
    ("home", Lean::Home, "Home"),
    ("host", Lean::Host, "The host"),
];

/// What was chosen for the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picks {
    /// How much it says.
    pub form: Form,
    /// Whom it favours where there is a choice.
    pub lean: Lean,
    /// A standard wording by its key, in place of what is usual here.
    pub clauses: BTreeMap<Head, String>,
    /// Clauses that are printed besides those of the form.
    pub also: Vec<Head>,
}

/// The same as it is sent.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PicksInput {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// `usual`, `full` or `short`.
    pub form: String,
    /// `neutral`, `home` or `host`.
    pub lean: String,
    /// By the code of a clause the key of a standard wording; a clause that is not named has what is usual here.
    #[serde(default)]
    pub clauses: BTreeMap<String, String>,
    /// Codes of clauses that are printed besides those of the form.
    #[serde(default)]
    pub also: Vec<String>,
}

impl PicksInput {
    /// What was chosen, if it fits the facts of the paper.
    ///
    /// # Errors
    /// [`sojourn_kit::error::Error::Invalid`] with a sentence for each wrong field.
    pub fn check(&self, facts: &Facts) -> Result<Picks> {
        let mut errors = FieldErrors::default();
        let form = FORMS.iter().find(|(word, ..)| *word == self.form).map(|(_, form, ..)| *form);
        let lean = LEANS.iter().find(|(word, ..)| *word == self.lean).map(|(_, lean, _)| *lean);
        match form {
            None => errors.add("form", "Choose a form"),
            Some(Form::Short) if facts.more.abroad.is_some() => errors.add(
                "form",
                "One page cannot hold what crossing a border asks for. Choose the usual or the full form",
            ),
            Some(_) => {}
        }
        if lean.is_none() {
            errors.add("lean", "Choose whom the wording favours");
        }
        let mut picks =
            Picks { form: form.unwrap_or_default(), lean: lean.unwrap_or_default(), ..Picks::default() };
        for (code, key) in self.clauses.iter().filter(|(_, key)| !key.is_empty()) {
            match pick(code, key, facts) {
                Some(head) => drop(picks.clauses.insert(head, key.clone())),
                None => errors.add(
                    format!("clauses.{}", short(code)),
                    "This agreement has no such wording of this clause. Choose one of those that are offered",
                ),
            }
        }
        for code in &self.also {
            match besides(code, facts, &picks) {
                Some(head) if !picks.also.contains(&head) => picks.also.push(head),
                Some(_) => {}
                None => errors.add("also", format!("There is no clause {} for this agreement", short(code))),
            }
        }
        errors.check()?;
        Ok(picks)
    }
}

/// The head, if it has that wording for a paper of these facts.
fn pick(code: &str, key: &str, facts: &Facts) -> Option<Head> {
    let head = head_of(code).ok()?;
    let all = wordings(head);
    all.iter().any(|one| one.key == key && !one.is_short && is_of(one, &facts.scopes())).then_some(head)
}

/// The head, if it has words for a paper of these facts at all.
fn besides(code: &str, facts: &Facts, picks: &Picks) -> Option<Head> {
    let head = head_of(code).ok()?;
    library().newest(head)?.variant(&facts.scopes(), picks.form, picks.lean, None).map(|_| head)
}

/// As much of a code as an error repeats.
fn short(code: &str) -> String {
    code.chars().take(20).collect()
}

/// Heads whose words are chosen otherwise than before: there somebody wants other words, even where a clause was
/// changed by hand.
#[must_use]
pub fn chosen_anew(before: &Picks, after: &Picks) -> BTreeSet<Head> {
    let all = before.clauses.keys().chain(after.clauses.keys());
    all.filter(|head| before.clauses.get(*head) != after.clauses.get(*head)).copied().collect()
}

/// The heads that can be printed besides those of the form: they have words for these facts, and the form leaves them
/// out.
#[must_use]
pub fn can_be_added(choices: &Choices, facts: &Facts) -> Vec<Head> {
    let plain = Choices { also: Vec::new(), ..choices.clone() };
    let printed = plain.heads(facts);
    let has_words = |head: &Head| {
        let entry = library().newest(*head);
        entry.and_then(|one| one.variant(&facts.scopes(), choices.form, choices.lean, None)).is_some()
    };
    Head::ALL.iter().copied().filter(|head| !printed.contains(head) && has_words(head)).collect()
}

#[cfg(test)]
mod tests {
    use sojourn_papers::Abroad;

    use sojourn_kit::error::Error;

    use super::*;

    fn input(form: &str) -> PicksInput {
        PicksInput { form: form.into(), lean: "neutral".into(), ..PicksInput::default() }
    }

    fn wrong(input: &PicksInput, facts: &Facts) -> FieldErrors {
        match input.check(facts) {
            Err(Error::Invalid(errors)) => errors,
            other => panic!("accepted: {other:?}"),
        }
    }

    #[test]
    fn one_page_does_not_cross_a_border() {
        let mut facts = Facts::sample_external();
        assert!(input("short").check(&facts).is_ok());
        facts.more.abroad = Some(Abroad::default());
        assert!(wrong(&input("short"), &facts).get("form").unwrap().contains("border"));
        assert!(input("full").check(&facts).is_ok());
    }

    #[test]
    fn a_wording_fits_its_clause_and_its_kind_of_paper() {
        let facts = Facts::sample_internal();
        let with = |code: &str, key: &str| {
            let mut input = input("usual");
            input.clauses.insert(code.into(), key.into());
            input
        };
        assert_eq!(with("CL-05", "home").check(&facts).unwrap().clauses[&Head::Services], "home");
        assert!(with("CL-05", "").check(&facts).unwrap().clauses.is_empty());
        for (code, key) in
            [("CL-05", "short"), ("CL-04", "suspended"), ("CL-77", "neutral"), ("{{x}}", "home")]
        {
            let errors = wrong(&with(code, key), &facts);
            assert!(errors.get(&format!("clauses.{code}")).is_some(), "{code} {key}");
        }
        let nothing = wrong(&PicksInput::default(), &facts);
        assert!(nothing.get("form").is_some() && nothing.get("lean").is_some());
    }

    #[test]
    fn clauses_besides_those_of_the_form_are_named_once() {
        let mut also = input("usual");
        also.also = vec!["CL-42".into(), "CL-42".into()];
        let facts = Facts::sample_internal();
        assert_eq!(also.check(&facts).unwrap().also, [Head::Evaluation]);
        also.also.push("CL-99".into());
        assert!(wrong(&also, &facts).get("also").is_some());
        let open = can_be_added(&Choices::default(), &facts);
        assert!(open.contains(&Head::Evaluation) && !open.contains(&Head::Parties));
    }

    #[test]
    fn only_what_was_chosen_otherwise_is_taken_anew() {
        let one = Picks { clauses: [(Head::Services, "home".to_owned())].into(), ..Picks::default() };
        let other = Picks { form: Form::Full, ..one.clone() };
        assert!(chosen_anew(&one, &other).is_empty(), "another form keeps what was written by hand");
        assert_eq!(chosen_anew(&one, &Picks::default()).into_iter().collect::<Vec<_>>(), [Head::Services]);
    }
}
