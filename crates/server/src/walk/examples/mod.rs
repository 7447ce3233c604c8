//! The examples of the two source articles as they are lived: each through pages and through the API, on each
//! database, from the first idea to the debrief, with what its row of the domain reference claims.

mod carry;
mod fields;
mod other;
mod own;

use axum::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::testing::on_each_database;
use crate::world::examples::Example;
use carry::{Walk, Way};

/// Walks an example through one door on each database.
async fn walked<F>(way: Way, example: &Example, story: F)
where
    F: AsyncFn(&Walk<'_>),
{
    on_each_database(async |house| {
        let house = house.with_examples().await;
        story(&Walk { house: &house, way, example }).await;
    })
    .await;
}

/// A test for each door.
macro_rules! both_doors {
    ($($name:ident $example:ident $story:path;)*) => {
        mod pages { $(#[tokio::test] async fn $name() {
            super::walked(super::Way::Page, &crate::world::examples::$example, async |walk| $story(walk).await).await;
        })* }
        mod programs { $(#[tokio::test] async fn $name() {
            super::walked(super::Way::Json, &crate::world::examples::$example, async |walk| $story(walk).await).await;
        })* }
    };
}

both_doors!(
    a_service_agent_with_sales SERVICE_WITH_SALES super::own::service_with_sales;
    b_marketer_in_manufacturing MARKETER_IN_MANUFACTURING super::own::marketer;
    c_sydney_in_london SYDNEY_IN_LONDON super::own::sydney_in_london;
    d_a_week_before_the_show WEEK_BEFORE_THE_SHOW super::own::week_before_the_show;
    e_accountant_in_finance ACCOUNTANT_IN_FINANCE super::own::accountant;
    f_copywriter_at_the_client COPYWRITER_AT_THE_CLIENT super::own::copywriter;
    g_programmer_for_new_code PROGRAMMER_FOR_NEW_CODE super::other::programmer;
    h_two_companies_swap SWAP_THERE super::other::swap;
    i_hr_lent_to_marketing HR_LENT_TO_MARKETING super::other::hr_in_marketing;
    j_supervisor_at_the_client SUPERVISOR_AT_THE_CLIENT super::other::supervisor;
    k_with_the_supplier WITH_THE_SUPPLIER super::other::supplier;
);

/// The clause of a head, in the agreement as the desk reads it.
async fn clause(walk: &Walk<'_>, number: &str, head: &str) -> Value {
    let seen = walk.json(&walk.example.who.desk, &format!("/secondments/{number}/agreement")).await;
    let clauses = seen["agreement"]["clauses"].as_array().unwrap().clone();
    clauses.into_iter().find(|clause| clause["head"] == head).unwrap_or(Value::Null)
}

/// The codes of the tasks on a record.
async fn tasks(walk: &Walk<'_>, number: &str) -> Vec<String> {
    let list = walk.json(&walk.example.who.desk, &format!("/secondments/{number}/tasks")).await;
    let codes = list["tasks"].as_array().unwrap().iter();
    codes.map(|task| task["code"].as_str().unwrap().to_owned()).collect()
}

/// The kinds of the objectives that count.
async fn kinds(walk: &Walk<'_>, number: &str) -> Vec<String> {
    let seen = walk.json(&walk.example.who.desk, &format!("/secondments/{number}/objectives")).await;
    let mut kinds = Vec::new();
    collect(&seen, "kind", &mut kinds);
    kinds
}

fn collect(value: &Value, name: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| match member.as_str() {
            Some(text) if key == name => into.push(text.to_owned()),
            _ => collect(member, name, into),
        }),
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, into)),
        _ => {}
    }
}
