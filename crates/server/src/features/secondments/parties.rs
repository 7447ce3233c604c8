//! Who and where, by name: the people and the two places of a record as screens and the API show them.

use serde::Serialize;
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::model::{Record, Secondment};
use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::cx::Cx;
use crate::features::{organisations, people};

/// Somebody who is part of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Member {
    /// The stable id.
    pub id: PersonId,
    /// Their full name.
    pub name: String,
    /// What they do.
    pub job_title: String,
    /// Whether they can sign in here.
    pub has_account: bool,
}

/// One of the two sides of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Place {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The unit.
    pub unit: Option<UnitId>,
    /// Its name.
    pub unit_name: Option<String>,
    /// Who manages the person there.
    pub manager: Option<Member>,
}

/// The people and the places of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Parties {
    /// The person who goes.
    pub secondee: Member,
    /// Where they are employed.
    pub home: Place,
    /// Where they work meanwhile, once chosen.
    pub host: Option<Place>,
}

impl Parties {
    /// The names behind a record that the actor holds.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, record: &Record) -> Result<Self> {
        let s = &record.secondment;
        let secondee = people::store::brief(cx, s.secondee).await?;
        let home = place(cx, s.home_organisation, s.home_unit, s.home_manager, Some(&secondee)).await?;
        let host = match s.host_organisation {
            Some(organisation) => {
                Some(place(cx, organisation, s.host_unit, s.host_manager, Some(&secondee)).await?)
            }
            None => None,
        };
        Ok(Self { secondee: secondee.into(), home, host })
    }

    /// Home in one short name: the unit when both sides are one organisation or it is known, else the organisation.
    #[must_use]
    pub fn home_name(&self) -> &str {
        self.home.unit_name.as_deref().unwrap_or(&self.home.organisation_name)
    }

    /// Host in one short name: the unit within one organisation, otherwise the organisation.
    #[must_use]
    pub fn host_name(&self) -> Option<&str> {
        let host = self.host.as_ref()?;
        let unit = host.unit_name.as_deref().filter(|_| host.organisation == self.home.organisation);
        Some(unit.unwrap_or(&host.organisation_name))
    }

    /// The record in one line: "Callum Reyes, Sydney Sales to London Sales".
    #[must_use]
    pub fn title(&self) -> String {
        match self.host_name() {
            Some(host) => format!("{}, {} to {host}", self.secondee.name, self.home_name()),
            None => format!("{}, from {}", self.secondee.name, self.home_name()),
        }
    }

    /// Everybody once, the secondee first.
    pub fn everybody(&self) -> impl Iterator<Item = &Member> {
        let managers =
            [self.home.manager.as_ref(), self.host.as_ref().and_then(|host| host.manager.as_ref())];
        std::iter::once(&self.secondee).chain(managers.into_iter().flatten())
    }
}

/// The people that a record names, each once.
#[must_use]
pub fn people_of(s: &Secondment) -> Vec<PersonId> {
    let mut all = vec![s.secondee];
    for person in [s.home_manager, s.host_manager].into_iter().flatten() {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    all
}

/// A side with its names. What a person already loaded says of their own unit is not asked again.
async fn place(
    cx: &mut Cx,
    organisation: OrganisationId,
    unit: Option<UnitId>,
    manager: Option<PersonId>,
    known: Option<&people::Brief>,
) -> Result<Place> {
    let manager = match manager {
        Some(id) => Some(people::store::brief(cx, id).await?),
        None => None,
    };
    let briefs: Vec<&people::Brief> = manager.iter().chain(known).collect();
    let known_organisation = briefs.iter().find(|brief| brief.organisation == organisation);
    let organisation_name = match known_organisation {
        Some(brief) => brief.organisation_name.clone(),
        None => organisations::store::load(cx, organisation).await?.name,
    };
    let known_unit = briefs.iter().find(|brief| unit.is_some() && brief.unit == unit);
    let unit_name = match (known_unit, unit) {
        (Some(brief), _) => brief.unit_name.clone(),
        (None, Some(unit)) => Some(organisations::store::load_unit(cx, unit).await?.name),
        (None, None) => None,
    };
    Ok(Place { organisation, organisation_name, unit, unit_name, manager: manager.map(Into::into) })
}

impl From<people::Brief> for Member {
    fn from(brief: people::Brief) -> Self {
        Self { id: brief.id, name: brief.name, job_title: brief.job_title, has_account: brief.has_account }
    }
}
