//! The form in six steps, and the home manager's answer, as a browser walks them.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::features::proposals::fixtures::{self, Case};
use crate::features::proposals::store;
use crate::features::secondments;
use crate::testing::{Answer, House, Visitor, on_each_database};

/// The version that a page carries.
fn version(page: &Answer) -> String {
    let rest = page.text.split("name=\"version\" value=\"").nth(1).unwrap_or_else(|| panic!("{}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

async fn fill(visitor: &Visitor<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    let page = visitor.get(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text);
    let version = version(&page);
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    visitor.post(path, &all).await
}

const WHY: &[(&str, &str)] = &[
    ("title", "Accountant"),
    ("purpose", "Learn how payments are controlled."),
    ("duties", "Reconcile runs\nPrepare the audit"),
    ("q-business_need", "yes"),
    ("q-business_need-why", "Nobody has run daily payments."),
    ("q-develops_skills", "yes"),
    ("q-develops_skills-why", "I never worked in payments."),
    ("q-new_skills", "yes"),
    ("q-new_skills-why", "Controls."),
    ("q-mutually_beneficial", "partly"),
    ("q-mutually_beneficial-why", "More for us than for them."),
    ("q-team_benefit", "yes"),
    ("q-team_benefit-why", "Two colleagues learn my plants."),
    ("benefit_secondee", "Experience."),
    ("benefit_home", "A guide."),
    ("benefit_host", "A hand in the audit."),
];

const WHERE: &[(&str, &str)] = &[
    ("host_new", "Northgate Payments"),
    ("manager_name", "Ada Quill"),
    ("manager_email", "ada.quill@northgate.example"),
    ("manager_title", "Head of control"),
    ("starts_on", "1 Mar 2027"),
    ("ends_on", "31/8/2027"),
    ("share", "full time"),
    ("place", "Manchester"),
    ("kind", "client"),
];

const COSTS: &[(&str, &str)] = &[
    ("pay-home", "0%"),
    ("pay-host", "100%"),
    ("line-0-kind", "travel"),
    ("line-0-what", ""),
    ("line-0-amount", "£2,340"),
    ("line-0-home", "50%"),
    ("line-0-host", "50%"),
    ("line-1-kind", "administration"),
    ("line-1-what", ""),
    ("line-1-amount", "480"),
    ("line-1-home", "100%"),
    ("line-1-host", "0%"),
    ("cover_plan", "share_work"),
    ("cover_note", "Ruth and Samir take the plants."),
    ("q-costs_outweigh", "no"),
    ("q-costs_outweigh-why", "An adviser costs twice that."),
];

const GOALS: &[(&str, &str)] = &[
    ("goal-0", "Reconcile a run alone"),
    ("measure-0", "Ten runs signed off"),
    ("q-goals", "yes"),
    ("q-goals-why", "One goal, with a number."),
];

const RETURN: &[(&str, &str)] = &[
    ("return_guarantee", "same_post"),
    ("return_post", "Management accountant, Finance"),
    ("bring_back", "A guide and two workshops."),
    ("q-afterwards", "yes"),
    ("q-afterwards-why", "Back on the Monday."),
    ("conflicts", "none"),
];

async fn walk(house: &House) -> String {
    let tomasz = house.browser("tomasz").await;
    let started = tomasz.post("/proposals/new", &[("title", "Accountant"), ("scope", "external")]).await;
    assert_eq!(started.status, 303, "{}", started.text);
    let first = started.location();
    let base = first.trim_end_matches("/why").to_owned();
    for (step, fields) in
        [("why", WHY), ("where", WHERE), ("costs", COSTS), ("goals", GOALS), ("return", RETURN)]
    {
        let saved = fill(&tomasz, &format!("{base}/{step}"), fields).await;
        assert_eq!(saved.status, 303, "{step}: {}", saved.text);
    }
    let costs = tomasz.get(&format!("{base}/costs")).await;
    for seen in ["£24,300", "£5,103", "£1,170", "1 Mar to 31 Aug 2027", "Northgate Payments pays"] {
        assert!(costs.text.contains(seen), "{seen} in {}", costs.text);
    }
    let check = tomasz.get(&format!("{base}/check")).await;
    assert!(check.text.contains("Send to Ruth") && !check.text.contains("Still missing"), "{}", check.text);
    let sent = fill(&tomasz, &format!("{base}/check"), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let done = tomasz.get(&sent.location()).await;
    assert!(done.text.contains("Ruth Hale decides by Mon 7 Dec"), "{}", done.text);
    base.trim_start_matches("/secondments/").trim_end_matches("/propose").to_owned()
}

#[tokio::test]
async fn a_proposal_is_written_step_by_step_sent_and_released() {
    on_each_database(async |house| {
        let number = walk(house).await;
        let ruth = house.browser("ruth").await;
        let path = format!("/secondments/{number}/release");
        let page = ruth.get(&path).await;
        assert!(page.text.contains("Tomasz Wilk asks to go to Northgate Payments"), "{}", page.text);
        assert!(page.text.contains("Do the costs outweigh the benefits?"), "{}", page.text);
        assert!(page.text.contains("Seven of eight speak for it, one in part"), "{}", page.text);
        assert!(!page.text.contains("Worth a thought"), "six months are usual: {}", page.text);
        let released = fill(&ruth, &path, &[("decision", "release"), ("note", "Go well.")]).await;
        assert_eq!(released.location(), format!("/secondments/{number}"));
        let tab = house.browser("tomasz").await.get(&format!("/secondments/{number}/proposal")).await;
        assert!(tab.text.contains("Ruth Hale released") && tab.text.contains("Go well."), "{}", tab.text);
        assert_eq!(ruth.get(&path).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn a_draft_keeps_half_answers_and_names_what_is_missing() {
    on_each_database(async |house| {
        let dana = house.browser("dana").await;
        let started =
            dana.post("/proposals/new", &[("title", "Customer voice"), ("scope", "internal")]).await;
        let base = started.location().trim_end_matches("/why").to_owned();
        let later =
            fill(&dana, &format!("{base}/why"), &[("title", "Customer voice"), ("then", "later")]).await;
        assert_eq!(later.location(), "/secondments");
        let tried = fill_check(&dana, &base).await;
        assert_eq!(tried.status, 422);
        assert!(tried.text.contains("Choose how your work will be covered"), "{}", tried.text);
        assert!(tried.text.contains("/propose/costs#f-cover-plan"), "{}", tried.text);
        assert!(tried.text.contains("<title>Error:"), "{}", tried.text);
        let number = base.split('/').nth(2).unwrap();
        for stranger in ["olu", "maya", "fiona", "sofia"] {
            let other = house.browser(stranger).await;
            assert_eq!(other.get(&format!("{base}/why")).await.status, 404, "{stranger}");
            assert_eq!(other.get(&format!("/secondments/{number}/proposal")).await.status, 404);
        }
    })
    .await;
}

async fn fill_check(visitor: &Visitor<'_>, base: &str) -> Answer {
    let page = visitor.get(&format!("{base}/check")).await;
    assert!(page.text.contains("Still missing"), "{}", page.text);
    visitor.post(&format!("{base}/check"), &[("version", &version(&page))]).await
}

#[tokio::test]
async fn bad_input_keeps_the_words_and_says_what_to_do() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Dana).await.unwrap();
        let dana = house.browser("dana").await;
        let base = format!("/secondments/{number}/propose");
        let bad = fill(
            &dana,
            &format!("{base}/where"),
            &[
                ("starts_on", "31 February"),
                ("ends_on", "soon <b>"),
                ("share", "half"),
                ("manager", "Zzz"),
                ("place", "Leeds"),
            ],
        )
        .await;
        assert_eq!(bad.status, 422);
        for seen in [
            "31 February does not exist",
            "value=\"31 February\"",
            "soon &#60;b&#62;",
            "We found nobody called",
        ] {
            assert!(bad.text.contains(seen), "{seen} in {}", bad.text);
        }
        let before =
            fill(&dana, &format!("{base}/where"), &[("starts_on", "8 Mar 2027"), ("ends_on", "1 Mar 2027")])
                .await;
        assert_eq!(before.status, 422, "{}", before.text);
        let costs = fill(
            &dana,
            &format!("{base}/costs"),
            &[
                ("pay-home", "100%"),
                ("pay-host", "0%"),
                ("line-0-kind", "travel"),
                ("line-0-amount", "ten"),
                ("line-0-home", "70%"),
                ("line-0-host", "50%"),
                ("q-costs_outweigh-why", "Words without a verdict"),
            ],
        )
        .await;
        assert_eq!(costs.status, 422);
        for seen in [
            "Enter the amount in figures",
            "value=\"ten\"",
            "Words without a verdict",
            "Choose a short answer too",
        ] {
            assert!(costs.text.contains(seen), "{seen} in {}", costs.text);
        }
    })
    .await;
}

#[tokio::test]
async fn a_manager_is_found_by_name_and_dates_are_repeated_back() {
    on_each_database(async |house| {
        let dana = house.browser("dana").await;
        let started = dana.post("/proposals/new", &[("title", "Voice"), ("scope", "internal")]).await;
        let base = started.location().trim_end_matches("/why").to_owned();
        let fields = [
            ("host", "London Sales"),
            ("manager", "fiona"),
            ("starts_on", "11 Jan 2027"),
            ("ends_on", "5 Feb 2027"),
            ("share", "3 days a week"),
        ];
        let saved = fill(&dana, &format!("{base}/where"), &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text);
        let again = dana.get(&format!("{base}/where")).await;
        for seen in [
            "Fiona Achterberg",
            "Monday 11 January 2027 to Friday 5 February 2027",
            "4 weeks",
            "Most secondments last 3 to 12 months",
        ] {
            assert!(again.text.contains(seen), "{seen} in {}", again.text);
        }
        let own =
            fill(&dana, &format!("{base}/where"), &[("host", "London Sales"), ("manager", "olu bello")])
                .await;
        assert!(own.status == 422 && own.text.contains("is your manager at home"), "{}", own.text);
        let switched = fill(&dana, &format!("{base}/where"), &[("then", "switch")]).await;
        assert_eq!(switched.location(), format!("{base}/where"));
        assert!(dana.get(&format!("{base}/where")).await.text.contains("Name of the organisation"));
    })
    .await;
}

#[tokio::test]
async fn the_estimate_answers_while_typing_and_saves_nothing() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Tomasz).await.unwrap();
        let tomasz = house.browser("tomasz").await;
        let path = format!("/secondments/{number}/propose/estimate");
        let live = tomasz
            .post(
                &path,
                &[
                    ("pay-home", "50%"),
                    ("pay-host", "50%"),
                    ("line-0-kind", "travel"),
                    ("line-0-amount", "100"),
                    ("line-0-home", "100%"),
                    ("line-0-host", "0%"),
                    ("cover_plan", ""),
                ],
            )
            .await;
        assert_eq!(live.status, 200);
        assert!(live.text.contains("£12,150") && live.text.contains("Not chosen"), "{}", live.text);
        assert!(!live.text.contains("<html"));
        let kept = tomasz.get(&format!("/secondments/{number}/propose/costs")).await;
        assert!(kept.text.contains("£29,250"), "{}", kept.text);
        assert_eq!(house.browser("ruth").await.post(&path, &[]).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_manager_sends_back_or_declines_with_reasons() {
    on_each_database(async |house| {
        let number = fixtures::sent(&house.app, &house.world, Case::Ines).await.unwrap();
        let (rob, ines) = (house.browser("rob").await, house.browser("ines").await);
        let path = format!("/secondments/{number}/release");
        let bare = fill(
            &rob,
            &path,
            &[("decision", "refuse"), ("refuse_code", "timing"), ("refuse_reason", "Not in June")],
        )
        .await;
        assert_eq!(bare.status, 422);
        assert!(
            bare.text.contains("Say what you offer instead") && bare.text.contains("Not in June"),
            "{}",
            bare.text
        );
        let back = fill(
            &rob,
            &path,
            &[("decision", "send_back"), ("send_back_reason", "Who covers the Thursday job?")],
        )
        .await;
        assert_eq!(back.status, 303, "{}", back.text);
        assert_eq!(rob.get(&path).await.status, 404);
        let check = ines.get(&format!("/secondments/{number}/propose/check")).await;
        assert!(check.text.contains("Who covers the Thursday job?"), "{}", check.text);
        let again = fill(&ines, &format!("/secondments/{number}/propose/check"), &[]).await;
        assert_eq!(again.status, 303, "{}", again.text);
        let declined = fill(
            &rob,
            &path,
            &[
                ("decision", "refuse"),
                ("refuse_code", "timing"),
                ("refuse_reason", "Not in June"),
                ("alternative", "A week in September"),
            ],
        )
        .await;
        assert_eq!(declined.status, 303, "{}", declined.text);
        let tab = ines.get(&format!("/secondments/{number}/proposal")).await;
        assert!(tab.text.contains("A week in September"), "{}", tab.text);
    })
    .await;
}

#[tokio::test]
async fn only_the_home_manager_decides_and_only_once() {
    on_each_database(async |house| {
        let number = fixtures::sent(&house.app, &house.world, Case::Dana).await.unwrap();
        let path = format!("/secondments/{number}/release");
        let fields = [("version", "9"), ("decision", "release")];
        assert_eq!(house.browser("sofia").await.get(&path).await.status, 404);
        assert_eq!(house.browser("grace").await.post(&path, &fields).await.status, 404);
        for other in ["dana", "fiona", "maya"] {
            assert_eq!(house.browser(other).await.post(&path, &fields).await.status, 409, "{other}");
        }
        let olu = house.browser("olu").await;
        assert_eq!(olu.post(&path, &[("version", "1"), ("decision", "release")]).await.status, 409, "stale");
        let version = version(&olu.get(&path).await);
        let body = format!("form_id=0192&version={version}&decision=release");
        let send = || {
            olu.send(Method::POST, &path, Some("application/x-www-form-urlencoded"), Body::from(body.clone()))
        };
        let (one, two) = (send().await, send().await);
        assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{}", two.text);
        let mut cx = house.cx("dana").await;
        let record = secondments::store::load(&mut cx, &number).await.unwrap();
        assert_eq!(store::decisions(&mut cx, record.secondment.id).await.unwrap().len(), 1);
        drop(cx);
        assert_eq!(
            house.anonymous().get(&path).await.location(),
            format!("/sign-in?next=%2Fsecondments%2F{}%2Frelease", number.replace('-', "%2D"))
        );
    })
    .await;
}
