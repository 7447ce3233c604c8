//! An outside host without an account: a link that only locates, a code, the text, the signature, the receipt.

use axum::http::Method;
use serde_json::json;

use super::helpers::{
    HELEN, asked_for_code, at_helen, code, count, helen, hidden, letter, newest, sign, token,
};
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::testing::on_each_database;

#[tokio::test]
async fn helen_signs_by_link_and_code_and_home_signs_last() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let token = token(house).await;
        let anonymous = house.anonymous();
        let arrival = anonymous.get(&format!("/sign/{token}")).await;
        assert_eq!(arrival.status, 200);
        assert!(
            arrival.text.contains("Inès Baptiste at Fernleigh Foods") && arrival.text.contains("Maya Okonjo")
        );
        assert!(arrival.text.contains("h…h@fernleigh-foods.example") && !arrival.text.contains("clause"));

        let browser = asked_for_code(house, &token).await;
        let step = browser.get("/sign").await;
        assert!(step.text.contains("Enter the code") && !step.text.contains("In plain words"));
        let closed = browser.get("/sign/document").await;
        assert!(closed.status == 303 && closed.bytes.is_empty(), "no text before the code");
        let right = code(house, HELEN).await;
        assert_eq!(browser.post("/sign/code", &[("code", &right)]).await.status, 303);

        let page = browser.get("/sign").await;
        assert!(page.text.contains("Sign for Fernleigh Foods plc"), "{}", page.text);
        assert!(page.text.contains("2 clauses") || page.text.contains("clauses,"));
        let signed = sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await;
        assert_eq!(signed.status, 303, "{}", signed.text);
        let receipt = browser.get("/sign").await;
        assert!(receipt.text.contains("You signed on Monday 23 November 2026"), "{}", receipt.text);
        assert!(!receipt.text.contains("name=\"confirmed\""), "nothing left to sign");

        let (_, signatories) = newest(house, &number).await;
        let evidence = signatories[1].evidence.as_ref().unwrap();
        assert_eq!(evidence["authentication"]["way"], "private link");
        assert_eq!(evidence["authentication"]["method"], "mailed code");
        assert_eq!(evidence["link"].as_str().unwrap().len(), 16);
        assert!(!evidence.to_string().contains(&token) && !evidence.to_string().contains(&right));

        // home signs last; then Helen's copy has the certificate
        let rob = house.browser("rob").await;
        let path = format!("/secondments/{number}/agreement");
        let last = sign(&rob, &path, &format!("{path}/signatures"), "Rob Ellery").await;
        assert_eq!(last.status, 303, "{}", last.text);
        assert_eq!(newest(house, &number).await.0.status, Status::Executed);
        let copy = browser.get("/sign/document").await;
        assert!(
            copy.text.contains("Signature certificate")
                && copy.text.contains("Emailed link and one-time code")
        );
        let mail = letter(house, "agreement_copy", HELEN).await;
        assert!(mail.contains("/sign/"), "{mail}");
    })
    .await;
}

#[tokio::test]
async fn a_used_link_shows_the_receipt_only_after_a_code() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let token = token(house).await;
        let browser = helen(house).await;
        assert_eq!(sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
        let again = house.anonymous().get(&format!("/sign/{token}")).await;
        assert_eq!(again.status, 200);
        assert!(again.text.contains("You have signed") && !again.text.contains("In plain words"));
        house.app.clock.advance(chrono::Duration::minutes(70));
        assert!(browser.get("/sign").await.text.contains("Enter the code"), "the proof is over");
        let fresh = asked_for_code(house, &token).await;
        assert!(!fresh.get("/sign").await.text.contains("You signed on"));
        let right = code(house, HELEN).await;
        fresh.post("/sign/code", &[("code", &right)]).await;
        assert!(fresh.get("/sign").await.text.contains("You signed on"));
        let document = hex::encode(newest(house, &number).await.0.issued_sha.unwrap());
        let twice = fresh.post("/sign/signature", &super::helpers::signature("Helen Marsh", &document)).await;
        assert_eq!(twice.status, 409, "{}", twice.text);
        let signatures = "SELECT COUNT(*) AS n FROM events WHERE kind = 'agreement.signed'";
        assert_eq!(count(house, signatures).await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_same_by_json() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let base = format!("/api/v1/signing/{}", token(house).await);
        let program = house.anonymous();
        let located = program.get(&format!("{base}/signature")).await;
        assert_eq!((located.status.as_u16(), &located.json()["status"]), (200, &json!("asked")));
        assert!(located.json().get("html").is_none());
        let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await;
        assert_eq!(sent.status, 202, "{}", sent.text);
        let session = sent.json()["session"].as_str().unwrap().to_owned();
        let closed = json!({ "session": session });
        assert_eq!(program.json(Method::POST, &format!("{base}/reading"), &closed).await.status, 422);
        let wrong = json!({ "session": session, "code": "000000" });
        let right = code(house, HELEN).await;
        if right != "000000" {
            assert_eq!(program.json(Method::POST, &format!("{base}/reading"), &wrong).await.status, 422);
        }
        let open = json!({ "session": session, "code": right });
        let text = program.json(Method::POST, &format!("{base}/reading"), &open).await;
        assert_eq!(text.status, 200, "{}", text.text);
        let text = text.json();
        let shown = text["html"].as_str().unwrap();
        assert_eq!(sojourn_papers::fingerprint(shown.as_bytes()), text["document_sha256"].as_str().unwrap());
        let body = json!({ "session": session, "name": "Helen Marsh", "role": "Brand director", "consent": true,
            "document_sha256": text["document_sha256"] });
        let signed = program.json(Method::POST, &format!("{base}/signature"), &body).await;
        assert_eq!((signed.status.as_u16(), &signed.json()["outcome"]), (200, &json!("signed")));
        let again = program.json(Method::POST, &format!("{base}/signature"), &body).await;
        assert_eq!(again.status, 409, "{}", again.text);
        let (_, signatories) = newest(house, &number).await;
        assert_eq!(signatories[1].status, SignatoryStatus::Signed);
        let unknown = format!("/api/v1/signing/{}/signature", "0".repeat(64));
        assert_eq!(program.get(&unknown).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn looking_changes_nothing_however_often() {
    on_each_database(async |house| {
        at_helen(house).await;
        let path = format!("/sign/{}", token(house).await);
        let tables = [
            "SELECT COUNT(*) AS n FROM events",
            "SELECT COUNT(*) AS n FROM outbox",
            "SELECT COUNT(*) AS n FROM signing_codes",
            "SELECT COUNT(*) AS n FROM signing_links",
        ];
        let mut before = Vec::new();
        for sql in tables {
            before.push(count(house, sql).await);
        }
        let visitor = house.anonymous();
        for i in 0..100 {
            if i % 50 == 0 {
                house.app.clock.advance(chrono::Duration::minutes(2));
            }
            let answer = visitor.get(&path).await;
            assert_eq!(answer.status, 200);
            assert!(answer.headers.get("set-cookie").is_none());
        }
        for method in [Method::HEAD, Method::OPTIONS] {
            visitor.send(method, &path, None, axum::body::Body::empty()).await;
        }
        for (sql, before) in tables.into_iter().zip(before) {
            assert_eq!(count(house, sql).await, before, "{sql}");
        }
        let browser = helen(house).await;
        assert_eq!(sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn an_old_link_says_so_and_sends_a_new_one_to_the_same_address() {
    on_each_database(async |house| {
        at_helen(house).await;
        let old = token(house).await;
        house.app.clock.advance(chrono::Duration::days(15));
        let visitor = house.anonymous();
        let page = visitor.get(&format!("/sign/{old}")).await;
        assert_eq!(page.status, 410);
        assert!(page.text.contains("This link stopped working on 7 December"), "{}", page.text);
        assert_eq!(visitor.post(&format!("/sign/{old}"), &[]).await.status, 410);
        let renewed = visitor.post(&format!("/sign/{old}/renewal"), &[]).await;
        assert!(renewed.status == 200 && !renewed.text.contains("/sign/"), "{}", renewed.text);
        let new = token(house).await;
        assert_ne!(old, new);
        assert_eq!(visitor.get(&format!("/sign/{old}")).await.status, 410);
        let browser = helen(house).await;
        assert_eq!(sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
        for nonsense in ["x", &"0".repeat(64), "..%2f..", &"f".repeat(63)] {
            assert_eq!(visitor.get(&format!("/sign/{nonsense}")).await.status, 404, "{nonsense}");
        }
    })
    .await;
}

#[tokio::test]
async fn helen_asks_a_question_first() {
    on_each_database(async |house| {
        at_helen(house).await;
        let browser = helen(house).await;
        assert_eq!(browser.get("/sign/question").await.status, 200);
        assert_eq!(browser.post("/sign/question", &[("question", " ")]).await.status, 422);
        let asked = browser.post("/sign/question", &[("question", "Who pays the train?")]).await;
        assert_eq!(asked.status, 303);
        let mail = letter(house, "agreement_question", "maya.okonjo@brightwater-group.example").await;
        assert!(mail.contains("Who pays the train?") && mail.contains(HELEN));
        assert!(hidden(&browser.get("/sign").await, "document").len() == 64, "she can still sign");
    })
    .await;
}
