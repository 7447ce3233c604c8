//! What happens by itself: each feature brings its jobs, and one node at a time does each of them.

use std::pin::Pin;
use std::time::Duration;

use chrono::TimeDelta;
use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::TypedId;
use sojourn_kit::jobs::More;
use uuid::Uuid;

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

/// What one batch promises: the id of the last row that it did, none when there was none left.
pub type BatchFuture<'a, I> = Pin<Box<dyn Future<Output = Result<Option<I>>> + Send + 'a>>;

/// Does batch after batch of rows in the order of their ids, each in a transaction of its own, until none is left. A
/// batch does the rows behind the id that it is given.
///
/// # Errors
/// Those of a batch: then it wrote nothing, and those before it stay.
pub async fn for_each_batch<I: TypedId>(
    app: &App,
    reason: &'static str,
    batch: for<'a> fn(&'a mut Cx, I) -> BatchFuture<'a, I>,
) -> Result<More> {
    let mut after = I::of(Uuid::nil());
    loop {
        let mut cx = cx(app, reason).await?;
        let last = batch(&mut cx, after).await?;
        cx.commit().await?;
        match last {
            Some(last) => after = last,
            None => return Ok(More::No),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::PersonId;
    use crate::testing::on_each_database;

    /// Looks at two people behind an id, and notes for each that it did.
    async fn two(cx: &mut Cx, after: PersonId) -> Result<Option<PersonId>> {
        let sql = "SELECT id FROM people WHERE id > $1 ORDER BY id LIMIT 2";
        let rows = cx.tx.all(sql, args![after]).await?;
        let mut last = None;
        for row in rows {
            let id: PersonId = row.get("id")?;
            let sql = "UPDATE people SET job_title = job_title || ' seen' WHERE id = $1";
            cx.tx.run(sql, args![id]).await?;
            last = Some(id);
        }
        Ok(last)
    }

    #[tokio::test]
    async fn batch_after_batch_comes_to_everybody_once() {
        on_each_database(async |house| {
            let more = for_each_batch(&house.app, "counting", |cx, after| Box::pin(two(cx, after))).await;
            assert_eq!(more.unwrap(), More::No);
            let mut tx = house.app.db.read().await.unwrap();
            let all = tx.count("SELECT COUNT(*) AS n FROM people", args![]).await.unwrap();
            let sql = "SELECT COUNT(*) AS n FROM people WHERE job_title LIKE '% seen' AND job_title NOT LIKE '% seen seen'";
            assert_eq!(tx.count(sql, args![]).await.unwrap(), all);
            assert!(all > 4, "more than two batches");
        })
        .await;
    }

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
