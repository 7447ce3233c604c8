//! An opportunity as it is written. A draft may be half written; what is published answers every question.

use chrono::{Duration, NaiveDate};
use serde::Deserialize;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::{Audience, Opportunity, Payer, PostingKind, SkillSort};
use crate::actor::{OrganisationId, UnitId};
use crate::features::secondments::Kind;

/// The most characters of a text.
const LONGEST: usize = 4000;
/// The most characters of a line.
const LONGEST_LINE: usize = 200;
/// The most skills of one sort.
const MOST_SKILLS: usize = 12;
/// The most people who decide together.
const MOST_PANEL: usize = 8;
/// The most places at once.
const MOST_SEATS: i64 = 500;
/// A day further ahead than this is taken for a slip of the year, in days.
const FAR: i64 = 5 * 366;

/// An opportunity as it is sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpportunityInput {
    /// The version that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
    /// What the person would be there.
    pub title: String,
    /// Which way round it is; a place when absent.
    #[serde(default)]
    pub posting: Option<PostingKind>,
    /// What they would do.
    #[serde(default)]
    pub duties: String,
    /// Who it suits.
    #[serde(default)]
    pub suits: String,
    /// What it is like there.
    #[serde(default)]
    pub life: String,
    /// The type of secondment.
    pub kind: Kind,
    /// Where the person would work; absent means the author's own organisation.
    #[serde(default)]
    pub host_organisation: Option<OrganisationId>,
    /// The unit there.
    #[serde(default)]
    pub host_unit: Option<UnitId>,
    /// The place of work.
    #[serde(default)]
    pub place: String,
    /// The share that can be done from a distance, in ten-thousandths.
    #[serde(default)]
    pub remote_bp: i64,
    /// First day.
    #[serde(default)]
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// Share of working time, in ten-thousandths; full time when absent.
    #[serde(default)]
    pub fte_bp: Option<i64>,
    /// How many people it takes; one when absent.
    #[serde(default)]
    pub seats: Option<i64>,
    /// The last day on which people can apply.
    #[serde(default)]
    pub closes_on: Option<NaiveDate>,
    /// Who pays meanwhile; home when absent.
    #[serde(default)]
    pub payer: Option<Payer>,
    /// What else there is to say about money.
    #[serde(default)]
    pub pay_note: String,
    /// Who sees it; the whole organisation when absent.
    #[serde(default)]
    pub audience: Option<Audience>,
    /// The unit, for an audience of one unit.
    #[serde(default)]
    pub audience_unit: Option<UnitId>,
    /// Skills needed on day one.
    #[serde(default)]
    pub needed: Vec<String>,
    /// Skills learnt on the job.
    #[serde(default)]
    pub learnt: Vec<String>,
    /// What the host offers in return.
    #[serde(default)]
    pub offered: Vec<String>,
    /// Why a secondment rather than a hire or a consultant.
    #[serde(default)]
    pub why_secondment: String,
    /// Whether colleagues in search of another post were thought of first.
    #[serde(default)]
    pub redeployment_considered: bool,
    /// Whether names stay hidden until somebody is shortlisted.
    #[serde(default)]
    pub hides_names: bool,
    /// Addresses of colleagues who decide together with the author.
    #[serde(default)]
    pub panel: Vec<String>,
}

impl OpportunityInput {
    /// The skills of one sort.
    #[must_use]
    pub fn skills(&self, sort: SkillSort) -> &[String] {
        match sort {
            SkillSort::Needed => &self.needed,
            SkillSort::Learnt => &self.learnt,
            SkillSort::Offered => &self.offered,
        }
    }

    /// Refuses what cannot be kept even as a draft.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.title.trim().is_empty() {
            errors.add("title", "Say what the person would be, in a few words");
        }
        self.check_texts(&mut errors);
        self.check_numbers(&mut errors);
        self.check_days(&mut errors, today);
        for sort in SkillSort::ALL {
            let skills = self.skills(*sort);
            let is_wrong = |name: &String| {
                name.trim().is_empty() || name.contains(['\0', ',']) || name.chars().count() > 60
            };
            if skills.len() > MOST_SKILLS || skills.iter().any(is_wrong) {
                errors.add(sort.as_str(), format!("Name up to {MOST_SKILLS} skills, each in a few words"));
            }
        }
        if self.panel.len() > MOST_PANEL {
            errors.add("panel", format!("Name up to {MOST_PANEL} people"));
        }
        if self.audience == Some(Audience::Unit) && self.audience_unit.is_none() {
            errors.add("audience_unit", "Choose the unit that sees it");
        }
        errors.check()
    }

    fn check_texts(&self, errors: &mut FieldErrors) {
        let texts = [
            ("title", &self.title, LONGEST_LINE),
            ("duties", &self.duties, LONGEST),
            ("suits", &self.suits, LONGEST),
            ("life", &self.life, LONGEST),
            ("place", &self.place, LONGEST_LINE),
            ("pay_note", &self.pay_note, LONGEST_LINE),
            ("why_secondment", &self.why_secondment, LONGEST),
        ];
        for (field, text, most) in texts {
            if text.chars().count() > most {
                errors.add(field, format!("Shorten this to {most} characters"));
            }
            if text.contains('\0') {
                errors.add(field, "Remove the character that cannot be printed");
            }
        }
    }

    fn check_numbers(&self, errors: &mut FieldErrors) {
        if !(0..=10_000).contains(&self.remote_bp) {
            errors.add("remote_bp", "Enter a share from 0 to 100 per cent");
        }
        if self.fte_bp.is_some_and(|bp| !(1..=10_000).contains(&bp)) {
            errors.add("fte_bp", "Enter a share from 1 to 100 per cent");
        }
        if self.seats.is_some_and(|seats| !(1..=MOST_SEATS).contains(&seats)) {
            errors.add("seats", format!("Enter a number from 1 to {MOST_SEATS}"));
        }
    }

    fn check_days(&self, errors: &mut FieldErrors, today: NaiveDate) {
        for (field, day) in
            [("starts_on", self.starts_on), ("ends_on", self.ends_on), ("closes_on", self.closes_on)]
        {
            if day.is_some_and(|day| (day - today).abs() > Duration::days(FAR)) {
                errors.add(field, "Check the year");
            }
        }
        if self.starts_on.zip(self.ends_on).is_some_and(|(first, last)| last < first) {
            errors.add("ends_on", "Enter a last day that is not before the first");
        }
        if self.starts_on.zip(self.closes_on).is_some_and(|(first, closes)| closes > first) {
            errors.add("closes_on", "Enter a closing date that is not after the first day");
        }
    }
}

/// What still has to be answered before people may see it.
#[must_use]
pub fn open_questions(o: &Opportunity, has_needed: bool, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let is_capacity = o.posting == PostingKind::Capacity;
    let mut needed = |field: &str, text: &str, sentence: &str| {
        if text.trim().is_empty() {
            errors.add(field, sentence);
        }
    };
    needed(
        "duties",
        &o.duties,
        if is_capacity { "Say what the team can do" } else { "Say what the person would do" },
    );
    needed("place", &o.place, "Name the place of work");
    if !is_capacity {
        needed("suits", &o.suits, "Say who it suits");
        needed("life", &o.life, "Say what it is like here");
        needed("why_secondment", &o.why_secondment, "Say why a secondment is better than a hire");
        if !has_needed {
            errors.add("needed", "Name at least one skill that is needed on day one");
        }
        if !o.redeployment_considered {
            errors.add("redeployment_considered", "Think of colleagues in search of another post first");
        }
    }
    match (o.starts_on, o.ends_on) {
        (None, _) => errors.add("starts_on", "Enter the first day"),
        (_, None) => errors.add("ends_on", "Enter the last day"),
        (Some(first), _) if first <= today => {
            errors.add("starts_on", "Enter a first day that is still to come");
        }
        _ => {}
    }
    match o.closes_on {
        None => errors.add("closes_on", "Enter the last day on which people can apply"),
        Some(day) if day < today => errors.add("closes_on", "Enter a closing date that is still to come"),
        Some(_) => {}
    }
    errors
}
