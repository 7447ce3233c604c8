//! Deciding: with a reason, never about oneself or with a conflict, and never more places than there are.

use super::*;

async fn decide(who: &Visitor<'_>, number: &str, seq: i64, fields: &[(&str, &str)]) -> Answer {
    who.post(&format!("/opportunities/{number}/applicants/{seq}/decisions"), fields).await
}

#[tokio::test]
async fn a_decision_needs_a_reason_that_goes_with_it() {
    on_each_database(async |house| {
        let number = sales(house).await;
        apply(house, "dana", &number).await;
        let (fiona, auditor) = (house.browser("fiona").await, house.browser("auditor").await);
        let silent = decide(&fiona, &number, 1, &[("version", "2"), ("decision", "shortlist")]).await;
        assert!(silent.status == 422 && silent.text.contains("the applicant reads it"), "{}", silent.text);
        let odd = [("version", "2"), ("decision", "shortlist"), ("reason", "skill_missing")];
        assert_eq!(decide(&fiona, &number, 1, &odd).await.status, 422);
        let ours = [("version", "2"), ("decision", "reject"), ("reason", "places_taken")];
        assert_eq!(decide(&fiona, &number, 1, &ours).await.status, 422, "nobody chooses what only follows");
        let early = [("version", "2"), ("decision", "offer"), ("reason", "growth")];
        assert_eq!(decide(&fiona, &number, 1, &early).await.status, 409, "shortlist first");
        let good = [("version", "2"), ("decision", "shortlist"), ("reason", "growth")];
        assert_eq!(decide(&auditor, &number, 1, &good).await.status, 409, "an auditor reads");
        assert_eq!(decide(&fiona, &number, 9, &good).await.status, 404);
        let stale = [("version", "1"), ("decision", "shortlist"), ("reason", "growth")];
        assert_eq!(decide(&fiona, &number, 1, &stale).await.status, 409);
        let nobody = [("decision", "reject"), ("reason", "dates")];
        let answer = fiona.post(&format!("/opportunities/{number}/shortlist"), &nobody).await;
        assert!(answer.status == 422 && answer.text.contains("Choose at least one applicant"));
        assert_eq!(decide(&fiona, &number, 1, &good).await.status, 303);
        let today =
            [("version", "3"), ("decision", "offer"), ("reason", "growth"), ("answer_by", "23 Nov 2026")];
        assert_eq!(decide(&fiona, &number, 1, &today).await.status, 422, "a day to answer");
        let page = fiona.get(&format!("/opportunities/{number}/applicants/1")).await.text;
        assert!(page.contains("Shortlist: Would gain most from it"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn nobody_decides_about_themself_or_with_a_conflict() {
    on_each_database(async |house| {
        let number = sales(house).await;
        let path = format!("/opportunities/{number}");
        let (fiona, maya) = (house.browser("fiona").await, house.browser("maya").await);
        assert_eq!(fiona.get(&format!("{path}/application")).await.status, 409, "the author cannot apply");
        assert_eq!(write(&fiona, &number, &[("then", "send")]).await.status, 409);
        assert_eq!(
            write(&maya, &number, &[("then", "send"), ("talked_on", "20 Nov 2026")]).await.status,
            303
        );
        for page in ["shortlist", "applicants/1", "shortlist.csv"] {
            let answer = maya.get(&format!("{path}/{page}")).await;
            assert!(answer.status == 409 && answer.text.contains("take no part"), "{page}: {}", answer.text);
        }
        let own = [("version", "2"), ("decision", "shortlist"), ("reason", "growth")];
        assert_eq!(decide(&maya, &number, 1, &own).await.status, 409);
        apply(house, "dana", &number).await;
        shortlist(house, &number, 2).await;
        assert_eq!(fiona.post(&format!("{path}/applicants/2/notes"), &[("note", "")]).await.status, 422);
        let note = [("note", "Asked good questions on the phone.")];
        assert_eq!(fiona.post(&format!("{path}/applicants/2/notes"), &note).await.status, 303);
        let auditor = house.browser("auditor").await;
        assert!(!auditor.get(&format!("{path}/applicants/2")).await.text.contains("good questions"));
        assert_eq!(auditor.post(&format!("{path}/applicants/2/notes"), &note).await.status, 409);
        assert!(
            !house
                .browser("dana")
                .await
                .get(&format!("{path}/application"))
                .await
                .text
                .contains("good questions")
        );
        assert_eq!(
            fiona.post(&format!("{path}/applicants/2/conflict"), &[("conflict", "")]).await.status,
            422
        );
        let declared = [("conflict", "My brother-in-law’s sister")];
        assert_eq!(fiona.post(&format!("{path}/applicants/2/conflict"), &declared).await.status, 303);
        let invite = [("version", "3"), ("decision", "invite"), ("reason", "growth")];
        let refused = decide(&fiona, &number, 2, &invite).await;
        assert!(refused.status == 409 && refused.text.contains("conflict of interest"), "{}", refused.text);
        let page = fiona.get(&format!("{path}/applicants/2")).await.text;
        assert!(!page.contains("good questions"), "and no longer reads the notes");
        assert!(
            fiona.get(&format!("{path}/shortlist")).await.text.contains("Fiona Achterberg takes no part")
        );
    })
    .await;
}

#[tokio::test]
async fn never_more_offers_than_places_and_the_last_one_ends_it() {
    on_each_database(async |house| {
        let number = sales(house).await;
        for (who, seq) in [("dana", 1), ("grace", 2), ("ada", 3), ("tomasz", 4)] {
            apply(house, who, &number).await;
            shortlist(house, &number, seq).await;
        }
        let other = fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        offer(house, &number, 1).await;
        offer(house, &number, 2).await;
        let fiona = house.browser("fiona").await;
        let third = [("version", "3"), ("decision", "offer"), ("reason", "growth")];
        let full = decide(&fiona, &number, 3, &third).await;
        assert!(full.status == 409 && full.text.contains("Every place is offered or taken"), "{}", full.text);
        let reserve = [("version", "3"), ("decision", "reserve"), ("reason", "others_closer")];
        assert_eq!(decide(&fiona, &number, 3, &reserve).await.status, 303);
        let answer = format!("/opportunities/{number}/application/answer");
        let grace = house.browser("grace").await;
        assert_eq!(grace.post(&answer, &[("version", "4"), ("answer", "maybe")]).await.status, 422);
        assert_eq!(grace.post(&answer, &[("version", "4"), ("answer", "decline")]).await.status, 303);
        written(&letters(house, "Fiona Achterberg").await, "Declined");
        offer(house, &number, 3).await;
        fixtures::accepted(&house.app, &house.world, "dana", &number).await.unwrap();
        assert!(fiona.get(&format!("/opportunities/{number}")).await.text.contains("1 of 2 places taken"));
        fixtures::accepted(&house.app, &house.world, "ada", &number).await.unwrap();
        assert!(fiona.get(&format!("/opportunities/{number}")).await.text.contains("Every place is taken."));
        written(&letters(house, "Fiona Achterberg").await, "Filled");
        let regrets = letters(house, "Tomasz Wilk").await;
        let body = written(&regrets, "Not this time");
        assert!(body.contains("All places are taken.") && body.contains(&other), "{body}");
        let page =
            house.browser("tomasz").await.get(&format!("/opportunities/{number}/application")).await.text;
        assert!(page.contains("You didn’t get a place this time.") && page.contains(&other), "{page}");
        let rows = house.program("maya").await.get("/api/v1/secondments").await.json();
        assert_eq!(rows["data"].as_array().unwrap().len(), 0, "two drafts, seen by nobody else");
    })
    .await;
}
