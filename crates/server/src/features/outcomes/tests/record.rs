//! The record to take along.

use serde_json::json;

use super::*;
use crate::features::objectives;
use crate::features::objectives::model::{ItemInput, Kind, Phase, Status};
use crate::features::returns::fixtures as returns;
use crate::testing::on_each_database;

fn aim(title: &str, phase: Phase, weight: u8) -> ItemInput {
    ItemInput {
        id: None,
        title: title.to_owned(),
        measure: "Both managers say so".to_owned(),
        kind: Kind::Deliver,
        phase,
        weight,
        due_on: None,
    }
}

#[tokio::test]
async fn the_record_says_where_when_and_what_and_nothing_confidential() {
    on_each_database(async |house| {
        let (app, world) = (&house.app, &house.world);
        let (n, last) = away(house).await;
        let items = vec![
            aim("Run five account reviews", Phase::Contribute, 60),
            aim("Teach <b>London</b>", Phase::HandOver, 40),
        ];
        objectives::fixtures::agreed(app, world, &n, ["callum", "alison", "fiona"], items).await.unwrap();
        let note = (Status::Done, 100, "All five held");
        objectives::fixtures::noted(app, world, "callum", &n, 0, note).await.unwrap();
        let path = format!("/api/v1/secondments/{n}/record");
        assert_eq!(house.program("callum").await.get(&path).await.status, 409, "not before the return");
        assert_eq!(house.browser("callum").await.get(&format!("/secondments/{n}/record")).await.status, 409);
        go_to(house, last + Duration::days(3));
        placements::returned(app, world, "alison", &n, "Sales manager").await.unwrap();
        returns::uses(app, world, "callum", &n, 10, ["Account reviews", "Every Tuesday"]).await.unwrap();
        returns::used(app, world, "callum", &n, "Six held").await.unwrap();

        for (who, status) in
            [("alison", 403), ("fiona", 403), ("finance", 403), ("auditor", 403), ("grace", 404)]
        {
            assert_eq!(house.program(who).await.get(&path).await.status, status, "{who}");
            for page in ["record", "record/letter"] {
                let answer = house.browser(who).await.get(&format!("/secondments/{n}/{page}")).await;
                assert_eq!(answer.status, status, "{who} {page}");
            }
        }
        let view = house.program("callum").await.get(&path).await.json();
        assert_eq!(view["to"], last.to_string());
        assert_eq!(
            view["objectives"][0],
            json!({ "title": "Run five account reviews", "reached_percent": 100 })
        );
        assert_eq!(view["skills"][0]["skill"], "Account reviews");
        assert_eq!(house.program("maya").await.get(&path).await.status, 200);
        let page = house.browser("callum").await.get(&format!("/secondments/{n}/record")).await;
        let letter = house.browser("callum").await.get(&format!("/secondments/{n}/record/letter")).await;
        for text in [&page.text, &letter.text] {
            for words in [
                "Callum Reyes was seconded from",
                "Run five account reviews: reached",
                "Account reviews, in use since",
            ] {
                assert!(text.contains(words), "{words}: {text}");
            }
            assert!(
                !text.contains("Six held") && !text.contains("All five held"),
                "words of others stay here"
            );
            assert!(!text.contains("<b>London"), "typed text is text");
        }
        let whole = format!("{view}{}", letter.text).to_lowercase();
        for word in ["£", "pay", "salary", "recharge"] {
            assert!(!whole.contains(word), "{word} in {whole}");
        }
        let policy = letter.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    })
    .await;
}

#[tokio::test]
async fn of_a_confidential_assignment_the_host_is_not_named() {
    on_each_database(async |house| {
        let (n, _) = back(house).await;
        let need = crate::world::ways::need(&house.app, &house.world, "alison", "callum").await.unwrap();
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "UPDATE needs SET is_confidential = $2, secondment_id = (SELECT id FROM secondments WHERE number = $3)
                   WHERE number = $1";
        assert_eq!(tx.run(sql, args![&need, true, &n]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let view = house.program("callum").await.get(&format!("/api/v1/secondments/{n}/record")).await;
        assert_eq!(view.status, 200, "{}", view.text);
        assert!(!view.text.contains("London"), "{}", view.text);
        assert_eq!(view.json()["role"], "a confidential assignment");
    })
    .await;
}
