//! Somebody with the database in hand changes what happened: the walk names the place.

use sojourn_kit::args;
use sojourn_kit::db::Tx;

use super::store::walk;
use crate::features::secondments::Workflow;
use crate::features::secondments::actions::{EndInput, withdraw};
use crate::features::secondments::fixtures::{TOMASZ, put};
use crate::testing::{House, on_each_database};

/// Six events in one chain.
async fn six_events(house: &House) {
    for _ in 0..6 {
        let mut cx = house.cx("tomasz").await;
        let first_day = "2027-03-01".parse().unwrap();
        let s = put(house, &mut cx, TOMASZ, Workflow::ReleasePending, first_day).await.unwrap();
        let input = EndInput { reason: "No longer needed".to_owned(), version: 1 };
        withdraw(&mut cx, &s.number, &input).await.unwrap();
        cx.commit().await.unwrap();
    }
}

async fn tx_without_triggers(house: &House) -> Tx {
    let mut tx = house.app.db.write().await.unwrap();
    let drop = if house.database == "postgres" {
        "ALTER TABLE events DISABLE TRIGGER ALL; ALTER TABLE event_payloads DISABLE TRIGGER ALL;"
    } else {
        "DROP TRIGGER events_update_refused; DROP TRIGGER events_delete_refused; PRAGMA defer_foreign_keys = ON;"
    };
    tx.script(drop).await.unwrap();
    tx
}

#[tokio::test]
async fn an_untouched_chain_holds_also_with_erased_details() {
    on_each_database(async |house| {
        six_events(house).await;
        let chains = walk(&mut house.app.db.read().await.unwrap()).await.unwrap().unwrap();
        let ours = chains.iter().find(|chain| chain.name.as_deref() == Some("Brightwater Group")).unwrap();
        assert_eq!((ours.events, ours.erased, ours.head_hash.len()), (6, 0, 32));
        let mut tx = house.app.db.write().await.unwrap();
        tx.run("DELETE FROM event_payloads WHERE seq = 2", vec![]).await.unwrap();
        let chains = walk(&mut tx).await.unwrap().unwrap();
        assert_eq!(chains.iter().map(|chain| chain.erased).sum::<u64>(), 1);
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_tampering_is_named_with_its_place() {
    on_each_database(async |house| {
        six_events(house).await;
        for (change, seq, what) in [
            ("UPDATE events SET actor = 'per_somebody_else' WHERE seq = 3", 3, "content"),
            ("UPDATE events SET kind = 'secondment.released' WHERE seq = 4", 4, "content"),
            ("UPDATE events SET subject_id = stream_id WHERE seq = 2", 2, "content"),
            (
                "UPDATE event_payloads SET salt = commitment_of.commitment FROM events commitment_of
              WHERE commitment_of.seq = 5 AND event_payloads.seq = 5",
                5,
                "details",
            ),
            ("UPDATE events SET prev_hash = hash WHERE seq = 3", 3, "follow"),
            ("DELETE FROM events WHERE seq = 3", 3, "missing"),
            ("DELETE FROM events WHERE seq = 6", 5, "later events are missing"),
            ("DELETE FROM events", 1, "all its events are missing"),
            ("UPDATE event_streams SET head_seq = 5", 6, "earlier"),
            (
                "UPDATE event_streams SET head_hash = (SELECT hash FROM events WHERE seq = 1)",
                6,
                "another hash",
            ),
        ] {
            let mut tx = tx_without_triggers(house).await;
            assert!(tx.run(change, args![]).await.unwrap() > 0, "{change}");
            let broken = walk(&mut tx).await.unwrap().unwrap_err();
            assert_eq!(broken.seq, seq, "{change}: {broken}");
            assert!(
                broken.what.contains(what) && broken.to_string().contains("Brightwater Group"),
                "{change}: {broken}"
            );
        }
    })
    .await;
}
