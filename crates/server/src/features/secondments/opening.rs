//! What is known of a secondment on the day it begins, whichever way it began. An application that was accepted,
//! an invitation that was answered, a business need and the legs of a swap all end in one of these; the proposals
//! open a record from it.

use chrono::NaiveDate;

use super::model::{Kind, Scope, WayIn};
use crate::actor::{OrganisationId, PersonId, UnitId};

/// A secondment about to be opened as a draft: home comes from the secondee's own row.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The person who goes.
    pub secondee: PersonId,
    /// Who opens it; they and the secondee write the draft.
    pub author: PersonId,
    /// How it began.
    pub way_in: WayIn,
    /// The type.
    pub kind: Kind,
    /// Same employer or another.
    pub scope: Scope,
    /// What the person will be there.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The business need.
    pub need: String,
    /// The skills to be gained or brought.
    pub skills: String,
    /// What is to be done there.
    pub duties: String,
    /// Where they work meanwhile, as far as it is known.
    pub host: Option<Host>,
    /// The place of work.
    pub place: String,
    /// First and last day, both counted in.
    pub dates: Option<(NaiveDate, NaiveDate)>,
    /// Share of working time at the host, in ten-thousandths.
    pub fte_bp: i64,
    /// Whether it is kept to those who are named on it and to mobility at home.
    pub is_confidential: bool,
}

/// The host's side of an [`Opening`].
#[derive(Debug, Clone, Copy)]
pub struct Host {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The unit there.
    pub unit: Option<UnitId>,
    /// Who directs the work there.
    pub manager: Option<PersonId>,
}

impl Opening {
    /// A draft of somebody's own, of which nothing but the wish is known.
    #[must_use]
    pub fn own(secondee: PersonId, scope: Scope, title: String) -> Self {
        Self {
            secondee,
            author: secondee,
            way_in: WayIn::OwnRequest,
            kind: match scope {
                Scope::Internal => Kind::CrossDepartmental,
                Scope::External => Kind::InterOrganisational,
            },
            scope,
            title,
            purpose: String::new(),
            need: String::new(),
            skills: String::new(),
            duties: String::new(),
            host: None,
            place: String::new(),
            dates: None,
            fte_bp: 10_000,
            is_confidential: false,
        }
    }
}
