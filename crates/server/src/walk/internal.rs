//! Dana, four weeks with Sales, within one organisation.

use super::*;
use crate::features::proposals::fixtures::Case;
use crate::testing::on_each_database;

const FIRST_DAY: &str = "2027-01-11";
const DAY_AFTER: &str = "2027-02-08";

fn steps() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    vec![
        (
            "why",
            vec![
                ("title", "Customer voice in Sales"),
                ("purpose", "Bring what customers tell us into the calls before the sale."),
                ("duties", "Sit in on first calls\nRewrite ten answers"),
                ("q-business_need", "yes"),
                ("q-business_need-why", "Sales promises what we later have to explain."),
                ("q-develops_skills", "yes"),
                ("q-develops_skills-why", "I know nothing of the time before the sale."),
                ("q-new_skills", "yes"),
                ("q-new_skills-why", "Running a first call."),
                ("q-mutually_beneficial", "yes"),
                ("q-mutually_beneficial-why", "Each team hears the other’s half."),
                ("q-team_benefit", "yes"),
                ("q-team_benefit-why", "Answers that can be given at once."),
                ("benefit_secondee", "A look at Sales."),
                ("benefit_home", "Fewer calls."),
                ("benefit_host", "Answers that hold."),
            ],
        ),
        (
            "where",
            vec![
                ("host", "London Sales"),
                ("manager", "fiona achterberg"),
                ("starts_on", "11 Jan 2027"),
                ("ends_on", "5 Feb 2027"),
                ("share", "60%"),
                ("place", "London, three days a week"),
                ("kind", "cross_departmental"),
            ],
        ),
        (
            "costs",
            vec![
                ("pay-home", "100%"),
                ("pay-host", "0%"),
                ("line-0-kind", "travel"),
                ("line-0-what", "Leeds to London"),
                ("line-0-amount", "£1,140"),
                ("line-0-home", "0%"),
                ("line-0-host", "100%"),
                ("line-1-kind", "administration"),
                ("line-1-what", ""),
                ("line-1-amount", "0"),
                ("line-1-home", "100%"),
                ("line-1-host", "0%"),
                ("cover_plan", "share_work"),
                ("cover_note", "The evening team takes two shifts."),
                ("q-costs_outweigh", "no"),
                ("q-costs_outweigh-why", "Small beside 300 complaints a month."),
            ],
        ),
        (
            "goals",
            vec![
                ("goal-0", "Ten answers rewritten"),
                ("measure-0", "Both managers use them"),
                ("q-goals", "yes"),
                ("q-goals-why", "One goal, with a number."),
            ],
        ),
        (
            "return",
            vec![
                ("return_guarantee", "same_post"),
                ("return_post", "Customer service agent, Leeds"),
                ("bring_back", "The ten answers."),
                ("q-afterwards", "yes"),
                ("q-afterwards-why", "Back to my shifts."),
                ("conflicts", "none"),
            ],
        ),
    ]
}

#[tokio::test]
async fn dana_walks_the_whole_way_through_pages() {
    on_each_database(async |house| {
        let number = by_page::propose(house, "dana", "internal", &steps()).await;
        days_later(house, 2);
        by_page::release(house, "olu", &number).await;
        stands(house, &number, Workflow::TermsNegotiation, Paper::Draft, Presence::NotStarted).await;
        by_page::issue(house, "maya", &number).await;
        stands(house, &number, Workflow::AgreementIssued, Paper::Issued, Presence::NotStarted).await;
        for (who, name) in [("dana", "Dana Whitlock"), ("fiona", "Fiona Achterberg"), ("olu", "Olu Bello")] {
            days_later(house, 1);
            by_page::sign(house, who, name, &number).await;
        }
        stands(house, &number, Workflow::Executed, Paper::Executed, Presence::NotStarted).await;
        by_page::open_gate(house, "maya", &number).await;
        go_to(house, FIRST_DAY.parse().unwrap());
        by_page::arrive(house, "fiona", "seen", &number).await;
        stands(house, &number, Workflow::Active, Paper::Executed, Presence::AtHost).await;
        days_later(house, 7);
        by_page::talk(house, "fiona", &number).await;
        go_to(house, DAY_AFTER.parse().unwrap());
        by_page::come_back(house, "olu", &number).await;
        stands(house, &number, Workflow::Returned, Paper::Executed, Presence::Returned).await;
        days_later(house, 20);
        by_page::debrief(house, "dana", &number, "What we hoped for").await;
        holds(house, &number).await;
    })
    .await;
}

#[tokio::test]
async fn dana_walks_the_whole_way_through_the_api() {
    on_each_database(async |house| {
        let number = by_json::case(house, Case::Dana).await;
        days_later(house, 2);
        by_json::release(house, "olu", &number).await;
        by_json::issue(house, "maya", &number).await;
        let signers = [
            ("dana", "Dana Whitlock", "dana.whitlock@brightwater-group.example"),
            ("fiona", "Fiona Achterberg", "fiona.achterberg@brightwater-group.example"),
            ("olu", "Olu Bello", "olu.bello@brightwater-group.example"),
        ];
        for (who, name, address) in signers {
            days_later(house, 1);
            by_json::sign(house, who, name, address, &number).await;
        }
        by_json::open_gate(house, "maya", &number).await;
        let s = record(house, &number).await.secondment;
        go_to(house, s.starts_on.unwrap());
        by_json::arrive(house, "fiona", "seen", &number).await;
        days_later(house, 7);
        by_json::talk(house, "dana", &number).await;
        go_to(house, s.ends_on.unwrap() + Duration::days(3));
        by_json::come_back(house, "olu", &number).await;
        days_later(house, 20);
        by_json::debrief(house, "olu", &number, "What we hoped for").await;
        holds(house, &number).await;
    })
    .await;
}
