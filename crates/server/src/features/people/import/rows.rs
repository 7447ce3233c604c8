//! From a row of the file to a person as they should be, or to what is wrong with it.

use chrono::NaiveDate;
use sojourn_money::Money;

use super::fields::{Field, Mapping};
use super::problem::{Problem, Problems, too_long};
use super::records::{Cell, Row};
use crate::features::people::model::search_key;

/// A person as a row of the file describes them. What is `None` or empty leaves what is known already.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staged {
    /// The row in the file.
    pub row: u64,
    /// The number that names them.
    pub number: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Address for letters.
    pub email: Option<String>,
    /// What they do; may be empty.
    pub job_title: String,
    /// First day in the organisation.
    pub hired_on: Option<NaiveDate>,
    /// Name of the unit.
    pub department: Option<String>,
    /// Number of the line manager; their own number means that they have none.
    pub manager: Option<String>,
    /// Pay for a year in the smallest unit.
    pub annual_minor: Option<i64>,
    /// Its currency.
    pub currency: Option<String>,
    /// `active`, `left`, or empty when the file does not say.
    pub status: &'static str,
    /// The folded key for search and order.
    pub search: String,
}

/// What reading a row needs to know.
pub struct Reading {
    /// Which column holds what.
    pub mapping: Mapping,
    /// The currency of pay where the file names none.
    pub currency: String,
    /// The present day.
    pub today: NaiveDate,
    /// Whether the file lists everybody: being in it then means being there.
    pub complete: bool,
}

/// One row while it is read.
struct Cells<'a> {
    reading: &'a Reading,
    row: &'a Row,
    problems: &'a mut Problems,
    fine: bool,
}

impl Reading {
    /// Reads a row. Nothing when something is wrong with it; the problems say what.
    pub fn row(&self, row: &Row, problems: &mut Problems) -> Option<Staged> {
        let (has, wants) = (row.count, self.mapping.headers.len());
        if has != wants {
            problems
                .add(Problem::row(row.number, format!("This row has {has} cells, the header has {wants}.")));
            return None;
        }
        let mut cells = Cells { reading: self, row, problems, fine: true };
        let (given, family) = (cells.needed(Field::GivenName, 200), cells.needed(Field::FamilyName, 200));
        let number = cells.needed(Field::EmployeeNumber, 64);
        let (annual_minor, currency) = cells.pay();
        let staged = Staged {
            row: row.number,
            search: search_key(&family, &given, Some(&number)),
            email: cells.email(),
            job_title: cells.text(Field::JobTitle, 200).unwrap_or_default(),
            hired_on: cells.date(Field::HireDate),
            department: cells.text(Field::Department, 200),
            manager: cells.text(Field::ManagerNumber, 64),
            status: cells.status(),
            number,
            given,
            family,
            annual_minor,
            currency,
        };
        cells.fine.then_some(staged)
    }
}

impl Cells<'_> {
    fn wrong(&mut self, field: Field, value: &str, sentence: impl Into<String>) {
        let header = self.reading.mapping.column(field).map(|at| self.reading.mapping.headers[at].clone());
        let column = header.unwrap_or_else(|| field.label().to_owned());
        self.problems.add(Problem::cell(self.row.number, &column, value, sentence));
        self.fine = false;
    }

    /// The text of a cell without outer and double spaces; nothing when it is blank or has no column.
    fn text(&mut self, field: Field, most: usize) -> Option<String> {
        let cell: &Cell = self.row.cells().get(self.reading.mapping.column(field)?)?;
        let text = cell.text();
        if let Some(sentence) = unusable(cell) {
            self.wrong(field, &text, sentence);
            return None;
        }
        let plain = spaced(&text);
        if plain.chars().any(char::is_control) {
            self.wrong(field, &plain, "A control character stands in this cell. Remove it.");
        }
        if plain.chars().nth(most).is_some() {
            self.wrong(field, &plain, format!("Longer than {most} characters. Shorten it."));
        }
        (!plain.is_empty()).then_some(plain)
    }

    fn needed(&mut self, field: Field, most: usize) -> String {
        let before = self.fine;
        let text = self.text(field, most);
        if text.is_none() && self.fine == before {
            self.wrong(field, "", "This is empty, and every person needs it.");
        }
        text.unwrap_or_default()
    }

    fn email(&mut self) -> Option<String> {
        let text = self.text(Field::Email, 254)?;
        let parts = text.split_once('@');
        let fits = |(name, host): (&str, &str)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        };
        if !parts.is_some_and(fits) || text.contains(' ') || text.matches('@').count() != 1 {
            self.wrong(Field::Email, &text, "This is not an email address, like name@example.org.");
        }
        Some(text)
    }

    fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let text = self.text(field, 60)?;
        // the usual form, and the form of exports that add a time to it
        let day = text.get(..10).filter(|_| text.len() == 10 || text[10..].starts_with(['T', ' ']));
        if let Some(date) = day.and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()) {
            return self.plausible(field, &text, date);
        }
        if !text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
            self.wrong(field, &text, "Write the date with all four digits of the year, like 2019-04-30.");
            return None;
        }
        match sojourn_calendar::parse_date(&text, self.reading.today) {
            Ok(date) => self.plausible(field, &text, date),
            Err(error) => {
                self.wrong(field, &text, format!("{error}."));
                None
            }
        }
    }

    /// A first day lies at most a year ahead.
    fn plausible(&mut self, field: Field, text: &str, date: NaiveDate) -> Option<NaiveDate> {
        if date > self.reading.today + chrono::Duration::days(366) {
            self.wrong(field, text, "This lies more than a year ahead. Check the year.");
            return None;
        }
        Some(date)
    }

    fn pay(&mut self) -> (Option<i64>, Option<String>) {
        let code = self.text(Field::Currency, 3).unwrap_or_else(|| self.reading.currency.clone());
        let currency = match sojourn_money::currency(&code) {
            Ok(currency) => currency,
            Err(error) => {
                self.wrong(Field::Currency, &code, format!("{error}."));
                return (None, None);
            }
        };
        let Some(text) = self.text(Field::AnnualSalary, 60) else { return (None, None) };
        match Money::parse(&text, currency) {
            Ok(money) if !money.is_negative() => (Some(money.minor()), Some(currency.code().to_owned())),
            Ok(_) => {
                self.wrong(Field::AnnualSalary, &text, "Pay cannot be less than nothing.");
                (None, None)
            }
            Err(error) => {
                self.wrong(Field::AnnualSalary, &text, format!("{error}."));
                (None, None)
            }
        }
    }

    fn status(&mut self) -> &'static str {
        let unsaid = if self.reading.complete { "active" } else { "" };
        let Some(text) = self.text(Field::Status, 60) else { return unsaid };
        match text.to_lowercase().as_str() {
            "active" | "current" | "employed" | "a" | "yes" | "1" => "active",
            "left" | "leaver" | "inactive" | "terminated" | "former" | "ended" | "no" | "0" => "left",
            _ => {
                self.wrong(Field::Status, &text, "Write active or left.");
                unsaid
            }
        }
    }
}

fn unusable(cell: &Cell) -> Option<String> {
    if cell.is_too_long() {
        return Some(too_long(cell.length));
    }
    if cell.has_nul {
        return Some(
            "A NUL character stands in this cell; no text has one. Save the file as “CSV UTF-8”.".to_owned(),
        );
    }
    cell.is_broken.then(|| {
        "Text follows the closing quotation mark. Double quotation marks inside the text.".to_owned()
    })
}

/// Single spaces, none outside; line ends inside a quoted cell count as spaces.
fn spaced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}
