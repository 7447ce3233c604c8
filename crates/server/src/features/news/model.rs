//! News from home, and for how long it is news. Pure.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::UnitId;
use crate::features::links::model::is_https;
use crate::form;

id_type!(
    /// A piece of news.
    NewsId, "news"
);

crate::word_enum!(
    /// What kind of news.
    NewsKind {
        /// Something to know.
        Announcement => "announcement", "Announcement";
        /// A post that is open at home.
        Vacancy => "vacancy", "Open post";
        /// A change in how home is organised.
        Reorganisation => "reorganisation", "Reorganisation";
        /// Something on a day.
        Event => "event", "Event";
        /// Work that begins or ends.
        Project => "project", "Project";
    }
);

/// How long something is this week’s.
pub const FRESH: Duration = Duration::days(7);
/// How far ahead an event is shown.
pub const AHEAD: Duration = Duration::days(31);

/// A piece of news as those see it who are away.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct News {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: NewsId,
    /// What kind.
    pub kind: NewsKind,
    /// The news in one line.
    pub title: String,
    /// More of it; may be empty.
    pub words: String,
    /// Where to read on; may be empty.
    pub link: String,
    /// The day, for an event.
    pub on: Option<NaiveDate>,
    /// Of which unit; none for the whole organisation.
    pub unit_name: Option<String>,
    /// Who told it.
    pub by: String,
    /// When.
    pub posted_at: DateTime<Utc>,
    /// Whether the reader may take it back.
    pub may_withdraw: bool,
}

impl News {
    /// Whether it belongs on the page of this week: posted within seven days, or an event that is still to come.
    #[must_use]
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let today = now.date_naive();
        match self.on {
            Some(day) => day >= today && day - today <= AHEAD,
            None => now - self.posted_at < FRESH,
        }
    }
}

/// News to tell.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewsInput {
    /// Of which unit; the whole organisation of the caller when it is left out.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitId>,
    /// What kind.
    pub kind: NewsKind,
    /// The news in one line.
    pub title: String,
    /// More of it; may be empty.
    #[serde(default)]
    pub words: String,
    /// Where to read on: an address that begins with `https://`, or one of this product such as `/opportunities/OP-0001`.
    #[serde(default)]
    pub link: String,
    /// The day; needed for an event.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

impl NewsInput {
    /// The same without the space around its words, if it will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let title = form::words(&mut errors, "title", &self.title, "Write the news in one line", 160);
        let words = form::words(&mut errors, "words", &self.words, "", 2000);
        let link = form::words(&mut errors, "link", &self.link, "", 2000);
        if !link.is_empty() && !is_https(&link) && !is_ours(&link) {
            errors.add("link", "Paste an address that begins with https://");
        }
        match (self.kind, self.on) {
            (NewsKind::Event, None) => errors.add("on", "Say on which day it is"),
            (_, Some(day)) if day < today => errors.add("on", "Choose a day that is still to come"),
            _ => {}
        }
        errors.check()?;
        Ok(Self { title, words, link, ..self.clone() })
    }
}

/// Whether this is an address of this product: one slash, and plain signs.
fn is_ours(link: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    link.starts_with('/') && !link.starts_with("//") && link.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(posted: &str, on: Option<&str>) -> News {
        News {
            id: NewsId(uuid::Uuid::nil()),
            kind: NewsKind::Announcement,
            title: String::new(),
            words: String::new(),
            link: String::new(),
            on: on.map(|day| day.parse().unwrap()),
            unit_name: None,
            by: String::new(),
            posted_at: posted.parse().unwrap(),
            may_withdraw: false,
        }
    }

    #[test]
    fn news_is_fresh_for_a_week_and_an_event_until_its_day() {
        let now: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
        assert!(news("2026-11-16T10:00:00Z", None).is_fresh(now));
        assert!(!news("2026-11-16T09:00:00Z", None).is_fresh(now));
        assert!(news("2026-09-01T09:00:00Z", Some("2026-11-23")).is_fresh(now));
        assert!(!news("2026-11-22T09:00:00Z", Some("2026-11-22")).is_fresh(now), "yesterday’s lunch is over");
        assert!(!news("2026-11-22T09:00:00Z", Some("2027-03-01")).is_fresh(now));
    }

    #[test]
    fn an_event_has_a_day_and_a_link_leads_somewhere_plain() {
        let today = "2026-11-23".parse().unwrap();
        let input = |kind, on: Option<&str>, link: &str| NewsInput {
            unit: None,
            kind,
            title: " Lunch ".to_owned(),
            words: String::new(),
            link: link.to_owned(),
            on: on.map(|day| day.parse().unwrap()),
        };
        assert_eq!(input(NewsKind::Event, Some("2026-12-11"), "").check(today).unwrap().title, "Lunch");
        assert!(input(NewsKind::Event, None, "").check(today).is_err());
        assert!(input(NewsKind::Project, Some("2026-11-22"), "").check(today).is_err());
        for good in ["/opportunities/OP-0001", "https://x.example/a"] {
            assert!(input(NewsKind::Vacancy, None, good).check(today).is_ok(), "{good}");
        }
        for bad in ["//evil.example", "javascript:x", "/a?b=<c>", "http://x"] {
            assert!(input(NewsKind::Vacancy, None, bad).check(today).is_err(), "{bad}");
        }
    }
}
