//! The walk through pages: forms are opened before they are sent, and carry what the page gave them.

use super::*;
use crate::features::proposals::model::Question;
use crate::testing::Visitor;

/// Opens a page, fills its form and sends it to `act`.
pub(super) async fn fill(who: &Visitor<'_>, page: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
    let opened = who.get(page).await;
    assert_eq!(opened.status, 200, "{page}: {}", opened.text);
    let version =
        if opened.text.contains("name=\"version\"") { hidden(&opened, "version") } else { String::new() };
    let mut all = vec![("version", version.as_str())];
    if version.is_empty() {
        all.clear();
    }
    all.extend_from_slice(fields);
    let answer = who.post(act, &all).await;
    assert_eq!(answer.status, 303, "{page}: {}", answer.text);
    answer
}

/// The six steps and the sending; answers the number.
pub(super) async fn propose(
    house: &House,
    who: &str,
    scope: &str,
    steps: &[(&str, Vec<(&str, &str)>)],
) -> String {
    let visitor = house.browser(who).await;
    let title = steps[0].1[0].1;
    let started = visitor.post("/proposals/new", &[("title", title), ("scope", scope)]).await;
    assert_eq!(started.status, 303, "{}", started.text);
    let number = started.location().trim_start_matches("/secondments/").replace("/propose/why", "");
    fill_in(house, who, &number, steps).await;
    number
}

/// The steps and the sending of a draft that is there.
pub(super) async fn fill_in(house: &House, who: &str, number: &str, steps: &[(&str, Vec<(&str, &str)>)]) {
    let visitor = house.browser(who).await;
    for (step, fields) in steps {
        let page = format!("/secondments/{number}/propose/{step}");
        fill(&visitor, &page, &page, fields).await;
    }
    let check = format!("/secondments/{number}/propose/check");
    fill(&visitor, &check, &check, &[]).await;
}

pub(super) async fn release(house: &House, who: &str, number: &str) {
    let page = format!("/secondments/{number}/release");
    let visitor = house.browser(who).await;
    fill(&visitor, &page, &page, &[("decision", "release"), ("note", "Go, and tell us.")]).await;
}

/// Whoever's turn it is reads the evidence and approves.
pub(super) async fn approve(house: &House, who: &str, number: &str) {
    let page = format!("/secondments/{number}/approvals");
    let visitor = house.browser(who).await;
    fill(&visitor, &page, &page, &[("decision", "approve"), ("note", "Fine.")]).await;
}

pub(super) async fn issue(house: &House, desk: &str, number: &str) {
    let page = format!("/secondments/{number}/agreement");
    fill(&house.browser(desk).await, &page, &page, &[]).await;
}

/// Somebody with an account reads and signs.
pub(super) async fn sign(house: &House, who: &str, name: &str, number: &str) {
    let page = format!("/secondments/{number}/agreement");
    sign_shown(&house.browser(who).await, &page, &format!("{page}/signatures"), name).await;
}

async fn sign_shown(visitor: &Visitor<'_>, page: &str, act: &str, name: &str) {
    let shown = visitor.get(page).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let document = hidden(&shown, "document");
    let fields = [
        ("name", name),
        ("role", "As the agreement says"),
        ("consent", "yes"),
        ("document", document.as_str()),
        ("confirmed", "yes"),
    ];
    let signed = visitor.post(act, &fields).await;
    assert_eq!(signed.status, 303, "{name}: {}", signed.text);
}

/// Somebody without an account follows the private link, asks for a code, enters it, reads and signs.
pub(super) async fn sign_by_link(house: &House, address: &str, name: &str) {
    let link = format!("/sign/{}", private_link(house, address).await);
    let mut browser = house.anonymous();
    let located = browser.get(&link).await;
    assert_eq!(located.status, 200);
    assert!(!located.text.contains("In plain words"), "the link alone shows nothing of the text");
    let asked = browser.post(&link, &[]).await;
    assert_eq!(asked.status, 303, "{}", asked.text);
    let cookie = asked.headers["set-cookie"].to_str().unwrap();
    browser.cookies = cookie.split(';').next().unwrap().to_owned();
    let code = code(house, address).await;
    assert_eq!(browser.post("/sign/code", &[("code", &code)]).await.status, 303);
    sign_shown(&browser, "/sign", "/sign/signature", name).await;
}

/// The desk ticks everything and opens the start gate.
pub(super) async fn open_gate(house: &House, desk: &str, number: &str) {
    tick(house, desk, number, "").await;
    let page = format!("/secondments/{number}/start");
    fill(&house.browser(desk).await, &page, &page, &[("do", "open")]).await;
}

/// The desk ticks everything; `access` says what the person may get into.
pub(super) async fn tick(house: &House, desk: &str, number: &str, access: &str) {
    let page = format!("/secondments/{number}/start");
    let names = GATE.map(|item| format!("check-{item}"));
    let mut checks = vec![("do", "checks"), ("note-access", access)];
    checks.extend(names.iter().map(|name| (name.as_str(), "yes")));
    fill(&house.browser(desk).await, &page, &page, &checks).await;
}

pub(super) async fn arrive(house: &House, who: &str, how: &str, number: &str) {
    let page = format!("/secondments/{number}/start");
    let today = house.app.clock.today().to_string();
    let fields = [("do", "arrival"), ("on", today.as_str()), ("how_known", how)];
    fill(&house.browser(who).await, &page, &page, &fields).await;
}

pub(super) async fn talk(house: &House, who: &str, number: &str) {
    let page = format!("/secondments/{number}/check-ins");
    let today = house.app.clock.today().to_string();
    let fields =
        [("held_on", today.as_str()), ("goals", "On the way"), ("next_step", "Another talk in a month")];
    fill(&house.browser(who).await, &page, &page, &fields).await;
}

pub(super) async fn come_back(house: &House, who: &str, number: &str) {
    let page = format!("/secondments/{number}/return");
    let today = house.app.clock.today().to_string();
    let fields = [("on", today.as_str()), ("outcome", "same_post"), ("post", "The post of before")];
    fill(&house.browser(who).await, &page, &page, &fields).await;
}

pub(super) async fn debrief(house: &House, who: &str, number: &str, brought_back: &str) {
    let page = format!("/secondments/{number}/debrief");
    let today = house.app.clock.today().to_string();
    let names: Vec<String> = Question::ALL.iter().map(|one| format!("verdict-{}", one.as_str())).collect();
    let mut fields = vec![("held_on", today.as_str()), ("brought_back", brought_back)];
    fields.extend(names.iter().map(|name| (name.as_str(), "yes")));
    fill(&house.browser(who).await, &page, &page, &fields).await;
}
