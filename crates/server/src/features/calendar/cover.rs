//! What a secondment does to the team it takes somebody from: whether the team keeps as many people as it needs. Said on the
//! step about cover and where the release is decided; nobody else of the team is named.

use serde::Serialize;
use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::model::Gap;
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::shell::{Notice, Tone};

/// What the absence leaves of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoverNote {
    /// The team.
    pub team: String,
    /// How many people it needs.
    pub minimum: i64,
    /// Weeks of the secondment in which it has fewer.
    pub gaps: Vec<Gap>,
}

/// What the secondment does to the team at home; none when nobody has said how many people the team needs, when there are
/// no dates, and for those who do not see the cover. `is_covered` says that somebody is hired for the time.
///
/// # Errors
/// When the database does not answer.
pub async fn cover_note(cx: &mut Cx, record: &Record, is_covered: bool) -> Result<Option<CoverNote>> {
    let s = &record.secondment;
    let dates = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let (Some(unit), Some(dates)) = (s.home_unit, dates) else { return Ok(None) };
    if !record.standing.sees(Slice::Cover) {
        return Ok(None);
    }
    let Some(team) = store::team_of(cx, unit, dates).await? else { return Ok(None) };
    let away = team.with_away(&s.number, dates, s.fte_bp, is_covered);
    let minimum = team.minimum.unwrap_or_default();
    Ok(Some(CoverNote { gaps: away.gaps_during(dates), team: team.name, minimum }))
}

impl CoverNote {
    /// The note as a box: “No gap in Finance.”, or the weeks in which the team is short.
    #[must_use]
    pub fn notice(&self) -> Notice {
        if self.gaps.is_empty() {
            let text = format!("The team keeps the {} people it needs.", self.minimum);
            return Notice::new(Tone::Good, format!("No gap in {}.", self.team)).text(text);
        }
        let weeks = self.gaps.iter().map(|gap| {
            let days = Period::try_new(gap.first, gap.last).map(format::range).unwrap_or_default();
            let already = if gap.is_agreed { ", as agreed without this already" } else { "" };
            format!("{days}: {} of the {} people it needs{already}.", gap.present, gap.minimum)
        });
        let text: Vec<String> = weeks.collect();
        Notice::new(Tone::Warn, format!("{} is short for some weeks.", self.team)).text(text.join(" "))
    }
}
