//! Units and people of the organisation, and outside organisations with a contact each.

use chrono::{DateTime, Utc};
use sojourn::actor::{OrganisationId, PersonId, UnitId};
use sojourn::features::people::folded;
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::Result;

use super::{House, Member};
use crate::bulk::Bulk;
use crate::crowd::{self, DEPARTMENTS, head_of};

/// How many outside hosts there are.
const OUTSIDE: usize = 40;

pub(super) async fn write(
    tx: &mut Tx,
    home: OrganisationId,
    count: usize,
    now: DateTime<Utc>,
) -> Result<House> {
    let units = units(tx, home, now).await?;
    let members = members(tx, home, &units, count, now).await?;
    let outside = outside(tx, now).await?;
    Ok(House { home, units, members, outside })
}

async fn units(tx: &mut Tx, home: OrganisationId, now: DateTime<Utc>) -> Result<Vec<UnitId>> {
    let mut rows = Bulk::new("units", "id, organisation_id, name, place, version, created_at");
    let mut ids = Vec::new();
    for name in DEPARTMENTS {
        let id = UnitId::new(now);
        rows.add(args![id, home, name, "Leeds", 1i64, now]);
        ids.push(id);
    }
    rows.flush(tx).await?;
    Ok(ids)
}

async fn members(
    tx: &mut Tx,
    home: OrganisationId,
    units: &[UnitId],
    count: usize,
    now: DateTime<Utc>,
) -> Result<Vec<Member>> {
    let mut people = Bulk::new(
        "people",
        "id, organisation_id, unit_id, manager_id, employee_number, given_name, family_name, email, job_title, \
         hired_on, status, search, version, created_at, updated_at",
    );
    let mut pay = Bulk::new("pay", "person_id, annual_minor, currency, updated_at");
    let mut members: Vec<Member> = Vec::with_capacity(count);
    for (index, person) in crowd::people(count, 1).enumerate() {
        let id = PersonId::new(now);
        let head = head_of(person.department);
        let manager = (head != index).then(|| members[head].id);
        let search = folded(&format!("{} {} {}", person.family, person.given, person.number));
        let email = format!("{}@brightwater-group.example", person.number.to_lowercase());
        let unit = units[person.department];
        people.add(args![
            id,
            home,
            unit,
            manager,
            person.number,
            person.given,
            person.family,
            email,
            person.title,
            person.hired,
            "active",
            search,
            1i64,
            now,
            now
        ]);
        pay.add(args![id, person.pay * 100, "GBP", now]);
        members.push(Member { id, unit, manager: manager.unwrap_or(id) });
    }
    people.flush(tx).await?;
    pay.flush(tx).await?;
    Ok(members)
}

async fn outside(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<(OrganisationId, PersonId)>> {
    let mut organisations =
        Bulk::new("organisations", "id, name, legal_name, kind, country, currency, version, created_at");
    let mut contacts = Bulk::new(
        "people",
        "id, organisation_id, given_name, family_name, email, job_title, status, search, version, created_at, updated_at",
    );
    let mut all = Vec::new();
    for (index, person) in crowd::people(OUTSIDE, 2).enumerate() {
        let (organisation, contact) = (OrganisationId::new(now), PersonId::new(now));
        let name = format!("{} {} Partners", person.family, index + 1);
        organisations.add(args![
            organisation,
            &name,
            format!("{name} Ltd"),
            "outside",
            "GB",
            "GBP",
            1i64,
            now
        ]);
        let search = folded(&format!("{} {}", person.family, person.given));
        let email = format!("contact{index}@partners.example");
        contacts.add(args![
            contact,
            organisation,
            person.given,
            person.family,
            email,
            "Contact",
            "active",
            search,
            1i64,
            now,
            now
        ]);
        all.push((organisation, contact));
    }
    organisations.flush(tx).await?;
    contacts.flush(tx).await?;
    Ok(all)
}
