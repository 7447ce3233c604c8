//! The other secondments of the same person, for home's side: hosts never see each other.

use chrono::NaiveDate;
use sojourn_calendar::Period;
use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::secondments::Record;

/// Another secondment of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Its number.
    pub number: String,
    /// Share of working time at the host.
    pub fte_bp: i64,
    /// First to last day.
    pub stay: Period,
}

/// The other secondments of the record's secondee that take or took place, by first day. Show them to home's side
/// only.
///
/// # Errors
/// When the database does not answer.
pub async fn stays_of(cx: &mut Cx, record: &Record) -> Result<Vec<Stay>> {
    let sql = "SELECT number, fte_bp, starts_on, ends_on FROM secondments
               WHERE secondee_id = $1 AND id <> $2 AND home_organisation_id = $3
                 AND starts_on IS NOT NULL AND ends_on IS NOT NULL
                 AND workflow NOT IN ('idea', 'declined_by_home', 'withdrawn', 'cancelled_before_start', 'voided')
               ORDER BY starts_on, number";
    let s = &record.secondment;
    let rows = cx.tx.all(sql, args![s.secondee, s.id, s.home_organisation]).await?;
    let mut stays = Vec::with_capacity(rows.len());
    for row in rows {
        let (first, last): (NaiveDate, NaiveDate) = (row.get("starts_on")?, row.get("ends_on")?);
        if let Ok(stay) = Period::try_new(first, last) {
            stays.push(Stay { number: row.get("number")?, fte_bp: row.get("fte_bp")?, stay });
        }
    }
    Ok(stays)
}
