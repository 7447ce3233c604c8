//! The wall between home and host: what a person earns never crosses it unless recharged at cost.

use sojourn_money::{CostKind, CostLine, Currency, Money, Shares};

use crate::actor::Role;
use crate::features::proposals::fixtures::{self, Case};
use crate::features::proposals::views::{CostsView, HostView};
use crate::features::proposals::{panel, store};
use crate::features::secondments;
use crate::testing::{House, on_each_database};

/// Tomasz earns £48,600: half of it, employer costs on it, and every sum that holds them.
const CANARIES: &[&str] =
    &["48,600", "4860000", "24,300", "2430000", "5,103", "510300", "29,403", "2940300", "31,223", "60,473"];

fn assert_silent(text: &str, whose: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{whose} reads {canary} in {text}");
    }
}

/// Makes Fiona the host manager of Tomasz's record, so that somebody at the host can look.
async fn with_a_host(house: &House) -> String {
    let number = fixtures::released(&house.app, &house.world, Case::Tomasz).await.unwrap();
    let mut cx = house.cx("tomasz").await;
    let record = secondments::store::load(&mut cx, &number).await.unwrap();
    let fiona = house.world.person("fiona").unwrap();
    let host = record.secondment.host_organisation.unwrap();
    secondments::store::grant(&mut cx, &record.secondment, fiona, host, Role::HostManager, "host")
        .await
        .unwrap();
    cx.commit().await.unwrap();
    number
}

#[tokio::test]
async fn the_host_reads_no_pay_on_pages_json_or_the_record() {
    on_each_database(async |house| {
        let number = with_a_host(house).await;
        for path in ["", "/proposal"] {
            let page = house.browser("fiona").await.get(&format!("/secondments/{number}{path}")).await;
            assert_silent(&page.text, "the host's page");
        }
        let tab = house.browser("fiona").await.get(&format!("/secondments/{number}/proposal")).await;
        assert!(
            tab.status == 200 && tab.text.contains("£1,170") && tab.text.contains("Agreed apart"),
            "{}",
            tab.text
        );
        assert!(!tab.text.contains("Cover at home") && !tab.text.contains("27,600"), "{}", tab.text);
        let json = house.program("fiona").await.get(&format!("/api/v1/secondments/{number}/proposal")).await;
        assert_silent(&json.text, "the host's program");
        assert!(json.json()["cover"].is_null() && json.json()["decisions"].is_null(), "{}", json.text);
        let mut cx = house.cx("fiona").await;
        let record = secondments::store::load(&mut cx, &number).await.unwrap();
        assert_silent(panel(&mut cx, &record, true).await.unwrap().unwrap().as_str(), "the host's panel");
        drop(cx);
        let release = house.browser("fiona").await.get(&format!("/secondments/{number}/release")).await;
        assert_eq!(release.status, 409);
        assert_silent(&release.text, "the refusal");
    })
    .await;
}

#[tokio::test]
async fn home_reads_what_is_its_own() {
    on_each_database(async |house| {
        let number = with_a_host(house).await;
        for home in ["tomasz", "ruth", "maya", "finance"] {
            let page = house.browser(home).await.get(&format!("/secondments/{number}/proposal")).await;
            assert!(page.text.contains("£24,300"), "{home}: {}", page.text);
        }
        let finance = house.browser("finance").await.get(&format!("/secondments/{number}/proposal")).await;
        assert!(
            !finance.text.contains("Is it worth it")
                && !finance.text.contains("Does it answer a business need")
        );
        for silent in ["dev", "auditor"] {
            let page = house.browser(silent).await.get(&format!("/secondments/{number}/proposal")).await;
            assert_eq!(page.status, 200, "{silent}");
            assert_silent(&page.text, silent);
        }
        let letters =
            house.app.db.read().await.unwrap().all("SELECT body FROM outbox", Vec::new()).await.unwrap();
        assert!(letters.len() >= 2);
        for letter in letters {
            assert_silent(&letter.get::<String>("body").unwrap(), "a letter");
        }
    })
    .await;
}

#[tokio::test]
async fn recharged_at_cost_opens_what_the_host_pays_and_nothing_else() {
    on_each_database(async |house| {
        let number = with_a_host(house).await;
        let mut cx = house.cx("fiona").await;
        let mut record = secondments::store::load(&mut cx, &number).await.unwrap();
        record.secondment.recharged_at_cost = true;
        record.standing.pay_is_recharged = true;
        let lines = store::load(&mut cx, &record).await.unwrap().lines;
        let Some(CostsView::Host(view)) = CostsView::of(&record, &lines).unwrap() else {
            panic!("not the host's view")
        };
        let text = serde_json::to_string(&view).unwrap();
        assert!(text.contains("£24,300") && !text.contains("27,600") && !text.contains("48,600"), "{text}");
    })
    .await;
}

#[test]
fn the_host_view_holds_no_home_share() {
    let money = |pounds: i64| Money::new(pounds * 100, Currency::GBP);
    let half = Shares::try_new(5_000, 5_000, 0).unwrap();
    let lines = [
        CostLine::try_new(CostKind::Salary, "Salary, 6 months", money(24_300), half).unwrap(),
        CostLine::try_new(CostKind::Pension, "Pension", money(2_000), half).unwrap(),
        CostLine::try_new(CostKind::Travel, "Travel", money(300), half).unwrap(),
        CostLine::try_new(CostKind::Cover, "Cover", money(27_600), Shares::HOME).unwrap(),
    ];
    let text = serde_json::to_string(&HostView::of(&lines, false).unwrap()).unwrap();
    for secret in ["12150", "12,150", "24300", "100000", "1,000", "27600", "27,600", "6 months"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    assert!(text.contains("\"£150\""), "{text}");
}
