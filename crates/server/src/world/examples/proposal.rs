//! The proposal of an example as its file has it, and as the product takes it.

use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostKind, Currency, Money};

use super::{Example, contact, roll};
use crate::features::organisations::OrganisationKind;
use crate::features::proposals::model::{
    Answer, Answers, ComingBack, Conflicts, Costs, CoverPlan, Destination, Document, Goal, Goals, Host, Line,
    PayShares, Question, ReturnGuarantee, Step, Verdict, Why,
};
use crate::features::secondments::{Kind, Scope};

/// What an example proposes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What the person is there.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    duties: Vec<String>,
    /// What secondee, home and host gain.
    benefits: [String; 3],
    /// The type.
    pub kind: Kind,
    /// A department of the home organisation, or another organisation.
    pub host: String,
    /// The place of work.
    pub place: String,
    /// What it ends with, in words; empty when it ends on its day.
    #[serde(default)]
    pub ends_with: String,
    /// Who pays salary, home and host, in per cent.
    #[serde(default = "home_pays")]
    pay: [u16; 2],
    lines: Vec<Cost>,
    cover: (CoverPlan, String),
    goals: Vec<[String; 2]>,
    #[serde(default = "same_post")]
    promise: ReturnGuarantee,
    /// The post to come back to.
    pub post: String,
    /// What will be brought back.
    pub bring_back: String,
    /// A conflict of interest, in words.
    #[serde(default)]
    pub declares: String,
    /// In the order of the questions.
    answers: [String; 8],
}

/// One cost: the amount as it is typed, with its currency when that is not the home's; shares in per cent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    kind: CostKind,
    what: String,
    amount: String,
    home: u16,
    host: u16,
}

const fn home_pays() -> [u16; 2] {
    [100, 0]
}

const fn same_post() -> ReturnGuarantee {
    ReturnGuarantee::SamePost
}

impl Example {
    /// Whether host and home are one employer.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let is_organisation = roll().organisations.iter().any(|(name, ..)| *name == self.proposal.host);
        if is_organisation { Scope::External } else { Scope::Internal }
    }

    /// Whether the host works here; the contact of an outside host has no account.
    #[must_use]
    pub fn host_has_account(&self) -> bool {
        let is_outside = |kind: &OrganisationKind| *kind == OrganisationKind::Outside;
        !roll()
            .organisations
            .iter()
            .any(|(name, _, kind, ..)| *name == self.proposal.host && is_outside(kind))
    }

    /// The currency of the home organisation.
    fn currency(&self) -> Result<Currency> {
        let roll = roll();
        let home =
            roll.people.iter().find(|cast| cast.key == self.who.secondee).map(|cast| cast.organisation);
        let code = roll.organisations.iter().find(|(name, ..)| Some(*name) == home).map_or("", |o| o.4);
        sojourn_money::currency(code).map_err(Error::internal)
    }

    /// The whole proposal, for these days.
    ///
    /// # Errors
    /// When the file names somebody who is not there, or an amount that is none.
    pub fn document(&self, (first, last): (NaiveDate, NaiveDate)) -> Result<Document> {
        let p = &self.proposal;
        let name = p.host.clone();
        let host = match self.scope() {
            Scope::Internal => Host::Department { name },
            Scope::External => Host::Organisation { name, legal_name: String::new() },
        };
        let [secondee, home, host_gains] = p.benefits.clone();
        let goal = |[title, measure]: &[String; 2]| Goal { title: title.clone(), measure: measure.clone() };
        Ok(Document {
            why: Why {
                title: p.title.clone(),
                purpose: p.purpose.clone(),
                duties: p.duties.join("\n"),
                benefit_secondee: secondee,
                benefit_home: home,
                benefit_host: host_gains,
                answers: p.answers_of(Step::Why),
            },
            destination: Destination {
                kind: Some(p.kind),
                host: Some(host),
                manager: Some(contact(&self.who.host_manager)?),
                place: p.place.clone(),
                starts_on: Some(first),
                ends_on: Some(last),
                ends_with: p.ends_with.clone(),
                share_bp: 10_000,
            },
            costs: self.costs()?,
            goals: Goals { goals: p.goals.iter().map(goal).collect(), answers: p.answers_of(Step::Goals) },
            coming_back: ComingBack {
                return_guarantee: Some(p.promise),
                return_post: p.post.clone(),
                bring_back: p.bring_back.clone(),
                conflicts: match p.declares.as_str() {
                    "" => Conflicts::NoneDeclared,
                    words => Conflicts::Declared(words.to_owned()),
                },
                answers: p.answers_of(Step::Return),
            },
        })
    }

    fn costs(&self) -> Result<Costs> {
        let p = &self.proposal;
        let home_currency = self.currency()?;
        let mut lines = Vec::new();
        for cost in &p.lines {
            let named = cost.amount.split(' ').find_map(|word| sojourn_money::currency(word).ok());
            let amount = Money::parse(&cost.amount, named.unwrap_or(home_currency));
            lines.push(Line {
                kind: cost.kind,
                description: cost.what.clone(),
                amount_minor: amount.map_err(Error::internal)?.minor(),
                currency: named.map(|currency| currency.code().to_owned()),
                home_bp: cost.home * 100,
                host_bp: cost.host * 100,
                secondee_bp: 0,
            });
        }
        lines.push(Line {
            kind: CostKind::Administration,
            description: "Set-up and legal".to_owned(),
            amount_minor: 15_000,
            currency: None,
            home_bp: 10_000,
            host_bp: 0,
            secondee_bp: 0,
        });
        Ok(Costs {
            pay: Some(PayShares { home_bp: p.pay[0] * 100, host_bp: p.pay[1] * 100, secondee_bp: 0 }),
            lines,
            recharged_at_cost: false,
            cover_plan: Some(p.cover.0),
            cover_note: p.cover.1.clone(),
            answers: p.answers_of(Step::Costs),
        })
    }
}

impl Proposal {
    fn answers_of(&self, step: Step) -> Answers {
        let all = Question::ALL.iter().zip(&self.answers);
        all.filter(|(question, _)| step.questions().contains(question))
            .map(|(question, words)| {
                // costs that outweigh the benefits would speak against it
                let verdict = if *question == Question::Costs { Verdict::No } else { Verdict::Yes };
                (*question, Answer { verdict, answer: words.clone() })
            })
            .collect()
    }
}
