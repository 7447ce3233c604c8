//! The terms of any day: before signing, between, after; with where each comes from, for parties only.

use chrono::{Duration, NaiveDate};
use serde_json::json;

use super::*;
use crate::testing::on_each_database;

pub(super) async fn terms(house: &House, who: &str, number: &str, on: NaiveDate) -> Value {
    let path = format!("/api/v1/secondments/{number}/agreement/terms?on={on}");
    let answer = house.program(who).await.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

pub(super) fn term<'a>(view: &'a Value, what: &str) -> &'a Value {
    let all = view["terms"].as_array().unwrap();
    all.iter().find(|one| one["term"] == what).unwrap_or_else(|| panic!("no {what} in {view}"))
}

#[tokio::test]
async fn each_term_says_which_version_it_comes_from_on_each_day() {
    on_each_database(async |house| {
        let number = away(house).await;
        let s = record(house, &number).await.secondment;
        let (first, last) = (s.starts_on.unwrap(), s.ends_on.unwrap());
        let today = house.app.clock.today();
        let moves = today + Duration::days(10);
        let input =
            json!({ "kind": "variation", "reason": "Moved floors", "place": "Leeds", "effective_on": moves });
        assert_eq!(send(house, "alison", &number, "", &input).await.status, 200);
        for who in ["callum", "fiona"] {
            assert_eq!(says(house, who, &number, 1, json!({ "answer": "yes" })).await.status, 200);
        }
        // agreed and not signed: no term
        assert_eq!(
            term(&terms(house, "maya", &number, moves).await, "place of work")["words"],
            json!(s.place)
        );
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let code = json!({ "kind": "variation", "reason": "New code", "cost_code": "CC-4711" });
        assert_eq!(send(house, "maya", &number, "", &code).await.status, 200);

        let before = terms(house, "callum", &number, moves - Duration::days(1)).await;
        let place = term(&before, "place of work");
        assert_eq!((&place["words"], &place["source"]["version"]), (&json!(s.place), &json!(1)));
        assert!(place["source"]["change"].is_null());
        assert_eq!(before["state"], "in_force");
        let from = terms(house, "callum", &number, moves).await;
        let place = term(&from, "place of work");
        assert_eq!((&place["words"], &place["source"]["version"]), (&json!("Leeds"), &json!(2)));
        assert_eq!(
            (&place["source"]["change"], &place["source"]["effective_on"]),
            (&json!(1), &json!(moves))
        );
        assert_eq!(term(&from, "last day")["source"]["version"], 1, "what it did not change");
        let told = term(&from, "cost code");
        assert_eq!((&told["words"], &told["source"]["change"]), (&json!("CC-4711"), &json!(2)));
        assert!(told["source"]["version"].is_null(), "told, not signed");
        assert_eq!(from["days_of_change"], json!([today, moves]));
        assert_eq!(terms(house, "maya", &number, first - Duration::days(1)).await["state"], "before_start");
        assert_eq!(terms(house, "maya", &number, last + Duration::days(1)).await["state"], "ended");
        let signed = record(house, &number).await.secondment.created_at.date_naive() - Duration::days(1);
        assert_eq!(terms(house, "maya", &number, signed).await["state"], "before_signing");
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_a_day_keeps_what_was_typed_and_is_for_parties_alone() {
    on_each_database(async |house| {
        let number = away(house).await;
        let path = format!("/secondments/{number}/agreement/terms");
        for who in ["callum", "alison", "fiona", "maya", "finance", "dev"] {
            let shown = page(&house.browser(who).await, &path).await;
            assert!(shown.contains("The terms on") && shown.contains("as signed first"), "{who}: {shown}");
        }
        for who in ["grace", "erik", "admin"] {
            assert_eq!(house.browser(who).await.get(&path).await.status, 404, "{who}");
            assert_eq!(house.program(who).await.get(&format!("/api/v1{path}")).await.status, 404, "{who}");
        }
        let wrong = house.browser("maya").await.get(&format!("{path}?on=someday")).await;
        assert!(wrong.status == 422 && wrong.text.contains("someday"), "{}", wrong.text);
        assert_eq!(house.program("maya").await.get(&format!("/api/v1{path}?on=x")).await.status, 422);
        let agreement =
            page(&house.browser("fiona").await, &format!("/secondments/{number}/agreement")).await;
        assert!(agreement.contains(&path), "the agreement leads there");
        let draft = approvals::fixtures::released(&house.app, &house.world, Case::Dana).await.unwrap();
        let unsigned = terms(house, "maya", &draft, house.app.clock.today()).await;
        assert_eq!(
            (&unsigned["state"], unsigned["terms"].as_array().unwrap().len()),
            (&json!("unsigned"), 0)
        );
        assert!(
            page(&house.browser("maya").await, &format!("/secondments/{draft}/agreement/terms"))
                .await
                .contains("Nothing is signed yet")
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_notices_the_earlier_last_day_stands_with_the_first_day_back() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let recall = json!({ "kind": "recall", "reason": "A large client is back." });
        assert_eq!(send(house, "alison", &number, "", &recall).await.status, 200);
        let one = terms(house, "maya", &number, today).await;
        go_to(house, today + Duration::weeks(1));
        let back = json!({ "kind": "early_return", "reason": "I am needed at home." });
        assert_eq!(send(house, "callum", &number, "", &back).await.status, 200);
        let two = terms(house, "maya", &number, today + Duration::weeks(1)).await;
        for what in ["last day", "first day back"] {
            assert_eq!(term(&one, what)["source"]["change"], 1, "{one}");
            assert_eq!(term(&two, what), term(&one, what), "the later one changes nothing");
        }
        let over = terms(house, "maya", &number, today + Duration::weeks(4) + Duration::days(1)).await;
        assert_eq!(over["state"], "ended", "{over}");
    })
    .await;
}
