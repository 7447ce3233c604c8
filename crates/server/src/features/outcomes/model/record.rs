//! The record that the secondee takes along: where, when, as what, with which aims and skills. No pay, no reasons, no
//! words of others, and of a confidential assignment not even the host.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_calendar::Fte;
use sojourn_calendar::format::long;
use utoipa::ToSchema;

/// An objective that all three agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Aim {
    /// What was to be reached.
    pub title: String,
    /// How far it came, in percent, where that was noted.
    pub reached_percent: Option<u8>,
}

/// A skill that was put to use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Used {
    /// Which.
    pub skill: String,
    /// The day since when; absent while it is planned.
    pub used_since: Option<NaiveDate>,
}

/// The record to take along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OutcomeRecordView)]
pub struct RecordView {
    /// Its number here.
    pub number: String,
    /// Whose it is.
    pub person: String,
    /// What they did there.
    pub role: String,
    /// Where they are employed.
    pub home_organisation: String,
    /// Their unit.
    pub home_unit: Option<String>,
    /// Where they worked meanwhile; absent when that is confidential.
    pub host_organisation: Option<String>,
    /// The unit there.
    pub host_unit: Option<String>,
    /// The place of work.
    pub place: String,
    /// The first day there.
    pub from: Option<NaiveDate>,
    /// The last day there.
    pub to: Option<NaiveDate>,
    /// The first day back.
    pub returned_on: NaiveDate,
    /// Share of working time at the host, in words.
    pub share: String,
    /// What came of the return.
    pub came_back_to: Option<String>,
    /// The objectives that all agreed to.
    pub objectives: Vec<Aim>,
    /// Skills from there that are used at home.
    pub skills: Vec<Used>,
    /// What was passed on at home.
    pub passed_on: Vec<String>,
    /// The day on which this was written out.
    pub written_on: NaiveDate,
}

/// A share of working time in words.
#[must_use]
pub fn share(fte_bp: i64) -> String {
    let share = u16::try_from(fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    share.map_or_else(|| "part of the working time".to_owned(), Fte::in_days)
}

/// The whole in one sentence: "Callum Reyes was seconded from Sydney Sales, Brightwater Group, to London Sales from
/// 7 September 2026 to 26 February 2027, full time, as Sales manager."
#[must_use]
pub fn sentence(record: &RecordView) -> String {
    let place = |unit: &Option<String>, organisation: &str| match unit {
        Some(unit) => format!("{unit}, {organisation}"),
        None => organisation.to_owned(),
    };
    let home = place(&record.home_unit, &record.home_organisation);
    let host = match &record.host_organisation {
        Some(host) if *host == record.home_organisation && record.host_unit.is_some() => {
            record.host_unit.clone().unwrap_or_default()
        }
        Some(host) => place(&record.host_unit, host),
        None => "a host whose name is confidential".to_owned(),
    };
    let days = match (record.from, record.to) {
        (Some(from), Some(to)) => format!(" from {} to {}", long(from), long(to)),
        _ => String::new(),
    };
    format!(
        "{} was seconded from {home} to {host}{days}, {}, as {}.",
        record.person, record.share, record.role
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_host_and_days_unless_they_are_confidential() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut record = RecordView {
            number: "SO-0312".into(),
            person: "Callum Reyes".into(),
            role: "Sales manager".into(),
            home_organisation: "Brightwater Group".into(),
            home_unit: Some("Sydney Sales".into()),
            host_organisation: Some("Brightwater Group".into()),
            host_unit: Some("London Sales".into()),
            place: "London".into(),
            from: Some(day("2026-09-07")),
            to: Some(day("2027-02-26")),
            returned_on: day("2027-03-01"),
            share: share(10_000),
            came_back_to: None,
            objectives: Vec::new(),
            skills: Vec::new(),
            passed_on: Vec::new(),
            written_on: day("2027-03-01"),
        };
        let said = sentence(&record);
        assert!(
            said.starts_with(
                "Callum Reyes was seconded from Sydney Sales, Brightwater Group to London Sales from 7 Sep"
            ),
            "{said}"
        );
        record.host_organisation = None;
        record.host_unit = None;
        assert!(sentence(&record).contains("a host whose name is confidential"));
    }
}
