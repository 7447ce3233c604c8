//! What clauses ask for and no answer of the proposal tells: hours, amounts, lists, dates, and what crossing a border
//! adds. Each answer keeps the type and the limits of its parameter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_papers::{Abroad, Answers, Given, Head, Kind, More, Parameter, Source, fields_of, library};
use utoipa::ToSchema;

use crate::features::agreements::model::Paper;

/// The most characters of one line about crossing a border.
const MOST: usize = 300;

/// One thing that a printed clause or schedule asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The code of the clause or schedule.
    pub code: String,
    /// Its title.
    pub title: &'static str,
    /// What it asks for.
    pub parameter: &'static Parameter,
    /// What was answered.
    pub given: Option<Given>,
}

impl Asked {
    /// The name of the field of a form, such as `CL-21.incident_hours`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}.{}", self.code, self.parameter.name)
    }
}

/// What the printed clauses and schedules ask for, in their order: parameters that no fact feeds and that the words of
/// the clause have a place for.
#[must_use]
pub fn asked(paper: &Paper) -> Vec<Asked> {
    let draft = &paper.draft;
    let mut all = Vec::new();
    for clause in draft.clauses.iter().filter(|clause| clause.head != Head::Additional) {
        let text = words_of(paper, clause.head);
        let places = fields_of(clause.head).iter().filter(|one| text.contains(&one.name));
        all.extend(open(paper, clause.head.code(), clause.head.title(), places));
    }
    for schedule in &draft.schedules {
        let entry = library().schedule(schedule.id);
        let places: &'static [Parameter] = entry.map_or(&[], |entry| entry.parameters.as_slice());
        all.extend(open(paper, &schedule.id.to_string(), schedule.id.title(), places.iter()));
    }
    all
}

fn open<'a>(
    paper: &'a Paper,
    code: &'a str,
    title: &'static str,
    parameters: impl Iterator<Item = &'static Parameter> + 'a,
) -> impl Iterator<Item = Asked> + 'a {
    parameters.filter(|one| one.fact.is_none()).map(move |parameter| {
        let answers = paper.facts.more.answers.get(code);
        let given = answers.and_then(|answers| answers.get(&parameter.name)).cloned();
        Asked { code: code.to_owned(), title, parameter, given }
    })
}

/// The words that a clause was drafted from, with their fields.
fn words_of(paper: &Paper, head: Head) -> &str {
    let Some(pin) = paper.draft.pins.iter().find(|pin| pin.head == head) else { return "" };
    match &pin.source {
        Source::Own { .. } => paper.draft.choices.own.get(&head).map_or("", |own| own.text.as_str()),
        Source::Standard { variant } => {
            let entry = library().version(head, pin.version);
            let found = entry.and_then(|entry| entry.variants.iter().find(|one| one.key == *variant));
            found.map_or("", |one| one.text.as_str())
        }
    }
}

/// What crossing a border adds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AbroadInput {
    /// The country of home, as it stands in a sentence.
    pub home_country: String,
    /// The country of the work.
    pub host_country: String,
    /// The part of the host there, when it is another legal entity.
    pub local_entity: String,
    /// The visa or permit in words.
    pub visa: String,
    /// Its last day.
    pub visa_ends: Option<NaiveDate>,
    /// The certificate of social security in words.
    pub certificate: String,
    /// Its last day.
    pub certificate_ends: Option<NaiveDate>,
}

impl From<&Abroad> for AbroadInput {
    fn from(abroad: &Abroad) -> Self {
        let Abroad { home_country, host_country, local_entity, visa, certificate, .. } = abroad.clone();
        let (visa_ends, certificate_ends) = (abroad.visa_ends, abroad.certificate_ends);
        Self { home_country, host_country, local_entity, visa, visa_ends, certificate, certificate_ends }
    }
}

/// The particulars of an agreement: everything that was answered.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ParticularsInput {
    /// The revision of the draft that was read.
    pub revision: i64,
    /// By the code of a clause or schedule and the name of the parameter; what is not named is not answered.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub answers: Answers,
    /// What crossing a border adds; left as it is when it is not named.
    #[serde(default)]
    pub abroad: Option<AbroadInput>,
    /// The last day of the employment contract, when it has one.
    #[serde(default)]
    pub contract_ends: Option<NaiveDate>,
}

impl ParticularsInput {
    /// The facts that they make, if every answer is of its type and within its limits.
    ///
    /// # Errors
    /// [`sojourn_kit::error::Error::Invalid`] with a sentence for each wrong field.
    pub fn check(&self, paper: &Paper) -> Result<More> {
        let mut errors = FieldErrors::default();
        for (code, answers) in &self.answers {
            for (name, given) in answers {
                if let Err(sentence) = fits(code, name, given) {
                    errors.add(format!("{}.{}", short(code), short(name)), sentence);
                }
            }
        }
        let mut more = paper.facts.more.clone();
        more.answers = self
            .answers
            .iter()
            .filter(|(_, all)| !all.is_empty())
            .map(|(code, all)| (code.clone(), all.clone()))
            .collect();
        more.contract_ends = self.contract_ends;
        match (&self.abroad, more.abroad.is_some()) {
            (Some(_), false) => errors.add("abroad", "This secondment crosses no border. Leave this out"),
            (Some(abroad), true) => more.abroad = Some(abroad.check(&mut errors)),
            (None, _) => {}
        }
        errors.check()?;
        Ok(more)
    }
}

impl AbroadInput {
    fn check(&self, errors: &mut FieldErrors) -> Abroad {
        for (name, text) in [
            ("home_country", &self.home_country),
            ("host_country", &self.host_country),
            ("local_entity", &self.local_entity),
            ("visa", &self.visa),
            ("certificate", &self.certificate),
        ] {
            if text.chars().count() > MOST {
                errors.add(format!("abroad.{name}"), format!("Use {MOST} characters or fewer"));
            }
        }
        let line = |text: &String| sojourn_papers::text::clean_line(text);
        Abroad {
            home_country: line(&self.home_country),
            host_country: line(&self.host_country),
            local_entity: line(&self.local_entity),
            visa: line(&self.visa),
            visa_ends: self.visa_ends,
            certificate: line(&self.certificate),
            certificate_ends: self.certificate_ends,
        }
    }
}

/// Whether an answer has a parameter, and fits it. What the record tells is not answered a second time.
fn fits(code: &str, name: &str, given: &Given) -> Result<(), String> {
    let parameter = parameters(code).iter().find(|one| one.name == name);
    let Some(parameter) = parameter else { return Err("No clause or schedule asks for this".to_owned()) };
    if parameter.fact.is_some() {
        return Err("This comes from the record. Change it there, or write the clause".to_owned());
    }
    let label = crate::shell::words::capital(&parameter.label);
    parameter.check(given).map_err(|why| format!("{label} {why}"))
}

fn parameters(code: &str) -> &'static [Parameter] {
    if let Some(head) = Head::find(code) {
        return fields_of(head);
    }
    let schedule = library().schedules().iter().find(|one| one.id.to_string() == code);
    schedule.map_or(&[], |one| one.parameters.as_slice())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// An answer as somebody types it; nothing for an empty field.
///
/// # Errors
/// What to type instead.
pub fn typed(parameter: &Parameter, text: &str, today: NaiveDate) -> Result<Option<Given>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let given = match parameter.kind {
        Kind::Text | Kind::Paragraphs | Kind::Choice | Kind::Clause => Given::Text(text.to_owned()),
        Kind::List => Given::List(
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        ),
        Kind::Number | Kind::Duration => {
            Given::Number(text.parse().map_err(|_| "Write a whole number".to_owned())?)
        }
        Kind::Percent => Given::Number(basis_points(text).ok_or("Write a share such as 12.5")?),
        Kind::Flag => Given::Flag(text == "yes"),
        Kind::Date => {
            let day = sojourn_calendar::parse_date(text, today).map_err(|error| error.to_string())?;
            Given::Text(day.to_string())
        }
        Kind::Money => money(text).ok_or("Write an amount with its currency, such as GBP 500.00")?,
    };
    Ok(Some(given))
}

/// `12.5` or `12.5%` as 1250.
fn basis_points(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('%').trim_end();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: u32 = if part.is_empty() {
        0
    } else {
        format!("{part:0<2}").parse::<u32>().ok().filter(|_| part.len() <= 2)?
    };
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)
}

/// `GBP 1,500.00` or `1500 GBP`.
fn money(text: &str) -> Option<Given> {
    let is_code = |word: &&str| word.len() == 3 && word.chars().all(|c| c.is_ascii_alphabetic());
    let words: Vec<&str> = text.split_whitespace().collect();
    let currency = words.iter().copied().find(is_code)?.to_ascii_uppercase();
    let amount: String = words.into_iter().filter(|word| !is_code(word)).collect();
    Some(Given::Money { amount: amount.replace(',', ""), currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(head: Head, name: &str) -> &'static Parameter {
        fields_of(head).iter().find(|one| one.name == name).unwrap()
    }

    #[test]
    fn answers_are_read_as_people_type_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let read = |head, name, text: &str| typed(parameter(head, name), text, today);
        assert_eq!(read(Head::Safety, "incident_hours", " 48 "), Ok(Some(Given::Number(48))));
        assert!(read(Head::Safety, "incident_hours", "soon").unwrap_err().contains("whole number"));
        assert_eq!(read(Head::Place, "remote_share", "12.5%"), Ok(Some(Given::Number(1250))));
        assert_eq!(
            read(Head::Safety, "assessed", "one\n\n two "),
            Ok(Some(Given::List(vec!["one".into(), "two".into()])))
        );
        let fee = Given::Money { amount: "1500.00".into(), currency: "GBP".into() };
        assert_eq!(read(Head::NonSolicitation, "fee", "gbp 1,500.00"), Ok(Some(fee)));
        assert!(read(Head::NonSolicitation, "fee", "1500").is_err());
        assert_eq!(read(Head::Leave, "carry_over", "  "), Ok(None));
        assert_eq!(
            read(Head::Remuneration, "review", "1 Apr 2027"),
            Ok(Some(Given::Text("2027-04-01".into())))
        );
        assert!(read(Head::Remuneration, "review", "31 February").is_err());
    }

    #[test]
    fn limits_and_types_are_kept_and_the_record_is_not_answered_again() {
        assert!(fits("CL-21", "incident_hours", &Given::Number(24)).is_ok());
        let much = fits("CL-21", "incident_hours", &Given::Number(900)).unwrap_err();
        assert!(much.starts_with("How soon an accident is reported has to be between"), "{much}");
        assert!(fits("CL-09", "basis", &Given::Text("host_rate".into())).unwrap_err().contains("record"));
        for (code, name) in [("CL-99", "x"), ("S14", "x"), ("CL-21", "{{salary}}")] {
            assert!(fits(code, name, &Given::Flag(true)).is_err(), "{code}");
        }
        assert!(fits("S11", "relocation", &Given::List(vec!["A flat".into()])).is_ok());
    }
}
