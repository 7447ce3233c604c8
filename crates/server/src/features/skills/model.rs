//! The words of a person's skills, wishes and past posts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_calendar::Period;
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use crate::actor::{PersonId, UnitId};
use crate::features::people::folded;

crate::word_enum!(
    /// Whether somebody brings a skill or wants it.
    SkillSide {
        /// They can do it.
        Offered => "offered", "I offer";
        /// They would like to learn it.
        Wanted => "wanted", "I’d like to learn";
    }
);

/// The levels from 1 to 4, in words.
pub const LEVELS: [&str; 4] = ["Starting", "With some help", "On my own", "I teach others"];

/// From this level on somebody counts as having a skill.
pub const HAS_IT: i64 = 2;

/// The most characters of a skill's name.
const LONGEST_NAME: usize = 60;
/// The most characters of a text.
const LONGEST: usize = 2000;
/// The most skills on one side.
pub const MOST: usize = 40;

/// A skill's name as it is matched.
#[must_use]
pub fn word(name: &str) -> String {
    folded(name)
}

/// A skill of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Skill {
    /// Offered or wanted.
    pub side: SkillSide,
    /// Its name as typed.
    pub name: String,
    /// The name folded, as it is matched.
    pub word: String,
    /// 1 to 4 for a skill that is offered.
    pub level: Option<i64>,
}

impl Skill {
    /// The level in words.
    #[must_use]
    pub fn level_words(&self) -> Option<&'static str> {
        let index = usize::try_from(self.level? - 1).ok()?;
        LEVELS.get(index).copied()
    }
}

/// A skill to keep, or to keep with another level.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillInput {
    /// Its name in free words.
    pub name: String,
    /// Offered or wanted.
    pub side: SkillSide,
    /// 1 to 4; needed for a skill that is offered.
    #[serde(default)]
    pub level: Option<i64>,
}

impl SkillInput {
    /// The skill, if it will do.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<Skill> {
        let mut errors = FieldErrors::default();
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            errors.add("name", "Name the skill in a few words");
        }
        if name.chars().count() > LONGEST_NAME {
            errors.add("name", format!("Shorten this to {LONGEST_NAME} characters"));
        }
        if name.contains(['\0', ',']) {
            errors.add("name", "Name one skill, without commas");
        }
        let level = self.level.filter(|_| self.side == SkillSide::Offered);
        if self.side == SkillSide::Offered && !level.is_some_and(|level| (1..=4).contains(&level)) {
            errors.add("level", "Choose how well you can do it");
        }
        errors.check()?;
        Ok(Skill { side: self.side, word: word(&name), name, level })
    }
}

/// What a person is looking for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Wishes {
    /// Grows with each change; 0 before the first.
    pub version: i64,
    /// What they want to come to, one line each.
    pub goals: String,
    /// Places where they would work, between commas.
    pub places: String,
    /// Whether working from a distance would do.
    pub remote: bool,
    /// The first day on which they could go.
    pub earliest_on: Option<NaiveDate>,
    /// The share of working time they could give, in ten-thousandths.
    pub fte_bp: Option<i64>,
}

impl Wishes {
    /// The goals, one each.
    pub fn goal_lines(&self) -> impl Iterator<Item = &str> {
        self.goals.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Refuses what is too long or out of range.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        for (field, text) in [("goals", &self.goals), ("places", &self.places)] {
            if text.chars().count() > LONGEST {
                errors.add(field, format!("Shorten this to {LONGEST} characters"));
            }
            if text.contains('\0') {
                errors.add(field, "Remove the character that cannot be printed");
            }
        }
        if self.fte_bp.is_some_and(|bp| !(1..=10_000).contains(&bp)) {
            errors.add("fte_bp", "Enter a share from 1 to 100 per cent");
        }
        errors.check()
    }
}

/// What a person is looking for, as it is sent.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = SkillWishesInput)]
pub struct WishesInput {
    /// The version that was read; absent means the newest.
    pub version: Option<i64>,
    /// What they want to come to, one line each.
    pub goals: String,
    /// Places where they would work, between commas.
    pub places: String,
    /// Whether working from a distance would do.
    pub remote: bool,
    /// The first day on which they could go.
    pub earliest_on: Option<NaiveDate>,
    /// The share of working time they could give, in ten-thousandths.
    pub fte_bp: Option<i64>,
}

/// A post somebody had inside the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CareerPost)]
pub struct Post {
    /// The stable id.
    pub id: uuid::Uuid,
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// What they were there.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none while it is not known.
    pub to: Option<NaiveDate>,
}

/// A past post to keep.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CareerPostInput)]
pub struct PostInput {
    /// The unit, of the person's own organisation.
    pub unit: UnitId,
    /// What they were there.
    pub title: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it is known.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

impl PostInput {
    /// Refuses a post that ends before it begins, or has not begun.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.title.trim().is_empty() {
            errors.add("title", "Name the post");
        }
        if self.title.chars().count() > 200 || self.title.contains('\0') {
            errors.add("title", "Shorten this to 200 characters");
        }
        if self.from > today {
            errors.add("from", "Enter a day that has been: this is about the past");
        }
        if self.to.is_some_and(|to| to < self.from) {
            errors.add("to", "Enter a last day that is not before the first");
        }
        errors.check()
    }
}

/// Everything that fit may look at about a person. No age, no gender, no absence: there is no field for them.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// What they can do: the folded word, the name and the level.
    pub offered: BTreeMap<String, (String, i64)>,
    /// What they would like to learn: the folded word and the name.
    pub wanted: BTreeMap<String, String>,
    /// What they are looking for.
    pub wishes: Wishes,
    /// Units in which they worked before.
    pub worked_in: Vec<UnitId>,
    /// Their own secondments that are under way or agreed.
    pub stays: Vec<Period>,
    /// When colleagues of their unit are away.
    pub team_away: Vec<Period>,
}

impl Candidate {
    /// Whether nothing was said yet about skills.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.offered.is_empty() && self.wanted.is_empty()
    }
}

/// A colleague found by a skill or a past post.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Found {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do now.
    pub job_title: String,
    /// Where.
    pub unit_name: Option<String>,
    /// What they were found by: the skill with its level, or the past post.
    pub by: String,
}

/// Words between commas or on lines of their own, each once, without empty ones.
#[must_use]
pub fn list(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in text.split([',', '\n']).map(|one| one.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let is_known = all.iter().any(|known| word(known) == word(&one));
        if !one.is_empty() && !is_known {
            all.push(one);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offered_skill_needs_a_level_and_a_wanted_one_has_none() {
        let input = |side, level| SkillInput { name: "  Phone   work ".to_owned(), side, level };
        let offered = input(SkillSide::Offered, Some(3)).check().unwrap();
        assert_eq!((offered.name.as_str(), offered.word.as_str()), ("Phone work", "phone work"));
        assert_eq!(offered.level_words(), Some("On my own"));
        assert!(input(SkillSide::Offered, None).check().is_err());
        assert!(input(SkillSide::Offered, Some(5)).check().is_err());
        assert_eq!(input(SkillSide::Wanted, Some(3)).check().unwrap().level, None);
    }

    #[test]
    fn names_fold_for_matching() {
        assert_eq!(word("Résumé  Écriture"), word("resume ecriture"));
    }

    #[test]
    fn words_between_commas_come_once_and_without_empty_ones() {
        assert_eq!(list("CRM, phone   work,\n crm ,,Tone of voice"), ["CRM", "phone work", "Tone of voice"]);
        assert!(list(" ,\n").is_empty());
    }
}
