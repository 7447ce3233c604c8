//! Notice: the day it leads to, two notices, and taking one back.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::features::secondments::{Presence, Workflow};
use crate::testing::on_each_database;

#[tokio::test]
async fn the_last_day_is_shown_before_sending_and_the_earliest_of_two_notices_wins() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let agreed = record(house, &number).await.secondment.ends_on.unwrap();
        let recall = json!({ "kind": "recall", "reason": "A large client is back." });
        let seen = send(house, "alison", &number, "/preview", &recall).await.json();
        let day = today + Duration::weeks(4);
        assert_eq!(
            (seen["notice"].as_str(), seen["values"]["ends_on"].as_str()),
            (Some("4 weeks"), Some(day.to_string().as_str()))
        );
        assert_eq!(
            record(house, &number).await.secondment.workflow,
            Workflow::Active,
            "looking changes nothing"
        );
        let form =
            page(&house.browser("alison").await, &format!("/secondments/{number}/changes/new/recall")).await;
        assert!(form.contains(&day.format("%-d %B %Y").to_string()), "{form}");
        for who in ["callum", "fiona"] {
            assert_eq!(send(house, who, &number, "", &recall).await.status, 409, "{who} can’t recall");
        }
        assert_eq!(send(house, "alison", &number, "", &recall).await.json()["status"], "given");
        let s = record(house, &number).await.secondment;
        assert_eq!((s.workflow, s.presence, s.ends_on), (Workflow::NoticeGiven, Presence::AtHost, Some(day)));
        // a second notice of the host, at once on a named ground
        let removal = json!({ "kind": "removal", "reason": "Private.", "ground": "clearance_lost" });
        assert_eq!(
            send(house, "fiona", &number, "", &removal).await.json()["values"]["ends_on"],
            today.to_string()
        );
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(today));
        // a third, by the secondee, changes nothing: the earliest wins and all are kept
        let back = json!({ "kind": "early_return", "reason": "I am needed at home." });
        assert_eq!(send(house, "callum", &number, "", &back).await.status, 200);
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(today));
        let wrong = json!({ "kind": "early_return", "reason": "x", "ground": "gross_misconduct" });
        assert_eq!(send(house, "callum", &number, "", &wrong).await.status, 422);
        // what the host wrote stays between it and the mobility team
        assert!(read(house, "callum", &number, 2).await.get("reason").is_none());
        assert!(read(house, "alison", &number, 2).await.get("reason").is_none());
        assert_eq!(read(house, "maya", &number, 2).await["reason"], "Private.");
        // taking the host's back leads to the day of the first again
        for (change, who, others) in [(2, "fiona", ["callum", "alison"]), (1, "alison", ["callum", "fiona"])]
        {
            let at = read(house, "maya", &number, change).await["version"].clone();
            let path = format!("/{change}/withdrawal");
            assert_eq!(send(house, others[0], &number, &path, &json!({ "version": at })).await.status, 409);
            assert_eq!(send(house, who, &number, &path, &json!({ "version": at })).await.status, 200);
            assert_eq!(says(house, who, &number, change, json!({ "answer": "yes" })).await.status, 409);
            for other in others {
                let said = says(house, other, &number, change, json!({ "answer": "yes" })).await;
                assert_eq!(said.status, 200, "{}", said.text);
            }
            assert_eq!(read(house, "maya", &number, change).await["status"], "notice_taken_back");
        }
        let s = record(house, &number).await.secondment;
        assert_eq!(
            (s.workflow, s.ends_on),
            (Workflow::NoticeGiven, Some(day)),
            "the secondee’s notice stands"
        );
        let at = read(house, "maya", &number, 3).await["version"].clone();
        send(house, "callum", &number, "/3/withdrawal", &json!({ "version": at })).await;
        let no =
            says(house, "fiona", &number, 3, json!({ "answer": "no", "words": "Your place is filled." }))
                .await;
        assert_eq!(no.json()["status"], "given");
        let at = read(house, "maya", &number, 3).await["version"].clone();
        send(house, "callum", &number, "/3/withdrawal", &json!({ "version": at })).await;
        for who in ["alison", "fiona"] {
            says(house, who, &number, 3, json!({ "answer": "yes" })).await;
        }
        let s = record(house, &number).await.secondment;
        assert_eq!(
            (s.workflow, s.ends_on),
            (Workflow::Active, Some(agreed)),
            "{}",
            read(house, "maya", &number, 3).await
        );
    })
    .await;
}

#[tokio::test]
async fn an_early_end_by_agreement_needs_all_three_and_no_notice() {
    on_each_database(async |house| {
        let number = away(house).await;
        let day = house.app.clock.today() + Duration::days(10);
        let end = json!({ "kind": "early_end", "ends_on": day, "reason": "The work is done.", "reason_shared": true });
        assert_eq!(send(house, "fiona", &number, "", &end).await.json()["needs"], "full");
        for who in ["callum", "alison"] {
            assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
            assert_eq!(says(house, who, &number, 1, json!({ "answer": "yes" })).await.status, 200);
        }
        let s = record(house, &number).await.secondment;
        assert_eq!((s.workflow, s.ends_on), (Workflow::NoticeGiven, Some(day)));
        assert_eq!(letters(house, "change_notice_given").await.len(), 3);
        let history = page(&house.browser("callum").await, &format!("/secondments/{number}/history")).await;
        assert!(history.contains("brought the last day forward"), "{history}");
    })
    .await;
}
