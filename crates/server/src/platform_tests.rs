//! What the platform promises, shown on both databases with the product's own schema.

use chrono::Duration;
use sojourn_kit::args;
use sojourn_kit::error::Error;
use sojourn_kit::ids::uuid_v7;
use sojourn_kit::outbox::{self, Outgoing};
use sojourn_kit::web::{OnceKey, Reply};
use uuid::Uuid;

use crate::actor::OrganisationId;
use crate::event::Event;
use crate::testing::{House, on_each_database};

#[derive(serde::Serialize)]
struct Ticked {
    organisation: OrganisationId,
    by: usize,
}

impl Event for Ticked {
    const KIND: &'static str = "test.ticked";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.organisation.0
    }
}

fn letter(dedup: &str) -> Outgoing {
    Outgoing {
        dedup: dedup.to_owned(),
        kind: "test".to_owned(),
        subject_id: None,
        to_name: "Helen Marsh".to_owned(),
        to_address: "helen@fernleigh.example".to_owned(),
        subject: "A letter".to_owned(),
        body: "Text".to_owned(),
    }
}

#[tokio::test]
async fn many_writers_leave_a_chain_without_gaps() {
    on_each_database(async |house| {
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let before = heads(house).await;
        let writers = (0..20).map(|by| async move {
            for _ in 0..5 {
                let mut cx = house.cx("maya").await;
                cx.record(&Ticked { organisation, by }).await.unwrap();
                cx.commit().await.unwrap();
            }
        });
        futures_util::future::join_all(writers).await;
        let sql = "SELECT seq, prev_hash, hash FROM events WHERE stream_id = $1 ORDER BY seq";
        let rows = house.app.db.read().await.unwrap().all(sql, args![organisation]).await.unwrap();
        assert_eq!(i64::try_from(rows.len()).unwrap(), before + 100);
        let mut last = vec![0u8; 32];
        for (place, row) in rows.iter().enumerate() {
            assert_eq!(row.get::<i64>("seq").unwrap(), i64::try_from(place).unwrap() + 1);
            assert_eq!(row.get::<Vec<u8>>("prev_hash").unwrap(), last);
            last = row.get("hash").unwrap();
        }
    })
    .await;
}

async fn heads(house: &House) -> i64 {
    let sql = "SELECT COALESCE(SUM(head_seq), 0) AS n FROM event_streams";
    let sql = if house.database == "postgres" {
        sql.replace("SUM(head_seq)", "SUM(head_seq)::bigint")
    } else {
        sql.to_owned()
    };
    house.app.db.read().await.unwrap().count(&sql, vec![]).await.unwrap()
}

#[tokio::test]
async fn what_is_rolled_back_leaves_no_trace() {
    on_each_database(async |house| {
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let before = heads(house).await;
        let mut cx = house.cx("maya").await;
        cx.record(&Ticked { organisation, by: 0 }).await.unwrap();
        cx.enqueue(&letter("rolled back")).await.unwrap();
        drop(cx);
        assert_eq!(heads(house).await, before);
        let sql = "SELECT COUNT(*) AS n FROM outbox WHERE dedup = 'rolled back'";
        assert_eq!(house.app.db.read().await.unwrap().count(sql, vec![]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_written_once_and_leased_to_one_worker() {
    on_each_database(async |house| {
        let now = house.app.clock.now();
        let mut tx = house.app.db.write().await.unwrap();
        for number in 0..30 {
            outbox::enqueue(&mut tx, now, &letter(&format!("cause/{number}"))).await.unwrap();
            outbox::enqueue(&mut tx, now, &letter(&format!("cause/{number}"))).await.unwrap();
        }
        tx.commit().await.unwrap();
        let workers = (0..6).map(|_| async move {
            let mut tx = house.app.db.write().await.unwrap();
            let leased = outbox::claim(&mut tx, now, 10).await.unwrap();
            tx.commit().await.unwrap();
            leased.into_iter().map(|letter| letter.id).collect::<Vec<_>>()
        });
        let mut all: Vec<Uuid> = futures_util::future::join_all(workers).await.concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 30, "each once, none twice");

        let mut tx = house.app.db.write().await.unwrap();
        assert!(
            outbox::claim(&mut tx, now + Duration::minutes(4), 50).await.unwrap().is_empty(),
            "still leased"
        );
        outbox::sent(&mut tx, all[0], now).await.unwrap();
        outbox::failed(&mut tx, all[1], None, "no such mailbox").await.unwrap();
        let again = outbox::claim(&mut tx, now + Duration::minutes(6), 50).await.unwrap();
        assert_eq!(again.len(), 28, "the lease ran out; sent and failed ones stay");
        assert!(again.iter().all(|letter| letter.attempts == 2));
    })
    .await;
}

#[tokio::test]
async fn a_second_submit_gets_the_first_answer_and_has_no_effect() {
    on_each_database(async |house| {
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let before = heads(house).await;
        let key = |body: u8| {
            Some(OnceKey { key: Some("k1".into()), body_hash: [body; 32], route: "POST /x".into() })
        };
        let mut cx = house.cx("maya").await;
        cx.take_once(key(1)).await.unwrap();
        cx.record(&Ticked { organisation, by: 0 }).await.unwrap();
        let first = cx.finish(Reply::see("/there")).await.unwrap();

        let mut cx = house.cx("maya").await;
        let Err(Error::Replay(second)) = cx.take_once(key(1)).await else { panic!("no replay") };
        assert_eq!(*second, first);
        drop(cx);
        let mut cx = house.cx("maya").await;
        assert!(matches!(cx.take_once(key(2)).await, Err(Error::Invalid(_))), "same key, other words");
        drop(cx);
        let mut cx = house.cx("ruth").await;
        assert!(cx.take_once(key(2)).await.is_ok(), "another person's key is another key");
        drop(cx);
        assert_eq!(heads(house).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_in_flight_has_one_effect_however_many_submit_it() {
    on_each_database(async |house| {
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let before = heads(house).await;
        let submits = (0..20).map(|_| async move {
            let mut cx = house.cx("maya").await;
            let once = OnceKey { key: Some("race".into()), body_hash: [7; 32], route: "POST /x".into() };
            match cx.take_once(Some(once)).await {
                Ok(()) => {
                    cx.record(&Ticked { organisation, by: 0 }).await.unwrap();
                    cx.finish(Reply::see("/there")).await.unwrap()
                }
                Err(Error::Replay(reply)) => *reply,
                Err(other) => panic!("{other}"),
            }
        });
        let replies = futures_util::future::join_all(submits).await;
        assert!(replies.iter().all(|reply| *reply == Reply::see("/there")));
        assert_eq!(heads(house).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn events_and_documents_are_never_changed() {
    on_each_database(async |house| {
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let mut cx = house.cx("maya").await;
        cx.record(&Ticked { organisation, by: 0 }).await.unwrap();
        cx.tx
            .run(
                "INSERT INTO documents (sha256, media, size, bytes, created_at) VALUES ($1, 'text/html', 1, $1, $2)",
                args![[1u8; 32], house.app.clock.now()],
            )
            .await
            .unwrap();
        cx.commit().await.unwrap();
        for sql in [
            "UPDATE events SET actor = 'nobody'",
            "DELETE FROM events",
            "UPDATE documents SET media = 'text/plain'",
            "DELETE FROM documents",
        ] {
            let mut tx = house.app.db.write().await.unwrap();
            assert!(tx.run(sql, vec![]).await.is_err(), "{sql} on {}", house.database);
        }
    })
    .await;
}

#[tokio::test]
async fn sqlite_is_durable_and_its_readers_cannot_write() {
    on_each_database(async |house| {
        let Some((write, read)) = house.app.db.synchronous().await.unwrap() else { return };
        assert_eq!((write, read), (2, 2), "synchronous=FULL");
        let mut tx = house.app.db.read().await.unwrap();
        let values = args![uuid_v7(house.app.clock.now()), "x", house.app.clock.now()];
        assert!(tx.run("INSERT INTO attempts (id, what, at) VALUES ($1, $2, $3)", values).await.is_err());
        let mode =
            tx.one("SELECT journal_mode AS m FROM pragma_journal_mode", vec![]).await.unwrap().unwrap();
        assert_eq!(mode.get::<String>("m").unwrap(), "wal");
    })
    .await;
}
