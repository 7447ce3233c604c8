//! What the absence does to the team, on the step about cover, on the release page and as JSON; never for the host.

use axum::http::Method;
use serde_json::json;

use crate::features::proposals::fixtures::{self, Case};
use crate::testing::{House, on_each_database};

async fn needs(house: &House, people: i64, version: i64) {
    let unit = house.world.unit("Brightwater Group", "Customer Service").unwrap();
    let path = format!("/api/v1/calendar/teams/{unit}/minimum");
    let input = json!({"minimum": people, "version": version});
    let set = house.program("maya").await.json(Method::PUT, &path, &input).await;
    assert_eq!(set.status, 200, "{}", set.text);
}

#[tokio::test]
async fn the_team_that_runs_short_is_told_before_anybody_says_yes() {
    on_each_database(async |house| {
        let draft = fixtures::drafted(&house.app, &house.world, Case::Dana).await.unwrap();
        let dana = house.browser("dana").await;
        let step = format!("/secondments/{draft}/propose/costs");
        let quiet = dana.get(&step).await.text;
        assert!(
            !quiet.contains("No gap in") && !quiet.contains("is short for some weeks"),
            "nobody said a number"
        );
        // Olu and Dana are the team: one of them may go
        needs(house, 1, 0).await;
        assert!(dana.get(&step).await.text.contains("No gap in Customer Service."));
        needs(house, 2, 1).await;
        assert!(dana.get(&step).await.text.contains("Customer Service is short for some weeks."));
        let number = fixtures::sent(&house.app, &house.world, Case::Dana).await.unwrap();
        let release = house.browser("olu").await.get(&format!("/secondments/{number}/release")).await.text;
        assert!(release.contains("1 of the 2 people it needs."), "{release}");
        let path = format!("/api/v1/secondments/{number}/proposal");
        let home = house.program("olu").await.get(&path).await.json();
        assert_eq!(
            (&home["team"]["team"], &home["team"]["minimum"]),
            (&json!("Customer Service"), &json!(2))
        );
        assert_eq!(home["team"]["gaps"][0]["present"], 1);
        let host = house.program("fiona").await.get(&path).await.json();
        assert!(host["team"].is_null(), "{host}");
    })
    .await;
}
