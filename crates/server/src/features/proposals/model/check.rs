//! What is malformed in a step. Empty answers are fine in a draft; they are missed when it is sent.

use sojourn_calendar::{Fte, Period};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_money::{CostLine, Currency, Money, Shares};

use super::proposal::is_worked_out;
use super::{
    Answers, ComingBack, Contact, Costs, Destination, Goals, Host, Line, MOST_OBJECTIVES, PayShares, Why,
};

/// Longest text of an answer, in characters.
const LONGEST: usize = 4000;
/// Longest name or title, in characters.
const LONGEST_LINE: usize = 200;
/// The most cost lines besides pay.
const MOST_LINES: usize = 40;

struct Checks(FieldErrors);

impl Checks {
    fn text(&mut self, field: &str, text: &str, most: usize) {
        let length = text.chars().count();
        if length > most {
            self.0.add(field, format!("Shorten this to {most} characters; it has {length}"));
        }
        if text.contains('\0') {
            self.0.add(field, "Remove the character that cannot be printed");
        }
    }

    fn answers(&mut self, answers: &Answers) {
        for (question, answer) in answers {
            self.text(&question.field(), &answer.answer, LONGEST);
        }
    }
}

impl Why {
    /// Refuses what cannot be kept.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut checks = Checks(FieldErrors::default());
        checks.text("title", &self.title, LONGEST_LINE);
        for (field, text) in [
            ("purpose", &self.purpose),
            ("duties", &self.duties),
            ("benefit_secondee", &self.benefit_secondee),
            ("benefit_home", &self.benefit_home),
            ("benefit_host", &self.benefit_host),
        ] {
            checks.text(field, text, LONGEST);
        }
        checks.answers(&self.answers);
        checks.0.check()
    }
}

impl Destination {
    /// Refuses what cannot be kept, such as a last day before the first.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut checks = Checks(FieldErrors::default());
        checks.text("place", &self.place, LONGEST_LINE);
        checks.text("ends_with", &self.ends_with, LONGEST_LINE);
        match &self.host {
            Some(Host::Department { name }) => checks.text("host", name, LONGEST_LINE),
            Some(Host::Organisation { name, legal_name }) => {
                checks.text("host", name, LONGEST_LINE);
                checks.text("host_legal_name", legal_name, LONGEST_LINE);
            }
            None => {}
        }
        if let Some(contact) = &self.manager {
            contact.check(&mut checks);
        }
        if let (Some(start), Some(end)) = (self.starts_on, self.ends_on)
            && let Err(error) = Period::try_new(start, end)
        {
            checks.0.add("ends_on", error.to_string());
        }
        if let Err(error) = Fte::try_new(self.share_bp) {
            checks.0.add("share", error.to_string());
        }
        checks.0.check()
    }
}

impl Contact {
    fn check(&self, checks: &mut Checks) {
        checks.text("manager_name", &self.name, LONGEST_LINE);
        checks.text("manager_title", &self.job_title, LONGEST_LINE);
        let address = self.email.trim();
        if !address.is_empty() && sojourn_kit::mail::Letter::try_new("", address, "", "").is_err() {
            checks.0.add("manager_email", "Enter an email address like name@example.org");
        }
    }
}

impl Costs {
    /// Refuses what cannot be kept, such as shares that do not add up.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, currency: Currency) -> Result<Vec<CostLine>> {
        let mut checks = Checks(FieldErrors::default());
        checks.text("cover_note", &self.cover_note, LONGEST);
        checks.answers(&self.answers);
        if let Some(shares) = self.pay
            && shares.checked().is_err()
        {
            checks.0.add("pay-home", "The shares of salary must add up to 100%");
        }
        if self.lines.len() > MOST_LINES {
            checks.0.add("", format!("{MOST_LINES} lines of cost are the most"));
        }
        let mut lines = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            match line.checked(currency) {
                Ok(line) => lines.push(line),
                Err(sentence) => checks.0.add(format!("line-{number}-amount"), sentence),
            }
        }
        checks.0.check()?;
        Ok(lines)
    }
}

impl PayShares {
    /// As shares of a line.
    ///
    /// # Errors
    /// When they do not add up to the whole.
    pub fn checked(self) -> Result<Shares, sojourn_money::MoneyError> {
        Shares::try_new(self.home_bp, self.host_bp, self.secondee_bp)
    }
}

impl Line {
    fn checked(&self, home: Currency) -> Result<CostLine, String> {
        let label = self.kind.label();
        let currency = self.currency.as_deref().map_or(Ok(home), sojourn_money::currency);
        let currency = currency.map_err(|error| format!("{label}: {}", decapitalised(&error.to_string())))?;
        if is_worked_out(self.kind) {
            return Err(format!("{label} is worked out from pay on file. Leave it out here"));
        }
        let shares = Shares::try_new(self.home_bp, self.host_bp, self.secondee_bp);
        let shares = shares.map_err(|error| format!("{label}: {}", decapitalised(&error.to_string())))?;
        let description = if self.description.trim().is_empty() { label } else { &self.description };
        let amount = Money::new(self.amount_minor, currency);
        CostLine::try_new(self.kind, description, amount, shares)
            .map_err(|error| format!("{label}: {}", decapitalised(&error.to_string())))
    }
}

fn decapitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Goals {
    /// Refuses what cannot be kept: more than five.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut checks = Checks(FieldErrors::default());
        if self.goals.len() > MOST_OBJECTIVES {
            checks.0.add("", format!("{MOST_OBJECTIVES} goals are the most. Fewer are easier to reach"));
        }
        for (number, goal) in self.goals.iter().enumerate() {
            checks.text(&format!("goal-{number}"), &goal.title, LONGEST_LINE * 2);
            checks.text(&format!("measure-{number}"), &goal.measure, LONGEST_LINE * 2);
        }
        checks.answers(&self.answers);
        checks.0.check()
    }
}

impl ComingBack {
    /// Refuses what cannot be kept.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut checks = Checks(FieldErrors::default());
        checks.text("return_post", &self.return_post, LONGEST_LINE);
        checks.text("bring_back", &self.bring_back, LONGEST);
        if let super::Conflicts::Declared(words) = &self.conflicts {
            checks.text("conflicts_note", words, LONGEST);
        }
        checks.answers(&self.answers);
        checks.0.check()
    }
}
