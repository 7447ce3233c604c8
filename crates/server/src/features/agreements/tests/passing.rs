//! Passing a signature on: outside and inside, what dies with it, and mobility’s way back.

use axum::http::Method;
use serde_json::{Value, json};

use super::helpers::{HELEN, at_helen, code, count, helen, letter, newest, sign, token};
use crate::features::agreements::fixtures::token_in;
use crate::features::agreements::model::Status;
use crate::testing::{Answer, House, Visitor, on_each_database};

const PAUL: &str = "paul.quill@fernleigh-foods.example";
const ROB: &str = "rob.ellery@brightwater-group.example";

fn to_paul<'a>(email: &'a str, reason: &'a str) -> [(&'a str, &'a str); 4] {
    [("name", "Paul Quill"), ("job_title", "Legal director"), ("email", email), ("reason", reason)]
}

/// A browser that opened the newest private link to the address and entered its code.
async fn proven<'a>(house: &'a House, address: &str) -> Visitor<'a> {
    let link = token_in(&letter(house, "signature_asked", address).await).unwrap().reveal().to_owned();
    let browser = super::helpers::asked_for_code(house, &link).await;
    let code = code(house, address).await;
    assert_eq!(browser.post("/sign/code", &[("code", &code)]).await.status, 303);
    browser
}

async fn pass(house: &House, who: &str, number: &str, email: &str) -> Answer {
    let path = format!("/api/v1/secondments/{number}/agreement/passes");
    let input = json!({"email": email, "reason": "I am away until March"});
    house.program(who).await.json(Method::POST, &path, &input).await
}

fn address(name: &str) -> String {
    format!("{name}@brightwater-group.example")
}

#[tokio::test]
async fn an_outside_signer_names_another_and_their_own_link_dies() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let (old, browser) = (token(house).await, helen(house).await);
        assert!(browser.get("/sign").await.text.contains("Pass to someone else"));
        assert_eq!(browser.get("/sign/pass").await.status, 200);
        assert_eq!(house.anonymous().get("/sign/pass").await.status, 404, "nobody without a code");
        let ines = "ines.baptiste@brightwater-group.example";
        for (email, reason) in
            [(PAUL, ""), ("nobody", "Away"), (HELEN, "Away"), (ines, "Away"), (ROB, "Away")]
        {
            let wrong = browser.post("/sign/pass", &to_paul(email, reason)).await;
            assert!(wrong.status == 422 && wrong.text.contains("Paul Quill"), "{email}: {}", wrong.text);
        }
        house.app.clock.advance(chrono::Duration::seconds(1));
        let passed = browser.post("/sign/pass", &to_paul(PAUL, "I am away until March")).await;
        assert!(passed.status == 200 && passed.text.contains("Paul Quill"), "{}", passed.text);
        assert_eq!(house.anonymous().get(&format!("/sign/{old}")).await.status, 410, "the old link is dead");
        assert_eq!(browser.get("/sign").await.status, 404, "and so is the code that was entered");
        let told = letter(house, "agreement_signature_passed", &address("maya.okonjo")).await;
        assert!(told.contains("Paul Quill") && told.contains("I am away until March"), "{told}");
        let paul = proven(house, PAUL).await;
        assert_eq!(sign(&paul, "/sign", "/sign/signature", "Paul Quill").await.status, 303);
        let (_, signatories) = newest(house, &number).await;
        let evidence = signatories[1].evidence.as_ref().unwrap();
        let kept = &evidence["passed"][0];
        assert_eq!(
            (&kept["from_name"], &kept["to_name"], &kept["reason"]),
            (&json!("Helen Marsh"), &json!("Paul Quill"), &json!("I am away until March"))
        );
        assert_eq!(evidence["asserted"]["email"], PAUL);
    })
    .await;
}

#[tokio::test]
async fn inside_only_somebody_who_may_sign_for_the_side_gets_it_and_mobility_takes_it_back() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let browser = helen(house).await;
        assert_eq!(sign(&browser, "/sign", "/sign/signature", "Helen Marsh").await.status, 303);
        for wrong in ["grace.tan", "ines.baptiste", "rob.ellery", "nobody.here"] {
            let refused = pass(house, "rob", &number, &address(wrong)).await;
            assert_eq!(refused.status, 422, "{wrong}: {}", refused.text);
        }
        assert_eq!(pass(house, "grace", &number, &address("dev.kapoor")).await.status, 404);
        assert_eq!(
            pass(house, "dev", &number, &address("maya.okonjo")).await.status,
            403,
            "not theirs to pass"
        );
        let path = format!("/secondments/{number}/agreement");
        let page = house.browser("rob").await.get(&format!("{path}/passes")).await;
        assert!(page.status == 200 && page.text.contains("Pass to someone else"), "{}", page.text);
        let form = [("email", "dev.kapoor@brightwater-group.example"), ("reason", "On leave from Friday")];
        assert_eq!(house.browser("rob").await.post(&format!("{path}/passes"), &form).await.status, 303);
        let seen = |seen: Value| seen["passes"][0].clone();
        let of_rob = seen(house.program("rob").await.get(&format!("/api/v1{path}")).await.json());
        assert_eq!(
            (&of_rob["to"], &of_rob["reason"]),
            (&json!("Dev Kapoor"), &json!("On leave from Friday"))
        );
        let of_ines = seen(house.program("ines").await.get(&format!("/api/v1{path}")).await.json());
        assert!(of_ines["to"] == "Dev Kapoor" && of_ines["reason"].is_null(), "{of_ines}");
        assert_eq!(house.browser("rob").await.post(&format!("{path}/passes/recall"), &[]).await.status, 409);
        let desk = house.browser("maya").await;
        let tools = desk.get(&path).await.text;
        assert!(tools.contains("Rob Ellery passed it to Dev Kapoor: On leave from Friday"), "{tools}");
        assert_eq!(desk.post(&format!("{path}/passes/recall"), &[]).await.status, 303);
        assert_eq!(desk.post(&format!("{path}/passes/recall"), &[]).await.status, 409, "once");
        assert!(
            letter(house, "agreement_pass_recalled", &address("dev.kapoor")).await.contains("nothing to do")
        );
        // passed once more, and signed by who got it
        assert_eq!(pass(house, "rob", &number, &address("dev.kapoor")).await.status, 200);
        let dev = house.browser("dev").await;
        assert_eq!(sign(&dev, &path, &format!("{path}/signatures"), "Dev Kapoor").await.status, 303);
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!((agreement.status, signatories[2].name.as_str()), (Status::Executed, "Dev Kapoor"));
        let events = "SELECT COUNT(*) AS n FROM events WHERE kind LIKE 'agreement.%pass%'";
        assert_eq!(count(house, events).await, 3);
    })
    .await;
}

#[tokio::test]
async fn the_secondee_signs_for_themself_and_programs_pass_too() {
    on_each_database(async |house| {
        let number = super::helpers::issued(house, crate::features::proposals::fixtures::Case::Ines).await;
        let own = pass(house, "ines", &number, &address("maya.okonjo")).await;
        assert!(own.status == 409 && own.text.contains("own_signature"), "{}", own.text);
        crate::features::agreements::fixtures::sign_next(&house.app, &number).await.unwrap();
        let base = format!("/api/v1/signing/{}", token(house).await);
        let program = house.anonymous();
        let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await.json();
        let mut input = json!({"session": sent["session"], "code": code(house, HELEN).await, "name": "Paul Quill",
            "email": "", "job_title": "Legal director", "reason": "Away"});
        assert_eq!(program.json(Method::POST, &format!("{base}/pass"), &input).await.status, 422);
        input["email"] = json!(PAUL);
        house.app.clock.advance(chrono::Duration::seconds(1));
        let passed = program.json(Method::POST, &format!("{base}/pass"), &input).await;
        assert_eq!((passed.status.as_u16(), &passed.json()["to"]), (200, &json!("Paul Quill")), "{}", passed.text);
        assert_eq!(program.json(Method::POST, &format!("{base}/pass"), &input).await.status, 409, "the link is dead");
        assert!(letter(house, "signature_asked", PAUL).await.contains("/sign/"));
    })
    .await;
}
