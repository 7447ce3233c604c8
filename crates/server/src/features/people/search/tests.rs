//! The words are always those of the people, and a search finds the same from each start.

use std::collections::BTreeSet;

use sojourn_kit::args;

use super::{Entry, store, words};
use crate::actor::{OrganisationId, PersonId};
use crate::features::people::folded;
use crate::features::people::import::generate;
use crate::testing::{House, on_each_database};

async fn number(house: &House, sql: &str) -> i64 {
    house.app.db.read().await.unwrap().count(sql, args![]).await.unwrap()
}

/// Every word of everybody, and nothing else, stands in the table.
async fn check(house: &House) {
    let mut tx = house.app.db.read().await.unwrap();
    let mut wanted = BTreeSet::new();
    for row in tx.all("SELECT organisation_id, search, id FROM people", vec![]).await.unwrap() {
        let (organisation, id): (uuid::Uuid, uuid::Uuid) =
            (row.get("organisation_id").unwrap(), row.get("id").unwrap());
        let search: String = row.get("search").unwrap();
        let words = search.split(' ').filter(|word| !word.is_empty());
        wanted.extend(words.map(|word| (organisation, word.to_owned(), search.clone(), id)));
    }
    let sql = "SELECT organisation_id, word, search, person_id FROM people_words";
    let rows = tx.all(sql, vec![]).await.unwrap();
    let kept: BTreeSet<_> = rows
        .iter()
        .map(|row| {
            let (organisation, id): (uuid::Uuid, uuid::Uuid) =
                (row.get("organisation_id").unwrap(), row.get("person_id").unwrap());
            (organisation, row.get::<String>("word").unwrap(), row.get::<String>("search").unwrap(), id)
        })
        .collect();
    assert!(kept == wanted, "{} words for {}", kept.len(), wanted.len());
}

#[tokio::test]
async fn the_words_follow_the_people() {
    on_each_database(async |house| {
        check(house).await;
        let mut tx = house.app.db.write().await.unwrap();
        for name in ["o\\'\"x ann ann", "", "\u{1}odd", "byron ada 7"] {
            // a control character is nobody's, and refuses nobody's name
            let search = folded(name);
            let sql = "UPDATE people SET search = $1 WHERE given_name = 'Tomasz'";
            assert!(tx.run(sql, args![search]).await.unwrap() > 0);
        }
        tx.run("UPDATE people SET job_title = 'Analyst'", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        check(house).await;
        let gone = "SELECT COUNT(*) AS n FROM people_words WHERE word IN ('wilk', 'ann')";
        assert_eq!(number(house, gone).await, 0);
    })
    .await;
}

/// Whom a search must find, found out by looking at everybody: each word is somewhere in the name or number, and the
/// one that the search starts with begins a word.
async fn wanted(house: &House, organisation: OrganisationId, text: &str) -> BTreeSet<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let entry = store::entry(&mut tx, organisation, &words(text)).await.unwrap();
    let begins = |word: &str| match &entry {
        Entry::Start(start) => word.starts_with(start),
        Entry::Words(all) => all.iter().any(|one| one == word),
        Entry::List => true,
    };
    let sql = "SELECT id, search FROM people WHERE organisation_id = $1 AND status = 'active'";
    let mut found = BTreeSet::new();
    for row in tx.all(sql, args![organisation]).await.unwrap() {
        let search: String = row.get("search").unwrap();
        if words(text).iter().all(|word| search.contains(word)) && search.split(' ').any(begins) {
            found.insert(row.get::<PersonId>("id").unwrap().to_string());
        }
    }
    found
}

#[tokio::test]
async fn few_are_sorted_many_are_walked_and_nobody_is_looked_for_inside_names() {
    on_each_database(async |house| {
        let mut text = Vec::new();
        generate::write(&mut text, 3_000, 3).unwrap();
        let maya = house.program("maya").await;
        let method = axum::http::Method::POST;
        let answer = maya.send(method, "/api/v1/imports/people", Some("text/csv"), text.into()).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        check(house).await;
        let organisation = house.world.organisation("Brightwater Group").unwrap();
        let mut tx = house.app.db.read().await.unwrap();
        for (text, wanted) in [
            ("tomasz", Some("tomasz")),
            ("1 tomasz", Some("tomasz")),
            ("omasz", None),
            ("1", None),
            ("12345 xyz", Some("12345")),
        ] {
            let entry = store::entry(&mut tx, organisation, &words(text)).await.unwrap();
            assert_eq!(entry, wanted.map_or(Entry::List, |word| Entry::Start(word.to_owned())), "{text}");
        }
        drop(tx);
        let browser = house.program("maya").await;
        for text in ["a", "tomasz wilk", "omasz", "12", "d’", "da 1", "na", "park", "wen pa"] {
            let wanted = wanted(house, organisation, text).await;
            let (mut seen, mut next) = (BTreeSet::new(), String::new());
            loop {
                let q = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
                let page = browser.get(&format!("/api/v1/people?q={q}{next}")).await.json();
                let ids: Vec<String> = page["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|line| line["id"].as_str().unwrap().to_owned())
                    .collect();
                assert!(ids.into_iter().all(|id| seen.insert(id)), "{text}: somebody came twice");
                let Some(after) = page["next"].as_str() else { break };
                next = format!("&after={after}");
            }
            assert!(!wanted.is_empty() && seen == wanted, "{text}: {} of {}", seen.len(), wanted.len());
        }
    })
    .await;
}
