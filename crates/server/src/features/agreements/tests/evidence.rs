//! What is kept as evidence for a signature, and who sees how much of it.

use axum::http::Method;
use serde_json::json;
use sojourn_kit::args;

use super::helpers::{HELEN, at_helen, code, count, helen, issued, newest, sign, token};
use crate::features::agreements::fixtures::executed;
use crate::features::proposals::fixtures::Case;
use crate::testing::on_each_database;

#[tokio::test]
async fn each_time_the_text_was_shown_to_a_signer_is_counted_and_nobody_elses() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        let first = house.app.clock.now();
        dana.get(&page).await;
        house.app.clock.advance(chrono::Duration::minutes(2));
        dana.get(&format!("{page}/v/1")).await;
        dana.get(&format!("{page}/v/1/agreement.pdf")).await;
        house.program("dana").await.get(&format!("/api/v1{page}")).await;
        house.browser("maya").await.get(&page).await;
        assert_eq!(count(house, "SELECT COUNT(*) AS n FROM agreement_views").await, 1, "only Dana signs");
        // the page once more, then the signature
        let signed = sign(&dana, &page, &format!("{page}/signatures"), "Dana Whitlock").await;
        assert_eq!(signed.status, 303, "{}", signed.text);
        let (_, signatories) = newest(house, &number).await;
        let views = &signatories[0].evidence.as_ref().unwrap()["views"];
        assert_eq!(views["times"], 5, "{views}");
        assert_eq!(views["first_at"], json!(first));
        assert_eq!(views["last_at"], json!(first + chrono::Duration::minutes(2)));
        dana.get(&page).await;
        let times = "SELECT times AS n FROM agreement_views";
        assert_eq!(count(house, times).await, 5, "what comes after the signature is no evidence for it");
    })
    .await;
}

#[tokio::test]
async fn the_evidence_names_letter_event_key_and_organisation() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        let signed = sign(&dana, &page, &format!("{page}/signatures"), "Dana Whitlock").await;
        assert_eq!(signed.status, 303, "{}", signed.text);
        let (_, signatories) = newest(house, &number).await;
        let evidence = signatories[0].evidence.clone().unwrap();
        assert_eq!(evidence["schema"], 2);
        assert_eq!(evidence["asserted"]["organisation"], "Brightwater Group");
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT message_id FROM outbox WHERE kind = 'signature_asked' AND to_address = $1";
        let row = tx.one(sql, args!["dana.whitlock@brightwater-group.example"]).await.unwrap().unwrap();
        assert_eq!(evidence["request_letter"]["message_id"], row.get::<String>("message_id").unwrap());
        let hash = hex::decode(evidence["previous_event"]["hash"].as_str().unwrap()).unwrap();
        let sql = "SELECT COUNT(*) AS n FROM events WHERE hash = $1 AND seq = $2";
        let seq = evidence["previous_event"]["seq"].as_i64().unwrap();
        assert_eq!(tx.count(sql, args![hash, seq]).await.unwrap(), 1, "the event is in the chain");
        let key = house.app.sealing.key(house.app.clock.now()).unwrap().certificate();
        assert_eq!(evidence["sealing_certificate_sha256"], key);
    })
    .await;
}

#[tokio::test]
async fn the_parties_see_who_and_when_and_the_office_at_home_also_from_where() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let path = format!("{page}/v/1/evidence");
        assert_eq!(house.browser("maya").await.get(&path).await.status, 404, "not all have signed");
        let dana = house.browser("dana").await;
        sign(&dana, &page, &format!("{page}/signatures"), "Dana Whitlock").await;
        executed(&house.app, &number).await.unwrap();
        let letter = "dana.whitlock@brightwater-group.example";
        for (key, whole) in [("maya", true), ("dev", true), ("dana", false), ("fiona", false), ("olu", false)]
        {
            let shown = house.browser(key).await.get(&path).await;
            assert_eq!(shown.status, 200, "{key}: {}", shown.text);
            assert!(shown.text.contains("Signed in to an account less than five minutes before"), "{key}");
            assert_eq!(shown.text.contains("127.0.0.1"), whole, "{key}");
            assert_eq!(shown.text.contains(letter), whole, "{key}");
            let view = house.program(key).await.get(&format!("/api/v1{path}")).await.json();
            assert_eq!(view["signatures"][0]["name"], "Dana Whitlock", "{key}");
            assert_eq!(view["signatures"].as_array().unwrap().len(), 3);
            let detail = view["signatures"][0].get("detail");
            assert_eq!(detail.is_some(), whole, "{key}: {view}");
            assert!(detail.is_none_or(|detail| detail["address"] == "127.0.0.1"));
        }
        for key in ["tomasz", "sofia", "admin"] {
            assert_eq!(house.browser(key).await.get(&path).await.status, 404, "{key}");
            assert_eq!(house.program(key).await.get(&format!("/api/v1{path}")).await.status, 404, "{key}");
        }
        let (agreement, _) = newest(house, &number).await;
        let view = house.program("maya").await.get(&format!("/api/v1{path}")).await.json();
        assert_eq!(view["pdf_sha256"], hex::encode(agreement.prints.executed.unwrap()));
        assert_eq!(view["seal"]["serial"], 1);
    })
    .await;
}

#[tokio::test]
async fn the_history_holds_the_hash_of_the_evidence_that_is_shown() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        executed(&house.app, &number).await.unwrap();
        let path = format!("/api/v1/secondments/{number}/agreement/v/1/evidence");
        let view = house.program("maya").await.get(&path).await.json();
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT p.bytes FROM event_payloads p JOIN events e ON e.stream_id = p.stream_id AND e.seq = p.seq
                   WHERE e.kind = 'agreement.signed' ORDER BY e.seq";
        let rows = tx.all(sql, args![]).await.unwrap();
        assert_eq!(rows.len(), 3);
        for (row, shown) in rows.iter().zip(view["signatures"].as_array().unwrap()) {
            let payload: serde_json::Value =
                serde_json::from_slice(&row.get::<Vec<u8>>("bytes").unwrap()).unwrap();
            assert_eq!(payload["evidence"], shown["evidence_sha256"], "on {}", house.database);
        }
    })
    .await;
}

#[tokio::test]
async fn a_signer_without_an_account_sees_what_the_parties_see() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let link = token(house).await;
        let browser = helen(house).await;
        assert_eq!(sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
        let (_, signatories) = newest(house, &number).await;
        let evidence = signatories[1].evidence.as_ref().unwrap();
        assert_eq!(evidence["views"]["times"], 1);
        assert_eq!(evidence["asserted"]["organisation"], "Fernleigh Foods");
        executed(&house.app, &number).await.unwrap();
        let shown = browser.get("/sign/evidence").await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(shown.text.contains("Helen Marsh") && shown.text.contains("A private link, and a six-digit"));
        assert!(!shown.text.contains("127.0.0.1") && !shown.text.contains(HELEN));

        house.app.clock.advance(chrono::Duration::minutes(20));
        let program = house.anonymous();
        let base = format!("/api/v1/signing/{link}");
        let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await.json();
        let open = json!({ "session": sent["session"], "code": code(house, HELEN).await });
        let view = program.json(Method::POST, &format!("{base}/evidence"), &open).await;
        assert_eq!(view.status, 200, "{}", view.text);
        assert!(!view.text.contains("127.0.0.1") && !view.text.contains("user_agent"), "{}", view.text);
    })
    .await;
}
