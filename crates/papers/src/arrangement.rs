//! The nine structures of domain 5.1: which papers there are, what each holds, and who signs in which order.

use serde::{Deserialize, Serialize};

use crate::facts::Structure;
use crate::head::Head;
use crate::more::Post;
use crate::schedule::ScheduleId;

/// Declares the structures on a line each: name, code, title, and when it is used.
macro_rules! arrangements {
    ($($name:ident $code:literal $title:literal $when:literal $scope:expr, [$($paper:ident),+];)+) => {
        /// How the papers are arranged (ST-1 to ST-9 of domain 5.1).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Arrangement {
            $(#[doc = $when] #[serde(rename = $code)] $name,)+
        }

        impl Arrangement {
            /// All nine.
            pub const ALL: &'static [Arrangement] = &[$(Arrangement::$name),+];

            /// The stable code, such as `ST-4`.
            pub fn code(self) -> &'static str {
                match self { $(Arrangement::$name => $code),+ }
            }

            /// What it is called.
            pub fn title(self) -> &'static str {
                match self { $(Arrangement::$name => $title),+ }
            }

            /// When it is used, in one sentence.
            pub fn when(self) -> &'static str {
                match self { $(Arrangement::$name => $when),+ }
            }

            /// Whether it is only for one employer or only for two organisations.
            pub fn structure(self) -> Option<Structure> {
                match self { $(Arrangement::$name => $scope),+ }
            }

            /// Its papers, the first one first.
            pub fn papers(self) -> &'static [PaperKind] {
                match self { $(Arrangement::$name => &[$(PaperKind::$paper),+]),+ }
            }
        }
    };
}

arrangements! {
    InternalLetter "ST-1" "Internal letter" "One employer, and very short or simple."
        Some(Structure::Internal), [Letter, Plan];
    InternalMemo "ST-2" "Internal memo" "One employer, and two budgets."
        Some(Structure::Internal), [Memo, Plan, CostTransfer];
    BipartiteWithLetter "ST-3" "Agreement of two and a letter"
        "Two organisations, and home keeps the person out of the contract between them."
        Some(Structure::External), [TwoParty, EmploymentLetter];
    Tripartite "ST-4" "Agreement of three" "Two organisations and the person in one agreement."
        Some(Structure::External), [ThreeParty];
    Framework "ST-5" "Framework and order" "A repeated flow with one partner."
        Some(Structure::External), [MasterTerms, OrderForm];
    StatutoryForm "ST-6" "Statutory form" "Authorities whose rules prescribe a form of numbered items."
        Some(Structure::External), [Form];
    ExchangeOfLetters "ST-7" "Memorandum and letters" "Ministries and international bodies."
        Some(Structure::External), [Memorandum, ExchangeLetter];
    Swap "ST-8" "Swap" "Two people change places."
        None, [Pair, ThreeParty];
    CrossBorder "ST-9" "Cross-border agreement" "A border is crossed."
        None, [ThreeParty];
}

/// One kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// A letter that changes the terms.
    Letter,
    /// A memo of the two units and the person.
    Memo,
    /// Duties, objectives and development: schedules on their own.
    Plan,
    /// The form that moves the budget.
    CostTransfer,
    /// The contract of the two organisations.
    TwoParty,
    /// The letter that varies the employment.
    EmploymentLetter,
    /// One agreement of all three.
    ThreeParty,
    /// Terms that count for every order.
    MasterTerms,
    /// One person under the master terms.
    OrderForm,
    /// Numbered items, and the clauses they stand for.
    Form,
    /// What two authorities agree for all.
    Memorandum,
    /// One person under the memorandum.
    ExchangeLetter,
    /// What binds the two legs of a swap.
    Pair,
}

/// Who signs a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    /// The person who goes.
    Secondee,
    /// The manager at home.
    HomeManager,
    /// The manager at the host.
    HostManager,
    /// Somebody in another post.
    Post(Post),
}

/// Heads that concern the employer and the person only, or this person only.
const PERSONAL: &[Head] = &[
    Head::HomeDuties,
    Head::Remuneration,
    Head::Benefits,
    Head::Allowances,
    Head::Overtime,
    Head::Leave,
    Head::Absence,
    Head::FamilyLeave,
    Head::Training,
    Head::KeepInTouch,
    Head::ReturnGuarantee,
    Head::ReturnService,
];
/// Heads that both papers of a pair have.
const SHARED: &[Head] = &[
    Head::Parties,
    Head::Duration,
    Head::Place,
    Head::EmploymentControl,
    Head::Services,
    Head::Conflicts,
    Head::Performance,
    Head::Confidentiality,
    Head::Expenses,
    Head::Termination,
    Head::Closure,
    Head::International,
    Head::Variation,
    Head::LawAndSignature,
];
/// Heads of an order under master terms: the person, and what differs from one to the next.
const ORDER: &[Head] =
    &[Head::Parties, Head::Duration, Head::Place, Head::Services, Head::Costs, Head::Conflicts];

impl PaperKind {
    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            PaperKind::Letter => "Change of terms: internal secondment",
            PaperKind::Memo => "Memo on an internal secondment",
            PaperKind::Plan => "Duties and development plan",
            PaperKind::CostTransfer => "Transfer of costs",
            PaperKind::TwoParty => "Agreement between home and host",
            PaperKind::EmploymentLetter => "Letter on your employment during the secondment",
            PaperKind::ThreeParty => "Secondment agreement",
            PaperKind::MasterTerms => "Master terms for secondments",
            PaperKind::OrderForm => "Order for a secondment",
            PaperKind::Form => "Assignment agreement",
            PaperKind::Memorandum => "Memorandum of understanding",
            PaperKind::ExchangeLetter => "Letter on a secondment",
            PaperKind::Pair => "Agreement on a swap",
        }
    }

    /// Whether it prints a clause.
    pub fn has(self, head: Head) -> bool {
        match self {
            PaperKind::Plan | PaperKind::CostTransfer => false,
            PaperKind::TwoParty => !PERSONAL.contains(&head),
            PaperKind::EmploymentLetter => PERSONAL.contains(&head) || SHARED.contains(&head),
            PaperKind::MasterTerms | PaperKind::Memorandum => {
                !PERSONAL.contains(&head) && !ORDER.contains(&head)
            }
            PaperKind::OrderForm | PaperKind::ExchangeLetter => {
                PERSONAL.contains(&head) || ORDER.contains(&head)
            }
            PaperKind::Pair => head == Head::LawAndSignature,
            PaperKind::Letter | PaperKind::Memo | PaperKind::ThreeParty | PaperKind::Form => true,
        }
    }

    /// The schedules that it is made of, when it has no clauses.
    pub fn schedules(self) -> &'static [&'static str] {
        match self {
            PaperKind::Plan => &["S1", "S2", "S12"],
            PaperKind::CostTransfer => &["S3"],
            _ => &[],
        }
    }

    /// Whether it has this schedule when the form asks for schedules.
    pub(crate) fn carries(self, id: ScheduleId) -> bool {
        let code = id.to_string();
        match self {
            PaperKind::Plan | PaperKind::CostTransfer => self.schedules().contains(&code.as_str()),
            PaperKind::TwoParty => code != "S4" && code != "S12",
            PaperKind::EmploymentLetter => {
                matches!(code.as_str(), "S1" | "S2" | "S4" | "S5" | "S8" | "S9" | "S11" | "S12")
            }
            PaperKind::MasterTerms | PaperKind::Memorandum | PaperKind::Pair => false,
            _ => true,
        }
    }

    /// Who signs it, in the default order: home last in an agreement, so that nothing binds before the release.
    pub fn signed_by(self) -> &'static [SignedBy] {
        use SignedBy::{HomeManager, HostManager, Post as In, Secondee};
        match self {
            PaperKind::Letter => &[In(Post::HomeHr), Secondee, HomeManager, HostManager],
            PaperKind::Memo => &[Secondee, HostManager, HomeManager, In(Post::HomeHr)],
            PaperKind::Plan | PaperKind::CostTransfer => &[],
            PaperKind::TwoParty | PaperKind::MasterTerms => {
                &[In(Post::HostAuthority), In(Post::HomeAuthority)]
            }
            PaperKind::EmploymentLetter => &[In(Post::HomeAuthority), Secondee],
            PaperKind::ThreeParty | PaperKind::Pair => &[Secondee, HostManager, HomeManager],
            PaperKind::OrderForm => &[HomeManager, HostManager, Secondee],
            PaperKind::Form => &[Secondee, In(Post::HomeAuthority), In(Post::HostAuthority)],
            PaperKind::Memorandum => &[In(Post::HomeAuthority), In(Post::HostAuthority)],
            PaperKind::ExchangeLetter => &[In(Post::HomeHr), In(Post::HostHr)],
        }
    }
}
