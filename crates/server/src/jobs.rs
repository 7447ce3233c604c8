//! What happens by itself: each feature brings its jobs, and one node at a time does each of them.

use std::pin::Pin;
use std::time::Duration;

use chrono::TimeDelta;
use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::jobs::More;

use crate::actor::Actor;
use crate::app::App;
use crate::cx::{Cx, Meta};

/// What a job promises.
pub type JobFuture = Pin<Box<dyn Future<Output = Result<More>> + Send>>;

/// A piece of work that is done again and again. Each run is a transaction or several; a run that is repeated
/// after a crash changes nothing twice.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// Its name, the same on every node: it names the lease.
    pub name: &'static str,
    /// How often it looks for work.
    pub every: Duration,
    /// The work.
    pub run: fn(App) -> JobFuture,
}

/// How long a node may take over one run before another may try.
const LEASE: TimeDelta = TimeDelta::minutes(5);

impl Job {
    /// Runs the job if no other node is at it.
    ///
    /// # Errors
    /// Those of the job, or when the database does not answer.
    pub async fn run_alone(self, app: App) -> Result<More> {
        let holder = sojourn_kit::ids::uuid_v7(app.clock.now()).simple().to_string();
        if !take(&app, self.name, &holder).await? {
            return Ok(More::No);
        }
        let done = (self.run)(app.clone()).await;
        give_back(&app, self.name, &holder).await?;
        done
    }
}

async fn take(app: &App, name: &str, holder: &str) -> Result<bool> {
    let now = app.clock.now();
    let until = now.checked_add_signed(LEASE).ok_or_else(|| Error::internal("the clock is at its end"))?;
    let mut tx = app.db.write().await?;
    let taken = tx
        .run(
            "INSERT INTO job_leases (name, holder, until) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = $2, until = $3 WHERE job_leases.until < $4",
            args![name, holder, until, now],
        )
        .await?;
    tx.commit().await?;
    Ok(taken == 1)
}

async fn give_back(app: &App, name: &str, holder: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    tx.run("DELETE FROM job_leases WHERE name = $1 AND holder = $2", args![name, holder]).await?;
    tx.commit().await
}

/// A piece of work of the product itself, writing, with the reason that events will name.
///
/// # Errors
/// When the database does not answer.
pub async fn cx(app: &App, reason: &'static str) -> Result<Cx> {
    let tx = app.db.write().await?;
    Ok(Cx::new(app.clone(), Actor::product(reason), tx, Meta::default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::on_each_database;

    #[tokio::test]
    async fn one_node_at_a_time_holds_a_job_until_it_ends_or_its_lease_does() {
        on_each_database(async |house| {
            assert!(take(&house.app, "count", "one").await.unwrap());
            assert!(!take(&house.app, "count", "two").await.unwrap());
            assert!(take(&house.app, "other", "two").await.unwrap());
            house.app.clock.set(house.app.clock.now() + LEASE + TimeDelta::seconds(1));
            assert!(take(&house.app, "count", "two").await.unwrap());
            give_back(&house.app, "count", "one").await.unwrap();
            assert!(!take(&house.app, "count", "three").await.unwrap(), "only its holder gives a lease back");
            give_back(&house.app, "count", "two").await.unwrap();
            assert!(take(&house.app, "count", "three").await.unwrap());
        })
        .await;
    }
}
