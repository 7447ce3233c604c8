//! Every list as its readers take it out: the file has what the page shows them and nothing else, whoever may not
//! open the page gets no file, and no name becomes a formula.

use chrono::Duration;
use sojourn_kit::args;

use crate::features::agreements::fixtures as agreements;
use crate::features::applications::fixtures as applications;
use crate::features::changes::fixtures as changes;
use crate::features::changes::model::{AskInput, ChangeKind};
use crate::features::feedback::{self, model::GiveInput};
use crate::features::journal::{self, model::EntryInput};
use crate::features::objectives::fixtures as objectives;
use crate::features::objectives::model::{ItemInput, Kind, Phase};
use crate::features::placements::fixtures as placements;
use crate::features::proposals::fixtures::{self as proposals, Case, act_as};
use crate::testing::{House, on_each_database};
use crate::world::ways;

/// The records of the file beside a page, whose cells all read as words.
async fn records(house: &House, who: &str, page: &str) -> Vec<csv::StringRecord> {
    let browser = house.browser(who).await;
    let (path, query) =
        page.split_once('?').map_or((page, String::new()), |(path, rest)| (path, format!("?{rest}")));
    let book = browser.get(&format!("{path}.xlsx{query}")).await;
    assert_eq!(book.status, 200, "{page}.xlsx for {who}: {}", book.text);
    assert!(book.text.starts_with("PK"), "{page} is no workbook");
    let file = browser.get(&format!("{path}.csv{query}")).await;
    assert_eq!(file.status, 200, "{page}.csv for {who}: {}", file.text);
    let shown = browser.get(page).await;
    let address = format!("{path}.csv{}", query.replace('&', "&#38;"));
    assert!(shown.text.contains(&address), "{page} offers no file: {}", shown.text);
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    for cell in records.iter().flat_map(csv::StringRecord::iter) {
        assert!(!cell.starts_with(['=', '+', '@']), "{cell} would be worked out, in {page}");
    }
    records
}

/// The file of a page holds as many lines as are expected, and the page shows the cells of this column.
async fn same(house: &House, who: &str, page: &str, column: usize, lines: usize) -> String {
    let records = records(house, who, page).await;
    assert_eq!(records.len(), lines, "{page} for {who}: {records:?}");
    let shown = house.browser(who).await.get(page).await.text.replace('\u{a0}', " ");
    for record in &records {
        let cell = record[column].trim_start_matches('\'');
        let escaped = cell.replace('&', "&#38;").replace('=', "&#61;");
        assert!(shown.contains(cell) || shown.contains(&escaped), "{page} does not show {cell}");
    }
    records.iter().map(|record| record.iter().collect::<Vec<_>>().join("|")).collect::<Vec<_>>().join("\n")
}

/// Whoever may not open the page gets the same answer for its files.
async fn refused(house: &House, who: &str, page: &str) {
    let browser = house.browser(who).await;
    let status = browser.get(page).await.status;
    assert!([403, 404].contains(&status.as_u16()), "{page} is open to {who}");
    for ending in ["csv", "xlsx"] {
        assert_eq!(
            browser.get(&format!("{page}.{ending}")).await.status,
            status,
            "{page}.{ending} for {who}"
        );
    }
}

/// Every given name begins like a formula.
async fn hostile_names(house: &House) {
    let mut tx = house.app.db.write().await.unwrap();
    tx.run("UPDATE people SET given_name = '=' || given_name", args![]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_ways_in_can_be_taken_out() {
    on_each_database(async |house| {
        let (app, world) = (&house.app, &house.world);
        hostile_names(house).await;
        ways::interest(app, world, "priya", true).await.unwrap();
        ways::interest(app, world, "grace", false).await.unwrap();
        let shared = same(house, "maya", "/interests", 1, 1).await;
        assert!(shared.contains("'=Priya Nair") && !shared.contains("Grace"), "{shared}");
        same(house, "grace", "/interests", 1, 1).await;
        same(house, "maya", "/interests?kind=cross_departmental", 1, 1).await;
        assert!(records(house, "maya", "/interests").await.len() == 1);
        let none = house.browser("maya").await.get("/interests.csv?kind=client").await;
        assert_eq!(none.text.lines().count(), 1, "narrowed as the page is: {}", none.text);

        ways::invited(app, world, "fiona", "grace").await.unwrap();
        assert!(same(house, "grace", "/invitations", 1, 1).await.contains("'=Grace Tan"));
        let others = house.browser("ada").await.get("/invitations.csv").await;
        assert_eq!(others.text.lines().count(), 1, "{}", others.text);

        ways::need(app, world, "wen", "ravi").await.unwrap();
        assert!(same(house, "ravi", "/needs", 2, 1).await.contains("'=Ravi Menon"));
        assert_eq!(house.browser("ada").await.get("/needs.csv").await.text.lines().count(), 1);

        ways::swap(app, world, &["ravi", "sofia"]).await.unwrap();
        assert!(same(house, "erik", "/swaps", 2, 1).await.contains("'=Ravi Menon and"));
        assert_eq!(house.browser("ada").await.get("/swaps.csv").await.text.lines().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn opportunities_and_applicants_can_be_taken_out() {
    on_each_database(async |house| {
        hostile_names(house).await;
        let number = applications::shortlisted(&house.app, &house.world).await.unwrap();
        let open = same(house, "grace", "/opportunities?sort=closing", 1, 1).await;
        assert!(open.contains(&number) && open.contains("London Sales"), "{open}");
        let none = house.browser("grace").await.get("/opportunities.csv?kind=client").await;
        assert_eq!(none.text.lines().count(), 1, "{}", none.text);
        let page = format!("/opportunities/{number}/shortlist");
        let applicants = same(house, "fiona", &page, 3, 2).await;
        assert!(applicants.contains("'=Callum Reyes"), "{applicants}");
        assert!(!applicants.contains("Grace"), "not shortlisted, so no name: {applicants}");
        refused(house, "grace", &page).await;
    })
    .await;
}

/// Callum in London with something in every list; answers the number of his record.
async fn away(house: &House) -> String {
    let (app, world) = (&house.app, &house.world);
    let number = proposals::released(app, world, Case::Callum).await.unwrap();
    agreements::issued(app, &number).await.unwrap();
    agreements::executed(app, &number).await.unwrap();
    let (first, last) = placements::days(app, &number).await.unwrap();
    app.clock.set(first.and_hms_opt(9, 0, 0).unwrap().and_utc());
    placements::active(app, world, &number, Some("fiona")).await.unwrap();
    let item = |title: &str| ItemInput {
        id: None,
        title: title.to_owned(),
        measure: "It is there".to_owned(),
        kind: Kind::Deliver,
        phase: Phase::Contribute,
        weight: 50,
        due_on: None,
    };
    let items = vec![item("The playbook"), item("@ the joint offer")];
    objectives::agreed(app, world, &number, ["callum", "alison", "fiona"], items).await.unwrap();
    app.clock.advance(Duration::days(7));
    let words = ["+2 accounts", "", "Another talk"];
    placements::checked_in(app, world, "fiona", &number, words).await.unwrap();
    let mut cx = act_as(app, world, "fiona").await.unwrap();
    let input = GiveInput { about: "The start".into(), words: "Well begun".into(), for_managers: false };
    feedback::actions::give(&mut cx, &number, &input).await.unwrap();
    cx.commit().await.unwrap();
    let mut cx = act_as(app, world, "callum").await.unwrap();
    let entry = EntryInput { words: "They read accounts aloud here.".into() };
    journal::actions::write(&mut cx, &entry).await.unwrap();
    cx.commit().await.unwrap();
    let mut input = AskInput::new(ChangeKind::Extension);
    input.ends_on = Some(last + Duration::weeks(4));
    "The third account decides later.".clone_into(&mut input.reason);
    changes::asked(app, world, "callum", &number, &input).await.unwrap();
    number
}

#[tokio::test]
async fn what_belongs_to_a_record_can_be_taken_out() {
    on_each_database(async |house| {
        hostile_names(house).await;
        let number = away(house).await;
        let page = |part: &str| format!("/secondments/{number}/{part}");
        assert!(same(house, "alison", &page("changes"), 2, 1).await.contains("'=Callum Reyes"));
        assert!(same(house, "fiona", &page("objectives"), 0, 2).await.contains("'@ the joint offer"));
        let talks = same(house, "callum", &page("check-ins"), 1, 1).await;
        assert!(talks.contains("'+2 accounts") && talks.contains("'=Fiona"), "{talks}");
        let all = records(house, "callum", &page("tasks?show=all")).await.len();
        let open = records(house, "callum", &page("tasks?show=open")).await.len();
        assert!(open < all, "{open} of {all}");
        let mine = records(house, "callum", "/tasks").await;
        assert!(mine.iter().all(|record| record[2] == number), "{mine:?}");
        let count = mine.len();
        same(house, "callum", "/tasks", 1, count).await;
        let history = records(house, "maya", &page("history")).await;
        assert!(history.len() > 20 && history.iter().any(|record| record[3].starts_with("'=Callum Reyes")));
        for part in ["changes", "objectives", "check-ins", "tasks", "history", "feedback"] {
            refused(house, "grace", &page(part)).await;
        }
        refused(house, "fiona", &page("history")).await;
    })
    .await;
}

#[tokio::test]
async fn feedback_and_a_journal_go_to_those_who_read_them() {
    on_each_database(async |house| {
        hostile_names(house).await;
        let number = away(house).await;
        let page = format!("/secondments/{number}/feedback");
        assert!(same(house, "callum", &page, 3, 1).await.contains("'=Fiona Achterberg"));
        let hers = house.browser("alison").await.get(&format!("{page}.csv")).await;
        assert_eq!(hers.text.lines().count(), 1, "for the secondee alone: {}", hers.text);
        assert!(same(house, "callum", "/journal", 1, 1).await.contains("read accounts aloud"));
        for who in ["alison", "fiona", "maya", "admin"] {
            let own = house.browser(who).await.get("/journal.csv").await;
            assert!(!own.text.contains("aloud"), "{who} reads Callum’s journal: {}", own.text);
        }
    })
    .await;
}
