//! Records put straight into the database, for tests that are not about how they came to be.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::model::{Kind, Paper, Presence, Scope, Secondment, SecondmentId, WayIn, Workflow};
use super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::testing::House;

/// Who takes part in a fixture, by the keys of the named world.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// The person who goes.
    pub secondee: &'static str,
    /// Who lets them go.
    pub home_manager: &'static str,
    /// Who directs the work there.
    pub host_manager: &'static str,
    /// `(organisation, unit)` of the home.
    pub home: (&'static str, &'static str),
    /// `(organisation, unit)` of the host.
    pub host: (&'static str, &'static str),
}

/// Callum from Sydney to London, within one organisation.
pub const CALLUM: Cast = Cast {
    secondee: "callum",
    home_manager: "alison",
    host_manager: "fiona",
    home: ("Brightwater Group", "Sydney Sales"),
    host: ("Brightwater Group", "London Sales"),
};

/// Tomasz to a client that has no account here.
pub const TOMASZ: Cast = Cast {
    secondee: "tomasz",
    home_manager: "ruth",
    host_manager: "martin",
    home: ("Brightwater Group", "Finance"),
    host: ("Meridian Finance", "Payments"),
};

/// Writes the record in that state and gives its people their roles; answers it.
pub async fn put(
    house: &House,
    cx: &mut Cx,
    cast: Cast,
    workflow: Workflow,
    first_day: NaiveDate,
) -> Result<Secondment> {
    let world = &house.world;
    let number = format!("SO-{:04}", cx.next_number("secondment").await?);
    let home = world.organisation(cast.home.0)?;
    let host = world.organisation(cast.host.0)?;
    let is_internal = home == host;
    let (paper, presence) = facts_of(workflow);
    let secondment = Secondment {
        id: SecondmentId::new(cx.now()),
        number,
        version: 1,
        workflow,
        paper,
        presence,
        kind: if is_internal { Kind::International } else { Kind::Client },
        scope: if is_internal { Scope::Internal } else { Scope::External },
        way_in: WayIn::OwnRequest,
        title: "Sales manager".to_owned(),
        purpose: "Learning the European market, and coming home with a plan for it.".to_owned(),
        secondee: world.person(cast.secondee)?,
        author: world.person(cast.secondee)?,
        home_organisation: home,
        home_unit: Some(world.unit(cast.home.0, cast.home.1)?),
        home_manager: Some(world.person(cast.home_manager)?),
        host_organisation: Some(host),
        host_unit: Some(world.unit(cast.host.0, cast.host.1)?),
        host_manager: Some(world.person(cast.host_manager)?),
        place: "London".to_owned(),
        starts_on: Some(first_day),
        ends_on: Some(first_day + Duration::days(172)),
        ends_with: String::new(),
        fte_bp: 10_000,
        recharged_at_cost: false,
        is_confidential: false,
        created_at: cx.now(),
        updated_at: cx.now(),
    };
    store::insert(cx, &secondment).await?;
    let s = &secondment;
    let host_role = if is_internal { Role::HostManager } else { Role::PartnerContact };
    for (person, of, role, side) in [
        (cast.secondee, home, Role::Secondee, "home"),
        (cast.home_manager, home, Role::HomeManager, "home"),
        (cast.host_manager, host, host_role, "host"),
    ] {
        store::grant(cx, s, world.person(person)?, of, role, side).await?;
    }
    Ok(secondment)
}

/// The paper and the presence that usually go with a state.
fn facts_of(workflow: Workflow) -> (Paper, Presence) {
    match workflow {
        Workflow::TermsNegotiation => (Paper::Draft, Presence::NotStarted),
        Workflow::AgreementIssued => (Paper::Issued, Presence::NotStarted),
        Workflow::PartlySigned => (Paper::PartlySigned, Presence::NotStarted),
        Workflow::Executed | Workflow::PreStart => (Paper::Executed, Presence::NotStarted),
        Workflow::Active => (Paper::Executed, Presence::AtHost),
        Workflow::Returned | Workflow::Closed => (Paper::Executed, Presence::Returned),
        _ => (Paper::None, Presence::NotStarted),
    }
}
