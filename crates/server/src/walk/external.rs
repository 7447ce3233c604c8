//! Inès, one week with a client who has no account.

use super::*;
use crate::features::proposals::fixtures::Case;
use crate::testing::on_each_database;

const HELEN: &str = "helen.marsh@fernleigh-foods.example";

fn steps() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    vec![
        (
            "why",
            vec![
                ("title", "Copywriter"),
                ("purpose", "Learn Fernleigh’s voice at first hand."),
                ("duties", "Sit with the brand team\nDraft a voice guide"),
                ("q-business_need", "yes"),
                ("q-business_need-why", "A third of our copy comes back."),
                ("q-develops_skills", "yes"),
                ("q-develops_skills-why", "I have never worked inside a client."),
                ("q-new_skills", "yes"),
                ("q-new_skills-why", "Writing with those who approve."),
                ("q-mutually_beneficial", "yes"),
                ("q-mutually_beneficial-why", "They get a guide, we get fewer rounds."),
                ("q-team_benefit", "yes"),
                ("q-team_benefit-why", "Fewer corrections."),
                ("benefit_secondee", "A week inside a client."),
                ("benefit_home", "Fewer rounds."),
                ("benefit_host", "A voice guide."),
            ],
        ),
        (
            "where",
            vec![
                ("host_new", "Fernleigh Foods"),
                ("manager_name", "Helen Marsh"),
                ("manager_email", HELEN),
                ("manager_title", "Brand director"),
                ("starts_on", "7 Dec 2026"),
                ("ends_on", "11 Dec 2026"),
                ("share", "full time"),
                ("place", "Fernleigh’s York site"),
                ("kind", "client"),
            ],
        ),
        (
            "costs",
            vec![
                ("pay-home", "100%"),
                ("pay-host", "0%"),
                ("line-0-kind", "travel"),
                ("line-0-what", "Train to York"),
                ("line-0-amount", "£96"),
                ("line-0-home", "100%"),
                ("line-0-host", "0%"),
                ("line-1-kind", "administration"),
                ("line-1-what", ""),
                ("line-1-amount", "120"),
                ("line-1-home", "100%"),
                ("line-1-host", "0%"),
                ("cover_plan", "share_work"),
                ("cover_note", "Rob takes the two jobs."),
                ("q-costs_outweigh", "no"),
                ("q-costs_outweigh-why", "A train fare against a month of corrections."),
            ],
        ),
        (
            "goals",
            vec![
                ("goal-0", "A one-page voice guide"),
                ("measure-0", "Helen agrees it on the Friday"),
                ("q-goals", "yes"),
                ("q-goals-why", "One goal for one week."),
            ],
        ),
        (
            "return",
            vec![
                ("return_guarantee", "same_post"),
                ("return_post", "Copywriter, Creative"),
                ("bring_back", "The voice guide."),
                ("q-afterwards", "yes"),
                ("q-afterwards-why", "Back at my desk on the Monday."),
                ("conflicts", "none"),
            ],
        ),
    ]
}

#[tokio::test]
async fn ines_walks_the_whole_way_through_pages_to_a_host_without_account() {
    on_each_database(async |house| {
        let number = by_page::propose(house, "ines", "external", &steps()).await;
        days_later(house, 1);
        by_page::release(house, "rob", &number).await;
        stands(house, &number, Workflow::PendingApproval, Paper::None, Presence::NotStarted).await;
        by_page::approve(house, "dev", &number).await;
        by_page::issue(house, "maya", &number).await;
        by_page::sign(house, "ines", "Inès Baptiste", &number).await;
        stands(house, &number, Workflow::PartlySigned, Paper::PartlySigned, Presence::NotStarted).await;
        days_later(house, 2);
        by_page::sign_by_link(house, HELEN, "Helen Marsh").await;
        days_later(house, 1);
        by_page::sign(house, "rob", "Rob Ellery", &number).await;
        stands(house, &number, Workflow::Executed, Paper::Executed, Presence::NotStarted).await;
        by_page::open_gate(house, "maya", &number).await;
        go_to(house, "2026-12-07".parse().unwrap());
        // the host has no account: the desk says how it knows
        by_page::arrive(house, "maya", "phone", &number).await;
        stands(house, &number, Workflow::Active, Paper::Executed, Presence::AtHost).await;
        days_later(house, 2);
        by_page::talk(house, "ines", &number).await;
        go_to(house, "2026-12-14".parse().unwrap());
        by_page::come_back(house, "rob", &number).await;
        days_later(house, 10);
        by_page::debrief(house, "ines", &number, "What we hoped for").await;
        holds(house, &number).await;
    })
    .await;
}

#[tokio::test]
async fn ines_walks_the_whole_way_through_the_api_to_a_host_without_account() {
    on_each_database(async |house| {
        let number = by_json::case(house, Case::Ines).await;
        days_later(house, 1);
        by_json::release(house, "rob", &number).await;
        by_json::approve(house, "dev", &number).await;
        by_json::issue(house, "maya", &number).await;
        by_json::sign(house, "ines", "Inès Baptiste", "ines.baptiste@brightwater-group.example", &number)
            .await;
        days_later(house, 2);
        by_json::sign_by_link(house, HELEN, "Helen Marsh").await;
        days_later(house, 1);
        by_json::sign(house, "rob", "Rob Ellery", "rob.ellery@brightwater-group.example", &number).await;
        by_json::open_gate(house, "maya", &number).await;
        let s = record(house, &number).await.secondment;
        go_to(house, s.starts_on.unwrap());
        by_json::arrive(house, "maya", "email", &number).await;
        days_later(house, 2);
        by_json::talk(house, "ines", &number).await;
        go_to(house, s.ends_on.unwrap() + Duration::days(3));
        by_json::come_back(house, "rob", &number).await;
        days_later(house, 10);
        by_json::debrief(house, "ines", &number, "What we hoped for").await;
        holds(house, &number).await;
    })
    .await;
}
