//! The same through pages: choose, check, take over.

use axum::body::Body;
use axum::http::Method;

use super::{file, number};
use crate::testing::{Answer, House, Visitor, on_each_database};

async fn upload(visitor: &Visitor<'_>, parts: &[(&str, &str)], text: &str) -> Answer {
    let mut body = String::new();
    for (name, value) in parts {
        body.push_str(&format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<b>people.csv\"\r\n");
    body.push_str(&format!("Content-Type: text/csv\r\n\r\n{text}\r\n--edge--\r\n"));
    visitor.send(Method::POST, "/imports", Some("multipart/form-data; boundary=edge"), Body::from(body)).await
}

/// Looks at an import until it has been read.
pub(super) async fn read(visitor: &Visitor<'_>, path: &str) -> Answer {
    for _ in 0..200 {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        if answer.headers.get("refresh").is_none() {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("{path} is read for ever");
}

async fn people(house: &House) -> i64 {
    number(house, "SELECT COUNT(*) AS n FROM people WHERE employee_number IN ('1', '2')").await
}

#[tokio::test]
async fn a_file_is_chosen_checked_mapped_anew_and_taken_over() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        assert!(maya.get("/imports/new").await.text.contains("Read the file"));
        let text = "number,Wer,family name,notes\n1,Ada,Byron,<i>x</i>\n2,Bo,Ek,\n";
        let answer = upload(&maya, &[("complete", ""), ("encoding", "utf8")], text).await;
        let path = answer.location();
        let page = read(&maya, &path).await.text;
        assert!(page.contains("No column holds the first name"), "{page}");
        assert!(page.contains("&#60;i&#62;x") && page.contains("&#60;b&#62;people.csv"), "{page}");
        assert!(!page.contains("Take over"));
        let early = maya.post(&format!("{path}/confirmation"), &[]).await;
        assert_eq!(early.status, 409);

        let columns = [
            ("column-0", "employee_number"),
            ("column-1", "first_name"),
            ("column-2", "last_name"),
            ("column-3", ""),
        ];
        assert_eq!(maya.post(&format!("{path}/mapping"), &columns).await.location(), path);
        let page = read(&maya, &path).await.text;
        assert!(
            page.contains("Take over 2 people") && page.contains("Columns not taken over: notes."),
            "{page}"
        );
        assert_eq!(people(house).await, 0);

        // a colleague sees neither the values nor that there is an import
        assert_eq!(house.browser("admin").await.get(&path).await.status, 404);
        assert_eq!(house.browser("tomasz").await.get(&path).await.status, 404);

        assert_eq!(maya.post(&format!("{path}/confirmation"), &[]).await.location(), path);
        assert!(maya.get(&path).await.text.contains("2 rows taken over."));
        assert_eq!(people(house).await, 2);
        assert_eq!(maya.post(&format!("{path}/confirmation"), &[]).await.status, 409);
        let kept = house.app.config.data_dir.join("imports");
        assert_eq!(std::fs::read_dir(kept).unwrap().count(), 0, "the file is gone");
    })
    .await;
}

#[tokio::test]
async fn an_import_can_be_dropped_and_a_later_one_clears_the_earlier() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let text = file(&["1,Ada,Byron,,,,,,,"]);
        let first = upload(&maya, &[], &text).await.location();
        read(&maya, &first).await;
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_import_rows").await, 1);
        let second = upload(&maya, &[], &text).await.location();
        read(&maya, &second).await;
        assert_eq!(maya.get(&first).await.status, 404);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_import_rows").await, 1);
        assert_eq!(maya.post(&format!("{second}/removal"), &[]).await.location(), "/imports/new");
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_imports").await, 0);
        assert_eq!(people(house).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_first_page_says_what_is_missing_and_is_not_there_for_others() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let answer = upload(&maya, &[("complete", "yes")], "").await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("Choose a file that is not empty."), "{}", answer.text);
        let tomasz = house.browser("tomasz").await;
        assert_eq!(tomasz.get("/imports/new").await.status, 404);
        assert_eq!(upload(&tomasz, &[], "a,b\n").await.status, 404);
        assert!(upload(&house.anonymous(), &[], "a,b\n").await.location().starts_with("/sign-in"));
    })
    .await;
}
