//! The steps of the form, and what is still missing before it can be sent.

use chrono::NaiveDate;
use sojourn_money::CostKind;

use super::{Conflicts, Proposal, Question};
use crate::features::secondments::Secondment;

/// A step of the form, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Why and what.
    Why,
    /// Where and when.
    Where,
    /// Costs and cover.
    Costs,
    /// Goals.
    Goals,
    /// Coming back.
    Return,
    /// Check and send.
    Check,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 6] = [Self::Why, Self::Where, Self::Costs, Self::Goals, Self::Return, Self::Check];

    /// The last part of its address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Why => "why",
            Self::Where => "where",
            Self::Costs => "costs",
            Self::Goals => "goals",
            Self::Return => "return",
            Self::Check => "check",
        }
    }

    /// Its title.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Why => "Why and what",
            Self::Where => "Where and when",
            Self::Costs => "Costs and cover",
            Self::Goals => "Goals",
            Self::Return => "Coming back",
            Self::Check => "Check and send",
        }
    }

    /// The questions it asks.
    #[must_use]
    pub const fn questions(self) -> &'static [Question] {
        match self {
            Self::Why => {
                &[Question::Need, Question::Develop, Question::NewSkills, Question::Mutual, Question::Team]
            }
            Self::Costs => &[Question::Costs],
            Self::Goals => &[Question::Goals],
            Self::Return => &[Question::Afterwards],
            Self::Where | Self::Check => &[],
        }
    }

    /// The step after it; the last stays.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Why => Self::Where,
            Self::Where => Self::Costs,
            Self::Costs => Self::Goals,
            Self::Goals => Self::Return,
            Self::Return | Self::Check => Self::Check,
        }
    }

    /// Its address for a record.
    #[must_use]
    pub fn path(self, number: &str) -> String {
        format!("/secondments/{number}/propose/{}", self.slug())
    }
}

/// An answer that is needed before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Where it is asked.
    pub step: Step,
    /// The form field.
    pub field: String,
    /// What to do.
    pub sentence: String,
}

/// What is missing, in the order of the form; empty when it can be sent.
#[must_use]
pub fn missing(s: &Secondment, p: &Proposal, today: NaiveDate) -> Vec<Missing> {
    let mut gaps = Gaps(Vec::new());
    why(&mut gaps, s, p);
    destination(&mut gaps, s, today);
    let set_up = p.lines.iter().any(|line| line.kind() == CostKind::Administration);
    let sentence = "Estimate set-up and legal: the hours it takes to arrange this. Enter 0 if none";
    gaps.unless(set_up, Step::Costs, "line-administration-amount", sentence);
    gaps.unless(p.cover_plan.is_some(), Step::Costs, "cover_plan", "Choose how your work will be covered");
    gaps.questions(Step::Costs, p);
    goals(&mut gaps, p);
    coming_back(&mut gaps, p);
    gaps.0
}

struct Gaps(Vec<Missing>);

impl Gaps {
    fn unless(&mut self, there: bool, step: Step, field: &str, sentence: &str) {
        if !there {
            self.0.push(Missing { step, field: field.to_owned(), sentence: sentence.to_owned() });
        }
    }

    fn text(&mut self, text: &str, step: Step, field: &str, sentence: &str) {
        self.unless(!text.trim().is_empty(), step, field, sentence);
    }

    fn questions(&mut self, step: Step, p: &Proposal) {
        for question in step.questions() {
            let answered = p.answers.get(question).is_some_and(|answer| !answer.answer.trim().is_empty());
            let sentence = format!("Answer “{}”", question.label());
            self.unless(answered, step, &question.field(), &sentence);
        }
    }
}

fn why(gaps: &mut Gaps, s: &Secondment, p: &Proposal) {
    gaps.text(&s.title, Step::Why, "title", "Say what you’ll be there");
    gaps.text(&s.purpose, Step::Why, "purpose", "Say what the secondment is for");
    gaps.text(&p.duties, Step::Why, "duties", "Say what you’ll do there");
    gaps.questions(Step::Why, p);
    gaps.text(&p.benefit_secondee, Step::Why, "benefit_secondee", "Say what you gain");
    gaps.text(&p.benefit_home, Step::Why, "benefit_home", "Say what home gains");
    gaps.text(&p.benefit_host, Step::Why, "benefit_host", "Say what the host gains");
}

fn destination(gaps: &mut Gaps, s: &Secondment, today: NaiveDate) {
    let host = s.host_unit.is_some() || s.host_organisation.is_some_and(|host| host != s.home_organisation);
    gaps.unless(host, Step::Where, "host", "Choose where you’ll go");
    gaps.unless(s.host_manager.is_some(), Step::Where, "manager", "Name who will direct your work there");
    gaps.text(&s.place, Step::Where, "place", "Say where you’ll work");
    gaps.unless(s.starts_on.is_some(), Step::Where, "starts_on", "Enter the first day");
    gaps.unless(s.ends_on.is_some(), Step::Where, "ends_on", "Enter the last day");
    let ahead = s.starts_on.is_none_or(|start| start >= today);
    gaps.unless(ahead, Step::Where, "starts_on", "Choose a first day that is still to come");
}

fn goals(gaps: &mut Gaps, p: &Proposal) {
    gaps.unless(!p.objectives.is_empty(), Step::Goals, "goal-0", "Name at least one goal");
    for (number, goal) in p.objectives.iter().enumerate() {
        let named = format!("Say how you’ll know that goal {} is reached", number + 1);
        gaps.text(&goal.measure, Step::Goals, &format!("measure-{number}"), &named);
        let title = format!("Say what goal {} is", number + 1);
        gaps.text(&goal.title, Step::Goals, &format!("goal-{number}"), &title);
    }
    gaps.questions(Step::Goals, p);
}

fn coming_back(gaps: &mut Gaps, p: &Proposal) {
    let chosen = p.return_guarantee.is_some();
    gaps.unless(chosen, Step::Return, "return_guarantee", "Choose what is promised about your post");
    gaps.text(&p.return_post, Step::Return, "return_post", "Name the post you come back to");
    gaps.text(&p.bring_back, Step::Return, "bring_back", "Say what you’ll bring back");
    gaps.questions(Step::Return, p);
    let declared = match &p.conflicts {
        Conflicts::NotAsked => false,
        Conflicts::NoneDeclared => true,
        Conflicts::Declared(words) => !words.trim().is_empty(),
    };
    gaps.unless(declared, Step::Return, "conflicts", "Say whether you have a conflict of interest");
}
