//! The terms that count on a day: what was signed first, every signed change and every notice since, put together by the
//! text engine, each term with where it comes from. Nothing is stored: it is computed from what was signed.

pub(super) mod api;
mod history;
pub(super) mod pages;

use chrono::NaiveDate;
use sojourn_kit::error::Result;

pub use history::{Source, Told, chronicle};

use crate::cx::Cx;
use crate::features::agreements;
use crate::features::changes::store;
use crate::features::secondments::Record;

crate::word_enum!(
    /// What a day is to the agreement.
    DayState {
        /// Nothing is signed by all.
        Unsigned => "unsigned", "Nothing is signed yet";
        /// The day lies before the last signature of the first version.
        BeforeSigning => "before_signing", "Before everybody had signed";
        /// Signed, and the first day has not come.
        BeforeStart => "before_start", "Signed; the first day has not come";
        /// The agreement counts.
        InForce => "in_force", "In force";
        /// The last day has passed.
        Ended => "ended", "The last day has passed";
    }
);

/// One term on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Such as `last day`.
    pub what: String,
    /// What it says.
    pub words: String,
    /// Where it comes from.
    pub source: Source,
}

/// The terms of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The day.
    pub on: NaiveDate,
    /// What it is to the agreement.
    pub state: DayState,
    /// The terms; none while nothing is signed.
    pub terms: Vec<Term>,
    /// The days on which a term changes, in order.
    pub days: Vec<NaiveDate>,
    /// Whether a change that counts on this day was signed later.
    pub has_retroactive: bool,
}

/// The terms of the record on a day. Callers hold a record whose agreement the actor sees.
///
/// # Errors
/// When the database does not answer.
pub async fn on(cx: &mut Cx, record: &Record, on: NaiveDate) -> Result<Terms> {
    let id = record.secondment.id;
    let signed = agreements::store::signed_outlines(cx, id).await?;
    let mut changes = store::all(cx, id).await?;
    changes.reverse();
    let mut told = Vec::new();
    for change in changes {
        told.push(Told::of(cx, change).await?);
    }
    Ok(chronicle(&signed, &told).map_or_else(
        || Terms {
            on,
            state: DayState::Unsigned,
            terms: Vec::new(),
            days: Vec::new(),
            has_retroactive: false,
        },
        |chronicle| chronicle.on(on),
    ))
}
