//! What an import does to people.

use sojourn_kit::args;

use super::{counts, file, number, send};
use crate::features::people::import::generate;
use crate::testing::{House, on_each_database};

#[tokio::test]
async fn a_second_import_shows_created_updated_unchanged_and_left() {
    on_each_database(async |house| {
        let accounts = number(house, "SELECT COUNT(*) AS n FROM accounts").await;
        let first = file(&[
            "1,Ada,Byron,ada@example.org,1990-05-01,Engines,Countess,90000,1,active",
            "2,Bo,Ek,,30/4/2019,Engines,Fitter,\"31,500.50\",1,active",
            "3,Cleo,Dahl,,,Sales,Clerk,28000,1,active",
            "4,Drew,Ash,,,Sales,Clerk,28000,3,active",
        ]);
        assert_eq!(counts(&send(house, "", first).await), [4, 0, 0, 0]);
        let second = file(&[
            "1,Ada,Byron,ada@example.org,1990-05-01,Engines,Countess,90000,1,active",
            "2,Bo,Ek,,,,Chief fitter,32000,,",
            "3,Cleo,Dahl,,,Sales,Clerk,28000,1,left",
            "5,Eve,Fry,,,Research,Analyst,41000,2,active",
        ]);
        let dry = send(house, "?dry_run=true", second.clone()).await;
        assert_eq!(counts(&dry), [1, 1, 1, 1]);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people WHERE employee_number = '5'").await, 0);
        assert_eq!(counts(&send(house, "", second.clone()).await), [1, 1, 1, 1]);
        assert_eq!(counts(&send(house, "", second).await), [0, 0, 4, 0]);

        let sql =
            "SELECT p.job_title, p.hired_on, p.search, p.version, u.name AS unit, m.employee_number AS boss,
                    pay.annual_minor FROM people p JOIN units u ON u.id = p.unit_id
                   LEFT JOIN people m ON m.id = p.manager_id JOIN pay ON pay.person_id = p.id
                   WHERE p.employee_number = '2'";
        let row = house.app.db.read().await.unwrap().one(sql, args![]).await.unwrap().unwrap();
        assert_eq!(row.get::<String>("job_title").unwrap(), "Chief fitter");
        assert_eq!(row.get::<String>("unit").unwrap(), "Engines", "a blank cell changes nothing");
        assert_eq!(row.get::<Option<String>>("boss").unwrap().as_deref(), Some("1"));
        assert_eq!(row.get::<i64>("annual_minor").unwrap(), 3_200_000);
        assert_eq!(row.get::<String>("search").unwrap(), "ek bo 2");
        assert_eq!(row.get::<chrono::NaiveDate>("hired_on").unwrap(), "2019-04-30".parse().unwrap());
        assert_eq!(row.get::<i64>("version").unwrap(), 2);
        let own_boss = "SELECT COUNT(*) AS n FROM people WHERE employee_number = '1' AND manager_id IS NULL";
        assert_eq!(number(house, own_boss).await, 1);
        let gone = "SELECT COUNT(*) AS n FROM people WHERE employee_number = '3' AND left_on IS NOT NULL";
        assert_eq!(number(house, gone).await, 1);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM events WHERE kind = 'people.imported'").await, 3);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_import_rows").await, 0);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM accounts").await, accounts);
    })
    .await;
}

async fn number_of(house: &House, given: &str) -> String {
    let sql = "SELECT employee_number FROM people WHERE given_name = $1";
    let row = house.app.db.read().await.unwrap().one(sql, args![given]).await.unwrap().unwrap();
    row.get("employee_number").unwrap()
}

#[tokio::test]
async fn only_a_file_that_lists_everybody_makes_the_missing_leave() {
    on_each_database(async |house| {
        let two = file(&["1,Ada,Byron,,,Engines,,,,", "2,Bo,Ek,,,Engines,,,1,"]);
        send(house, "", two).await;
        let one = file(&["1,Ada,Byron,,,Engines,,,,"]);
        let answer = send(house, "?dry_run=true", one.clone()).await;
        assert_eq!(counts(&answer), [0, 0, 1, 0]);
        assert!(answer.json()["findings"]["missing"].as_i64().unwrap() > 1);
        // Maya would mark herself as left, and lose her way in
        let refused = send(house, "?complete=true", one).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("You are not in the file yourself"), "{}", refused.text);

        let maya = format!("{},Maya,Okonjo,,,,,,,", number_of(house, "Maya").await);
        let sam = format!("{},Sam,Idowu,,,,,,,", number_of(house, "Sam").await);
        // nor may the last administrator be lost
        let without_sam = send(house, "?complete=true", file(&["1,Ada,Byron,,,Engines,,,,", &maya])).await;
        assert_eq!(without_sam.status, 409, "{}", without_sam.text);

        let active = "SELECT COUNT(*) AS n FROM people p JOIN organisations o ON o.id = p.organisation_id
                      WHERE o.name = 'Brightwater Group' AND p.status = 'active'";
        let before = number(house, active).await;
        let all = file(&["1,Ada,Byron,,,Engines,,,,", &maya, &sam]);
        assert_eq!(counts(&send(house, "?complete=true", all).await)[3], before - 3);
        assert_eq!(number(house, active).await, 3);
        // who comes back in a file that lists everybody is there again
        let back = file(&["1,Ada,Byron,,,,,,,", "2,Bo,Ek,,,,,,,", &maya, &sam]);
        assert_eq!(counts(&send(house, "?complete=true", back).await), [0, 1, 3, 0]);
        assert_eq!(number(house, active).await, 4);
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_people_go_in_and_nothing_changes_the_second_time() {
    on_each_database(async |house| {
        let mut text = Vec::new();
        generate::write(&mut text, 10_000, 7).unwrap();
        assert_eq!(counts(&send(house, "", text.clone()).await), [10_000, 0, 0, 0]);
        let managed =
            "SELECT COUNT(*) AS n FROM people WHERE manager_id IS NOT NULL AND employee_number LIKE '1____'";
        assert!(number(house, managed).await > 9_900);
        let units = "SELECT COUNT(*) AS n FROM units u JOIN organisations o ON o.id = u.organisation_id
                     WHERE o.name = 'Brightwater Group' AND u.name IN ('Production', 'Quality', 'Sales')";
        assert_eq!(number(house, units).await, 3);
        assert_eq!(counts(&send(house, "", text).await), [0, 0, 10_000, 0]);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_keep_the_people_of_an_organisation_import_them() {
    on_each_database(async |house| {
        let people = file(&["1,Ada,Byron,,,,,,,"]);
        for (key, status) in
            [("tomasz", 404), ("finance", 404), ("dev", 404), ("auditor", 404), ("admin", 200)]
        {
            let program = house.program(key).await;
            let body = axum::body::Body::from(people.clone());
            let answer = program
                .send(axum::http::Method::POST, "/api/v1/imports/people", Some("text/csv"), body)
                .await;
            assert_eq!(answer.status, status, "{key}");
        }
        let other = house.world.organisation("Halden Software").unwrap();
        assert_eq!(send(house, &format!("?organisation={other}"), people.clone()).await.status, 404);
        let body = axum::body::Body::from(people);
        let nobody = house.anonymous();
        let answer =
            nobody.send(axum::http::Method::POST, "/api/v1/imports/people", Some("text/csv"), body).await;
        assert_eq!(answer.status, 401);
    })
    .await;
}
