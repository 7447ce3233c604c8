//! The list and the record agree on who sees what; the list pages, narrows and exports.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;
use sojourn_kit::ids::uuid_v7;

use super::model::{Page, Wanted};
use super::store;
use crate::actor::{Actor, OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::access::Standing;
use crate::features::secondments::fixtures::{CALLUM, TOMASZ, put};
use crate::features::secondments::model::{Secondment, SecondmentId, Workflow};
use crate::testing::{House, on_each_database};

/// Chance that repeats: a small generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

const PEOPLE: [&str; 8] = ["maya", "tomasz", "ruth", "dana", "callum", "fiona", "erik", "sofia"];
const ORGANISATIONS: [&str; 4] =
    ["Brightwater Group", "Halden Software", "Fernleigh Foods", "Meridian Finance"];

/// Record roles that count today, by record and person.
type Held = BTreeMap<(SecondmentId, PersonId), Vec<Role>>;

async fn random_record(house: &House, cx: &mut Cx, dice: &mut Dice, held: &mut Held) -> Secondment {
    let now = cx.now();
    let organisation = |dice: &mut Dice| house.world.organisation(dice.pick(&ORGANISATIONS)).unwrap();
    let person = |dice: &mut Dice| house.world.person(dice.pick(&PEOPLE)).unwrap();
    let mut s = put(house, cx, CALLUM, Workflow::Idea, cx.today()).await.unwrap();
    cx.tx.run("DELETE FROM roles WHERE secondment_id = $1", args![s.id]).await.unwrap();
    s.workflow = dice.pick(Workflow::ALL);
    s.author = person(dice);
    s.home_organisation = organisation(dice);
    s.host_organisation = (dice.roll(5) > 0).then(|| organisation(dice));
    s.updated_at = now - Duration::minutes(i64::try_from(dice.roll(20)).unwrap());
    let sql = "UPDATE secondments SET workflow = $2, author_id = $3, home_organisation_id = $4, host_organisation_id = $5,
        updated_at = $6 WHERE id = $1";
    let values =
        args![s.id, s.workflow.as_str(), s.author, s.home_organisation, s.host_organisation, s.updated_at];
    cx.tx.run(sql, values).await.unwrap();
    for _ in 0..dice.roll(4) {
        let (who, role) = (person(dice), dice.pick(&Role::ALL));
        let from = cx.today() - Duration::days(5 * i64::try_from(dice.roll(3)).unwrap() - 5);
        let to = (dice.roll(2) == 0).then(|| from + Duration::days(5));
        let sql = "INSERT INTO roles (id, person_id, organisation_id, secondment_id, role, from_date, to_date, granted_at)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![uuid_v7(now), who, s.home_organisation, s.id, role.as_str(), from, to, now];
        cx.tx.run(sql, values).await.unwrap();
        if from <= cx.today() && to.is_none_or(|to| to >= cx.today()) {
            held.entry((s.id, who)).or_default().push(role);
        }
    }
    s
}

fn random_actor(house: &House, cx: &Cx, dice: &mut Dice) -> Actor {
    let mut actor = cx.actor.clone();
    actor.person = house.world.person(dice.pick(&PEOPLE)).unwrap();
    let organisations: Vec<OrganisationId> =
        ORGANISATIONS.iter().map(|name| house.world.organisation(name).unwrap()).collect();
    actor.roles = (0..dice.roll(4)).map(|_| (dice.pick(&organisations), dice.pick(&Role::ALL))).collect();
    actor
}

/// Everything the list shows the actor, page by page.
async fn all_listed(cx: &mut Cx) -> Vec<super::Line> {
    let (mut all, mut wanted) = (Vec::new(), Wanted::default());
    loop {
        let (lines, has_more) = store::page(cx, &wanted, 7).await.unwrap();
        wanted.page = lines.last().map_or(Page::First, |line| Page::Before(line.cursor()));
        all.extend(lines);
        if !has_more {
            return all;
        }
    }
}

#[tokio::test]
async fn the_list_shows_exactly_the_records_that_exist_for_the_actor() {
    on_each_database(async |house| {
        let mut dice = Dice(20_261_123);
        let (mut cx, mut held, mut records) = (house.cx("maya").await, Held::new(), Vec::new());
        for _ in 0..120 {
            records.push(random_record(house, &mut cx, &mut dice, &mut held).await);
        }
        let mut seen_some = 0;
        for _ in 0..60 {
            cx.actor = random_actor(house, &cx, &mut dice);
            let standings: BTreeMap<SecondmentId, Standing> = records
                .iter()
                .map(|s| {
                    let roles = held.get(&(s.id, cx.actor.person)).cloned().unwrap_or_default();
                    (s.id, Standing::of(&cx.actor, s, &roles))
                })
                .filter(|(_, standing)| standing.is_any())
                .collect();
            let listed = all_listed(&mut cx).await;
            let ids: BTreeSet<_> = listed.iter().map(|line| line.record.secondment.id).collect();
            assert_eq!(ids.len(), listed.len(), "a record came twice");
            assert_eq!(ids, standings.keys().copied().collect(), "{:?}", cx.actor.roles);
            assert!(listed.iter().all(|line| line.record.standing == standings[&line.record.secondment.id]));
            let keys: Vec<_> = listed.iter().map(|line| (line.cursor().at, line.cursor().id)).collect();
            assert!(keys.is_sorted_by(|a, b| a > b), "newest first");
            seen_some += usize::from(!ids.is_empty());
        }
        assert!(seen_some > 20, "the dice show something to most");
    })
    .await;
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn two_records(house: &House) {
    let mut cx = house.cx("maya").await;
    put(house, &mut cx, CALLUM, Workflow::Active, day("2026-09-07")).await.unwrap();
    put(house, &mut cx, TOMASZ, Workflow::ReleasePending, day("2027-03-01")).await.unwrap();
    cx.commit().await.unwrap();
}

#[tokio::test]
async fn a_mobility_manager_narrows_the_list_and_takes_it_away() {
    on_each_database(async |house| {
        two_records(house).await;
        let maya = house.browser("maya").await;
        let all = maya.get("/secondments").await;
        assert_eq!(all.status, 200);
        assert!(all.text.contains("Callum Reyes") && all.text.contains("Tomasz Wilk"), "{}", all.text);
        assert!(all.text.contains("Away now, week 12 of 25"));
        let away = maya.get("/secondments?status=away").await.text;
        assert!(away.contains("Callum Reyes") && !away.contains("Tomasz Wilk"));
        for query in ["wilk%20tom", "so-0002", "SALES%20wilk"] {
            let found = maya.get(&format!("/secondments?q={query}")).await.text;
            assert!(found.contains("Tomasz Wilk") && !found.contains("Callum Reyes"), "{query}");
        }
        let whole = maya.get("/secondments?q=so-00021").await.text;
        assert!(whole.contains("Nothing matches"), "a whole number names one record");
        assert!(
            maya.get("/secondments?q=so-000").await.text.contains("Callum Reyes"),
            "its start finds several"
        );
        assert!(maya.get("/secondments?q=%25").await.text.contains("Nothing matches"));
        assert_eq!(maya.get("/secondments?status=lost").await.status, 422);
        assert_eq!(maya.get("/secondments?before=1-2").await.status, 422);
        let csv = maya.get("/secondments.csv?status=away").await;
        assert_eq!(csv.text.lines().count(), 2, "{}", csv.text);
        let mut cx = house.cx("maya").await;
        cx.tx.run("UPDATE secondments SET title = '=1+1' WHERE number = 'SO-0001'", args![]).await.unwrap();
        cx.commit().await.unwrap();
        assert!(maya.get("/secondments.csv").await.text.contains(",'=1+1,"), "a cell never starts a formula");
        assert!(csv.text.contains("SO-0001,Callum Reyes,Sales manager,Sydney Sales,London Sales,2026-09-07"));
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_the_starts_of_words_and_follows_a_new_title() {
    on_each_database(async |house| {
        two_records(house).await;
        let mut cx = house.cx("maya").await;
        let title = "Podcast \"voice\", (pilot)\\ \u{1}odd";
        cx.tx.run("UPDATE secondments SET title = $1 WHERE number = 'SO-0001'", args![title]).await.unwrap();
        cx.commit().await.unwrap();
        let maya = house.browser("maya").await;
        let is_found = async |query: &str| {
            let path = format!("/secondments?q={query}");
            maya.get(&path).await.text.contains("Callum Reyes")
        };
        for query in ["pod", "voice", "pilot", "PODCAST%20rey", "call%20pil", "so-00", "0001"] {
            assert!(is_found(query).await, "{query}");
        }
        // the middle of a word, the title before, one word of two
        for query in ["odcast", "allum", "manager", "podcast%20wilk", "xyzzy", "pod%25"] {
            assert!(!is_found(query).await, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn others_see_their_own_and_a_stranger_nothing() {
    on_each_database(async |house| {
        two_records(house).await;
        let tomasz = house.browser("tomasz").await.get("/secondments").await.text;
        assert!(
            tomasz.contains("My secondments") && tomasz.contains("SO-0002") && !tomasz.contains("SO-0001")
        );
        let ruth = house.browser("ruth").await.get("/secondments").await.text;
        assert!(ruth.contains("Decide on release") && ruth.contains("/secondments/SO-0002/release"));
        assert!(house.browser("dana").await.get("/secondments").await.text.contains("No secondments yet"));
        assert!(house.browser("erik").await.get("/secondments").await.text.contains("No secondments yet"));
        assert_eq!(house.anonymous().get("/secondments").await.location(), "/sign-in?next=%2Fsecondments");
        assert_eq!(house.anonymous().get("/api/v1/secondments").await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn programs_page_through_the_list_and_read_one_record() {
    on_each_database(async |house| {
        two_records(house).await;
        let maya = house.program("maya").await;
        let first = maya.get("/api/v1/secondments?limit=1").await.json();
        let next = first["next"].as_str().unwrap().to_owned();
        let second = maya.get(&format!("/api/v1/secondments?limit=1&before={next}")).await.json();
        let mut numbers =
            [&first, &second].map(|page| page["data"][0]["number"].as_str().unwrap().to_owned());
        numbers.sort_unstable();
        assert_eq!(numbers, ["SO-0001", "SO-0002"]);
        assert!(second["next"].is_null());
        let one = house.program("ruth").await.get("/api/v1/secondments/SO-0002").await.json();
        assert_eq!(one["secondee"]["name"], "Tomasz Wilk");
        assert_eq!(one["allowed_actions"], serde_json::json!(["release", "send_back", "refuse"]));
        assert_eq!(one["home"]["manager"]["name"], "Ruth Hale");
        let finance = house.program("finance").await.get("/api/v1/secondments/SO-0002").await.json();
        assert!(finance.get("purpose").is_none(), "finance does not see the proposal");
        assert_eq!(house.program("dana").await.get("/api/v1/secondments/SO-0002").await.status, 404);
    })
    .await;
}
