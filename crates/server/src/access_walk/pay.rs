//! Pay stays with those who may see it: every page and answer of the others is searched for its figures.

use std::collections::BTreeSet;

use sojourn_kit::args;

use super::people::places;
use super::routes::all;
use super::walk::Walker;
use crate::testing::{House, on_each_database};

/// The yearly pay of the secondee and every amount that the pay lines of the records hold, in the forms in which a
/// page, a table or a program would see it.
async fn figures(house: &House) -> BTreeSet<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let callum = house.world.person("callum").unwrap();
    let sql = "SELECT annual_minor AS amount FROM pay WHERE person_id = $1
               UNION SELECT amount_minor AS amount FROM cost_lines
               WHERE kind IN ('salary', 'employer_charges', 'pension', 'bonus', 'top_up', 'benefits')";
    let rows = tx.all(sql, args![callum]).await.unwrap();
    let amounts =
        rows.iter().map(|row| row.get::<i64>("amount").unwrap()).filter(|amount| *amount >= 100_000);
    amounts
        .flat_map(|minor| [grouped(minor / 100), minor.to_string(), (minor / 100).to_string() + ".00"])
        .collect()
}

/// 31000 as `31,000`.
fn grouped(whole: i64) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Which figures the person meets on their way through every address, and where.
async fn met(house: &House, key: &str, figures: &BTreeSet<String>, numbers: &[String]) -> Vec<String> {
    let places = super::people::Places::of(numbers.to_vec());
    let walker = Walker::new(house, key).await;
    let mut met = Vec::new();
    for address in all().iter().filter(|address| address.is_get()) {
        for number in if address.is_of_record() { numbers } else { &numbers[..1] } {
            let answer = walker.visit(address, &places.fill(&address.path, number)).await;
            let seen = figures.iter().filter(|figure| answer.text.contains(figure.as_str()));
            met.extend(seen.map(|figure| format!("{figure} at {} {number}", address.name())));
        }
    }
    met
}

#[tokio::test]
async fn pay_is_met_only_by_those_who_may_see_it() {
    on_each_database(async |house| {
        let places = places(house).await;
        let figures = figures(house).await;
        assert!(figures.len() >= 6, "{figures:?}");
        for key in ["fiona", "dev", "auditor", "admin", "grace", "sofia", "erik"] {
            let met = met(house, key, &figures, &places.numbers).await;
            assert!(met.is_empty(), "{key} met {met:#?}");
        }
        let met = met(house, "alison", &figures, &places.numbers).await;
        assert!(!met.is_empty(), "the home manager decides about the cost and sees it");
    })
    .await;
}
