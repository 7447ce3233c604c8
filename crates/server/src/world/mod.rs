//! The named world: invented people and organisations that tests, the demo and the screenshots all use.
//! Tomasz, Inès, Dana and the others stand for the situations of the two source articles.

mod approving;
mod belonging;
mod changing;
mod during;
pub mod openings;
mod returning;
pub mod stages;
mod stories;
mod tasks;
mod teams;
pub mod ways;

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use crate::actor::{AccountId, Actor, OrganisationId, PersonId, Role, UnitId};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::organisations::{self, Organisation, OrganisationKind, Unit};
use crate::features::people::folded;

/// A person of the world as it is written down here.
struct Cast {
    key: &'static str,
    given: &'static str,
    family: &'static str,
    job: &'static str,
    organisation: &'static str,
    unit: &'static str,
    manager: Option<&'static str>,
    roles: &'static [Role],
    /// Annual pay in whole units of the organisation's currency.
    pay: Option<i64>,
}

/// `(name, legal name, kind, country, currency)`.
const ORGANISATIONS: &[(&str, &str, OrganisationKind, &str, &str)] = &[
    ("Brightwater Group", "Brightwater Studio Ltd", OrganisationKind::Member, "GB", "GBP"),
    ("Halden Software", "Halden Software AB", OrganisationKind::Member, "SE", "SEK"),
    ("Fernleigh Foods", "Fernleigh Foods plc", OrganisationKind::Outside, "GB", "GBP"),
    ("Meridian Finance", "Meridian Finance LLP", OrganisationKind::Outside, "GB", "GBP"),
];

/// `(organisation, unit, place)`.
const UNITS: &[(&str, &str, &str)] = &[
    ("Brightwater Group", "Customer Service", "Leeds"),
    ("Brightwater Group", "Creative", "London"),
    ("Brightwater Group", "Development", "Leeds"),
    ("Brightwater Group", "Finance", "London"),
    ("Brightwater Group", "London Sales", "London"),
    ("Brightwater Group", "Manufacturing", "Leeds"),
    ("Brightwater Group", "Marketing", "London"),
    ("Brightwater Group", "Mobility", "London"),
    ("Brightwater Group", "Sydney Sales", "Sydney"),
    ("Halden Software", "Platform", "Gothenburg"),
    ("Fernleigh Foods", "Brand", "York"),
    ("Meridian Finance", "Payments", "Manchester"),
];

const fn cast(
    key: &'static str,
    name: (&'static str, &'static str),
    job: &'static str,
    place: (&'static str, &'static str),
    manager: Option<&'static str>,
) -> Cast {
    Cast {
        key,
        given: name.0,
        family: name.1,
        job,
        organisation: place.0,
        unit: place.1,
        manager,
        roles: &[],
        pay: None,
    }
}

impl Cast {
    const fn roles(mut self, roles: &'static [Role]) -> Self {
        self.roles = roles;
        self
    }
    const fn pay(mut self, annual: i64) -> Self {
        self.pay = Some(annual);
        self
    }
}

const B: &str = "Brightwater Group";
const H: &str = "Halden Software";

/// Managers stand before those they manage. People of outside organisations have no account.
const CAST: &[Cast] = &[
    cast("admin", ("Sam", "Idowu"), "Systems administrator", (B, "Development"), None)
        .roles(&[Role::SysAdmin]),
    cast("maya", ("Maya", "Okonjo"), "Mobility manager", (B, "Mobility"), None)
        .roles(&[Role::ProgrammeAdmin, Role::Hr]),
    cast("finance", ("Leila", "Haddad"), "Finance partner", (B, "Finance"), None).roles(&[Role::Finance]),
    cast("dev", ("Dev", "Kapoor"), "Legal counsel", (B, "Mobility"), None).roles(&[Role::Legal]),
    cast("auditor", ("Noor", "Aziz"), "Internal auditor", (B, "Finance"), None).roles(&[Role::Auditor]),
    cast("ruth", ("Ruth", "Hale"), "Financial controller", (B, "Finance"), None).pay(71_000),
    cast("tomasz", ("Tomasz", "Wilk"), "Management accountant", (B, "Finance"), Some("ruth")).pay(48_600),
    cast("rob", ("Rob", "Ellery"), "Creative director", (B, "Creative"), None).pay(83_000),
    cast("ines", ("Inès", "Baptiste"), "Copywriter", (B, "Creative"), Some("rob")).pay(39_500),
    cast("olu", ("Olu", "Bello"), "Customer service lead", (B, "Customer Service"), None).pay(44_000),
    cast("dana", ("Dana", "Whitlock"), "Customer service agent", (B, "Customer Service"), Some("olu"))
        .pay(28_900),
    cast("fiona", ("Fiona", "Achterberg"), "Head of London sales", (B, "London Sales"), None).pay(79_500),
    cast("alison", ("Alison", "Burke"), "Head of Sydney sales", (B, "Sydney Sales"), None).pay(81_000),
    cast("callum", ("Callum", "Reyes"), "Sales manager", (B, "Sydney Sales"), Some("alison")).pay(62_000),
    cast("priya", ("Priya", "Nair"), "Account manager", (B, "Sydney Sales"), Some("alison")).pay(51_000),
    cast("theo", ("Theo", "Martins"), "Head of marketing", (B, "Marketing"), None).pay(76_000),
    cast("grace", ("Grace", "Tan"), "Marketing executive", (B, "Marketing"), Some("theo")).pay(41_000),
    cast("ada", ("Ada", "Kowalski"), "Finance analyst", (B, "Finance"), Some("ruth")).pay(43_500),
    cast("erik", ("Erik", "Nyman"), "Engineering manager", (H, "Platform"), None)
        .roles(&[Role::ProgrammeAdmin, Role::Hr]),
    cast("sofia", ("Sofia", "Lindqvist"), "Principal engineer", (H, "Platform"), Some("erik")).pay(720_000),
    cast("wen", ("Wen", "Zhao"), "Head of development", (B, "Development"), None).pay(88_000),
    cast("ravi", ("Ravi", "Menon"), "Software engineer", (B, "Development"), Some("wen")).pay(57_000),
    cast("helen", ("Helen", "Marsh"), "Brand director", ("Fernleigh Foods", "Brand"), None),
    cast("martin", ("Martin", "Oyelaran"), "Head of payments", ("Meridian Finance", "Payments"), None),
];

/// What was built, found again by key or name.
#[derive(Debug, Clone)]
pub struct World {
    people: Vec<(&'static str, PersonId, Option<AccountId>)>,
    organisations: Vec<(&'static str, OrganisationId)>,
    units: Vec<(&'static str, &'static str, UnitId)>,
}

impl World {
    /// The person with that key.
    ///
    /// # Errors
    /// When the world has nobody of that key.
    pub fn person(&self, key: &str) -> Result<PersonId> {
        self.people.iter().find(|(k, ..)| *k == key).map(|(_, id, _)| *id).ok_or_else(|| unknown(key))
    }

    /// The account of the person with that key.
    ///
    /// # Errors
    /// When they have none.
    pub fn account(&self, key: &str) -> Result<AccountId> {
        self.people
            .iter()
            .find(|(k, ..)| *k == key)
            .and_then(|(.., account)| *account)
            .ok_or_else(|| unknown(key))
    }

    /// The organisation of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn organisation(&self, name: &str) -> Result<OrganisationId> {
        self.organisations.iter().find(|(n, _)| *n == name).map(|(_, id)| *id).ok_or_else(|| unknown(name))
    }

    /// The unit of that name.
    ///
    /// # Errors
    /// When there is none.
    pub fn unit(&self, organisation: &str, name: &str) -> Result<UnitId> {
        let found = self.units.iter().find(|(o, n, _)| *o == organisation && *n == name);
        found.map(|(.., id)| *id).ok_or_else(|| unknown(name))
    }

    /// Those who can sign in: key, name and what they are.
    pub fn personas(&self) -> impl Iterator<Item = (&'static str, String)> {
        CAST.iter().filter(|cast| is_member(cast.organisation)).map(|cast| {
            (cast.key, format!("{} {}, {}, {}", cast.given, cast.family, cast.job, cast.organisation))
        })
    }
}

fn unknown(key: &str) -> Error {
    Error::internal(format!("the world has no “{key}”"))
}

fn is_member(organisation: &str) -> bool {
    ORGANISATIONS.iter().any(|(name, _, kind, ..)| *name == organisation && *kind == OrganisationKind::Member)
}

/// Writes the world into an empty database, in one transaction.
///
/// # Errors
/// When the database refuses.
pub async fn build(app: &App) -> Result<World> {
    let tx = app.db.write().await?;
    let mut cx = Cx::new(app.clone(), Actor::product("building the demo world"), tx, Meta::default());
    let mut world = World { people: Vec::new(), organisations: Vec::new(), units: Vec::new() };
    for (name, legal_name, kind, country, currency) in ORGANISATIONS {
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
        organisations::store::insert(&mut cx, &organisation).await?;
        world.organisations.push((name, id));
    }
    for (organisation, name, place) in UNITS {
        let id = UnitId::new(cx.now());
        let owner = world.organisation(organisation)?;
        let place = Some((*place).to_owned());
        let unit = Unit { id, organisation: owner, parent: None, name: (*name).to_owned(), place };
        organisations::store::insert_unit(&mut cx, &unit).await?;
        world.units.push((organisation, name, id));
    }
    for (number, cast) in CAST.iter().enumerate() {
        insert_person(&mut cx, &mut world, cast, number).await?;
    }
    cx.commit().await?;
    Ok(world)
}

/// The world that is already in the database, found again by its names.
///
/// # Errors
/// When the database does not answer, or holds another world.
pub async fn find(app: &App) -> Result<Option<World>> {
    let mut tx = app.db.read().await?;
    let mut world = World { people: Vec::new(), organisations: Vec::new(), units: Vec::new() };
    for (name, ..) in ORGANISATIONS {
        let Some(row) = tx.one("SELECT id FROM organisations WHERE name = $1", args![*name]).await? else {
            return Ok(None);
        };
        world.organisations.push((name, row.get("id")?));
    }
    for (organisation, name, _) in UNITS {
        let sql = "SELECT id FROM units WHERE organisation_id = $1 AND name = $2";
        let row = tx.one(sql, args![world.organisation(organisation)?, *name]).await?;
        world.units.push((organisation, name, row.ok_or_else(|| unknown(name))?.get("id")?));
    }
    for cast in CAST {
        let sql = "SELECT p.id, a.id AS account_id FROM people p LEFT JOIN accounts a ON a.person_id = p.id
                   WHERE p.organisation_id = $1 AND p.email = $2";
        let row = tx.one(sql, args![world.organisation(cast.organisation)?, email(cast)]).await?;
        let row = row.ok_or_else(|| unknown(cast.key))?;
        world.people.push((cast.key, row.get("id")?, row.get("account_id")?));
    }
    Ok(Some(world))
}

/// Notes that the world is whole: its people, and the past that was told of them.
///
/// # Errors
/// When the database refuses.
pub async fn mark_whole(app: &App) -> Result<()> {
    let mut tx = app.db.write().await?;
    tx.run("INSERT INTO counters (name, last) VALUES ($1, 1)", args![WHOLE]).await?;
    tx.commit().await
}

/// Whether the world was built to its end.
///
/// # Errors
/// When the database does not answer.
pub async fn is_whole(app: &App) -> Result<bool> {
    let mut tx = app.db.read().await?;
    Ok(tx.one("SELECT last FROM counters WHERE name = $1", args![WHOLE]).await?.is_some())
}

/// The mark of a world that was built to its end.
const WHOLE: &str = "demo-world";

async fn insert_person(cx: &mut Cx, world: &mut World, cast: &Cast, number: usize) -> Result<()> {
    let id = PersonId::new(cx.now());
    let organisation = world.organisation(cast.organisation)?;
    let manager = cast.manager.map(|key| world.person(key)).transpose()?;
    let member = is_member(cast.organisation);
    let employee_number = member.then(|| format!("B{:04}", number + 1));
    let search =
        folded(&format!("{} {} {}", cast.family, cast.given, employee_number.clone().unwrap_or_default()));
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
        let currency =
            ORGANISATIONS.iter().find(|(name, ..)| *name == cast.organisation).map_or("GBP", |o| o.4);
        let sql = "INSERT INTO pay (person_id, annual_minor, currency, updated_at) VALUES ($1, $2, $3, $4)";
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

async fn insert_account(cx: &mut Cx, person: PersonId, email: &str) -> Result<AccountId> {
    let id = AccountId::new(cx.now());
    let sql = "INSERT INTO accounts (id, person_id, email, version, created_at) VALUES ($1, $2, $3, 1, $4)";
    cx.tx.run(sql, args![id, person, email, cx.now()]).await?;
    Ok(id)
}

fn email(cast: &Cast) -> String {
    let domain = cast.organisation.to_lowercase().replace(' ', "-");
    format!("{}.{}@{domain}.example", folded(cast.given), folded(cast.family))
}
