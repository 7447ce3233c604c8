//! The words of the record.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::access::Standing;
use crate::actor::{OrganisationId, PersonId, UnitId};

id_type!(
    /// A secondment.
    SecondmentId, "sec"
);

/// Declares an enum that is stored and sent as snake_case words.
#[macro_export]
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident => $word:literal, $label:literal;)* }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize, ::utoipa::ToSchema)]
        $(#[$doc])*
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the database and the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The words on screens.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The one with that word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

word_enum!(
    /// How far the record has come: what was decided (domain 3.2).
    Workflow {
        /// Being written; only its author sees it.
        Idea => "idea", "Draft";
        /// Sent; the home manager must decide.
        ReleasePending => "release_pending", "In approval";
        /// The home manager lets the person go; others at home must approve it.
        PendingApproval => "pending_approval", "In approval";
        /// Home lets the person go: nobody else has to say anything.
        Released => "released", "Released";
        /// The agreement is being drafted.
        TermsNegotiation => "terms_negotiation", "Agreement in draft";
        /// The agreement is out for signature.
        AgreementIssued => "agreement_issued", "Waiting for signatures";
        /// Some have signed.
        PartlySigned => "partly_signed", "Waiting for signatures";
        /// All have signed.
        Executed => "executed", "Agreed";
        /// The start gate is passed.
        PreStart => "pre_start", "Ready to start";
        /// The person is at the host.
        Active => "active", "Away now";
        /// The person is away from the host for long; the secondment waits (domain 3.4).
        Paused => "paused", "Paused";
        /// Somebody gave notice; the last day is computed and the way back is open.
        NoticeGiven => "notice_given", "Notice given";
        /// The person is back.
        Returned => "returned", "Home again";
        /// The debrief is done.
        Closed => "closed", "Closed";
        /// The home manager refused.
        DeclinedByHome => "declined_by_home", "Not going ahead";
        /// The secondee took it back.
        Withdrawn => "withdrawn", "Not going ahead";
        /// Called off after release.
        CancelledBeforeStart => "cancelled_before_start", "Not going ahead";
        /// The person stays at the host for good; the right to come back ended with signed evidence.
        Converted => "converted", "Stayed for good";
        /// The employment at home ended, and the secondment with it.
        LeftEmployment => "left_employment", "Left employment";
        /// The post at home was removed and the employment ended with it.
        PostRemoved => "post_removed", "Post removed";
        /// The person died. Nothing is asked or sent any more.
        Deceased => "deceased", "Closed";
        /// Recorded in error or annulled.
        Voided => "voided", "Void";
    }
);

word_enum!(
    /// What was signed.
    Paper {
        /// There is no agreement.
        None => "none", "No agreement yet";
        /// Drafted.
        Draft => "draft", "Draft";
        /// Out for signature.
        Issued => "issued", "Issued";
        /// Some have signed.
        PartlySigned => "partly_signed", "Partly signed";
        /// All have signed.
        Executed => "executed", "Signed by all";
    }
);

word_enum!(
    /// Where the person is.
    Presence {
        /// At home, not started.
        NotStarted => "not_started", "At home";
        /// At the host.
        AtHost => "at_host", "At the host";
        /// Absent for long, still part of the host's team.
        OnLeave => "on_leave", "On leave";
        /// Back home.
        Returned => "returned", "Back home";
        /// The secondment ended in another way than by coming back.
        Ended => "ended", "No longer seconded";
    }
);

word_enum!(
    /// The type of secondment (seed 1).
    Kind {
        /// Another department of the same organisation.
        CrossDepartmental => "cross_departmental", "Another department";
        /// A place abroad.
        International => "international", "Abroad";
        /// Another organisation.
        InterOrganisational => "inter_organisational", "Another organisation";
        /// A client.
        Client => "client", "A client";
        /// A supplier.
        Vendor => "vendor", "A supplier";
        /// A specialist for a problem.
        Expertise => "expertise", "A specialist for a project";
        /// Two people change places.
        Swap => "swap", "A swap";
    }
);

word_enum!(
    /// How the record began (domain 3.1).
    WayIn {
        /// The employee asked.
        OwnRequest => "own_request", "Own request";
        /// The host published an opening.
        Advert => "advert", "Opportunity";
        /// A named person was invited or nominated.
        Invitation => "invitation", "Invitation";
        /// A manager needed it, without an advert.
        AdHoc => "ad_hoc", "Business need";
        /// Two people change places.
        Swap => "swap", "Swap";
    }
);

word_enum!(
    /// Same employer or another one.
    Scope {
        /// Same employer.
        Internal => "internal", "Internal";
        /// Another employer.
        External => "external", "External";
    }
);

impl Workflow {
    /// Whether the life of the record ends here.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Closed
                | Self::DeclinedByHome
                | Self::Withdrawn
                | Self::CancelledBeforeStart
                | Self::Converted
                | Self::LeftEmployment
                | Self::PostRemoved
                | Self::Deceased
                | Self::Voided
        )
    }

    /// Whether the secondment is under way: started, not yet back.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Active | Self::Paused | Self::NoticeGiven)
    }

    /// Whether the person is at work at the host now: under way, and not absent for long.
    #[must_use]
    pub fn is_at_work(self, presence: Presence) -> bool {
        self.is_under_way() && presence == Presence::AtHost
    }

    /// Whether nobody is reminded of anything on the record: a draft, what is over, and what waits while the person is
    /// absent for long.
    #[must_use]
    pub const fn is_quiet(self) -> bool {
        self.is_final() || matches!(self, Self::Idea | Self::Paused)
    }

    /// Where the dot stands on the away-line, 0 to 100; none while it is only an idea or will not happen.
    #[must_use]
    pub const fn progress(self) -> Option<u8> {
        match self {
            Self::Idea | Self::DeclinedByHome | Self::Withdrawn | Self::CancelledBeforeStart => None,
            Self::ReleasePending => Some(8),
            Self::PendingApproval => Some(11),
            Self::Released => Some(13),
            Self::TermsNegotiation => Some(17),
            Self::AgreementIssued | Self::PartlySigned => Some(21),
            Self::Executed => Some(25),
            Self::PreStart => Some(27),
            Self::Active | Self::Paused | Self::NoticeGiven => Some(50),
            Self::Returned => Some(90),
            Self::Closed => Some(100),
            Self::Converted | Self::LeftEmployment | Self::PostRemoved | Self::Deceased | Self::Voided => {
                None
            }
        }
    }
}

/// A secondment as stored. It holds no pay.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Secondment {
    /// The stable id.
    pub id: SecondmentId,
    /// The number that people say: `SO-0312`.
    pub number: String,
    /// Grows with each change; a change made on an older one is refused.
    pub version: i64,
    /// What was decided.
    pub workflow: Workflow,
    /// What was signed.
    pub paper: Paper,
    /// Where the person is.
    pub presence: Presence,
    /// The type.
    pub kind: Kind,
    /// Same employer or another.
    pub scope: Scope,
    /// How it began.
    pub way_in: WayIn,
    /// What the person will be there, such as “Accountant”.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The person who goes.
    pub secondee: PersonId,
    /// Who wrote it.
    pub author: PersonId,
    /// The employer.
    pub home_organisation: OrganisationId,
    /// Their unit.
    pub home_unit: Option<UnitId>,
    /// Who lets them go.
    pub home_manager: Option<PersonId>,
    /// Where they work meanwhile.
    pub host_organisation: Option<OrganisationId>,
    /// The unit there.
    pub host_unit: Option<UnitId>,
    /// Who directs the work there; at an outside host, the contact without an account.
    pub host_manager: Option<PersonId>,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// What it ends with, in words, such as “the trade show in Birmingham”; the last day is then the latest it can be.
    /// Empty when it ends on its day.
    pub ends_with: String,
    /// Share of working time at the host, in ten-thousandths (10000 is full time).
    pub fte_bp: i64,
    /// Whether the host pays actual pay and may therefore see it.
    pub recharged_at_cost: bool,
    /// Whether it is kept to those who are named on it and to mobility at home (domain 10.30).
    pub is_confidential: bool,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A secondment together with what the actor is to it. There is no other way to hold one.
#[derive(Debug, Clone)]
pub struct Record {
    /// The record.
    pub secondment: Secondment,
    /// What the actor is to it.
    pub standing: Standing,
}
