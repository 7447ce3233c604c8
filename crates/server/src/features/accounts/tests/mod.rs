//! Signing in and what belongs to it, through both doors.

mod administration;
mod entrance;
mod factor;
mod keys;
mod links;
mod sessions;
mod settling_in;

use axum::http::header;
use sojourn_kit::args;

use super::proof;
use crate::testing::{Answer, House, Visitor};

/// A password that the rules accept.
const GOOD: &str = "violet harbour 9 kettles";

/// Gives the persona a password, and answers the address they sign in with.
async fn with_password(house: &House, key: &str) -> String {
    let hash = house.app.passwords.hash(GOOD).await.unwrap();
    let account = house.world.account(key).unwrap();
    let mut tx = house.app.db.write().await.unwrap();
    proof::store::save_hash(&mut tx, account, &hash).await.unwrap();
    let email = super::store::load(&mut tx, account).await.unwrap().email;
    tx.commit().await.unwrap();
    email
}

/// The value of the session cookie that an answer sets, as a browser would send it.
fn session_cookie(answer: &Answer) -> Option<String> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut set = lines.filter(|line| line.starts_with("sojourn=") || line.starts_with("__Host-sojourn="));
    set.next().and_then(|line| line.split(';').next()).map(str::to_owned)
}

/// A browser that holds the cookie of the answer.
fn browser_after<'a>(house: &'a House, answer: &Answer) -> Visitor<'a> {
    let mut visitor = house.anonymous();
    visitor.cookies = session_cookie(answer).unwrap_or_else(|| panic!("no session in {answer:?}"));
    visitor
}

/// The newest letter to that address: its text.
async fn newest_letter(house: &House, to: &str) -> Option<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT body FROM outbox WHERE to_address = $1 ORDER BY created_at DESC, id DESC LIMIT 1";
    tx.one(sql, args![to]).await.unwrap().map(|row| row.get("body").unwrap())
}

/// The path of the first link in a letter.
fn path_in(letter: &str, house: &House) -> String {
    let base = &house.app.config.base_url;
    let line =
        letter.lines().find(|line| line.starts_with(base.as_str())).unwrap_or_else(|| panic!("{letter}"));
    line.trim_start_matches(base.as_str()).to_owned()
}

/// The page without what is fresh on each page.
fn without_form_id(answer: &Answer) -> String {
    let mut text = answer.text.clone();
    while let Some(start) = text.find("name=\"form_id\" value=\"") {
        let end = start + text[start..].find('>').unwrap();
        text.replace_range(start..end, "");
    }
    text
}

/// How many rows the table has.
async fn count(house: &House, table: &str) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    tx.count(&format!("SELECT COUNT(*) AS n FROM {table}"), args![]).await.unwrap()
}
