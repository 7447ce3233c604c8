//! The examples in which somebody else begins: an expert who is borrowed, a swap, and those of the second article.

use super::*;
use crate::world::examples::{SWAP_BACK, contact};

/// S1.15 and S1.16: who owns what the expert makes is in the agreement and stays there; what they may get into is
/// written down before the first day.
pub(super) async fn programmer(walk: &Walk<'_>) {
    let number = walk.released().await;
    let rights = clause(walk, &number, "CL-25").await;
    assert!(rights["text"].as_str().unwrap().contains("belong to the host"), "{rights}");
    leaving_out_is_refused(walk, &number, rights["number"].as_u64().unwrap()).await;
    walk.signed(&number).await;
    walk.settled(&number).await;
    let gate = walk.page("sanne", &format!("/secondments/{number}/start")).await;
    assert!(gate.contains("scheduler-tests"), "{gate}");
    assert!([200, 303].contains(&walk.open_gate(&number).await));
    walk.arrived(&number).await;
    walk.home_again(&number).await;
}

async fn leaving_out_is_refused(walk: &Walk<'_>, number: &str, clause: u64) {
    let seen = walk.json("sanne", &format!("/secondments/{number}/agreement")).await;
    let revision = seen["agreement"]["revision"].clone();
    let path = format!("/secondments/{number}/agreement/clauses/{clause}/removal");
    let input = json!({"version": revision, "reason": "not_applicable", "note": "We trust each other"});
    let answer = match walk.way {
        Way::Json => {
            walk.house.program("sanne").await.json(Method::POST, &format!("/api/v1{path}"), &input).await
        }
        Way::Page => {
            let version = revision.to_string();
            let fields = [("version", version.as_str()), ("reason", "not_applicable"), ("note", "We trust")];
            walk.house.browser("sanne").await.post(&path, &fields).await
        }
    };
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("this clause stays"), "{}", answer.text);
}

/// S1.17: four say yes, two legs begin, and neither starts before both can.
pub(super) async fn swap(walk: &Walk<'_>) {
    let back = Walk { house: walk.house, way: walk.way, example: &SWAP_BACK };
    let number = proposed_swap(walk).await;
    for who in ["lotte", "noah", "daan"] {
        match walk.way {
            Way::Page => {
                let browser = walk.house.browser(who).await;
                carry::send(&browser, &format!("/swaps/{number}/answer"), &json!({"answer": "yes"})).await;
            }
            Way::Json => {
                let path = format!("/api/v1/swaps/{number}/answer");
                let said =
                    walk.house.program(who).await.json(Method::POST, &path, &json!({"answer": "yes"})).await;
                assert_eq!(said.status, 200, "{}", said.text);
            }
        }
    }
    let there = leg(walk, "ellen", &number, 0).await;
    let here = leg(walk, "lotte", &number, 1).await;
    assert_ne!(there, here, "a swap has two legs");
    for (one, record) in [(walk, &there), (&back, &here)] {
        one.proposed(Some(record.clone())).await;
        match one.way {
            Way::Page => by_page::release(one.house, &one.example.who.home_manager, record).await,
            Way::Json => by_json::release(one.house, &one.example.who.home_manager, record).await,
        }
    }
    walk.signed(&there).await;
    walk.settled(&there).await;
    assert_ne!(walk.open_gate(&there).await / 100, 2, "one leg alone does not start");
    stands(walk.house, &there, Workflow::Executed, Paper::Executed, Presence::NotStarted).await;
    back.signed(&here).await;
    back.settled(&here).await;
    for (one, record) in [(walk, &there), (&back, &here)] {
        assert!([200, 303].contains(&one.open_gate(record).await), "{record}");
    }
    let sheet = walk.page("noah", &format!("/swaps/{number}")).await;
    assert!(sheet.contains("Ellen Roy") && sheet.contains("Lotte Visser"));
    walk.arrived(&there).await;
    back.arrived(&here).await;
    walk.home_again(&there).await;
}

async fn proposed_swap(walk: &Walk<'_>) -> String {
    let today = carry::TODAY_OF_TESTS.parse().unwrap();
    let (first, last) = walk.example.days_from(today, walk.example.weeks_ahead);
    let input = json!({"first": contact("ellen").unwrap().email, "second": contact("lotte").unwrap().email,
        "title": "Two weeks of each other’s craft", "purpose": walk.example.proposal.purpose,
        "starts_on": first, "ends_on": last, "fte_bp": 10_000});
    match walk.way {
        Way::Page => {
            let browser = walk.house.browser("ellen").await;
            let made = carry::send(&browser, "/swaps/new", &input).await;
            made.location().trim_start_matches("/swaps/").to_owned()
        }
        Way::Json => {
            let made = walk.house.program("ellen").await.json(Method::POST, "/api/v1/swaps", &input).await;
            assert_eq!(made.status, 200, "{}", made.text);
            made.json()["number"].as_str().unwrap().to_owned()
        }
    }
}

async fn leg(walk: &Walk<'_>, who: &str, number: &str, at: usize) -> String {
    let swap = walk.json(who, &format!("/swaps/{number}")).await;
    assert_eq!(swap["status"], "opened", "{swap}");
    swap["legs"][at]["secondment"].as_str().unwrap().to_owned()
}

/// S2.5 to S2.8: found because they worked there before; home is HR and host is marketing, and every page says so.
pub(super) async fn hr_in_marketing(walk: &Walk<'_>) {
    let marketing = walk.house.world.unit("Larkfield", "Marketing").unwrap().to_string();
    let post =
        json!({"unit": marketing, "title": "Campaign planner", "from": "2016-03-01", "to": "2020-08-31"});
    match walk.way {
        Way::Page => {
            carry::send(&walk.house.browser("amara").await, "/profile/posts", &post).await;
        }
        Way::Json => {
            let me = walk.house.world.person("amara").unwrap();
            let path = format!("/api/v1/people/{me}/posts");
            let kept = walk.house.program("amara").await.json(Method::POST, &path, &post).await;
            assert_eq!(kept.status, 200, "{}", kept.text);
        }
    }
    let found = walk.json("hana", "/skills?q=Marketing").await;
    assert!(found["data"].to_string().contains("Amara Obi"), "worked here before: {found}");
    assert!(walk.page("hana", "/skills?q=Marketing").await.contains("Amara Obi"));
    let number = walk.released().await;
    let seen = walk.json("june", &format!("/secondments/{number}")).await;
    assert_eq!(seen["parties"]["home"]["unit_name"], "Human Resources");
    assert_eq!(seen["parties"]["host"]["unit_name"], "Marketing");
    for page in ["", "/proposal", "/agreement", "/tasks", "/objectives", "/check-ins"] {
        let text = walk.page("amara", &format!("/secondments/{number}{page}")).await;
        assert!(text.contains("Human Resources to Marketing"), "{page} does not say home and host");
    }
    walk.lived(&number).await;
    assert!(kinds(walk, &number).await.contains(&"teach".to_owned()));
}

/// S2.9 to S2.11: before there is a contract, the conflict is declared, the account is named, and nobody else knows.
pub(super) async fn supervisor(walk: &Walk<'_>) {
    let number = walk.released().await;
    let seen = walk.json("leo", &format!("/secondments/{number}")).await;
    assert_eq!((&seen["kind"], &seen["way_in"]), (&json!("client"), &json!("ad_hoc")));
    let declared = walk.example.proposal.declares.split('.').next().unwrap();
    // declared before the agreement goes out, and printed in it
    stands(walk.house, &number, Workflow::TermsNegotiation, Paper::Draft, Presence::NotStarted).await;
    let proposal = walk.json("marcus", &format!("/secondments/{number}/proposal")).await;
    assert!(proposal.to_string().contains(declared), "{proposal}");
    let agreement = walk.json("clara", &format!("/secondments/{number}/agreement")).await;
    assert!(agreement["agreement"]["clauses"].to_string().contains(declared), "{agreement}");
    let needs = walk.page("marcus", "/needs").await;
    let need = needs.split("/needs/BN-").nth(1).map(|rest| format!("BN-{}", &rest[..4])).unwrap();
    assert!(walk.page("leo", &format!("/needs/{need}")).await.contains("confidential"));
    // a colleague of the same house who has no part in it
    for path in [format!("/needs/{need}"), format!("/secondments/{number}")] {
        assert_eq!(walk.house.browser("zoe").await.get(&path).await.status, 404, "{path}");
        assert_eq!(
            walk.house.program("zoe").await.get(&format!("/api/v1{path}")).await.status,
            404,
            "{path}"
        );
    }
    walk.lived(&number).await;
    let after = tasks(walk, &number).await;
    for code in ["C70", "C72"] {
        assert!(after.contains(&code.to_owned()), "somebody asks again later: {after:?}");
    }
}

/// S2.12 and S2.13: both sides say what they have of it, pay half each, and both must agree.
pub(super) async fn supplier(walk: &Walk<'_>) {
    let number = walk.released().await;
    let seen = walk.json("rosa", &format!("/secondments/{number}")).await;
    assert_eq!((&seen["kind"], &seen["scope"]), (&json!("vendor"), &json!("external")));
    let case = walk.json("rosa", &format!("/secondments/{number}/proposal")).await.to_string();
    for gain in ["Nobody has to ring the supplier", "Somebody who knows the range"] {
        assert!(case.contains(gain), "{gain} in {case}");
    }
    let agreement = walk.json("rosa", &format!("/secondments/{number}/agreement")).await;
    let sides: Vec<&str> = agreement["agreement"]["signatories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["side"].as_str().unwrap())
        .collect();
    assert_eq!(sides, ["secondee", "host", "home"], "nothing holds before both companies have signed");
    walk.lived(&number).await;
}
