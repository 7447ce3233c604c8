//! Within one organisation: drafted, written on, sent, signed in order by people with accounts.

use axum::http::Method;
use serde_json::json;
use sojourn_papers::{fingerprint, issued_from_executed};

use super::helpers::{count, drafted, hidden, issued, newest, sign};
use crate::features::agreements::documents;
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::proposals::fixtures::Case;
use crate::testing::on_each_database;

#[tokio::test]
async fn a_release_drafts_the_agreement_from_the_answers() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!((agreement.number, agreement.status), (1, Status::Draft));
        let who: Vec<&str> = signatories.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(who, ["Dana Whitlock", "Fiona Achterberg", "Olu Bello"], "home is last");
        let page = house.browser("maya").await.get(&format!("/secondments/{number}/agreement")).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Send for signature") && page.text.contains("Standard"), "{}", page.text);
        let record = house.program("maya").await.get(&format!("/api/v1/secondments/{number}")).await.json();
        assert_eq!(record["workflow"], "terms_negotiation");
        assert_eq!(record["paper"], "draft");
    })
    .await;
}

#[tokio::test]
async fn all_sign_in_order_and_the_signed_bytes_stay() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let act = format!("{page}/signatures");
        let maya = house.browser("maya").await;
        let version = hidden(&maya.get(&page).await, "version");
        let sent = maya.post(&page, &[("version", &version)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);

        // Olu is last: not his turn, neither by page nor by post
        let olu = house.browser("olu").await;
        assert!(olu.get(&page).await.text.contains("Dana Whitlock signs before you"));
        let (agreement, _) = newest(house, &number).await;
        let document = hex::encode(agreement.issued_sha.unwrap());
        let early = olu.post(&act, &super::helpers::signature("Olu Bello", &document)).await;
        assert_eq!(early.status, 409, "{}", early.text);

        for (key, name) in [("dana", "Dana Whitlock"), ("fiona", "Fiona Achterberg"), ("olu", "Olu Bello")] {
            let signed = sign(&house.browser(key).await, &page, &act, name).await;
            assert_eq!(signed.status, 303, "{key}: {}", signed.text);
        }
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!(agreement.status, Status::Executed);
        let issued = agreement.issued_sha.unwrap();
        assert!(signatories.iter().all(|s| s.signed_sha == Some(issued)), "all signed the same bytes");
        let evidence = signatories[0].evidence.as_ref().unwrap();
        assert_eq!(evidence["document_sha256"], hex::encode(issued));
        assert_eq!(evidence["authentication"]["method"], "session");
        let mut cx = house.cx("maya").await;
        let executed = documents::get(&mut cx, agreement.executed_sha.unwrap()).await.unwrap();
        let inside = issued_from_executed(&executed.bytes).unwrap();
        assert_eq!(fingerprint(&inside), hex::encode(issued));
        drop(cx);
        let printed = olu.get(&format!("{page}/v/1")).await;
        assert_eq!(printed.text.as_bytes(), executed.bytes.as_slice());
        let csp = printed.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(csp.starts_with("default-src 'none'; style-src 'unsafe-inline'; sandbox"), "{csp}");
        let record = house.program("dana").await.get(&format!("/api/v1/secondments/{number}")).await.json();
        assert_eq!((&record["workflow"], &record["paper"]), (&json!("executed"), &json!("executed")));
        let copies = "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'agreement_copy'";
        assert_eq!(count(house, copies).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_clause_is_written_anew_and_kept_when_wrong() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let address = format!("/secondments/{number}/agreement/clauses/3");
        let maya = house.browser("maya").await;
        let shown = maya.get(&address).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        let version = hidden(&shown, "version");
        let wrong = maya.post(&address, &[("version", &version), ("title", "Mine"), ("text", " ")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Write what the clause says") && wrong.text.contains("value=\"Mine\""));
        let long = "x".repeat(20_001);
        let wrong = maya.post(&address, &[("version", &version), ("title", "Mine"), ("text", &long)]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("too long"), "{}", &wrong.text[..400]);
        let text = "The employer is <b>Brightwater</b>.\n- one\n- two";
        let fields = [("version", version.as_str()), ("title", "Employer"), ("text", text)];
        assert_eq!(maya.post(&address, &fields).await.status, 303);
        assert_eq!(maya.post(&address, &fields).await.status, 409, "an old version is refused");
        let page = maya.get(&format!("/secondments/{number}/agreement")).await;
        assert!(page.text.contains("Changed") && page.text.contains("&#60;b&#62;Brightwater"));
        // the host manager reads the draft and does not write it
        let fiona = house.browser("fiona").await;
        let seen = fiona.get(&format!("/secondments/{number}/agreement")).await;
        assert_eq!(seen.status, 200);
        assert!(!seen.text.contains("Edit<") && !seen.text.contains("name=\"version\""));
        assert_eq!(fiona.get(&address).await.status, 403);
        assert_eq!(fiona.post(&address, &fields).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_while_something_is_missing() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let api = format!("/api/v1/secondments/{number}/agreement");
        let maya = house.program("maya").await;
        let before = maya.get(&api).await.json();
        let mut cx = house.cx("maya").await;
        let mut agreement = {
            let record = crate::features::secondments::store::load(&mut cx, &number).await.unwrap();
            super::super::store::newest(&mut cx, record.secondment.id).await.unwrap().unwrap()
        };
        agreement.paper.draft.remove(3).unwrap();
        super::super::store::save_draft(&mut cx, &mut agreement).await.unwrap();
        cx.commit().await.unwrap();
        let now = maya.get(&api).await.json();
        assert_eq!(now["agreement"]["missing"][0]["code"], "head-missing", "{now}");
        let revision = &now["agreement"]["revision"];
        let refused =
            maya.json(Method::POST, &format!("{api}/issue"), &json!({ "revision": revision })).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (409, &json!("urn:sojourn:problem:incomplete"))
        );
        let old = json!({ "revision": before["agreement"]["revision"] });
        assert_eq!(maya.json(Method::POST, &format!("{api}/issue"), &old).await.status, 409);
        let browser = house.browser("maya").await;
        let page = browser.get(&format!("/secondments/{number}/agreement")).await;
        assert!(page.text.contains("missing before this can be signed"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_sign_can_sign_and_strangers_see_nothing() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let act = format!("{page}/signatures");
        let (agreement, _) = newest(house, &number).await;
        let document = hex::encode(agreement.issued_sha.unwrap());
        let fields = super::helpers::signature("Dana Whitlock", &document);
        for (key, status) in [("maya", 403), ("dev", 403), ("tomasz", 404), ("sofia", 404), ("admin", 404)] {
            let answer = house.browser(key).await.post(&act, &fields).await;
            assert_eq!(answer.status, status, "{key}");
        }
        for key in ["tomasz", "sofia", "admin"] {
            let browser = house.browser(key).await;
            assert_eq!(browser.get(&page).await.status, 404, "{key}");
            assert_eq!(browser.get(&format!("{page}/v/1")).await.status, 404, "{key}");
        }
        assert_eq!(house.anonymous().get(&page).await.status, 303);
        let (_, signatories) = newest(house, &number).await;
        assert!(signatories.iter().all(|s| s.status != SignatoryStatus::Signed));
    })
    .await;
}

#[tokio::test]
async fn a_stale_session_needs_a_code_and_a_key_always_does() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        let document = hidden(&dana.get(&page).await, "document");
        house.app.clock.advance(chrono::Duration::minutes(6));
        let fields = super::helpers::signature("Dana Whitlock", &document);
        let refused = dana.post(&format!("{page}/signatures"), &fields).await;
        assert_eq!(refused.status, 403);
        assert!(refused.text.contains("Send me a code"), "{}", refused.text);
        assert_eq!(dana.post(&format!("{page}/codes"), &[]).await.status, 303);
        let address = "dana.whitlock@brightwater-group.example";
        let code = super::helpers::code(house, address).await;
        let wrong = dana.post(&format!("{page}/codes/entry"), &[("code", "12")]).await;
        assert_eq!(wrong.status, 422);
        // the code is for this browser alone
        let other = house.browser("dana").await;
        house.app.clock.advance(chrono::Duration::minutes(6));
        assert_eq!(other.post(&format!("{page}/codes/entry"), &[("code", &code)]).await.status, 422);
        assert_eq!(dana.post(&format!("{page}/codes/entry"), &[("code", &code)]).await.status, 303);
        let signed = dana.post(&format!("{page}/signatures"), &fields).await;
        assert_eq!(signed.status, 303, "{}", signed.text);
        let (_, signatories) = newest(house, &number).await;
        let how = &signatories[0].evidence.as_ref().unwrap()["authentication"];
        assert_eq!((&how["way"], &how["method"]), (&json!("account"), &json!("mailed code")));

        // Fiona signs with a key: only with a code
        let fiona = house.program("fiona").await;
        let api = format!("/api{}{page}", "/v1");
        let body = |code: &str| {
            json!({ "name": "Fiona Achterberg", "role": "Head of London sales", "consent": true,
                "document_sha256": document, "code": code })
        };
        let without = fiona.json(Method::POST, &format!("{api}/signatures"), &body("")).await;
        assert_eq!(without.status, 422, "{}", without.text);
        let sent = fiona.json(Method::POST, &format!("{api}/codes"), &json!({})).await;
        assert_eq!(sent.status, 202, "{}", sent.text);
        let code = super::helpers::code(house, "fiona.achterberg@brightwater-group.example").await;
        let signed = fiona.json(Method::POST, &format!("{api}/signatures"), &body(&code)).await;
        assert_eq!(signed.status, 200, "{}", signed.text);
        assert_eq!(signed.json()["agreement"]["status"], "partly_signed");
    })
    .await;
}

#[tokio::test]
async fn without_script_the_question_is_a_page() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        let document = hidden(&dana.get(&page).await, "document");
        let mut fields = super::helpers::signature("Dana Whitlock", &document);
        fields.pop();
        let asked = dana.post(&format!("{page}/signatures"), &fields).await;
        assert_eq!(asked.status, 200);
        assert!(
            asked.text.contains("Sign as Dana Whitlock?")
                && asked.text.contains("name=\"confirmed\" value=\"yes\"")
        );
        let (_, signatories) = newest(house, &number).await;
        assert_eq!(signatories[0].status, SignatoryStatus::Asked, "nothing is signed by the question");
        let empty = dana.post(&format!("{page}/signatures"), &[("name", "D"), ("document", &document)]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("<title>Error:") && empty.text.contains("Type your role"));
        assert!(empty.text.contains("value=\"D\""), "what was typed is kept");
    })
    .await;
}
