//! The examples of the first article in which somebody goes by themselves: rows S1.4 to S1.14.

use sojourn_calendar::{Period, WorkingPattern};

use super::*;

/// S1.4: internal, a few weeks, learning objectives, and knowledge that comes back.
pub(super) async fn service_with_sales(walk: &Walk<'_>) {
    let number = walk.released().await;
    let seen = walk.json("nadia", &format!("/secondments/{number}")).await;
    assert_eq!((&seen["scope"], &seen["kind"]), (&json!("internal"), &json!("cross_departmental")));
    for head in ["CL-29", "CL-32"] {
        assert_eq!(clause(walk, &number, head).await, Value::Null, "{head}: one employer needs none of it");
    }
    walk.signed(&number).await;
    walk.settled(&number).await;
    walk.open_gate(&number).await;
    walk.arrived(&number).await;
    assert!(kinds(walk, &number).await.contains(&"learn".to_owned()));
    assert!(
        walk.page("gwen", &format!("/secondments/{number}/return")).await.contains("Customer service agent")
    );
    walk.home_again(&number).await;
}

/// S1.5: the gap in what somebody can do is a skill that they name, and an objective.
pub(super) async fn marketer(walk: &Walk<'_>) {
    let wanted = json!({"name": walk.example.wants[0], "side": "wanted"});
    match walk.way {
        Way::Page => {
            let browser = walk.house.browser("owen").await;
            carry::send(&browser, "/profile/skills", &wanted).await;
        }
        Way::Json => {
            let program = walk.house.program("owen").await;
            let kept = program.json(Method::POST, "/api/v1/profile/skills", &wanted).await;
            assert_eq!(kept.status, 200, "{}", kept.text);
        }
    }
    assert!(walk.page("owen", "/profile").await.contains("product knowledge"));
    let number = walk.released().await;
    walk.lived(&number).await;
    let objectives = walk.page("stella", &format!("/secondments/{number}/objectives")).await;
    assert!(objectives.contains("Product knowledge: know how the four lines work"));
}

/// S1.7: from Australia to Britain, in two currencies, with the checks of another country; two changes of the clock
/// lie within and move no day.
pub(super) async fn sydney_in_london(walk: &Walk<'_>) {
    let number = walk.released().await;
    let seen = walk.json("bree", &format!("/secondments/{number}/proposal")).await;
    let mut codes = Vec::new();
    collect(&seen["costs"], "currency", &mut codes);
    assert!(codes.contains(&"AUD".to_owned()) && codes.contains(&"GBP".to_owned()), "{codes:?}");
    let host = walk.json("felix", &format!("/secondments/{number}/proposal")).await;
    let totals = host["costs"]["total"].as_array().unwrap();
    assert!(totals.iter().any(|sum| sum["currency"] == "GBP" && sum["minor"] == 862_500), "{totals:?}");
    assert!(walk.page("bree", &format!("/secondments/{number}/proposal")).await.contains("£7,800"));
    assert!(clause(walk, &number, "CL-44").await.to_string().contains("New South Wales"));
    walk.signed(&number).await;
    assert!(!walk.open_gate(&number).await, "nobody starts without the right to work");
    stands(walk.house, &number, Workflow::Executed, Paper::Executed, Presence::NotStarted).await;
    walk.settled(&number).await;
    assert!(walk.open_gate(&number).await);
    walk.arrived(&number).await;
    let s = record(walk.house, &number).await.secondment;
    let period = Period::try_new(s.starts_on.unwrap(), s.ends_on.unwrap()).unwrap();
    // the clocks of London change on 28 March, those of Sydney on 4 April: thirteen weeks stay thirteen weeks
    for change in ["2027-03-28", "2027-04-04"] {
        assert!(period.contains(change.parse().unwrap()));
    }
    assert_eq!(WorkingPattern::STANDARD.working_days(period), 65);
    assert!(walk.page("mia", &format!("/secondments/{number}")).await.contains("13 weeks"));
    walk.home_again(&number).await;
}

/// S1.8 and S1.9: five working days need little paper, and keep the same trail.
pub(super) async fn week_before_the_show(walk: &Walk<'_>) {
    let number = walk.released().await;
    stands(walk.house, &number, Workflow::TermsNegotiation, Paper::Draft, Presence::NotStarted).await;
    let s = record(walk.house, &number).await.secondment;
    let period = Period::try_new(s.starts_on.unwrap(), s.ends_on.unwrap()).unwrap();
    assert_eq!(WorkingPattern::STANDARD.working_days(period), 5);
    let route = walk.json("hana", &format!("/secondments/{number}/approvals")).await;
    assert_eq!(route["steps"], json!([]), "the home manager alone: {route}");
    let light = tasks(walk, &number).await;
    assert!(light.len() <= 24, "{light:?}");
    assert!(walk.page("luca", &format!("/secondments/{number}")).await.contains("1 week"));
    // the last day hangs on an event outside: data on the record, words of the agreement (S1.9)
    assert_eq!(
        walk.json("luca", &format!("/secondments/{number}")).await["ends_with"],
        walk.example.proposal.ends_with
    );
    for page in ["", "/proposal"] {
        let seen = walk.page("felix", &format!("/secondments/{number}{page}")).await;
        assert!(
            seen.contains("Until the trade show in Birmingham opens, and no later than"),
            "{page}: {seen}"
        );
    }
    let term = clause(walk, &number, "CL-03").await.to_string();
    assert!(term.contains("lasts until the trade show in Birmingham opens, and no later than"), "{term}");
    walk.lived(&number).await;
}

/// S1.10 and S1.11: another organisation in another line of business; each objective names its tool.
pub(super) async fn accountant(walk: &Walk<'_>) {
    let number = walk.released().await;
    let seen = walk.json("pavel", &format!("/secondments/{number}")).await;
    assert_eq!((&seen["scope"], &seen["kind"]), (&json!("external"), &json!("inter_organisational")));
    let route = walk.json("hana", &format!("/secondments/{number}/approvals")).await;
    assert_ne!(route["steps"], json!([]), "four months elsewhere are not the manager’s alone: {route}");
    walk.lived(&number).await;
    let objectives = walk.page("stella", &format!("/secondments/{number}/objectives")).await;
    for (want, kind) in walk.example.wants.iter().zip(["learn", "method"]) {
        assert!(objectives.contains(want.as_str()), "{want}");
        assert!(kinds(walk, &number).await.contains(&kind.to_owned()));
    }
}

/// S1.12 to S1.14: one week at the client, and the findings go to the team at home.
pub(super) async fn copywriter(walk: &Walk<'_>) {
    let number = walk.released().await;
    assert_eq!(walk.json("zoe", &format!("/secondments/{number}")).await["kind"], "client");
    walk.lived(&number).await;
    let debrief = walk.page("piers", &format!("/secondments/{number}/debrief")).await;
    assert!(debrief.contains("forty words they use"), "{debrief}");
}
