//! What each side sees of a proposal. The host's view has no field for pay: there is nothing to leak.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostKind, CostLine, Money};
use utoipa::ToSchema;

use super::model::{
    Answers, Conflicts, CoverPlan, Decided, DecisionKind, Edited, Objective, Proposal, RefusalCode,
    ReturnGuarantee, Score, Step, Writer, WriterSide, lead_note, length_note,
};
use crate::actor::PersonId;
use crate::features::calendar::CoverNote;
use crate::features::secondments::{Record, Slice};

/// An amount as JSON carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Amount {
    /// Smallest units of the currency: pence for GBP.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// As people read it: “£29,250”.
    pub text: String,
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        Self { minor: money.minor(), currency: money.currency().code().to_owned(), text: money.to_string() }
    }
}

/// A cost with all its payers, for those at home who see pay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FullLine {
    /// The kind of cost.
    pub kind: &'static str,
    /// What it is for.
    pub description: String,
    /// All of it.
    pub amount: Amount,
    /// What home pays.
    pub home: Amount,
    /// What the host pays.
    pub host: Amount,
    /// What the secondee pays.
    pub secondee: Amount,
}

/// A cost as the host's side sees it: only what the host pays.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HostLine {
    /// What it is for.
    pub description: String,
    /// The host's share in basis points.
    pub host_bp: u16,
    /// What the host pays; absent where it would tell what a person earns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<Amount>,
}

/// What the host's side sees of the costs. There is no field for pay or for what home pays.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HostView {
    /// What the host pays for.
    pub lines: Vec<HostLine>,
    /// The sum of the amounts shown.
    pub total: Vec<Amount>,
    /// Whether a share of pay comes on top, without its amount.
    pub pay_comes_on_top: bool,
}

/// The costs for one reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "seen_by", rename_all = "snake_case")]
pub enum CostsView {
    /// All lines with all payers.
    Home {
        /// The lines, pay first.
        lines: Vec<FullLine>,
    },
    /// What the host pays.
    Host(HostView),
}

impl CostsView {
    /// The costs as this reader may see them, if at all.
    ///
    /// # Errors
    /// When amounts do not fit.
    pub fn of(record: &Record, lines: &[CostLine]) -> Result<Option<Self>> {
        let standing = &record.standing;
        let sees_pay =
            |party: &crate::features::secondments::Party| !party.is_host() && party.sees(Slice::HomePay);
        if standing.parties.iter().any(sees_pay) {
            return Ok(Some(Self::Home { lines: lines.iter().map(full).collect::<Result<_>>()? }));
        }
        if standing.sees(Slice::Recharge) {
            return HostView::of(lines, record.secondment.recharged_at_cost)
                .map(|view| Some(Self::Host(view)));
        }
        Ok(None)
    }
}

fn full(line: &CostLine) -> Result<FullLine> {
    let split = line.split().map_err(Error::internal)?;
    Ok(FullLine {
        kind: line.kind().code(),
        description: line.description().to_owned(),
        amount: line.amount().into(),
        home: split.home.into(),
        host: split.host.into(),
        secondee: split.secondee.into(),
    })
}

impl HostView {
    /// What the host pays. Amounts of pay stand in it only when pay is recharged at cost.
    ///
    /// # Errors
    /// When amounts do not fit.
    pub fn of(lines: &[CostLine], recharged_at_cost: bool) -> Result<Self> {
        let mut shown: Vec<Money> = Vec::new();
        let mut seen = Vec::new();
        let mut pay_comes_on_top = false;
        for line in lines.iter().filter(|line| line.shares().host_bp() > 0) {
            let is_pay = line.kind().is_pay();
            let host = line.split().map_err(Error::internal)?.host;
            let open = !is_pay || recharged_at_cost;
            pay_comes_on_top |= !open;
            if !open && seen.iter().any(|seen: &HostLine| seen.host.is_none()) {
                continue;
            }
            if open {
                shown.push(host);
            }
            let label =
                if line.kind() == CostKind::Salary && host.is_zero() { "Salary" } else { line.description() };
            seen.push(HostLine {
                description: if open { label.to_owned() } else { "Salary and employer costs".to_owned() },
                host_bp: line.shares().host_bp(),
                host: open.then(|| host.into()),
            });
        }
        Ok(Self { lines: seen, total: totals(&shown)?, pay_comes_on_top })
    }
}

fn totals(amounts: &[Money]) -> Result<Vec<Amount>> {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency() == amount.currency()) {
            Some(sum) => *sum = sum.try_add(*amount).map_err(Error::internal)?,
            None => sums.push(*amount),
        }
    }
    Ok(sums.into_iter().map(Amount::from).collect())
}

/// Purpose, answers and benefits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseView {
    /// What it is for.
    pub purpose: String,
    /// What is to be done there.
    pub duties: String,
    /// The eight answers.
    pub answers: Answers,
    /// How they lie together.
    pub score: Score,
    /// What is worth a thought about the length; absent for a usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length_note: Option<String>,
    /// What is worth a thought about the time until the first day; absent when there is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_note: Option<String>,
    /// What the secondee gains.
    pub benefit_secondee: String,
    /// What home gains.
    pub benefit_home: String,
    /// What the host gains.
    pub benefit_host: String,
    /// What is declared about conflicts of interest.
    pub conflicts: Conflicts,
}

/// How the work at home is covered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoverView {
    /// The plan.
    pub plan: Option<CoverPlan>,
    /// Who, how, from when.
    pub note: String,
}

/// What is promised at the end.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ProposalReturnView)]
pub struct ReturnView {
    /// What is promised about the post.
    pub return_guarantee: Option<ReturnGuarantee>,
    /// The post.
    pub return_post: String,
    /// What will be brought back.
    pub bring_back: String,
}

/// A decision about the release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecidedView {
    /// What.
    pub decision: DecisionKind,
    /// The kind of reason.
    pub code: Option<RefusalCode>,
    /// The reason.
    pub reason: String,
    /// What is offered instead.
    pub alternative: String,
    /// By whom.
    pub decided_by: PersonId,
    /// In whose place, when somebody stood in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_for: Option<PersonId>,
    /// When.
    pub decided_at: chrono::DateTime<chrono::Utc>,
}

/// Somebody who was invited to write a draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WriterView {
    /// For which side.
    pub side: WriterSide,
    /// Their name.
    pub name: String,
}

/// Who wrote a part last.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PartView {
    /// `why`, `where`, `costs`, `goals` or `return`.
    pub part: &'static str,
    /// Send it back with a change of that part.
    pub version: i64,
    /// Who.
    pub edited_by: String,
    /// When.
    pub edited_at: chrono::DateTime<chrono::Utc>,
}

/// Who writes a draft together.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TogetherView {
    /// Those who were invited.
    pub writers: Vec<WriterView>,
    /// The parts that somebody has saved; the others have version 0.
    pub parts: Vec<PartView>,
}

impl TogetherView {
    /// As stored.
    #[must_use]
    pub fn of(writers: &[Writer], sections: &BTreeMap<Step, Edited>) -> Self {
        let writer = |one: &Writer| WriterView { side: one.side, name: one.name.clone() };
        let part = |(step, edited): (&Step, &Edited)| PartView {
            part: step.slug(),
            version: edited.version,
            edited_by: edited.by.clone(),
            edited_at: edited.at,
        };
        Self { writers: writers.iter().map(writer).collect(), parts: sections.iter().map(part).collect() }
    }
}

/// A proposal for one reader; parts that are not theirs are absent.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalView {
    /// The number of the record.
    pub number: String,
    /// The version of the record; send it back with a change.
    pub version: i64,
    /// Purpose, answers and benefits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseView>,
    /// The goals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objectives: Option<Vec<Objective>>,
    /// The costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub costs: Option<CostsView>,
    /// The cover at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<CoverView>,
    /// What it does to the team at home, when somebody has said how many people the team needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<CoverNote>,
    /// The return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coming_back: Option<ReturnView>,
    /// Who writes it together, while it is a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub together: Option<TogetherView>,
    /// What the home manager decided, the newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<Vec<DecidedView>>,
}

impl ProposalView {
    /// The parts of a proposal that the reader sees.
    ///
    /// # Errors
    /// When amounts do not fit.
    pub fn of(record: &Record, p: &Proposal, decisions: &[Decided], today: NaiveDate) -> Result<Self> {
        let sees = |slice| record.standing.sees(slice);
        let s = &record.secondment;
        Ok(Self {
            number: s.number.clone(),
            version: s.version,
            case: sees(Slice::Proposal).then(|| CaseView {
                purpose: s.purpose.clone(),
                duties: p.duties.clone(),
                answers: p.answers.clone(),
                score: Score::of(&p.answers),
                length_note: length_note(s),
                lead_note: lead_note(s, today),
                benefit_secondee: p.benefit_secondee.clone(),
                benefit_home: p.benefit_home.clone(),
                benefit_host: p.benefit_host.clone(),
                conflicts: p.conflicts.clone(),
            }),
            objectives: sees(Slice::Objectives).then(|| p.objectives.clone()),
            costs: CostsView::of(record, &p.lines)?,
            cover: sees(Slice::Cover).then(|| CoverView { plan: p.cover_plan, note: p.cover_note.clone() }),
            team: None,
            together: None,
            coming_back: sees(Slice::ReturnPlan).then(|| ReturnView {
                return_guarantee: p.return_guarantee,
                return_post: p.return_post.clone(),
                bring_back: p.bring_back.clone(),
            }),
            decisions: sees(Slice::ReleaseReasons).then(|| decisions.iter().map(decided).collect()),
        })
    }
}

fn decided(one: &Decided) -> DecidedView {
    DecidedView {
        decision: one.decision,
        code: one.code,
        reason: one.reason.clone(),
        alternative: one.alternative.clone(),
        decided_by: one.by,
        decided_for: one.in_place_of,
        decided_at: one.at,
    }
}
