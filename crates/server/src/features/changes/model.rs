//! The words of a change: what is asked, by which side, and what each side said.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::id_type;
use utoipa::ToSchema;

pub use super::typed::{AnswerInput, AskInput};
use crate::actor::PersonId;
use crate::features::secondments::{Party, Record, Secondment, Standing};

id_type!(
    /// A change of one record.
    ChangeId, "chg"
);

crate::word_enum!(
    /// What is asked for.
    ChangeKind {
        /// The same terms with a later last day.
        Extension => "extension", "Stay longer";
        /// Other terms: duties, place, share of time, pay, recharge, a manager.
        Variation => "variation", "Change terms";
        /// An earlier last day that everybody agrees on.
        EarlyEnd => "early_end", "End early, by agreement";
        /// Home calls the person back with notice.
        Recall => "recall", "Call back home";
        /// The host asks for the end with notice.
        Removal => "removal", "End it from the host’s side";
        /// The secondee wants to come back early, with notice.
        EarlyReturn => "early_return", "Come back early";
    }
);

crate::word_enum!(
    /// How far a change has come.
    ChangeStatus {
        /// The sides are asked.
        Asked => "asked", "Waiting for answers";
        /// All agreed; it is being put in writing and signed.
        Agreed => "agreed", "Agreed, to be signed";
        /// Signed, or needing nobody; its day has not come.
        Settled => "settled", "Takes effect on its day";
        /// The new terms count.
        InEffect => "in_effect", "In effect";
        /// A side said no.
        Refused => "refused", "Not agreed";
        /// Whoever asked took it back.
        TakenBack => "taken_back", "Taken back";
        /// Notice was given.
        Given => "given", "Notice given";
        /// The notice was taken back with everybody’s consent.
        NoticeTakenBack => "notice_taken_back", "Notice taken back";
    }
);

crate::word_enum!(
    /// Who speaks.
    ChangeSide {
        /// The person who is away.
        Secondee => "secondee", "Secondee";
        /// Their manager at home.
        Home => "home", "Home";
        /// Their manager at the host.
        Host => "host", "Host";
        /// The mobility team at home, for nobody in particular.
        Desk => "desk", "Mobility";
    }
);

crate::word_enum!(
    /// What a side says to it.
    Said {
        /// Agreed.
        Yes => "yes", "Agree";
        /// Not agreed, with a reason.
        No => "no", "Don’t agree";
        /// Something has to be answered first.
        Question => "question", "Ask first";
    }
);

crate::word_enum!(
    /// What an answer is about.
    About {
        /// The change.
        Change => "change", "The change";
        /// Taking a notice back.
        TakingBack => "taking_back", "Taking the notice back";
    }
);

crate::word_enum!(
    /// Who has to agree (domain 5.4).
    Needs {
        /// Nobody: it is told.
        Nobody => "nobody", "Nobody has to agree; everybody is told";
        /// The two managers.
        Bilateral => "bilateral", "Both managers have to agree";
        /// The secondee and both managers.
        Full => "full", "The secondee and both managers have to agree";
        /// Nobody, but notice runs.
        Notice => "notice", "Notice needs no agreement; everybody is told";
    }
);

crate::word_enum!(
    /// Which kind of amendment of the agreement it is (domain 5.4).
    Amendment {
        /// Managers, contact, cost code: told to everybody, signed by nobody.
        NoticeOnly => "notice_only", "Notice: told to everybody, signed by nobody";
        /// The recharge: home and host sign, the secondee gets a copy.
        Bilateral => "bilateral", "Between the organisations: home and host sign, the secondee gets a copy";
        /// Terms of the person: all sign.
        Full => "full", "Change of terms: all sign";
        /// The same terms to a later day: all sign.
        Extension => "extension", "Extension: all sign";
        /// A new agreement that ends the one before.
        Supersede => "supersede", "New agreement in the place of this one: all sign";
    }
);

crate::word_enum!(
    /// Why a notice is shorter than usual.
    Ground {
        /// No special ground: the usual notice.
        Usual => "usual", "The usual notice";
        /// Gross misconduct, as home decides.
        GrossMisconduct => "gross_misconduct", "Gross misconduct";
        /// A clearance or registration that the work needs was lost.
        ClearanceLost => "clearance_lost", "A clearance that the work needs was lost";
        /// The host is insolvent.
        HostInsolvent => "host_insolvent", "The host is insolvent";
    }
);

impl ChangeKind {
    /// Whether it is a notice that one side gives.
    #[must_use]
    pub const fn is_notice(self) -> bool {
        matches!(self, Self::Recall | Self::Removal | Self::EarlyReturn)
    }

    /// Who may ask for it.
    #[must_use]
    pub const fn askers(self) -> &'static [Party] {
        use Party as P;
        match self {
            Self::Extension | Self::Variation | Self::EarlyEnd => {
                &[P::Secondee, P::HomeManager, P::HostManager, P::HostHr, P::ProgrammeAdmin, P::HomeHr]
            }
            Self::Recall => &[P::HomeManager, P::ProgrammeAdmin, P::HomeHr],
            Self::Removal => &[P::HostManager, P::HostHr],
            Self::EarlyReturn => &[P::Secondee],
        }
    }
}

/// The side a person speaks for: their own secondment first, whatever else they are.
#[must_use]
pub fn side_of(standing: &Standing) -> Option<ChangeSide> {
    let is = |party| standing.is(party);
    if is(Party::Secondee) {
        Some(ChangeSide::Secondee)
    } else if is(Party::HomeManager) {
        Some(ChangeSide::Home)
    } else if is(Party::HostManager) || is(Party::HostHr) {
        Some(ChangeSide::Host)
    } else if is(Party::ProgrammeAdmin) || is(Party::HomeHr) {
        Some(ChangeSide::Desk)
    } else {
        None
    }
}

/// The new values; what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewValues {
    /// The new last day.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// The new share of working time at the host, in ten-thousandths.
    #[serde(default)]
    pub fte_bp: Option<i64>,
    /// The new place of work.
    #[serde(default)]
    pub place: Option<String>,
    /// The new duties.
    #[serde(default)]
    pub duties: Option<String>,
    /// What changes about pay, in words without an amount.
    #[serde(default)]
    pub pay: Option<String>,
    /// What changes about the recharge, in words without pay.
    #[serde(default)]
    pub recharge: Option<String>,
    /// The new manager at home.
    #[serde(default)]
    pub home_manager: Option<PersonId>,
    /// The new manager at the host.
    #[serde(default)]
    pub host_manager: Option<PersonId>,
    /// What the person is there from now on; only in a new agreement.
    #[serde(default)]
    pub title: Option<String>,
    /// The new contact for this secondment, in words.
    #[serde(default)]
    pub contact: Option<String>,
    /// The new cost code.
    #[serde(default)]
    pub cost_code: Option<String>,
    /// Whether a new agreement takes the place of the one that stands.
    #[serde(default)]
    pub supersede: bool,
}

impl NewValues {
    /// Whether only that changes which is told and not signed: managers, the contact, the cost code.
    #[must_use]
    pub fn is_notice_only(&self) -> bool {
        let others =
            Self { home_manager: None, host_manager: None, contact: None, cost_code: None, ..self.clone() };
        others == Self::default() && *self != others
    }

    /// Whether only the recharge changes.
    #[must_use]
    pub fn is_recharge_only(&self) -> bool {
        let others = Self { recharge: None, ..self.clone() };
        others == Self::default() && self.recharge.is_some()
    }

    /// The record as it will stand.
    #[must_use]
    pub fn applied(&self, s: &Secondment) -> Secondment {
        let mut next = s.clone();
        next.ends_on = self.ends_on.or(s.ends_on);
        next.fte_bp = self.fte_bp.unwrap_or(s.fte_bp);
        next.title = self.title.clone().unwrap_or_else(|| s.title.clone());
        next.place = self.place.clone().unwrap_or_else(|| s.place.clone());
        next.home_manager = self.home_manager.or(s.home_manager);
        next.host_manager = self.host_manager.or(s.host_manager);
        next
    }
}

/// One change as stored.
#[derive(Debug, Clone)]
pub struct Change {
    /// The stable id.
    pub id: ChangeId,
    /// Its number on the record, from 1.
    pub number: i64,
    /// What is asked for.
    pub kind: ChangeKind,
    /// How far it has come.
    pub status: ChangeStatus,
    /// Who asked.
    pub side: ChangeSide,
    /// The person.
    pub asked_by: PersonId,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The first day on which it counts; for a notice, the day on which it was given.
    pub effective_on: NaiveDate,
    /// The new values.
    pub values: NewValues,
    /// The last day that stood when it was asked.
    pub ended_on: Option<NaiveDate>,
    /// How long the notice is, in words: "4 weeks".
    pub notice: Option<String>,
    /// Why a notice is shorter.
    pub ground: Option<Ground>,
    /// Why it is asked.
    pub reason: String,
    /// Whether everybody on the record may read the reason; otherwise mobility and the asker.
    pub reason_shared: bool,
    /// Why it counts from a day before it was asked.
    pub retroactive: Option<String>,
    /// Who asked to take the notice back.
    pub taking_back_by: Option<PersonId>,
    /// How often it was asked to take the notice back.
    pub rounds: i64,
    /// Grows with each change of it.
    pub version: i64,
}

impl Change {
    /// Whether it still waits for somebody.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, ChangeStatus::Asked | ChangeStatus::Agreed | ChangeStatus::Settled)
    }

    /// The reason, for those who may read it: everybody when shared, otherwise mobility and whoever asked.
    #[must_use]
    pub fn reason_for(&self, record: &Record) -> Option<&str> {
        let standing = &record.standing;
        let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
        let may = self.reason_shared
            || standing.person == self.asked_by
            || (is_desk && standing.person != record.secondment.secondee);
        may.then_some(self.reason.as_str())
    }
}

/// What a side said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAnswer {
    /// About what.
    pub about: About,
    /// Which time it was asked.
    pub round: i64,
    /// For which side.
    pub side: ChangeSide,
    /// What.
    pub said: Said,
    /// The reason or the question.
    pub words: String,
    /// Whether home still holds the post.
    pub post_held: Option<bool>,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}
