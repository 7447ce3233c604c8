//! Typed parameters of clauses, with units and limits.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::head::Head;
use crate::text::{clean_line, clean_paragraphs};
use crate::value::{Given, Value, lines, money, written};

/// Most characters of a text that states no limit of its own.
const TEXT_MAX: u32 = 2_000;
/// Most lines of a list.
const LIST_MAX: usize = 60;

/// The types of the grammar (issue 4; suggestions of domain 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line.
    Text,
    /// Lines that are paragraphs.
    Paragraphs,
    /// Lines of a list.
    List,
    /// An amount with its currency.
    Money,
    /// A civil date.
    Date,
    /// A length in the unit of the parameter.
    Duration,
    /// A whole number, perhaps with a unit.
    Number,
    /// A share in basis points: 10000 is the whole.
    Percent,
    /// One of the values that the parameter names.
    Choice,
    /// Yes or no: only for conditions.
    Flag,
    /// The code of another clause, printed as a reference.
    Clause,
}

impl Kind {
    /// The formats that a field of this type may be printed in; without one it takes the first.
    pub fn formats(self) -> &'static [&'static str] {
        match self {
            Kind::Date => &["long", "short"],
            Kind::Duration => &["count", "notice", "each", "ordinal"],
            Kind::Percent => &["percent", "share"],
            _ => &["plain"],
        }
    }

    /// In words, for errors.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Text => "one line of text",
            Kind::Paragraphs => "text",
            Kind::List => "a list of lines",
            Kind::Money => "an amount such as {\"amount\": \"500.00\", \"currency\": \"GBP\"}",
            Kind::Date => "a date such as \"2027-01-11\"",
            Kind::Duration | Kind::Number => "a whole number",
            Kind::Percent => "a whole number of basis points (10000 is the whole)",
            Kind::Choice => "one of its words",
            Kind::Flag => "true or false",
            Kind::Clause => "the code of a clause, such as \"CL-23\"",
        }
    }
}

/// One parameter of a clause.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The name in braces.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What it is, for a form and for the sentence that says it is missing.
    pub label: String,
    /// `hours`, `days`, `weeks`, `months` or another plural that the number is printed with.
    #[serde(default)]
    pub unit: String,
    /// The least number.
    pub min: Option<u32>,
    /// The greatest number, or the most characters of a text.
    pub max: Option<u32>,
    /// The words of a choice with what is printed for each.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What counts when nobody says otherwise.
    pub default: Option<Given>,
    /// The fact it is read from, such as `care.check_ins`; or the parameter of another clause, such as `CL-18.plan`.
    pub fact: Option<String>,
    /// Whether its absence is silent. Otherwise it stands as a visible gap.
    #[serde(default)]
    pub optional: bool,
}

impl Parameter {
    /// Whether a given value is of this parameter's type and within its limits.
    ///
    /// # Errors
    /// What it should have been, as the rest of a sentence that begins with its label.
    pub fn check(&self, given: &Given) -> Result<(), String> {
        self.accept(given).map(drop)
    }

    /// A given value as one of this parameter's type and within its limits.
    ///
    /// # Errors
    /// What it should have been, as the rest of a sentence that begins with its name.
    pub(crate) fn accept(&self, given: &Given) -> Result<Value, String> {
        let value = match (self.kind, given) {
            (Kind::Flag, Given::Flag(yes)) => Some(Value::Flag(*yes)),
            (Kind::Text, Given::Text(text)) => return self.text(text),
            (Kind::Paragraphs, Given::Text(text)) => lines(&clean_paragraphs(text)),
            (Kind::List | Kind::Paragraphs, Given::List(all)) if all.len() <= LIST_MAX => lines(all),
            (Kind::Date, Given::Text(text)) => text.parse().ok().map(Value::Date),
            (Kind::Money, Given::Money { amount, currency }) => money(amount, currency).map(Value::Money),
            (Kind::Number | Kind::Duration | Kind::Percent, Given::Number(n)) => return self.number(*n),
            (Kind::Choice, Given::Text(word)) => return self.choice(word),
            (Kind::Clause, Given::Text(code)) => Head::find(code)
                .filter(|head| *head != Head::Additional)
                .map(|head| Value::Choice(head.code().to_owned())),
            _ => None,
        };
        value.ok_or_else(|| format!("has to be {}", self.kind.words()))
    }

    fn text(&self, text: &str) -> Result<Value, String> {
        let most = self.max.unwrap_or(TEXT_MAX);
        let long = u32::try_from(clean_line(text).chars().count()).unwrap_or(u32::MAX);
        if long > most {
            return Err(format!("is {long} characters long and can have at most {most}"));
        }
        written(text).ok_or_else(|| "is blank: leave it out or say something".to_owned())
    }

    fn number(&self, n: u32) -> Result<Value, String> {
        let (least, most) = (self.min.unwrap_or(0), self.max.unwrap_or(u32::MAX));
        let unit = if self.kind == Kind::Percent { "basis points" } else { &self.unit };
        if (least..=most).contains(&n) {
            return Ok(Value::Number(n));
        }
        Err(format!("has to be between {least} and {most} {unit}").trim_end().to_owned())
    }

    fn choice(&self, word: &str) -> Result<Value, String> {
        if self.values.contains_key(word) {
            return Ok(Value::Choice(word.to_owned()));
        }
        let all: Vec<&str> = self.values.keys().map(String::as_str).collect();
        Err(format!("has to be one of: {}", all.join(", ")))
    }
}
