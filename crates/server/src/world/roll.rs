//! Who is in a world and where: written into a database, and found there again by name.

use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use super::{World, unknown};
use crate::actor::{AccountId, OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::organisations::{self, Organisation, OrganisationKind, Unit};
use crate::features::people::folded;

/// An organisation: `(name, legal name, kind, country, currency)`.
pub(super) type Named = (&'static str, &'static str, OrganisationKind, &'static str, &'static str);
/// `(organisation, unit, place)`.
pub(super) type Placed = (&'static str, &'static str, &'static str);

/// A person as they are written down.
#[derive(Clone)]
pub(super) struct Cast {
    pub(super) key: &'static str,
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) job: &'static str,
    pub(super) organisation: &'static str,
    pub(super) unit: &'static str,
    pub(super) manager: Option<&'static str>,
    pub(super) roles: &'static [Role],
    /// Annual pay in whole units of the organisation's currency.
    pub(super) pay: Option<i64>,
}

/// Organisations, their units and their people; managers stand before those they manage.
pub(super) struct Roll {
    pub(super) organisations: Vec<Named>,
    pub(super) units: Vec<Placed>,
    pub(super) people: Vec<Cast>,
}

impl Roll {
    fn is_member(&self, organisation: &str) -> bool {
        self.organisations
            .iter()
            .any(|(name, _, kind, ..)| *name == organisation && *kind == OrganisationKind::Member)
    }

    /// Those who can sign in: key, name and what they are.
    pub(super) fn personas(&self) -> Vec<(&'static str, String)> {
        let members = self.people.iter().filter(|cast| self.is_member(cast.organisation));
        members
            .map(|cast| {
                (cast.key, format!("{} {}, {}, {}", cast.given, cast.family, cast.job, cast.organisation))
            })
            .collect()
    }

    /// Writes all of them, and adds them to the world.
    pub(super) async fn write(&self, cx: &mut Cx, world: &mut World) -> Result<()> {
        for (name, legal_name, kind, country, currency) in &self.organisations {
            let id = OrganisationId::new(cx.now());
            let organisation = Organisation {
                id,
                name: (*name).to_owned(),
                legal_name: (*legal_name).to_owned(),
                kind: *kind,
                country: (*country).to_owned(),
                currency: (*currency).to_owned(),
                version: 1,
            };
            organisations::store::insert(cx, &organisation).await?;
            world.organisations.push((name, id));
        }
        for (organisation, name, place) in &self.units {
            let id = UnitId::new(cx.now());
            let owner = world.organisation(organisation)?;
            let place = Some((*place).to_owned());
            let unit = Unit { id, organisation: owner, parent: None, name: (*name).to_owned(), place };
            organisations::store::insert_unit(cx, &unit).await?;
            world.units.push((organisation, name, id));
        }
        for (number, cast) in self.people.iter().enumerate() {
            self.insert_person(cx, world, cast, number).await?;
        }
        Ok(())
    }

    /// Finds all of them again; false when the first organisation is not there.
    pub(super) async fn find(&self, tx: &mut Tx, world: &mut World) -> Result<bool> {
        for (name, ..) in &self.organisations {
            let Some(row) = tx.one("SELECT id FROM organisations WHERE name = $1", args![*name]).await?
            else {
                return Ok(false);
            };
            world.organisations.push((name, row.get("id")?));
        }
        for (organisation, name, _) in &self.units {
            let sql = "SELECT id FROM units WHERE organisation_id = $1 AND name = $2";
            let row = tx.one(sql, args![world.organisation(organisation)?, *name]).await?;
            world.units.push((organisation, name, row.ok_or_else(|| unknown(name))?.get("id")?));
        }
        for cast in &self.people {
            let sql =
                "SELECT p.id, a.id AS account_id FROM people p LEFT JOIN accounts a ON a.person_id = p.id
                       WHERE p.organisation_id = $1 AND p.email = $2";
            let row = tx.one(sql, args![world.organisation(cast.organisation)?, email(cast)]).await?;
            let row = row.ok_or_else(|| unknown(cast.key))?;
            world.people.push((cast.key, row.get("id")?, row.get("account_id")?));
        }
        Ok(true)
    }

    async fn insert_person(&self, cx: &mut Cx, world: &mut World, cast: &Cast, number: usize) -> Result<()> {
        let id = PersonId::new(cx.now());
        let organisation = world.organisation(cast.organisation)?;
        let manager = cast.manager.map(|key| world.person(key)).transpose()?;
        let member = self.is_member(cast.organisation);
        let employee_number = member.then(|| format!("B{:04}", number + 1));
        let search = folded(&format!(
            "{} {} {}",
            cast.family,
            cast.given,
            employee_number.clone().unwrap_or_default()
        ));
        cx.tx
            .run(
                "INSERT INTO people (id, organisation_id, unit_id, manager_id, employee_number, given_name, family_name, email,
                    job_title, hired_on, status, search, version, created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', $11, 1, $12, $12)",
                args![
                    id,
                    organisation,
                    world.unit(cast.organisation, cast.unit)?,
                    manager,
                    employee_number,
                    cast.given,
                    cast.family,
                    email(cast),
                    cast.job,
                    cx.today() - chrono::Duration::days(900 + 37 * i64::try_from(number).unwrap_or(0)),
                    search,
                    cx.now()
                ],
            )
            .await?;
        if let Some(annual) = cast.pay {
            let currency = self
                .organisations
                .iter()
                .find(|(name, ..)| *name == cast.organisation)
                .map_or("GBP", |o| o.4);
            let sql =
                "INSERT INTO pay (person_id, annual_minor, currency, updated_at) VALUES ($1, $2, $3, $4)";
            cx.tx.run(sql, args![id, annual * 100, currency, cx.now()]).await?;
        }
        let account = if member { Some(insert_account(cx, id, &email(cast)).await?) } else { None };
        for role in cast.roles {
            cx.tx
                .run(
                    "INSERT INTO roles (id, person_id, organisation_id, role, from_date, granted_at) VALUES ($1, $2, $3, $4, $5, $6)",
                    args![uuid_v7(cx.now()), id, organisation, role.as_str(), cx.today(), cx.now()],
                )
                .await?;
        }
        world.people.push((cast.key, id, account));
        Ok(())
    }
}

async fn insert_account(cx: &mut Cx, person: PersonId, email: &str) -> Result<AccountId> {
    let id = AccountId::new(cx.now());
    let sql = "INSERT INTO accounts (id, person_id, email, version, created_at) VALUES ($1, $2, $3, 1, $4)";
    cx.tx.run(sql, args![id, person, email, cx.now()]).await?;
    Ok(id)
}

/// The address of a person: their name at their organisation.
pub(super) fn email(cast: &Cast) -> String {
    let domain = cast.organisation.to_lowercase().replace(' ', "-");
    let part = |name: &str| folded(name).replace(' ', "-");
    format!("{}.{}@{domain}.example", part(cast.given), part(cast.family))
}
