//! Applications through both doors, on each database: the way it goes, and every refusal.

mod deciding;
mod ending;
mod hidden;
mod json;

use sojourn_kit::args;

use super::fixtures::{self, applied, decided};
use super::model::{Decision, Reason};
use crate::testing::{Answer, House, Visitor, on_each_database};
use crate::world::openings::SALES;

const WORDS: [&str; 2] = ["To hear what they ask.", "Ten answers for the desk."];

async fn sales(house: &House) -> String {
    fixtures::open(&house.app, &house.world, &SALES).await.unwrap()
}

async fn apply(house: &House, who: &str, number: &str) {
    applied(&house.app, &house.world, who, number, WORDS).await.unwrap();
}

async fn shortlist(house: &House, number: &str, seq: i64) {
    let why = (Decision::Shortlist, Reason::SkillsFit, "");
    decided(&house.app, &house.world, "fiona", (number, seq), why).await.unwrap();
}

async fn offer(house: &House, number: &str, seq: i64) {
    let why = (Decision::Offer, Reason::BringBack, "Come and see");
    decided(&house.app, &house.world, "fiona", (number, seq), why).await.unwrap();
}

/// The letters to somebody: subject and text.
async fn letters(house: &House, to: &str) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT subject, body FROM outbox WHERE to_name = $1 ORDER BY created_at, id";
    let rows = tx.all(sql, args![to]).await.unwrap();
    rows.iter().map(|row| (row.get("subject").unwrap(), row.get("body").unwrap())).collect()
}

fn written<'a>(letters: &'a [(String, String)], subject: &str) -> &'a str {
    let found = letters.iter().find(|(one, _)| one.starts_with(subject));
    &found.unwrap_or_else(|| panic!("no letter “{subject}” in {letters:?}")).1
}

async fn write(who: &Visitor<'_>, number: &str, more: &[(&str, &str)]) -> Answer {
    let usual = [
        ("version", "0"),
        ("why", WORDS[0]),
        ("bring_back", WORDS[1]),
        ("has_conflict", "no"),
        ("talked_on", "20 Nov 2026"),
    ];
    let mut all: Vec<(&str, &str)> =
        usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).collect();
    all.extend_from_slice(more);
    who.post(&format!("/opportunities/{number}/application"), &all).await
}

#[tokio::test]
async fn from_two_answers_to_a_draft_secondment() {
    on_each_database(async |house| {
        let number = sales(house).await;
        let (dana, fiona) = (house.browser("dana").await, house.browser("fiona").await);
        let path = format!("/opportunities/{number}");
        assert!(dana.get(&format!("{path}/application")).await.text.contains("What would you bring back?"));
        let half =
            write(&dana, &number, &[("bring_back", ""), ("has_conflict", "yes"), ("then", "send")]).await;
        assert_eq!(half.status, 422);
        assert!(half.text.contains("Say what you’d bring back") && half.text.contains(WORDS[0]));
        assert_eq!(write(&dana, &number, &[("talked_on", "24 Nov 2026")]).await.status, 422, "a day to come");
        assert_eq!(write(&dana, &number, &[("talked_on", ""), ("then", "draft")]).await.status, 303);
        assert!(dana.get("/").await.text.contains("Finish your application"));
        assert!(fiona.get(&format!("{path}/shortlist")).await.text.contains("No one has applied yet"));
        let unspoken = write(&dana, &number, &[("version", "1"), ("talked_on", ""), ("then", "send")]).await;
        assert!(unspoken.status == 422 && unspoken.text.contains("Talk with your manager first"));
        assert_eq!(write(&dana, &number, &[("version", "1"), ("then", "send")]).await.status, 303);
        assert_eq!(
            write(&dana, &number, &[("version", "3"), ("then", "send")]).await.status,
            409,
            "once is enough"
        );
        assert!(fiona.get("/").await.text.contains("Look at 1 application"));
        let told = letters(house, "Fiona Achterberg").await;
        assert!(!written(&told, "New application").contains("Dana"), "the name is hidden in the letter too");
        shortlist(house, &number, 1).await;
        let list = fiona.get(&format!("{path}/shortlist")).await.text;
        assert!(list.contains("Dana Whitlock") && list.contains("Customer Service"), "{list}");
        let version =
            list.split("name=\"applicant-1\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let invite = [("applicant-1", version.as_str()), ("decision", "invite"), ("reason", "skills_fit")];
        assert_eq!(fiona.post(&format!("{path}/shortlist"), &invite).await.status, 303);
        assert_eq!(fiona.post(&format!("{path}/shortlist"), &invite).await.status, 409);
        offer(house, &number, 1).await;
        let cover = letters(house, "Olu Bello").await;
        assert!(written(&cover, "Think of cover").contains("Dana Whitlock"));
        assert!(dana.get("/").await.text.contains("Answer the offer"));
        let page = dana.get(&format!("{path}/application")).await.text;
        assert!(page.contains("A place is offered to you.") && page.contains("Come and see"), "{page}");
        let version =
            page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let stale =
            dana.post(&format!("{path}/application/answer"), &[("version", "1"), ("answer", "accept")]).await;
        assert_eq!(stale.status, 409);
        let accept = [("version", version.as_str()), ("answer", "accept")];
        let accepted = dana.post(&format!("{path}/application/answer"), &accept).await;
        assert_eq!(accepted.location(), "/secondments/SO-0001", "{}", accepted.text);
        assert_eq!(dana.post(&format!("{path}/application/answer"), &accept).await.status, 409);
        written(&letters(house, "Olu Bello").await, "Cover needed");
        written(&letters(house, "Fiona Achterberg").await, "Accepted: Dana Whitlock");
        let record = dana.get("/secondments/SO-0001").await.text;
        assert!(record.contains("This began with an application.") && record.contains(&number), "{record}");
        assert!(dana.get(&format!("{path}/application")).await.text.contains("Open SO-0001"));
        let opened = house.program("dana").await.get("/api/v1/secondments/SO-0001").await.json();
        assert_eq!((&opened["way_in"], &opened["workflow"]), (&"advert".into(), &"idea".into()), "{opened}");
        assert_eq!((&opened["starts_on"], &opened["place"]), (&"2027-01-11".into(), &"London".into()));
        assert!(dana.get("/secondments/SO-0001/propose/why").await.text.contains("Hear what customers ask"));
        assert_eq!(
            fiona.get("/secondments/SO-0001").await.status,
            404,
            "a draft is its author's and secondee's"
        );
    })
    .await;
}
