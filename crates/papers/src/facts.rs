//! What the parties agreed, typed. Amounts of money arrive as finished strings; this crate never calculates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::draft::Signatory;
use crate::more::More;

/// Whether the host is part of the same employer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// Home and host are units of one employer: a memo that changes terms.
    Internal,
    /// Home and host are two organisations: an agreement of three parties.
    #[default]
    External,
}

/// Everything an agreement is drafted from. Empty texts become visible gaps in the draft, never silent omissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    #[serde(default)]
    pub structure: Structure,
    #[serde(default)]
    pub home: Party,
    #[serde(default)]
    pub host: Party,
    #[serde(default)]
    pub secondee: Secondee,
    pub term: Term,
    #[serde(default)]
    pub work: Work,
    #[serde(default)]
    pub employment: Employment,
    #[serde(default)]
    pub pay: Pay,
    #[serde(default)]
    pub benefits: Benefits,
    #[serde(default)]
    pub costs: Costs,
    #[serde(default)]
    pub care: Care,
    #[serde(default)]
    pub protection: Protection,
    #[serde(default)]
    pub ending: Ending,
    /// The law that applies, such as `England and Wales`.
    #[serde(default)]
    pub governing_law: String,
    /// Who signs, in signing order. Empty: the secondee, the host, and the home side last.
    #[serde(default)]
    pub signatories: Vec<Signatory>,
    /// What only some papers need; absent in facts of earlier versions.
    #[serde(default, skip_serializing_if = "More::is_empty")]
    pub more: More,
}

/// One side of the secondment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Legal name, such as `Fernleigh Foods plc`.
    pub organisation: String,
    /// Unit or team; may be empty for an outside organisation.
    pub unit: String,
    /// Manager at home; manager or contact at the host.
    pub manager_name: String,
    pub manager_title: String,
}

/// The person who goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Secondee {
    pub name: String,
    pub job_title: String,
    /// Printed only in internal papers: an outside host has no use for it.
    pub employee_number: Option<String>,
}

/// When, how much and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub start: NaiveDate,
    /// Last day, inclusive.
    pub end: NaiveDate,
    /// What it ends with, such as `the trade show in Birmingham`; the last day is then the latest it can be. Empty when it
    /// ends on its day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// Share of full time in basis points: 10000 is full time, 6000 is three days of five.
    pub fte_basis_points: u32,
    /// In words, such as `37.5 hours across the week, Monday to Friday`.
    pub working_pattern: String,
    pub place: String,
}

/// What is to be done and what for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Work {
    pub purpose: String,
    /// The role at the host.
    pub role_title: String,
    /// Duties at the host; each line is a paragraph.
    pub duties: String,
    pub objectives: Vec<String>,
    pub benefit_secondee: String,
    pub benefit_home: String,
    pub benefit_host: String,
}

/// Who employs, and what the person still owes to home.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employment {
    /// The formal employer by its legal name; it must be named.
    pub employer_of_record: String,
    /// Duties that go on during the secondment, such as `one team meeting a month`; may be empty.
    pub home_duties: String,
    pub conflicts: Conflicts,
}

/// What the secondee declared about conflicts of interest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflicts {
    /// Nobody has asked yet: a gap.
    #[default]
    NotAsked,
    NoneDeclared,
    Declared(Vec<String>),
}

/// On which basis the secondee is paid. No amounts: they belong to a pay letter between home and secondee.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayBasis {
    #[default]
    HomeUnchanged,
    /// Home pays as before, plus an allowance that ends with the secondment.
    HomeWithTopUp,
    /// The rate of the host role, back to the home rate afterwards.
    HostRate,
}

/// Pay as far as all parties may read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pay {
    pub basis: PayBasis,
    /// A note that all parties read. Refused when it names an amount, unless `recharged_at_cost`.
    pub note: String,
    /// The host refunds actual pay, and so may see the figure.
    pub recharged_at_cost: bool,
    /// The figure the host may see, formatted. Ignored unless `recharged_at_cost`.
    pub recharged_amount: Option<String>,
}

/// What goes on besides pay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Benefits {
    /// Names of benefits that go on, such as `Pension`. Empty: all contractual benefits.
    pub kept: Vec<String>,
}

/// One line of cost with its shares, formatted by whoever calculated them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CostLine {
    pub description: String,
    /// Such as `£240.00`; empty means nothing.
    pub home_pays: String,
    pub host_pays: String,
    /// What the secondee bears; empty means nothing, which is the rule.
    pub secondee_pays: String,
    /// A line from which pay can be read (salary, pension, employer's on-costs). Its home share is not printed
    /// unless pay is recharged at cost.
    pub is_pay: bool,
}

/// Costs and how they are billed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Costs {
    pub lines: Vec<CostLine>,
    /// Such as `one invoice after the last day, payable within 30 days`. Empty: nothing is invoiced.
    pub invoicing: String,
}

/// Looking after the person and the work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// Such as `on the third day and on the last day`.
    pub check_ins: String,
    pub leave_approver: String,
    /// Whom to tell and by when, such as `Helen Marsh and Rob Ellery by 9 am`.
    pub sickness_reporting: String,
    /// How home keeps in touch, such as `Rob Ellery calls every fortnight`.
    pub keep_in_touch: String,
}

/// Who owns what is made during the secondment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IpOwner {
    Home,
    #[default]
    Host,
    Joint,
}

/// Protection of information, work and people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Protection {
    /// How long confidentiality lasts after the end; `None` is without limit.
    pub confidentiality_months: Option<u16>,
    /// Special terms in words; may be empty.
    pub confidentiality_note: String,
    pub ip_owner: IpOwner,
    pub ip_note: String,
    /// After the end; `Some(0)` only during the secondment, `None` not yet agreed.
    pub non_solicitation_months: Option<u16>,
    /// Special terms in words, such as a limit; may be empty.
    pub liability_note: String,
    /// Cover held by either side, in words.
    pub insurance: String,
}

/// The promise about the post at the end, shown to the secondee before signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnGuarantee {
    SamePost,
    SameOrEquivalent,
    SameBand,
    BestEndeavours,
    None,
}

/// Notice of an early end in weeks, by the party that gives it; `None` is not yet agreed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlyEnd {
    pub home_weeks: Option<u16>,
    pub host_weeks: Option<u16>,
    pub secondee_weeks: Option<u16>,
}

/// How it ends and what comes after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ending {
    pub early_end: EarlyEnd,
    /// Things to hand over or give back, such as `site pass`; may be empty.
    pub hand_back: Vec<String>,
    /// `None` is not yet agreed, which is a gap; a promise of nothing is [`ReturnGuarantee::None`].
    pub return_guarantee: Option<ReturnGuarantee>,
    pub return_post: String,
    /// First working day back at home.
    pub return_date: Option<NaiveDate>,
}
