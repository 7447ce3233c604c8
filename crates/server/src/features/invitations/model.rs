//! The words of an invitation.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::features::secondments::SecondmentId;
use crate::typed::{LINE, TEXT, check_days, check_share, check_text};

id_type!(
    /// An invitation to one place.
    InvitationId, "inv"
);
id_type!(
    /// One person who is invited.
    InviteeId, "ine"
);

crate::word_enum!(
    /// Who asks.
    Manner {
        /// The host's side asks somebody to come.
        Invitation => "invitation", "Invitation";
        /// Home names one of its people to a host.
        Nomination => "nomination", "Nomination";
    }
);

crate::word_enum!(
    /// Who is meant to pay.
    #[schema(as = InvitationPayer)]
    Payer {
        /// The employer.
        Home => "home", "Home pays";
        /// The host.
        Host => "host", "The host pays";
        /// Both.
        Shared => "shared", "Both share";
    }
);

crate::word_enum!(
    /// How far the place has come.
    #[schema(as = InvitationStatus)]
    Status {
        /// Somebody is still asked.
        Open => "open", "Waiting for an answer";
        /// Somebody said yes.
        Filled => "filled", "Accepted";
        /// Everybody said no.
        Declined => "declined", "Declined";
        /// Taken back.
        Withdrawn => "withdrawn", "Withdrawn";
        /// Nobody answered in time.
        Expired => "expired", "Expired";
    }
);

crate::word_enum!(
    /// How far one person’s answer has come.
    Reply {
        /// Not answered yet.
        Asked => "asked", "Not answered yet";
        /// Yes.
        Accepted => "accepted", "Accepted";
        /// No.
        Declined => "declined", "Declined";
        /// Somebody else was quicker.
        Taken => "taken", "The place is taken";
        /// Taken back before they answered.
        Withdrawn => "withdrawn", "Withdrawn";
        /// They did not answer in time.
        Expired => "expired", "Expired";
    }
);

/// What somebody says yes to, kept with the answer.
pub const CONSENT: &str = "I want this to be prepared. My home manager still decides whether I can go, and I can \
                           change my mind until I sign.";

/// One place and what it is.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The stable id.
    pub id: InvitationId,
    /// The number that people say: `IN-0007`.
    pub number: String,
    /// Grows with each change.
    pub version: i64,
    /// Who asks.
    pub manner: Manner,
    /// Whose letter it is.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub created_by: PersonId,
    /// Where the work would be.
    pub host_organisation: OrganisationId,
    /// The unit there.
    pub host_unit: Option<UnitId>,
    /// Who would direct the work.
    pub host_manager: Option<PersonId>,
    /// What the person would be there.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// Who is meant to pay.
    pub payer: Payer,
    /// The last day for an answer.
    pub answer_by: NaiveDate,
    /// How far it has come.
    pub status: Status,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// One person who is asked.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// The stable id.
    pub id: InviteeId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Why them.
    pub why: String,
    /// Their answer.
    pub reply: Reply,
    /// Why not.
    pub reason: String,
    /// When they answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// The record that came of it.
    pub secondment: Option<SecondmentId>,
}

/// A line of the talk between the invited and who invites.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Talk {
    /// Who wrote it.
    pub by: String,
    /// Whether the invited wrote it.
    pub by_invitee: bool,
    /// The words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A new invitation or nomination.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvitationInput)]
pub struct InviteInput {
    /// Who asks.
    pub manner: Manner,
    /// The work address of the person; several are separated by commas.
    pub people: String,
    /// Why them; the invited read it.
    pub why: String,
    /// The host: its organisation, by id; absent is the caller’s own.
    #[serde(default)]
    pub host_organisation: Option<OrganisationId>,
    /// The work address of who would direct the work; absent is the caller, when the host is theirs.
    #[serde(default)]
    pub host_manager: String,
    /// What the person would be there.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day, counted in.
    pub ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    pub fte_bp: i64,
    /// Who is meant to pay.
    pub payer: Payer,
    /// The last day for an answer.
    pub answer_by: NaiveDate,
}

/// How many people one letter may name.
pub const MOST_PEOPLE: usize = 10;

impl InviteInput {
    /// The addresses of the people, in order.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let parts = self.people.split([',', ';', '\n']).map(|part| part.trim().to_lowercase());
        let mut all: Vec<String> = Vec::new();
        for one in parts.filter(|part| !part.is_empty()) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all
    }

    /// Refuses what cannot be sent.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "title", &self.title, LINE, Some("Say what they would be there"));
        check_text(&mut errors, "purpose", &self.purpose, TEXT, Some("Say what it is for"));
        check_text(&mut errors, "why", &self.why, TEXT, Some("Say why you ask them: they read it"));
        check_text(&mut errors, "place", &self.place, LINE, Some("Say where the work is"));
        check_days(&mut errors, self.starts_on, self.ends_on, today);
        check_share(&mut errors, self.fte_bp);
        if self.answer_by <= today {
            errors.add("answer_by", "Choose a day after today");
        } else if self.answer_by >= self.starts_on {
            errors.add("answer_by", "Choose a day before the first day");
        }
        match self.addresses().len() {
            0 => errors.add("people", "Write the work address of the person"),
            n if n > MOST_PEOPLE => errors.add("people", format!("Name at most {MOST_PEOPLE} people")),
            _ => {}
        }
        errors.check()
    }
}

/// Why somebody does not want to go.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineInput {
    /// Why; who invited them reads it.
    pub reason: String,
}

/// Words of a question or an answer.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkInput {
    /// The words.
    pub words: String,
    /// Whom they are for, by id, when the caller is not the invited.
    #[serde(default)]
    pub to: Option<InviteeId>,
}
