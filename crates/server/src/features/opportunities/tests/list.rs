//! The list: facets, order, pages, and the same score in SQL as in Rust.

use std::collections::BTreeSet;

use super::*;
use crate::features::opportunities::fit;
use crate::features::opportunities::model::{ListQuery, SkillSort, Sort};
use crate::features::opportunities::store;
use crate::features::skills::model::HAS_IT;
use crate::features::skills::store::candidate;
use crate::world::openings;

async fn told(house: &House) {
    openings::tell(&house.app, &house.world).await.unwrap();
}

#[tokio::test]
async fn the_order_by_fit_is_the_order_of_the_words_and_pages_come_once() {
    on_each_database(async |house| {
        told(house).await;
        for who in ["dana", "sofia", "ada", "ruth"] {
            let mut cx = house.cx(who).await;
            let me = cx.actor.person;
            let known = candidate(&mut cx, me).await.unwrap();
            for sort in Sort::ALL {
                let (mut wanted, mut seen, mut scores) =
                    (ListQuery::default().check().unwrap(), Vec::new(), Vec::new());
                loop {
                    let (lines, has_more) = store::page(&mut cx, &wanted, *sort, 2).await.unwrap();
                    wanted.after = lines.last().map(store::Line::cursor);
                    for line in lines {
                        let skills = store::asked(&mut cx, line.opportunity.id).await.unwrap();
                        let of = |wanted: SkillSort| skills.iter().filter(move |one| one.sort == wanted);
                        let has = |word: &String| {
                            known.offered.get(word).is_some_and(|(_, level)| *level >= HAS_IT)
                        };
                        let count = |n: usize| i64::try_from(n).unwrap();
                        let score = fit::score(
                            count(of(SkillSort::Needed).count()),
                            count(of(SkillSort::Needed).filter(|one| has(&one.word)).count()),
                            count(
                                of(SkillSort::Learnt)
                                    .filter(|one| known.wanted.contains_key(&one.word))
                                    .count(),
                            ),
                        );
                        assert_eq!(line.score, score, "{who} {}", line.opportunity.title);
                        assert_eq!(fit::of(&known, &line.opportunity, &skills).level, fit::level(score));
                        scores.push(score);
                        seen.push(line.opportunity.number);
                    }
                    if !has_more {
                        break;
                    }
                }
                let once: BTreeSet<&String> = seen.iter().collect();
                assert_eq!(once.len(), seen.len(), "{who} {sort:?}: {seen:?}");
                assert_eq!(seen.len(), if who == "sofia" { 1 } else { 8 }, "{who}: {seen:?}");
                assert!(*sort != Sort::Fit || scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn danas_list_looks_like_the_picture() {
    on_each_database(async |house| {
        told(house).await;
        let dana = house.browser("dana").await;
        let page = dana.get("/opportunities").await.text;
        let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("“{words}” is missing in {page}"));
        assert!(
            at("Spend four weeks") < at("Supplier liaison") && at("Supplier liaison") < at("Copy support")
        );
        for words in ["Strong fit", "Good fit", "Some fit", "You have 3 of the 4 skills:", "8 open now"] {
            at(words);
        }
        at("Matches your goal <b>“understand why people buy”</b>");
        let narrowed =
            dana.get("/opportunities?kind=client&kind=vendor&length=middle&sort=closing").await.text;
        assert!(narrowed.contains("2 results") && narrowed.contains("Clear all"));
        assert!(!narrowed.contains("Spend four weeks"));
        let removed = "/opportunities?kind=client&kind=vendor&sort=closing";
        assert!(
            narrowed.contains(&removed.replace('&', "&#38;")),
            "a chip leads to the search without it: {narrowed}"
        );
        let none = dana.get("/opportunities?q=juggling").await.text;
        assert!(none.contains("Nothing open matches") && none.contains("Show all 8"));
        assert!(dana.get("/opportunities?q=quote").await.text.contains("Spend four weeks"));
        assert_eq!(dana.get("/opportunities?kind=circus").await.status, 422);
        assert_eq!(dana.get("/opportunities?after=nowhere").await.status, 422);
    })
    .await;
}
