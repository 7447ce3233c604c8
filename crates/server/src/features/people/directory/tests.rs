//! Stories of the list and its export.

use axum::http::Method;
use serde_json::json;

use crate::features::people::import::generate;
use crate::testing::{House, on_each_database};

async fn with_many(house: &House, count: u64) {
    let mut text = Vec::new();
    generate::write(&mut text, count, 3).unwrap();
    let maya = house.program("maya").await;
    let answer = maya.send(Method::POST, "/api/v1/imports/people", Some("text/csv"), text.into()).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn every_person_is_met_once_going_forward_and_back() {
    on_each_database(async |house| {
        with_many(house, 400).await;
        let maya = house.program("maya").await;
        let (mut seen, mut path) = (Vec::new(), "/api/v1/people?status=all".to_owned());
        loop {
            let page = maya.get(&path).await.json();
            seen.extend(
                page["data"].as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/people?status=all&after={next}");
        }
        let unique: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!((unique.len(), seen.len() > 400), (seen.len(), true));
        let browser = house.browser("maya").await;
        let page = browser.get(&format!("/people?status=all&before={}", seen[60])).await.text;
        assert!(page.contains(&seen[59]) && page.contains(&seen[10]) && !page.contains(&seen[60]), "{page}");
        assert!(page.contains("rel=\"prev\"") && page.contains("rel=\"next\""));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_searched_and_narrowed() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let all = maya.get("/people").await;
        assert_eq!(all.status, 200);
        assert!(all.text.contains("Inès Baptiste") && all.text.contains("Rob Ellery"));
        for (q, found) in
            [("ines", true), ("BAPTISTE inès", true), ("b0009", true), ("50%", false), ("_", false)]
        {
            let path = format!(
                "/people?q={}",
                percent_encoding::utf8_percent_encode(q, percent_encoding::NON_ALPHANUMERIC)
            );
            assert_eq!(maya.get(&path).await.text.contains("Inès Baptiste"), found, "{q}");
        }
        let unit = house.world.unit("Brightwater Group", "Creative").unwrap();
        let creative = maya.get(&format!("/people?unit={unit}")).await.text;
        assert!(creative.contains("Rob Ellery") && !creative.contains("Ruth Hale"));
        assert!(maya.get("/people?status=left").await.text.contains("Nobody matches"));
        assert_eq!(maya.get("/people?status=odd").await.status, 422);
        let halden = house.world.organisation("Halden Software").unwrap();
        assert_eq!(maya.get(&format!("/people?organisation={halden}")).await.status, 404);
        assert!(!maya.get("/people?status=all").await.text.contains("Sofia"));
        for key in ["tomasz", "finance", "dev", "auditor"] {
            assert_eq!(house.browser(key).await.get("/people").await.status, 404, "{key}");
            assert_eq!(house.browser(key).await.get("/people.csv").await.status, 404, "{key}");
            assert_eq!(house.program(key).await.get("/api/v1/people").await.status, 404, "{key}");
        }
        assert!(house.anonymous().get("/people").await.location().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn the_export_holds_everybody_without_formulas_and_without_pay() {
    on_each_database(async |house| {
        with_many(house, 1_500).await;
        let maya = house.program("maya").await;
        let evil = json!({ "person": {
            "given_name": "=HYPERLINK(\"http://x\")", "family_name": "@Evil", "job_title": "-1+1", "employee_number": "-77",
            "annual_salary": "123456",
        } });
        assert_eq!(maya.json(Method::POST, "/api/v1/people", &evil).await.status, 201);
        let browser = house.browser("maya").await;
        let answer = browser.get("/people.csv?status=all").await;
        assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
        let mut reader = csv::Reader::from_reader(answer.text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.len() > 1_500, "{}", rows.len());
        let evil = rows.iter().find(|row| &row[0] == "-77").expect("a negative number stays one");
        assert_eq!((&evil[1], &evil[2], &evil[6]), ("'=HYPERLINK(\"http://x\")", "'@Evil", "'-1+1"));
        assert!(!answer.text.contains("123456") && !answer.text.contains("salary"));
    })
    .await;
}
