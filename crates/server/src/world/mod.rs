//! The named world: invented people and organisations that tests, the demo and the screenshots all use.
//! Tomasz, Inès, Dana and the others stand for the situations of the two source articles.

mod approving;
mod belonging;
mod changing;
mod during;
pub mod examples;
pub mod openings;
mod returning;
mod roll;
pub mod stages;
mod stories;
mod tasks;
mod teams;
pub mod ways;

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use crate::actor::{AccountId, Actor, OrganisationId, PersonId, Role, UnitId};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::organisations::OrganisationKind;
use roll::{Cast, Roll};

const ORGANISATIONS: &[roll::Named] = &[
    ("Brightwater Group", "Brightwater Studio Ltd", OrganisationKind::Member, "GB", "GBP"),
    ("Halden Software", "Halden Software AB", OrganisationKind::Member, "SE", "SEK"),
    ("Fernleigh Foods", "Fernleigh Foods plc", OrganisationKind::Outside, "GB", "GBP"),
    ("Meridian Finance", "Meridian Finance LLP", OrganisationKind::Outside, "GB", "GBP"),
];

const UNITS: &[roll::Placed] = &[
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

/// Those of the named world.
fn named() -> Roll {
    Roll { organisations: ORGANISATIONS.to_vec(), units: UNITS.to_vec(), people: CAST.to_vec() }
}

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
        let mut personas = named().personas();
        personas.extend(examples::roll().personas());
        personas.into_iter().filter(|(key, _)| self.account(key).is_ok())
    }

    const fn empty() -> Self {
        Self { people: Vec::new(), organisations: Vec::new(), units: Vec::new() }
    }
}

fn unknown(key: &str) -> Error {
    Error::internal(format!("the world has no “{key}”"))
}

/// Writes the world into an empty database, in one transaction.
///
/// # Errors
/// When the database refuses.
pub async fn build(app: &App) -> Result<World> {
    let mut world = World::empty();
    write(app, &mut world, &named()).await?;
    Ok(world)
}

/// Adds the organisations and people of a roll, in one transaction.
async fn write(app: &App, world: &mut World, roll: &Roll) -> Result<()> {
    let tx = app.db.write().await?;
    let mut cx = Cx::new(app.clone(), Actor::product("building the demo world"), tx, Meta::default());
    roll.write(&mut cx, world).await?;
    cx.commit().await
}

/// The world that is already in the database, found again by its names.
///
/// # Errors
/// When the database does not answer, or holds another world.
pub async fn find(app: &App) -> Result<Option<World>> {
    let mut tx = app.db.read().await?;
    let mut world = World::empty();
    if !named().find(&mut tx, &mut world).await? {
        return Ok(None);
    }
    // a demo that was begun before there were examples goes on without them
    examples::roll().find(&mut tx, &mut world).await?;
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
