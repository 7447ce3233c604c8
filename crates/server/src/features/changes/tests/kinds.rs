//! The kinds of amendment: who signs, who is told, and what is signed late.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::features::agreements::fixtures::newest_letter;
use crate::features::agreements::store as versions;
use crate::features::secondments::Workflow;
use crate::testing::on_each_database;

/// Asked by Maya and agreed by the sides.
async fn agreed(house: &House, number: &str, change: &Value, sides: &[&str]) -> i64 {
    let asked = send(house, "maya", number, "", change).await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    let change = asked.json()["number"].as_i64().unwrap();
    for who in sides {
        let said = says(house, who, number, change, json!({ "answer": "yes" })).await;
        assert_eq!(said.status, 200, "{who}: {}", said.text);
    }
    change
}

#[tokio::test]
async fn a_notice_needs_no_signature_tells_everybody_and_keeps_its_day() {
    on_each_database(async |house| {
        let number = away(house).await;
        let input = json!({ "kind": "variation", "reason": "New year, new code", "cost_code": "CC-4711",
            "contact": "Ana Reis, host, ana.reis@brightwater-group.example" });
        let told = send(house, "maya", &number, "", &input).await.json();
        assert_eq!(
            (&told["amendment"], &told["status"]),
            (&json!("notice_only"), &json!("in_effect")),
            "{told}"
        );
        assert_eq!(told["signed_on"], told["effective_on"]);
        assert!(told["papered"].is_null() && told["is_retroactive"] == false);
        let names: Vec<String> =
            letters(house, "change_took_effect").await.into_iter().map(|(name, _)| name).collect();
        for name in ["Alison Burke", "Callum Reyes", "Fiona Achterberg"] {
            assert!(names.iter().any(|one| one == name), "{name}: {names:?}");
        }
        let shown = page(&house.browser("fiona").await, &format!("/secondments/{number}/changes/1")).await;
        assert!(shown.contains("CC-4711") && shown.contains("signed by nobody"), "{shown}");
        // from a day that has passed only with a reason
        let mut late = input.clone();
        late["effective_on"] = json!(house.app.clock.today() - Duration::days(9));
        assert_eq!(send(house, "maya", &number, "", &late).await.status, 422);
        late["retroactive"] = json!("The code was given to us late.");
        let kept = send(house, "maya", &number, "", &late).await.json();
        assert_eq!((&kept["is_retroactive"], &kept["status"]), (&json!(true), &json!("in_effect")), "{kept}");
        let mut cx = house.cx("maya").await;
        let record = secondments::store::load(&mut cx, &number).await.unwrap();
        let signed = versions::signed_versions(&mut cx, record.secondment.id).await.unwrap();
        assert_eq!(signed.len(), 1, "no version was made");
    })
    .await;
}

#[tokio::test]
async fn a_recharge_is_signed_by_home_and_host_and_the_secondee_gets_a_copy() {
    on_each_database(async |house| {
        let number = away(house).await;
        let input =
            json!({ "kind": "variation", "reason": "Quarter end", "recharge": "quarterly in arrears" });
        let change = agreed(house, &number, &input, &["alison", "fiona"]).await;
        agreements::issued(&house.app, &number).await.unwrap();
        let api = format!("/api/v1/secondments/{number}/agreement");
        let out = house.program("maya").await.get(&api).await.json();
        let sides: Vec<&str> = out["agreement"]["signatories"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["side"].as_str().unwrap())
            .collect();
        assert_eq!(sides, ["host", "home"], "home last, and not the secondee");
        agreements::executed(&house.app, &number).await.unwrap();
        let copy = {
            let mut cx = house.cx("maya").await;
            newest_letter(&mut cx, "agreement_copy", "callum.reyes@brightwater-group.example").await.unwrap()
        };
        assert!(copy.contains("your signature was not needed") && copy.contains("/v/2"), "{copy}");
        let kept = read(house, "callum", &number, change).await;
        assert_eq!(
            (&kept["amendment"], &kept["papered"]["version"]),
            (&json!("bilateral"), &json!(2)),
            "{kept}"
        );
        assert_eq!(
            (&kept["papered"]["earlier"], &kept["papered"]["terms"][0]["new"]),
            (&json!(1), &json!("quarterly in arrears"))
        );
        let shown =
            page(&house.browser("callum").await, &format!("/secondments/{number}/changes/{change}")).await;
        assert!(
            shown.contains("What the version changes") && shown.contains("quarterly in arrears"),
            "{shown}"
        );
        assert_eq!(
            house.browser("callum").await.get(&format!("/secondments/{number}/agreement/v/2")).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_agreement_is_for_mobility_to_ask_and_ends_the_one_before() {
    on_each_database(async |house| {
        let number = away(house).await;
        let input = json!({ "kind": "variation", "reason": "Promoted", "supersede": true, "title": "Head of accounts" });
        assert_eq!(send(house, "fiona", &number, "", &input).await.status, 409);
        let without = json!({ "kind": "variation", "reason": "Promoted", "title": "Head of accounts" });
        assert_eq!(send(house, "maya", &number, "", &without).await.status, 422, "another role needs a new agreement");
        let form = page(&house.browser("maya").await, &format!("/secondments/{number}/changes/new/variation")).await;
        assert!(form.contains("Draft a new agreement") && form.contains("New cost code"));
        let theirs = page(&house.browser("fiona").await, &format!("/secondments/{number}/changes/new/variation")).await;
        assert!(!theirs.contains("Draft a new agreement"));
        let change = agreed(house, &number, &input, &["callum", "alison", "fiona"]).await;
        let draft = page(&house.browser("maya").await, &format!("/secondments/{number}/agreement")).await;
        assert!(draft.contains("The agreement that this one replaces"), "{draft}");
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let kept = read(house, "callum", &number, change).await;
        assert_eq!((&kept["amendment"], &kept["status"]), (&json!("supersede"), &json!("in_effect")), "{kept}");
        assert_eq!(record(house, &number).await.secondment.title, "Head of accounts");
        let mut cx = house.cx("maya").await;
        let record = secondments::store::load(&mut cx, &number).await.unwrap();
        let signed = versions::signed_versions(&mut cx, record.secondment.id).await.unwrap();
        assert_eq!(signed[0].status, crate::features::agreements::model::Status::Superseded);
        assert_eq!(record.secondment.workflow, Workflow::Active);
    })
    .await;
}

#[tokio::test]
async fn what_is_signed_after_its_first_day_needs_a_reason_before_the_text_and_before_the_last_signature() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let input = json!({ "kind": "variation", "reason": "Moved", "place": "Leeds", "effective_on": today + Duration::days(2) });
        let change = agreed(house, &number, &input, &["callum", "alison", "fiona"]).await;
        go_to(house, today + Duration::days(3));
        assert!(agreements::issued(&house.app, &number).await.unwrap_err().sentence().contains("Say why"));
        let lateness = format!("/{change}/lateness");
        let at = read(house, "maya", &number, change).await["version"].clone();
        let why = json!({ "retroactive": "The form lay on a desk.", "version": at });
        assert_eq!(send(house, "fiona", &number, &lateness, &why).await.status, 409);
        let empty = json!({ "retroactive": " ", "version": at });
        assert_eq!(send(house, "maya", &number, &lateness, &empty).await.status, 422);
        assert_eq!(send(house, "maya", &number, &lateness, &json!({ "retroactive": "x", "version": 99 })).await.status, 409);
        assert!(page(&house.browser("maya").await, &format!("/secondments/{number}/changes/{change}")).await.contains("Signed late"));
        assert_eq!(send(house, "maya", &number, &lateness, &why).await.status, 200);
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let kept = read(house, "callum", &number, change).await;
        assert_eq!((&kept["is_retroactive"], &kept["retroactive"]), (&json!(true), &json!("The form lay on a desk.")));
        assert_eq!(kept["signed_on"], json!(today + Duration::days(3)), "the day of signing stays");
        let text = house.browser("maya").await.get(&format!("/secondments/{number}/agreement/v/2")).await.text;
        assert!(text.contains("The form lay on a desk") && text.contains("dated back"), "the text says so");
    })
    .await;
}

#[tokio::test]
async fn a_text_that_went_out_in_time_and_is_signed_late_waits_for_the_reason_at_its_last_signature() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let input = json!({ "kind": "variation", "reason": "Moved", "place": "Leeds", "effective_on": today + Duration::days(2) });
        let change = agreed(house, &number, &input, &["callum", "alison", "fiona"]).await;
        agreements::issued(&house.app, &number).await.unwrap();
        for _ in 0..2 {
            agreements::sign_next(&house.app, &number).await.unwrap();
        }
        go_to(house, today + Duration::days(3));
        let refused = agreements::sign_next(&house.app, &number).await.unwrap_err().sentence();
        assert!(refused.contains("late signature"), "{refused}");
        let at = read(house, "maya", &number, change).await["version"].to_string();
        let path = format!("/secondments/{number}/changes/{change}/lateness");
        let maya = house.browser("maya").await;
        assert_eq!(maya.post(&path, &[("version", &at), ("retroactive", "")]).await.status, 422);
        let fields = [("version", at.as_str()), ("retroactive", "Alison was ill.")];
        assert_eq!(maya.post(&path, &fields).await.status, 303);
        agreements::executed(&house.app, &number).await.unwrap();
        let kept = read(house, "fiona", &number, change).await;
        assert_eq!((&kept["status"], &kept["retroactive"]), (&json!("in_effect"), &json!("Alison was ill.")));
    })
    .await;
}

#[tokio::test]
async fn the_next_version_keeps_what_is_signed_and_waits_for_its_day() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let (moves, then) = (today + Duration::days(10), today + Duration::days(12));
        let input =
            json!({ "kind": "variation", "reason": "Moved", "place": "Leeds", "effective_on": moves });
        agreed(house, &number, &input, &["callum", "alison", "fiona"]).await;
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let mut next = json!({ "kind": "variation", "reason": "Less", "fte_bp": 6000,
            "effective_on": moves - Duration::days(1) });
        let early = send(house, "maya", &number, "", &next).await;
        assert!(early.status == 409 && early.text.contains("another_settled"), "{}", early.text);
        next["effective_on"] = json!(then);
        agreed(house, &number, &next, &["callum", "alison", "fiona"]).await;
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let s = record(house, &number).await.secondment;
        let signed = versions::signed_versions(&mut house.cx("maya").await, s.id).await.unwrap();
        let paper = &signed.last().unwrap().paper;
        assert_eq!((signed.len(), paper.facts.term.place.as_str()), (3, "Leeds"));
        let changed = &paper.change.as_ref().unwrap().variation.terms;
        assert_eq!(changed.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["time at the host"]);
        go_to(house, then);
        crate::features::changes::actions::take_effect_all(house.app.clone()).await.unwrap();
        let s = record(house, &number).await.secondment;
        assert_eq!((s.place.as_str(), s.fte_bp), ("Leeds", 6000));
    })
    .await;
}
