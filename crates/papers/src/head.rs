//! The heads an agreement can have. Codes are stable: they are stored in drafts, waivers and events.

use serde::{Deserialize, Serialize};

/// Declares [`Head`] once, so that code, title and purpose of a head stand on one line each.
macro_rules! heads {
    ($($name:ident $code:literal $title:literal $purpose:literal;)+) => {
        /// What a clause is about. `Additional` is for an organisation's own clause and may appear more than once.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Head {
            $(#[doc = $purpose] #[serde(rename = $code)] $name,)+
        }

        impl Head {
            /// Every head, in the order in which an agreement prints them.
            pub const ALL: &'static [Head] = &[$(Head::$name),+];

            /// The stable code, such as `CL-03`.
            pub fn code(self) -> &'static str {
                match self { $(Head::$name => $code),+ }
            }

            /// The usual title, such as `Confidentiality`.
            pub fn title(self) -> &'static str {
                match self { $(Head::$name => $title),+ }
            }

            /// One sentence: why an agreement has this clause.
            pub fn purpose(self) -> &'static str {
                match self { $(Head::$name => $purpose),+ }
            }
        }
    };
}

heads! {
    Parties "CL-01" "Parties" "Says who is home, who is host, who goes, and who manages on either side.";
    Duration "CL-03" "Dates, hours and place" "Fixes the first and last day, the working pattern and the place.";
    EmploymentControl "CL-04" "Employment" "Names the formal employer and keeps the person on its staff.";
    Services "CL-05" "Work and direction" "Says what is to be done, what for, and who directs it day to day.";
    HomeDuties "CL-06" "Duties to home" "Keeps the person's continuing duties to the home organisation in view.";
    Conflicts "CL-28" "Conflicts of interest" "Records what was declared and asks for anything new at once.";
    Remuneration "CL-09" "Pay" "Says on which basis the person is paid and by whom.";
    Benefits "CL-10" "Benefits and pension" "Says which benefits go on and that service is unbroken.";
    Costs "CL-31" "Costs and who pays" "Says which costs arise and which side meets each of them.";
    Invoicing "CL-32" "Invoices and payment" "Says when and how one organisation bills the other.";
    Leave "CL-14" "Leave" "Says who approves leave and what happens to days not taken.";
    Absence "CL-15" "Sickness and absence" "Says whom to tell about absence and what it does to the secondment.";
    Performance "CL-17" "Performance and check-ins" "Says who reviews the work, how often, and how feedback travels.";
    Confidentiality "CL-23" "Confidentiality" "Protects the information of both organisations.";
    DataProtection "CL-24" "Personal data" "Says which personal data the organisations share and why.";
    IntellectualProperty "CL-25" "Intellectual property" "Says who owns what is made during the secondment.";
    NonSolicitation "CL-27" "Non-solicitation" "Says whether and when the host may offer the person a job.";
    Insurance "CL-29" "Insurance" "Says which organisation holds which cover.";
    Liability "CL-30" "Liability and indemnity" "Shares out the loss when something goes wrong.";
    KeepInTouch "CL-37" "Keeping in touch" "Keeps the tie to home alive and plans the return in time.";
    Termination "CL-33" "Ending early" "Says who may end the secondment early, how, and with what notice.";
    Closure "CL-35" "Closing the secondment" "Lists what is handed over, returned and settled at the end.";
    ReturnGuarantee "CL-36" "Coming back" "Says which post waits for the person at the end.";
    Variation "CL-40" "Changes to this agreement" "Says how the terms can be changed or extended.";
    Disputes "CL-41" "Settling disagreements" "Says how the organisations sort out a disagreement.";
    LawAndSignature "CL-44" "Law and signature" "Names the law that applies and when the paper takes effect.";
    Additional "CL-99" "Additional terms" "A clause of the organisation's own.";
}

impl Head {
    /// The eleven heads that no agreement goes without: the bare minimum.
    pub const SEED_MINIMUM: &'static [Head] = &[
        Head::Duration,
        Head::Remuneration,
        Head::Benefits,
        Head::Services,
        Head::Performance,
        Head::Confidentiality,
        Head::Leave,
        Head::NonSolicitation,
        Head::Termination,
        Head::IntellectualProperty,
        Head::Liability,
    ];

    /// The head with this code, if there is one.
    pub fn find(code: &str) -> Option<Head> {
        Head::ALL.iter().copied().find(|head| head.code() == code)
    }
}
