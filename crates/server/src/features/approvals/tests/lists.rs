//! What waits for whom, page by page and as a file.

use super::*;
use crate::features::approvals::holders;
use crate::features::approvals::model::{Kind, View};
use crate::features::approvals::store::lists;
use crate::features::secondments;
use crate::testing::on_each_database;

/// Three records at approvals, one request for release, and somebody who stands in for HR.
async fn some(house: &House) -> Vec<String> {
    let mut numbers = Vec::new();
    for case in [Case::Callum, Case::Tomasz, Case::Ines] {
        numbers.push(released(house, case).await);
        house.app.clock.advance(chrono::Duration::minutes(5));
    }
    numbers.push(fixtures::sent(&house.app, &house.world, Case::Callum).await.unwrap());
    let body = json!({"delegate": "Theo Martins", "from": house.app.clock.today(), "to": "2026-12-04", "reason": "Leave"});
    assert_eq!(post(house, "maya", "/delegations", body).await.status, 200);
    numbers
}

#[tokio::test]
async fn the_list_holds_what_the_reader_decides_and_nothing_else() {
    on_each_database(async |house| {
        let numbers = some(house).await;
        give(house, "tomasz", "Brightwater Group", Role::Hr).await;
        for who in
            ["maya", "dev", "theo", "alison", "ruth", "tomasz", "callum", "finance", "fiona", "erik", "admin"]
        {
            let mut cx = house.cx(who).await;
            let (lines, _) = lists::page(&mut cx, View::Waiting, None, 100).await.unwrap();
            let listed =
                |number: &str, kind| lines.iter().any(|line| line.number == number && line.kind == kind);
            for number in &numbers {
                let decides = match secondments::store::load(&mut cx, number).await {
                    Ok(record) => holders::is_for(&mut cx, &record).await.unwrap(),
                    Err(_) => false,
                };
                assert_eq!(listed(number, Kind::Step), decides, "{who} {number}");
            }
            let releases = lines.iter().filter(|line| line.kind == Kind::Release).count();
            assert_eq!(releases, usize::from(who == "alison"), "{who}");
        }
    })
    .await;
}

#[tokio::test]
async fn page_by_page_and_as_a_file_it_is_the_same_list() {
    on_each_database(async |house| {
        some(house).await;
        let mut cx = house.cx("theo").await;
        let (whole, _) = lists::page(&mut cx, View::Waiting, None, 100).await.unwrap();
        assert_eq!(whole.len(), 2, "Callum and Tomasz, for Maya");
        let (mut turned, mut after) = (Vec::new(), None);
        loop {
            let (lines, has_more) = lists::page(&mut cx, View::Waiting, after, 1).await.unwrap();
            after = lines.last().map(|line| line.cursor);
            turned.extend(lines.into_iter().map(|line| line.number));
            if !has_more {
                break;
            }
        }
        assert_eq!(turned, whole.iter().map(|line| line.number.clone()).collect::<Vec<_>>());
        drop(cx);
        let theo = house.browser("theo").await;
        let csv = theo.get("/approvals.csv?view=waiting").await.text;
        assert_eq!(csv.lines().count(), 3, "{csv}");
        assert!(csv.contains("Maya Okonjo") && csv.contains("It is longer than 31 days."), "{csv}");
        assert_eq!(theo.get("/approvals.xlsx").await.status, 200);
        approve(house, "theo", &turned[0]).await;
        let csv = theo.get("/approvals.csv?view=decided").await.text;
        assert!(csv.lines().count() == 2 && csv.contains("Approved"), "{csv}");
        let json = house.program("theo").await.get("/api/v1/approvals?view=decided").await.json();
        assert_eq!(json["data"][0]["in_place_of"], "Maya Okonjo");
        assert_eq!(theo.get("/approvals?before=rubbish").await.status, 422);
        assert!(house.browser("dana").await.get("/approvals").await.text.contains("Nothing to approve"));
        let decided = house.browser("alison").await.get("/approvals?view=decided").await.text;
        assert!(decided.contains("Released"), "{decided}");
    })
    .await;
}
