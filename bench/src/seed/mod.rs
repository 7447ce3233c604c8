//! The data that pages are read from: the named world, and beside it thousands of people and their secondments.

mod people;
mod records;
mod story;

use sojourn::actor::{OrganisationId, PersonId, SessionId, UnitId};
use sojourn::app::App;
use sojourn::world;
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::db::{Db, Tx};
use sojourn_kit::error::Result;

use crate::crowd;

/// How much is made.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// People.
    pub people: usize,
    /// Secondments.
    pub secondments: usize,
}

/// What a client needs to know of the data.
#[derive(Debug, Clone)]
pub struct Seeded {
    /// The session of Maya, the mobility manager, as a cookie: `name=value`.
    pub cookie: String,
    /// Numbers of records to open, spread over all stages and the whole table.
    pub records: Vec<String>,
    /// The person in the middle of those who were made.
    pub middle: PersonId,
    /// Their employee number.
    pub number: String,
}

/// A person as the records need them.
#[derive(Debug, Clone, Copy)]
struct Member {
    id: PersonId,
    unit: UnitId,
    manager: PersonId,
}

/// The organisation whose pages are read, and those it works with.
struct House {
    home: OrganisationId,
    units: Vec<UnitId>,
    members: Vec<Member>,
    /// Outside hosts, each with its contact.
    outside: Vec<(OrganisationId, PersonId)>,
}

/// Fills an empty, migrated database.
///
/// # Errors
/// When the database refuses.
pub async fn fill(app: &App, size: Size) -> Result<Seeded> {
    let world = world::build(app).await?;
    let home = world.organisation("Brightwater Group")?;
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    let house = people::write(&mut tx, home, size.people, now).await?;
    let records = records::write(&mut tx, &house, size.secondments, now).await?;
    let token = session(&mut tx, app, &world).await?;
    tx.commit().await?;
    settle(&app.db).await?;
    let (middle, number) = (house.members[size.people / 2].id, crowd::number(size.people / 2));
    Ok(Seeded { cookie: format!("sojourn={}", token.reveal()), records, middle, number })
}

async fn session(tx: &mut Tx, app: &App, world: &world::World) -> Result<Token> {
    let token = Token::fresh();
    let now = app.clock.now();
    let sql =
        "INSERT INTO sessions (token_hash, id, account_id, created_at, seen_at, fresh_at, expires_at, user_agent, address)
         VALUES ($1, $2, $3, $4, $4, $4, $5, 'bench', 'bench')";
    let account = world.account("maya")?;
    let values =
        args![token.hash().to_vec(), SessionId::new(now), account, now, now + chrono::Duration::days(30)];
    tx.run(sql, values).await?;
    Ok(token)
}

/// PostgreSQL looks at new tables by itself after a while; here it is told to at once. SQLite does nothing of
/// that kind by itself, so nothing is done for it here either.
async fn settle(db: &Db) -> Result<()> {
    let mut tx = db.read().await?;
    if tx.is_postgres() { tx.script("VACUUM ANALYZE").await } else { Ok(()) }
}
