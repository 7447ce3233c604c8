//! Declining, taking back, and what an older text is worth afterwards.

use axum::http::Method;
use serde_json::json;

use super::helpers::{HELEN, at_helen, count, helen, hidden, letter, newest, sign, signature, token};
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::agreements::store;
use crate::testing::on_each_database;

#[tokio::test]
async fn declining_makes_a_next_version_and_everybody_is_told() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let link = token(house).await;
        let browser = helen(house).await;
        assert_eq!(browser.get("/sign/refusal").await.status, 200);
        assert_eq!(browser.post("/sign/refusal", &[("reason", "")]).await.status, 422);
        let declined = browser.post("/sign/refusal", &[("reason", "Clause 8 is too wide for us.")]).await;
        assert_eq!(declined.status, 200, "{}", declined.text);
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!((agreement.number, agreement.status), (2, Status::Draft));
        assert!(signatories.iter().all(|s| s.status == SignatoryStatus::Waiting));
        for address in ["maya.okonjo@brightwater-group.example", "ines.baptiste@brightwater-group.example"] {
            let mail = letter(house, "agreement_declined", address).await;
            assert!(mail.contains("Clause 8 is too wide for us."), "{mail}");
        }
        assert_eq!(house.anonymous().get(&format!("/sign/{link}")).await.status, 410, "the link is dead");
        assert_eq!(browser.get("/sign").await.status, 410);
        assert_eq!(browser.get("/sign/document").await.status, 404);
        let record = house.program("maya").await.get(&format!("/api/v1/secondments/{number}")).await.json();
        assert_eq!(record["workflow"], "terms_negotiation");
        let page = house.browser("maya").await.get(&format!("/secondments/{number}/agreement")).await;
        assert!(page.text.contains("Clause 8 is too wide for us."), "{}", page.text);
        let old = {
            let mut cx = house.cx("maya").await;
            let id = agreement.secondment;
            store::numbered(&mut cx, id, 1).await.unwrap().unwrap()
        };
        assert_eq!(old.status, Status::Superseded);
        let events = "SELECT COUNT(*) AS n FROM event_payloads";
        assert!(count(house, events).await > 0);
    })
    .await;
}

#[tokio::test]
async fn a_changed_text_is_signed_only_after_it_was_shown() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let page = format!("/secondments/{number}/agreement");
        let browser = helen(house).await;
        let old = hidden(&browser.get("/sign").await, "document");
        house.app.clock.advance(chrono::Duration::seconds(1));
        let maya = house.browser("maya").await;
        assert_eq!(maya.get(&format!("{page}/recall")).await.status, 200);
        assert_eq!(maya.post(&format!("{page}/recall"), &[("reason", " ")]).await.status, 422);
        let recalled = maya.post(&format!("{page}/recall"), &[("reason", "Travel is paid by us.")]).await;
        assert_eq!(recalled.status, 303, "{}", recalled.text);
        let clause = format!("{page}/clauses/9");
        let shown = maya.get(&clause).await;
        let fields = [
            ("version", hidden(&shown, "version")),
            ("title", "Costs and who pays".to_owned()),
            ("text", "Home pays for travel.".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(maya.post(&clause, &fields).await.status, 303);
        let version = hidden(&maya.get(&page).await, "version");
        assert_eq!(maya.post(&page, &[("version", &version)]).await.status, 303);

        // Helen still has the old page open
        let refused = browser.post("/sign/signature", &signature("Helen Marsh", &old)).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text.contains("Changed: clause 9 (Costs and who pays)"), "{}", refused.text);

        // Inès signs again, seeing what changed; her first signature no longer counts
        let ines = house.browser("ines").await;
        let again = ines.get(&page).await;
        assert!(again.text.contains("One change since version 1."), "{}", again.text);
        let stale = ines.post(&format!("{page}/signatures"), &signature("Inès Baptiste", &old)).await;
        assert_eq!(stale.status, 409);
        assert_eq!(sign(&ines, &page, &format!("{page}/signatures"), "Inès Baptiste").await.status, 303);
        let fresh = helen_again(house).await;
        assert!(fresh.get("/sign").await.text.contains("One change since version 1."));
        assert_eq!(sign(&fresh, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
        // the first version can still be read, the second is another document
        let first = maya.get(&format!("{page}/v/1")).await;
        let second = maya.get(&format!("{page}/v/2")).await;
        assert!(first.status == 200 && second.status == 200 && first.text != second.text);
        assert_eq!(maya.get(&format!("{page}/v/3")).await.status, 404);
    })
    .await;
}

async fn helen_again<'a>(house: &'a crate::testing::House) -> crate::testing::Visitor<'a> {
    house.app.clock.advance(chrono::Duration::minutes(20));
    helen(house).await
}

#[tokio::test]
async fn the_desk_reminds_and_nobody_else_does() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let page = format!("/secondments/{number}/agreement");
        let old = token(house).await;
        assert_eq!(house.browser("rob").await.post(&format!("{page}/reminders"), &[]).await.status, 403);
        let maya = house.browser("maya").await;
        assert!(maya.get(&page).await.text.contains("Helen Marsh is asked to sign."));
        house.app.clock.advance(chrono::Duration::seconds(1));
        assert_eq!(maya.post(&format!("{page}/reminders"), &[]).await.status, 303);
        assert_ne!(token(house).await, old);
        assert_eq!(house.anonymous().get(&format!("/sign/{old}")).await.status, 410);
        assert_eq!(house.browser("rob").await.get(&format!("{page}/recall")).await.status, 403);
        let api = format!("/api/v1{page}/recall");
        let rob = house.program("rob").await;
        assert_eq!(rob.json(Method::POST, &api, &json!({ "reason": "x" })).await.status, 409);
        let dev = house.program("dev").await;
        assert_eq!(dev.json(Method::POST, &api, &json!({ "reason": "x" })).await.status, 409);
        let done =
            house.program("maya").await.json(Method::POST, &api, &json!({ "reason": "Dates move." })).await;
        assert_eq!(
            (done.status.as_u16(), &done.json()["agreement"]["version"]),
            (200, &json!(2)),
            "{}",
            done.text
        );
        let mail = letter(house, "agreement_declined", HELEN).await;
        assert!(mail.contains("Dates move."));
    })
    .await;
}
