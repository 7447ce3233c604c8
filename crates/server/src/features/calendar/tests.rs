//! Gaps by brute force, the doors on each database, and who sees what.

use axum::http::{Method, StatusCode};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use serde_json::json;
use sojourn_calendar::Period;
use uuid::Uuid;

use super::model::{Certainty, Direction, Seen, Stay, Team, WEEKS, Window, lanes};
use crate::actor::UnitId;
use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::testing::{House, on_each_database};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stay(number: &str, dates: (&str, &str), direction: Direction, certainty: Certainty) -> Stay {
    Stay {
        seen: Some(Seen {
            number: number.to_owned(),
            person: "Dana Whitlock".to_owned(),
            other: "Sales".to_owned(),
        }),
        direction,
        certainty,
        dates: Period::try_new(day(dates.0), day(dates.1)).unwrap(),
        fte_bp: 10_000,
        is_covered: false,
    }
}

fn team(people: i64, minimum: i64, stays: Vec<Stay>) -> Team {
    let unit = UnitId(Uuid::from_u128(7));
    Team { unit, name: "Customer Service".to_owned(), place: None, people, minimum: Some(minimum), stays }
}

#[test]
fn the_window_begins_on_the_first_monday_of_the_month() {
    let window = Window::from_month_of(day("2026-11-23"));
    assert_eq!((window.first(), window.last()), (day("2026-11-02"), day("2027-05-02")));
    assert_eq!(window.week_of(day("2026-11-23")), Some(3));
    assert_eq!(window.week_of(day("2026-11-01")), None);
    assert_eq!(window.week_of(day("2027-05-03")), None);
}

#[test]
fn a_proposed_absence_makes_a_gap_that_a_later_start_mends() {
    let away = stay("SO-1", ("2026-11-02", "2027-01-22"), Direction::Away, Certainty::Firm);
    let asked = stay("SO-2", ("2027-01-11", "2027-02-05"), Direction::Away, Certainty::Proposed);
    let team = team(15, 14, vec![away, asked]);
    let window = Window::from_month_of(day("2026-11-01"));
    let gaps = team.gaps(window);
    assert_eq!(gaps.len(), 1);
    assert_eq!((gaps[0].first, gaps[0].last), (day("2027-01-11"), day("2027-01-24")));
    assert_eq!((gaps[0].present, gaps[0].minimum, gaps[0].is_agreed), (13, 14, false));
    let fix = team.later_start(window, &gaps[0]).unwrap();
    assert_eq!((fix.number.as_str(), fix.weeks), ("SO-2", 2));
}

#[test]
fn cover_fills_a_post_and_a_visitor_counts() {
    let mut away = stay("SO-1", ("2026-11-02", "2026-11-29"), Direction::Away, Certainty::Firm);
    assert_eq!(team(5, 5, vec![away.clone()]).gaps(Window::from_month_of(day("2026-11-01"))).len(), 1);
    away.is_covered = true;
    assert!(team(5, 5, vec![away.clone()]).gaps(Window::from_month_of(day("2026-11-01"))).is_empty());
    away.is_covered = false;
    let visit = stay("SO-3", ("2026-11-02", "2026-11-29"), Direction::Visiting, Certainty::Firm);
    assert!(team(5, 5, vec![away, visit]).gaps(Window::from_month_of(day("2026-11-01"))).is_empty());
}

#[test]
fn a_part_time_share_leaves_no_whole_person() {
    let mut away = stay("SO-1", ("2026-11-02", "2026-11-08"), Direction::Away, Certainty::Firm);
    away.fte_bp = 4_000;
    assert_eq!(team(5, 5, vec![away]).present(day("2026-11-02"), true), 4);
}

#[test]
fn an_absence_that_is_asked_for_is_measured_over_its_own_weeks() {
    let other = stay("SO-1", ("2027-06-07", "2027-06-20"), Direction::Away, Certainty::Firm);
    let team = team(5, 4, vec![other]);
    let dates = Period::try_new(day("2027-06-02"), day("2027-09-17")).unwrap();
    let gaps = team.with_away("SO-2", dates, 10_000, false).gaps_during(dates);
    assert_eq!(gaps.len(), 1, "far beyond the half year that a calendar shows");
    assert_eq!((gaps[0].first, gaps[0].last, gaps[0].present), (day("2027-06-07"), day("2027-06-20"), 3));
    assert!(!gaps[0].is_agreed, "without it the team has its four");
    assert!(team.with_away("SO-2", dates, 10_000, true).gaps_during(dates).is_empty(), "somebody is hired");
    let shown = team.with_away("SO-1", dates, 10_000, false);
    assert!(shown.gaps_during(dates).is_empty(), "the record itself counts once");
}

prop_compose! {
    fn any_stay()(start in 0u64..220, length in 0u64..120, away in any::<bool>(), firm in any::<bool>(), fte in 1i64..=10) -> Stay {
        let first = day("2026-10-01").checked_add_days(Days::new(start)).unwrap();
        let last = first.checked_add_days(Days::new(length)).unwrap();
        Stay {
            seen: None,
            direction: if away { Direction::Away } else { Direction::Visiting },
            certainty: if firm { Certainty::Firm } else { Certainty::Proposed },
            dates: Period::try_new(first, last).unwrap(),
            fte_bp: fte * 1000,
            is_covered: false,
        }
    }
}

proptest! {
    /// Day by day with plain arithmetic: a week counts a stay when any of its seven days does.
    #[test]
    fn counts_agree_with_counting_day_by_day(stays in prop::collection::vec(any_stay(), 0..12), people in 0i64..30) {
        let team = team(people, 10, stays);
        let window = Window::from_month_of(day("2026-11-01"));
        for monday in window.mondays() {
            let days: Vec<NaiveDate> = (0..7).map(|n| monday.checked_add_days(Days::new(n)).unwrap()).collect();
            let mut tenths = people * 10;
            for stay in &team.stays {
                if days.iter().any(|day| stay.dates.start() <= *day && *day <= stay.dates.end()) {
                    let share = stay.fte_bp / 1000;
                    tenths += if stay.direction == Direction::Away { -share } else { share };
                }
            }
            prop_assert_eq!(team.present(monday, true), tenths.div_euclid(10));
        }
        let short: usize = window.mondays().filter(|monday| team.present(*monday, true) < 10).count();
        let told: i64 = team.gaps(window).iter().map(|gap| ((gap.last - gap.first).num_days() + 1) / 7).sum();
        prop_assert_eq!(short, usize::try_from(told).unwrap());
    }

    #[test]
    fn bars_on_one_lane_never_touch(spans in prop::collection::vec((0usize..WEEKS, 1usize..8, 1usize..9), 0..30)) {
        let mut spans: Vec<(usize, usize, usize)> = spans.into_iter().map(|(first, length, label)| (first, (first + length - 1).min(WEEKS - 1), label)).collect();
        spans.sort_unstable();
        let placed = lanes(&spans);
        for (a, one) in spans.iter().enumerate() {
            for (b, other) in spans.iter().enumerate().skip(a + 1) {
                if placed[a] == placed[b] {
                    prop_assert!(other.0 > one.1 && other.0 >= one.0 + one.2, "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn every_window_is_whole_weeks(days in 0u64..4000) {
        let window = Window::from_month_of(day("2020-01-01").checked_add_days(Days::new(days)).unwrap());
        prop_assert_eq!(window.first().weekday(), Weekday::Mon);
        prop_assert!(window.first().day() <= 7);
        prop_assert_eq!(window.last().weekday(), Weekday::Sun);
    }
}

async fn callum(house: &House, workflow: Workflow) -> String {
    let mut cx = house.cx("maya").await;
    let record = put(house, &mut cx, CALLUM, workflow, day("2026-11-30")).await.unwrap();
    cx.commit().await.unwrap();
    record.number
}

fn sydney(house: &House) -> String {
    house.world.unit("Brightwater Group", "Sydney Sales").unwrap().to_string()
}

#[tokio::test]
async fn a_minimum_makes_a_gap_seen_through_both_doors() {
    on_each_database(async |house| {
        let number = callum(house, Workflow::ReleasePending).await;
        let unit = sydney(house);
        let (maya, program) = (house.browser("maya").await, house.program("maya").await);
        let form = format!("/calendar/teams/{unit}/minimum");
        assert_eq!(maya.get(&form).await.status, StatusCode::OK);
        let saved = maya.post(&form, &[("minimum", "3"), ("version", "0")]).await;
        assert_eq!(saved.location(), "/calendar");
        let page = maya.get("/calendar").await;
        assert!(page.text.contains("2 of 3 from 30 Nov 2026 to"), "{}", page.text);
        assert!(page.text.contains(", if Callum goes"), "{}", page.text);
        assert!(page.text.contains(&format!("/secondments/{number}")));
        let told = program.get("/api/v1/calendar").await.json();
        let team = told["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|team| team["unit"] == unit.as_str())
            .unwrap()
            .clone();
        assert_eq!(team["minimum"], 3);
        assert_eq!(team["gaps"][0]["present"], 2);
        assert_eq!(team["stays"][0]["number"], number.as_str());
        let again = json!({"minimum": 2, "version": 1});
        let path = format!("/api/v1/calendar/teams/{unit}/minimum");
        assert_eq!(program.json(Method::PUT, &path, &again).await.json()["version"], 2);
        assert_eq!(program.json(Method::PUT, &path, &again).await.status, StatusCode::CONFLICT);
        let wrong = json!({"minimum": 4, "version": 2});
        assert_eq!(program.json(Method::PUT, &path, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = maya.post(&form, &[("minimum", "many"), ("version", "2")]).await;
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            typed.text.contains("Give a whole number of people") && typed.text.contains("value=\"many\"")
        );
    })
    .await;
}

#[tokio::test]
async fn a_manager_sees_their_own_team_and_strangers_see_none() {
    on_each_database(async |house| {
        let number = callum(house, Workflow::Active).await;
        let unit = sydney(house);
        let form = format!("/calendar/teams/{unit}/minimum");
        let alison = house.browser("alison").await;
        let team = alison.get("/team").await;
        assert!(team.text.contains("Callum Reyes") && team.text.contains("Priya Nair"), "{}", team.text);
        assert_eq!(
            alison.post(&form, &[("minimum", "1"), ("version", "0")]).await.status,
            StatusCode::SEE_OTHER
        );
        let fiona = house.browser("fiona").await;
        let guests = fiona.get("/team").await;
        assert!(guests.text.contains("People with you for a while") && guests.text.contains("Callum Reyes"));
        // a unit of which one manages nobody answers like one that is not there
        let missing = fiona.get(&form.replace(&unit, &UnitId(Uuid::from_u128(1)).to_string())).await;
        let foreign = fiona.get(&form).await;
        assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        for stranger in ["grace", "sofia", "erik"] {
            let page = house.browser(stranger).await.get("/calendar").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.text.contains(&number) && !page.text.contains("Callum"), "{stranger}");
        }
        // the auditor reads, and sets nothing
        let auditor = house.browser("auditor").await;
        assert!(auditor.get("/calendar").await.text.contains(&number));
        assert_eq!(
            auditor.post(&form, &[("minimum", "1"), ("version", "1")]).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn whom_the_reader_does_not_see_counts_without_a_name() {
    on_each_database(async |house| {
        let number = callum(house, Workflow::Active).await;
        // Priya's manager becomes somebody else of the same unit, who has no part in Callum's record
        let mut cx = house.cx("maya").await;
        let (priya, dana) = (house.world.person("priya").unwrap(), house.world.person("dana").unwrap());
        cx.tx
            .run("UPDATE people SET manager_id = $2 WHERE id = $1", sojourn_kit::args![priya, dana])
            .await
            .unwrap();
        cx.commit().await.unwrap();
        let page = house.browser("dana").await.get("/calendar").await;
        assert!(page.text.contains("1 stay not shown to you"), "{}", page.text);
        assert!(!page.text.contains(&number) && !page.text.contains("Callum"));
    })
    .await;
}

#[tokio::test]
async fn drafts_and_what_will_not_happen_are_not_in_the_calendar() {
    on_each_database(async |house| {
        for workflow in [Workflow::Idea, Workflow::Withdrawn, Workflow::CancelledBeforeStart] {
            let number = callum(house, workflow).await;
            let page = house.browser("maya").await.get("/calendar?by=list").await;
            assert!(!page.text.contains(&number), "{workflow:?}");
        }
        let bad = house.browser("maya").await.get("/calendar?from=soon").await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        for by in ["person", "list"] {
            let number = callum(house, Workflow::Executed).await;
            let page = house.browser("maya").await.get(&format!("/calendar?by={by}&from=2026-11")).await;
            assert!(page.text.contains(&number), "{by}");
        }
    })
    .await;
}
