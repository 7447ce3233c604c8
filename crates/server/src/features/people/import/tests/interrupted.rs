//! A reading that dies with its process does not keep anybody waiting.

use chrono::TimeDelta;

use super::{file, number};
use crate::features::people::import::actions::{file_of, start};
use crate::features::people::import::interrupted::{JOB, SILENCE};
use crate::features::people::import::model::{Import, ImportId, Plan};
use crate::features::people::import::rows::Staged;
use crate::features::people::import::store;
use crate::testing::{House, on_each_database};

const ROWS: &str = "SELECT COUNT(*) AS n FROM people_import_rows";

/// An import with its file and its first row, whose process then ends.
async fn left_behind(house: &House) -> Import {
    let mut cx = house.cx("maya").await;
    let (id, organisation) = (ImportId::new(cx.now()), cx.actor.organisation);
    let import = start(&mut cx, id, organisation, "people.csv", Plan::default()).await.unwrap();
    let path = file_of(&house.app, id);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, file(&["1,Ada,Byron,,,,,,,", "2,Bo,Ek,,,,,,,"])).unwrap();
    let row = Staged {
        row: 2,
        number: "1".to_owned(),
        given: "Ada".to_owned(),
        family: "Byron".to_owned(),
        search: "byron ada 1".to_owned(),
        ..Staged::default()
    };
    let now = cx.now();
    assert!(store::stage(&mut cx.tx, &import, &[row], 1, now).await.unwrap());
    cx.commit().await.unwrap();
    import
}

#[tokio::test]
async fn a_reading_whose_process_died_is_refused_with_a_reason_and_can_be_read_again() {
    on_each_database(async |house| {
        let import = left_behind(house).await;
        let (maya, path) = (house.browser("maya").await, format!("/imports/{}", import.id));
        JOB.run_alone(house.app.clone()).await.unwrap();
        assert!(maya.get(&path).await.headers.contains_key("refresh"), "five minutes are not over");

        house.app.clock.set(house.app.clock.now() + SILENCE + TimeDelta::seconds(1));
        JOB.run_alone(house.app.clone()).await.unwrap();
        let page = maya.get(&path).await;
        assert!(page.headers.get("refresh").is_none());
        assert!(page.text.contains("Sojourn was stopped while it read this file."), "{}", page.text);
        assert_eq!(number(house, ROWS).await, 0, "the waiting room is empty");
        // should the old reading be alive after all, it puts nothing in any more
        let mut tx = house.app.db.write().await.unwrap();
        assert!(!store::stage(&mut tx, &import, &[], 2, house.app.clock.now()).await.unwrap());
        drop(tx);

        let again = maya.post(&format!("{path}/mapping"), &[]).await;
        assert_eq!(again.location(), path, "{}", again.text);
        assert!(super::pages::read(&maya, &path).await.text.contains("Take over 2 people"));
    })
    .await;
}

#[tokio::test]
async fn a_reading_that_goes_on_is_left_alone() {
    on_each_database(async |house| {
        let import = left_behind(house).await;
        house.app.clock.set(house.app.clock.now() + SILENCE + TimeDelta::seconds(1));
        let mut tx = house.app.db.write().await.unwrap();
        assert!(store::stage(&mut tx, &import, &[], 2, house.app.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        JOB.run_alone(house.app.clone()).await.unwrap();
        let reading = "SELECT COUNT(*) AS n FROM people_imports WHERE state = 'reading'";
        assert_eq!((number(house, reading).await, number(house, ROWS).await), (1, 1));
    })
    .await;
}
