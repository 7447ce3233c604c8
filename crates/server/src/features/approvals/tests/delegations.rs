//! Who decides in whose place.

use super::*;
use crate::testing::on_each_database;

/// Says who decides in somebody's place, for some days from today.
async fn stand_in(house: &House, who: &str, delegate: &str, to: &str) -> Answer {
    let body = json!({"delegate": delegate, "from": house.app.clock.today(), "to": to, "reason": "Leave"});
    post(house, who, "/delegations", body).await
}

#[tokio::test]
async fn a_deputy_decides_and_the_decision_says_for_whom() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let path = format!("/secondments/{number}/approvals");
        assert_eq!(house.browser("theo").await.get(&path).await.status, 404);
        let made = stand_in(house, "maya", "Theo Martins", "2026-12-04").await;
        assert_eq!(made.status, 200, "{}", made.text);
        assert_eq!(letters(house, "delegation_made").await, ["Theo Martins"]);
        let theo = house.browser("theo").await;
        let list = theo.get("/approvals").await.text;
        assert!(list.contains("Callum Reyes") && list.contains("For Maya Okonjo"), "{list}");
        let page = theo.get(&path).await.text;
        assert!(page.contains("You decide this for Maya Okonjo"), "{page}");
        assert!(
            !page.contains(&format!("/secondments/{number}/cancellation")),
            "the decision and nothing else"
        );
        approve(house, "theo", &number).await;
        assert_eq!(theo.get(&path).await.status, 404, "it was theirs for this decision");
        let seen = route(house, "callum", &number).await;
        let decided = &seen["steps"][0]["decided"];
        assert_eq!(decided["decided_by"], json!(house.world.person("theo").unwrap()));
        assert_eq!(decided["decided_for"], json!(house.world.person("maya").unwrap()));
        let page = house.browser("callum").await.get(&path).await.text;
        assert!(page.contains("Approved by Theo Martins, for Maya Okonjo"), "{page}");
        let decided = theo.get("/approvals?view=decided").await.text;
        assert!(
            decided.contains("For Maya Okonjo") && !decided.contains(&format!("/secondments/{number}\""))
        );
    })
    .await;
}

#[tokio::test]
async fn a_deputy_of_the_home_manager_answers_the_release() {
    on_each_database(async |house| {
        stand_in(house, "alison", "Theo Martins", "2026-12-04").await;
        let number = fixtures::sent(&house.app, &house.world, Case::Callum).await.unwrap();
        assert_eq!(letters(house, "proposal.sent").await, ["Alison Burke", "Theo Martins"]);
        let home = house.browser("theo").await.get("/").await.text;
        assert!(
            home.contains("Decide whether Callum Reyes may go") && home.contains("For Alison Burke"),
            "{home}"
        );
        let version = record(house, "callum", &number).await["version"].clone();
        let body =
            json!({"decision": "release", "note": "Alison agreed before she left.", "version": version});
        let answer = post(house, "theo", &format!("/secondments/{number}/release"), body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(letters(house, "secondment.released").await, ["Alison Burke", "Callum Reyes"]);
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT body FROM outbox WHERE kind = 'secondment.released' AND to_name = 'Alison Burke'";
        let told: String = tx.one(sql, args![]).await.unwrap().unwrap().get("body").unwrap();
        drop(tx);
        let who = "Theo Martins released Callum Reyes in your place on 23 November 2026";
        assert!(told.contains(who) && told.contains(&format!("/secondments/{number}")), "{told}");
        let page = house.browser("callum").await.get(&format!("/secondments/{number}/proposal")).await.text;
        assert!(page.contains("Theo Martins, for Alison Burke, released Callum"), "{page}");
        assert_eq!(house.browser("theo").await.get(&format!("/secondments/{number}")).await.status, 404);
        let proposal =
            house.program("callum").await.get(&format!("/api/v1/secondments/{number}/proposal")).await;
        let decision = &proposal.json()["decisions"][0];
        assert_eq!(decision["decided_for"], json!(house.world.person("alison").unwrap()));
    })
    .await;
}

#[tokio::test]
async fn nobody_hands_on_what_they_could_not_decide() {
    on_each_database(async |house| {
        // Tomasz holds HR too; whoever stands in for him still can’t decide his own
        give(house, "tomasz", "Brightwater Group", Role::Hr).await;
        stand_in(house, "tomasz", "Theo Martins", "2026-12-04").await;
        let number = released(house, Case::Tomasz).await;
        assert_eq!(decide(house, "theo", &number, json!({"decision": "approve"})).await.status, 404);
        // and the secondee decides their own in nobody’s place
        stand_in(house, "maya", "Tomasz Wilk", "2026-12-04").await;
        assert_eq!(
            code(&decide(house, "tomasz", &number, json!({"decision": "approve"})).await),
            "own_secondment"
        );
        // nor is it handed on twice
        stand_in(house, "theo", "Olu Bello", "2026-12-04").await;
        assert_eq!(decide(house, "olu", &number, json!({"decision": "approve"})).await.status, 404);
        let waiting = house.program("theo").await.get("/api/v1/approvals").await.json();
        assert_eq!(waiting["data"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn it_begins_and_ends_on_its_days_or_earlier() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let path = format!("/secondments/{number}/approvals");
        let later =
            json!({"delegate": "Theo Martins", "from": "2026-11-25", "to": "2026-11-26", "reason": "Leave"});
        post(house, "maya", "/delegations", later).await;
        for (day, status) in [("24", 404), ("25", 200), ("26", 200), ("27", 404)] {
            house.app.clock.set(format!("2026-11-{day}T09:00:00Z").parse().unwrap());
            assert_eq!(house.browser("theo").await.get(&path).await.status, status, "on the {day}th");
        }
        let made =
            stand_in(house, "maya", "theo.martins@brightwater-group.example", "2026-12-04").await.json();
        assert_eq!(house.browser("theo").await.get(&path).await.status, 200);
        let id = made["id"].as_str().unwrap();
        let end = format!("/approvals/delegations/{id}/end");
        assert_eq!(house.browser("olu").await.post(&end, &[]).await.status, 404, "not theirs to end");
        assert_eq!(house.browser("maya").await.post(&end, &[]).await.status, 303);
        assert_eq!(house.browser("theo").await.get(&path).await.status, 404);
        assert_eq!(letters(house, "delegation_ended").await, ["Theo Martins"]);
        assert_eq!(code(&post(house, "theo", &format!("/delegations/{id}/end"), json!({})).await), "over");
    })
    .await;
}

#[tokio::test]
async fn wrong_words_stay_in_the_form() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let page = "/approvals/delegations";
        let fields =
            [("delegate", "Nobody Here"), ("from", "23 Nov 2026"), ("to", "31 February"), ("reason", "")];
        let wrong = maya.post(page, &fields).await;
        assert_eq!(wrong.status, 422);
        for words in ["Nobody Here", "31 February", "Say why"] {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let me = [
            ("delegate", "Maya Okonjo"),
            ("from", "23 Nov 2026"),
            ("to", "24 Nov 2026"),
            ("reason", "Leave"),
        ];
        assert!(maya.post(page, &me).await.text.contains("That is you"));
        let right = [
            ("delegate", "Theo Martins"),
            ("from", "23 Nov 2026"),
            ("to", "24 Nov 2026"),
            ("reason", "Leave"),
        ];
        assert_eq!(maya.post(page, &right).await.status, 303);
        assert!(maya.get(page).await.text.contains("Theo Martins decides for you"));
        let theirs = house.browser("theo").await.get(page).await.text;
        assert!(theirs.contains("You decide for Maya Okonjo"), "{theirs}");
        assert_eq!(
            stand_in(house, "maya", "erik.nyman@halden-software.example", "2026-12-04").await.status,
            422
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_releases_themselves_is_told_nothing_of_it() {
    on_each_database(async |house| {
        released(house, Case::Callum).await;
        assert_eq!(letters(house, "secondment.released").await, ["Callum Reyes"]);
    })
    .await;
}
