//! What the stories share.

use sojourn_kit::args;

use crate::features::agreements::fixtures::{code_in, newest_letter, token_in};
use crate::features::agreements::model::{Agreement, Signatory};
use crate::features::agreements::store;
use crate::features::approvals::fixtures::released;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments;
use crate::testing::{Answer, House, Visitor};

/// The address of Helen Marsh in the named world.
pub(super) const HELEN: &str = "helen.marsh@fernleigh-foods.example";

/// A record whose agreement is drafted.
pub(super) async fn drafted(house: &House, case: Case) -> String {
    released(&house.app, &house.world, case).await.unwrap()
}

/// A record whose agreement is out for signature.
pub(super) async fn issued(house: &House, case: Case) -> String {
    let number = drafted(house, case).await;
    super::super::fixtures::issued(&house.app, &number).await.unwrap();
    number
}

/// A record that everybody but the outside host has signed, up to the host’s turn.
pub(super) async fn at_helen(house: &House) -> String {
    let number = issued(house, Case::Ines).await;
    super::super::fixtures::sign_next(&house.app, &number).await.unwrap();
    number
}

pub(super) async fn newest(house: &House, number: &str) -> (Agreement, Vec<Signatory>) {
    let mut cx = house.cx("maya").await;
    let record = secondments::store::load(&mut cx, number).await.unwrap();
    let agreement = store::newest(&mut cx, record.secondment.id).await.unwrap().unwrap();
    let signatories = store::signatories(&mut cx, agreement.id).await.unwrap();
    (agreement, signatories)
}

pub(super) async fn letter(house: &House, kind: &str, address: &str) -> String {
    newest_letter(&mut house.cx("maya").await, kind, address).await.unwrap()
}

/// The token of the newest request to Helen.
pub(super) async fn token(house: &House) -> String {
    token_in(&letter(house, "signature_asked", HELEN).await).unwrap().reveal().to_owned()
}

pub(super) async fn code(house: &House, address: &str) -> String {
    code_in(&letter(house, "signing_code", address).await).unwrap()
}

pub(super) async fn count(house: &House, sql: &str) -> i64 {
    house.app.db.read().await.unwrap().count(sql, args![]).await.unwrap()
}

/// The value of a hidden field.
pub(super) fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = answer.text.split_once(&mark).unwrap_or_else(|| panic!("no {name} in {}", answer.text)).1;
    rest.split('"').next().unwrap().to_owned()
}

/// A browser that has opened Helen’s link and asked for a code.
pub(super) async fn asked_for_code<'a>(house: &'a House, token: &str) -> Visitor<'a> {
    // a clock that stands still would leave open which letter is the newest
    house.app.clock.advance(chrono::Duration::seconds(1));
    let mut browser = house.anonymous();
    let answer = browser.post(&format!("/sign/{token}"), &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(answer.location(), "/sign");
    let set = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    browser.cookies = set.split(';').next().unwrap().to_owned();
    browser
}

/// A browser in which Helen has entered her code.
pub(super) async fn helen<'a>(house: &'a House) -> Visitor<'a> {
    let browser = asked_for_code(house, &token(house).await).await;
    let code = code(house, HELEN).await;
    let answer = browser.post("/sign/code", &[("code", &code)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    browser
}

/// The fields of a signature under the text of the page.
pub(super) fn signature<'a>(name: &'a str, document: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("role", "Brand Director"),
        ("consent", "yes"),
        ("document", document),
        ("confirmed", "yes"),
    ]
}

/// Opens the page and signs what it shows.
pub(super) async fn sign(visitor: &Visitor<'_>, page: &str, act: &str, name: &str) -> Answer {
    let shown = visitor.get(page).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let document = hidden(&shown, "document");
    visitor.post(act, &signature(name, &document)).await
}
