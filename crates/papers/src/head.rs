//! The heads an agreement can have. Codes are stable: they are stored in drafts, waivers and events. Title and purpose
//! of a head stand with its words in the library.

use serde::{Deserialize, Serialize};

use crate::library::library;

/// Declares [`Head`] once, so that name and code of a head stand on one line.
macro_rules! heads {
    ($($name:ident $code:literal;)+) => {
        /// What a clause is about (domain 5.2). `Additional` is for an organisation's own clause and may appear more
        /// than once.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Head {
            $(#[doc = $code] #[serde(rename = $code)] $name,)+
        }

        impl Head {
            /// Every head, in the order in which an agreement prints them.
            pub const ALL: &'static [Head] = &[$(Head::$name),+];

            /// The stable code, such as `CL-03`.
            pub fn code(self) -> &'static str {
                match self { $(Head::$name => $code),+ }
            }
        }
    };
}

heads! {
    Parties "CL-01";
    Definitions "CL-02";
    Duration "CL-03";
    Place "CL-08";
    EmploymentControl "CL-04";
    Services "CL-05";
    Supervision "CL-07";
    HomeDuties "CL-06";
    Conflicts "CL-28";
    Conduct "CL-19";
    Safety "CL-21";
    Equality "CL-22";
    Remuneration "CL-09";
    Benefits "CL-10";
    Allowances "CL-11";
    Expenses "CL-12";
    Overtime "CL-13";
    Costs "CL-31";
    Invoicing "CL-32";
    Leave "CL-14";
    Absence "CL-15";
    FamilyLeave "CL-16";
    Performance "CL-17";
    Training "CL-18";
    Discipline "CL-20";
    Reports "CL-43";
    Confidentiality "CL-23";
    DataProtection "CL-24";
    IntellectualProperty "CL-25";
    Publicity "CL-26";
    NonSolicitation "CL-27";
    Insurance "CL-29";
    Liability "CL-30";
    KeepInTouch "CL-37";
    Termination "CL-33";
    Recall "CL-34";
    Closure "CL-35";
    ReturnGuarantee "CL-36";
    ReturnService "CL-38";
    Evaluation "CL-42";
    International "CL-39";
    Variation "CL-40";
    Disputes "CL-41";
    LawAndSignature "CL-44";
    ThirdParties "CL-45";
    Additional "CL-99";
}

impl Head {
    /// The eleven heads that no agreement goes without: the bare minimum (S1.48 to S1.59, domain 5.3).
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

    /// The usual title, such as `Confidentiality`.
    pub fn title(self) -> &'static str {
        library().newest(self).map_or("Additional terms", |entry| entry.title.as_str())
    }

    /// One sentence: why an agreement has this clause.
    pub fn purpose(self) -> &'static str {
        library().newest(self).map_or("A clause of the organisation’s own.", |entry| entry.purpose.as_str())
    }

    /// The head with this code, if there is one.
    pub fn find(code: &str) -> Option<Head> {
        Head::ALL.iter().copied().find(|head| head.code() == code)
    }
}
