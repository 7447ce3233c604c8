//! Who may sign: kept by three roles, checked when a text is sent, passed on and signed.

use axum::http::Method;
use serde_json::{Value, json};

use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures::released;
use crate::features::proposals::fixtures::Case;
use crate::testing::{Answer, House, on_each_database};

const HERE: &str = "/settings/authorities";
const API: &str = "/api/v1/signature-authorities";

fn address(name: &str) -> String {
    format!("{name}@brightwater-group.example")
}

async fn add(house: &House, who: &str, line: &Value) -> Answer {
    house.program(who).await.json(Method::POST, API, line).await
}

/// A line for everything, for a person.
fn anything(name: &str) -> Value {
    json!({ "email": address(name), "kinds": ["internal", "external", "international"] })
}

async fn revision(house: &House, number: &str) -> Value {
    let path = format!("/api/v1/secondments/{number}/agreement");
    house.program("maya").await.get(&path).await.json()["agreement"].clone()
}

async fn issue(house: &House, number: &str) -> Answer {
    let path = format!("/api/v1/secondments/{number}/agreement/issue");
    let input = json!({ "revision": revision(house, number).await["revision"] });
    house.program("maya").await.json(Method::POST, &path, &input).await
}

#[tokio::test]
async fn the_list_is_kept_by_mobility_legal_and_administrators_and_says_when_nobody_is_checked() {
    on_each_database(async |house| {
        for who in ["dana", "finance", "auditor", "rob"] {
            assert_eq!(house.browser(who).await.get(HERE).await.status, 404, "{who}");
            assert_eq!(house.browser(who).await.post(HERE, &[]).await.status, 404, "{who}");
            assert_eq!(house.program(who).await.get(API).await.status, 404, "{who}");
            assert_eq!(add(house, who, &anything("rob.ellery")).await.status, 404, "{who}");
        }
        for who in ["maya", "dev", "admin"] {
            let page = house.browser(who).await.get(HERE).await;
            assert!(page.status == 200 && page.text.contains("Nobody is checked"), "{who}: {}", page.text);
        }
        let legal = house.browser("dev").await;
        let wrong = [("email", "nobody@example.org"), ("up_to", "much"), ("unit", "Nowhere")];
        let refused = legal.post(HERE, &wrong).await;
        assert_eq!(refused.status, 422);
        for words in ["Nobody in your organisation", "Choose at least one kind", "much"] {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        let own = [("email", "dev.kapoor@brightwater-group.example"), ("external", "yes")];
        assert_eq!(legal.post(HERE, &own).await.status, 409, "nobody gives it to themself");
        let line = [
            ("role", "home_manager"),
            ("unit", "Creative"),
            ("up_to", "£25,000"),
            ("external", "yes"),
            ("to", "31 March 2027"),
        ];
        assert_eq!(legal.post(HERE, &line).await.status, 303);
        let page = legal.get(HERE).await.text;
        for words in ["The home manager of the record", "up to £25,000", "Creative"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let list = house.program("admin").await.get(API).await.json();
        assert_eq!(
            (&list["is_checked"], &list["authorities"][0]["up_to_minor"]),
            (&json!(true), &json!(2_500_000))
        );
        let id = list["authorities"][0]["id"].as_str().unwrap().to_owned();
        // another organisation has a list of its own
        let theirs = house.program("erik").await.get(API).await.json();
        assert_eq!(theirs["is_checked"], false);
        let program = house.program("erik").await;
        assert_eq!(program.json(Method::DELETE, &format!("{API}/{id}"), &json!({})).await.status, 404);
        assert_eq!(legal.post(&format!("{HERE}/{id}/end"), &[]).await.status, 303);
        assert_eq!(legal.post(&format!("{HERE}/{id}/end"), &[]).await.status, 409, "once");
        assert!(legal.get(HERE).await.text.contains("Ended"));
    })
    .await;
}

#[tokio::test]
async fn a_text_is_sent_only_when_every_signer_has_the_authority_and_says_who_has() {
    on_each_database(async |house| {
        let number = released(&house.app, &house.world, Case::Ines).await.unwrap();
        // Dev may sign anything, Rob up to a pound
        assert_eq!(add(house, "maya", &anything("dev.kapoor")).await.status, 201);
        let mut small = anything("rob.ellery");
        small["up_to"] = json!("1");
        assert_eq!(add(house, "maya", &small).await.status, 201);
        let refused = issue(house, &number).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (409, &json!("urn:sojourn:problem:incomplete"))
        );
        assert!(refused.text.contains("Dev Kapoor has it"), "{}", refused.text);
        assert!(!refused.text.contains('£'), "no amount of the record: {}", refused.text);
        let missing = revision(house, &number).await["missing"].clone();
        assert_eq!(
            (&missing[0]["code"], &missing[0]["fix"]),
            (&json!("no-authority"), &json!("signatories.home"))
        );
        let page = house.browser("maya").await.get(&format!("/secondments/{number}/agreement")).await.text;
        assert!(page.contains("does not reach as far") && page.contains("/agreement/signers"), "{page}");
        // somebody else signs for home
        let signers = format!("/secondments/{number}/agreement/signers");
        let maya = house.browser("maya").await;
        assert!(maya.get(&signers).await.text.contains("does not reach as far"));
        for who in ["rob", "ines", "dev"] {
            assert_eq!(house.browser(who).await.get(&signers).await.status, 403, "{who}");
        }
        let version = agreements::revision(&house.app, &number).await.unwrap();
        let stale = [("version", "99"), ("email_home", "dev.kapoor@brightwater-group.example")];
        assert_eq!(maya.post(&format!("{signers}/home"), &stale).await.status, 409);
        let version = version.to_string();
        let nobody = [("version", version.as_str()), ("email_home", "grace.tan@brightwater-group.example")];
        let wrong = maya.post(&format!("{signers}/home"), &nobody).await;
        assert!(wrong.status == 422 && wrong.text.contains("may not sign for this side"), "{}", wrong.text);
        let dev = [("version", version.as_str()), ("email_home", "dev.kapoor@brightwater-group.example")];
        assert_eq!(maya.post(&format!("{signers}/home"), &dev).await.status, 303);
        assert_eq!(issue(house, &number).await.status, 200);
        agreements::executed(&house.app, &number).await.unwrap();
        let text = maya.get(&format!("/secondments/{number}/agreement/v/1")).await.text;
        assert!(
            text.contains("<b>Dev Kapoor</b>") && !text.contains("<b>Rob Ellery</b>"),
            "the text names who signs"
        );
    })
    .await;
}

#[tokio::test]
async fn an_authority_that_ended_meanwhile_stops_the_signature_and_a_pass_needs_one() {
    on_each_database(async |house| {
        let number = released(&house.app, &house.world, Case::Ines).await.unwrap();
        let line = add(house, "maya", &anything("rob.ellery")).await.json();
        assert_eq!(add(house, "admin", &anything("maya.okonjo")).await.status, 201);
        assert_eq!(issue(house, &number).await.status, 200);
        for _ in 0..2 {
            agreements::sign_next(&house.app, &number).await.unwrap();
        }
        let id = line["id"].as_str().unwrap();
        let ended =
            house.program("maya").await.json(Method::DELETE, &format!("{API}/{id}"), &json!({})).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        let refused = agreements::sign_next(&house.app, &number).await.unwrap_err().sentence();
        assert!(refused.contains("has ended") && refused.contains("Maya Okonjo has it"), "{refused}");
        let pass = format!("/api/v1/secondments/{number}/agreement/passes");
        let rob = house.program("rob").await;
        let to = |name: &str| json!({ "email": address(name), "reason": "My authority ended" });
        let legal = rob.json(Method::POST, &pass, &to("dev.kapoor")).await;
        assert!(legal.status == 422 && legal.text.contains("no authority"), "{}", legal.text);
        assert_eq!(rob.json(Method::POST, &pass, &to("maya.okonjo")).await.status, 200);
        assert_eq!(agreements::sign_next(&house.app, &number).await.unwrap().as_deref(), Some("Maya Okonjo"));
        let text =
            house.browser("maya").await.get(&format!("/secondments/{number}/agreement/v/1")).await.text;
        assert!(text.contains("for Rob Ellery, passed on 23 November 2026"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_relative_of_the_secondee_signs_for_nobody() {
    on_each_database(async |house| {
        let number = released(&house.app, &house.world, Case::Dana).await.unwrap();
        let path = format!("/api/v1/secondments/{number}/agreement/signers/host");
        let maya = house.program("maya").await;
        let input = |revision: &Value, is: bool| json!({ "revision": revision, "is_relative": is });
        let now = revision(house, &number).await["revision"].clone();
        assert_eq!(
            house.program("dana").await.json(Method::PUT, &path, &input(&now, true)).await.status,
            403
        );
        assert_eq!(
            house.program("grace").await.json(Method::PUT, &path, &input(&now, true)).await.status,
            404
        );
        let said = maya.json(Method::PUT, &path, &input(&now, true)).await;
        assert_eq!(said.json()["agreement"]["missing"][0]["code"], "signer-is-relative", "{}", said.text);
        assert_eq!(issue(house, &number).await.status, 409);
        let now = revision(house, &number).await["revision"].clone();
        assert_eq!(maya.json(Method::PUT, &path, &input(&now, false)).await.status, 200);
        assert_eq!(issue(house, &number).await.status, 200);
        let late = revision(house, &number).await["revision"].clone();
        assert_eq!(maya.json(Method::PUT, &path, &input(&late, true)).await.status, 409, "the text is fixed");
    })
    .await;
}
