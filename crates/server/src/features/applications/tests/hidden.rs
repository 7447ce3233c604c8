//! Until somebody is shortlisted nothing tells who they are: in no page, answer, file or letter.

use super::*;

/// What would tell who Dana is.
const TELLING: &[&str] = &["Dana", "dana", "Whitlock", "B0011", "Customer service agent", "Olu", "Bello"];

async fn met(house: &House, number: &str, who: &str) -> Vec<String> {
    let (browser, program) = (house.browser(who).await, house.program(who).await);
    let path = format!("/opportunities/{number}");
    let mut found = Vec::new();
    for page in ["", "/shortlist", "/shortlist.csv", "/applicants/1"] {
        let answer = browser.get(&format!("{path}{page}")).await;
        assert_eq!(answer.status, 200, "{who} {page}");
        found.extend(
            TELLING
                .iter()
                .filter(|word| answer.text.contains(**word))
                .map(|word| format!("{word} at {page}")),
        );
    }
    for page in ["", "/applicants", "/applicants/1"] {
        let answer = program.get(&format!("/api/v1{path}{page}")).await;
        assert_eq!(answer.status, 200, "{who} {page}");
        found.extend(
            TELLING
                .iter()
                .filter(|word| answer.text.contains(**word))
                .map(|word| format!("{word} in {page}")),
        );
    }
    found
}

#[tokio::test]
async fn nothing_tells_who_it_is_until_they_are_shortlisted() {
    on_each_database(async |house| {
        let number = sales(house).await;
        let words = ["I am Dana Whitlock (B0011).", "Ask OLU: dana.whitlock@brightwater-group.example"];
        applied(&house.app, &house.world, "dana", &number, words).await.unwrap();
        for who in ["fiona", "maya", "auditor"] {
            assert!(met(house, &number, who).await.is_empty(), "{who}: {:?}", met(house, &number, who).await);
        }
        let page =
            house.browser("fiona").await.get(&format!("/opportunities/{number}/applicants/1")).await.text;
        assert!(page.contains("Applicant 1") && page.contains("I am [hidden]"), "{page}");
        let rejected = (Decision::Reject, Reason::OthersCloser, "");
        decided(&house.app, &house.world, "fiona", (&number, 1), rejected).await.unwrap();
        assert!(met(house, &number, "fiona").await.is_empty(), "who was not shortlisted stays hidden");
        let letters = letters(house, "Fiona Achterberg").await;
        assert!(
            letters.iter().all(|(subject, body)| !format!("{subject} {body}").contains("Dana")),
            "{letters:?}"
        );
        apply(house, "grace", &number).await;
        shortlist(house, &number, 2).await;
        let list = house
            .program("fiona")
            .await
            .get(&format!("/api/v1/opportunities/{number}/applicants"))
            .await
            .json();
        assert_eq!(
            (&list["data"][0]["label"], &list["data"][1]["label"]),
            (&"Applicant 1".into(), &"Grace Tan".into())
        );
        assert!(list["data"][0].get("person").is_none());
    })
    .await;
}

#[tokio::test]
async fn only_those_who_decide_see_who_applied() {
    on_each_database(async |house| {
        let number = sales(house).await;
        apply(house, "dana", &number).await;
        for who in ["dana", "grace", "olu", "finance", "sofia", "erik", "admin"] {
            for page in ["shortlist", "shortlist.csv", "applicants/1"] {
                let answer = house.browser(who).await.get(&format!("/opportunities/{number}/{page}")).await;
                assert_eq!(answer.status, 404, "{who} {page}");
            }
            let program = house.program(who).await;
            let answer = program.get(&format!("/api/v1/opportunities/{number}/applicants")).await;
            assert_eq!(answer.status, 404, "{who}");
        }
        let answer =
            house.program("olu").await.get(&format!("/api/v1/opportunities/{number}/application")).await;
        assert_eq!(answer.status, 404, "an application is its writer's");
    })
    .await;
}
