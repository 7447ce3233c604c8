//! Files with faults: each gets a clear answer, and nothing is half done.

use super::{file, number, send};
use crate::testing::on_each_database;

/// `(file, a row, a column, a part of the sentence)`.
fn faults() -> Vec<(String, u64, &'static str, &'static str)> {
    let endless = format!("employee_number,first_name,last_name\n1,\"{}", "x".repeat(11 * 1024 * 1024));
    let long = format!("employee_number,first_name,last_name\n1,Ada,{}\n2,Bo,Ek\n", "é".repeat(10 * 1024));
    let three = |rows: &str| format!("employee_number,first_name,last_name\n{rows}");
    vec![
        (String::new(), 0, "", "The file is empty"),
        (three(""), 0, "", "a header and no rows"),
        ("employee_number,first_name\n1,Ada\n".into(), 1, "", "No column holds the last name"),
        ("number,first,last,First\n1,A,B,C\n".into(), 1, "First", "Two columns are called “First”"),
        ("number,first,last,forename\n1,A,B,C\n".into(), 1, "forename", "are both taken for first name"),
        (three("1,Ada\n"), 2, "", "This row has 2 cells, the header has 3."),
        (three("1,Ada,Byron,x\n"), 2, "", "This row has 4 cells"),
        (three("1,Ada,By\0ron\n"), 2, "last_name", "A NUL character"),
        (three("1,\"Ada\"x,Byron\n"), 2, "first_name", "Text follows the closing quotation mark"),
        (three("1,Ada,Byron\n2,\"Bo,Ek\n3,C,D\n"), 3, "", "A quotation mark opened in row 3 is never closed"),
        (three("1,,Byron\n"), 2, "first_name", "This is empty"),
        (three("1,Ada,Byron\n2,Bo,Ek\n\n1,Cy,Fox\n"), 5, "employee_number", "stands in row 2 already"),
        (long, 2, "last_name", "20 kB in one cell; 10 kB are the most"),
        (endless, 2, "", "holds more than 10 MB"),
        (file(&["1,A,B,,,,,,99,"]), 2, "manager_number", "No person with this employee number"),
        (file(&["1,A,B,,31/2/2020,,,,,"]), 2, "hire_date", "does not exist"),
        (file(&["1,A,B,,3/4/20,,,,,"]), 2, "hire_date", "all four digits of the year"),
        (file(&["1,A,B,,2226-01-01,,,,,"]), 2, "hire_date", "more than a year ahead"),
        (file(&["1,A,B,,,,,much,,"]), 2, "annual_salary", "Enter the amount in figures"),
        (file(&["1,A,B,,,,,-5,,"]), 2, "annual_salary", "less than nothing"),
        (file(&["1,A,B,,,,,,,maybe"]), 2, "status", "Write active or left"),
        (file(&["1,A,B,a b@c,,,,,,"]), 2, "email", "not an email address"),
    ]
}

#[tokio::test]
async fn each_fault_is_named_by_row_and_column_and_nothing_stays() {
    on_each_database(async |house| {
        let before = number(house, "SELECT COUNT(*) AS n FROM people").await;
        for (text, row, column, sentence) in faults() {
            let start: String = text.chars().take(80).collect();
            let answer = send(house, "", text).await;
            assert_eq!(answer.status, 422, "{start}: {}", answer.text);
            assert_eq!(answer.headers["content-type"], "application/problem+json");
            let problem = &answer.json()["import"]["findings"]["problems"]["shown"][0];
            assert!(problem["sentence"].as_str().unwrap().contains(sentence), "{start}: {problem}");
            assert_eq!(
                (problem["row"].as_u64(), problem["column"].as_str()),
                (Some(row), Some(column)),
                "{start}"
            );
            assert!(answer.text.len() < 2_000, "a wrong value is shortened: {}", answer.text.len());
        }
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people").await, before);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_import_rows").await, 0);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people_imports").await, 0);
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM events WHERE kind = 'people.imported'").await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_wrong_row_among_many_stops_all_and_two_hundred_are_shown() {
    on_each_database(async |house| {
        let good: Vec<String> =
            (0..2_500).map(|n| format!("{n},Given,Family,,,Sales,Clerk,28000,0,active")).collect();
        let mut rows: Vec<&str> = good.iter().map(String::as_str).collect();
        rows.push("x,Given,,,,,,,,");
        let answer = send(house, "", file(&rows)).await;
        assert_eq!(answer.status, 422);
        let problems = &answer.json()["import"]["findings"]["problems"];
        assert_eq!((problems["total"].as_u64(), problems["shown"][0]["row"].as_u64()), (Some(1), Some(2502)));
        assert_eq!(number(house, "SELECT COUNT(*) AS n FROM people WHERE job_title = 'Clerk'").await, 0);

        let wrong: Vec<String> = (0..300).map(|n| format!("{n},Given,Family,,,,,,nobody,")).collect();
        let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
        let answer = send(house, "", file(&wrong)).await;
        let problems = &answer.json()["import"]["findings"]["problems"];
        assert_eq!(
            (problems["total"].as_u64(), problems["shown"].as_array().unwrap().len()),
            (Some(300), 200)
        );
    })
    .await;
}

#[tokio::test]
async fn a_header_that_the_mapping_names_must_be_there() {
    on_each_database(async |house| {
        let text = file(&["1,Ada,Byron,,,,,,,"]);
        let answer = send(house, "?map=Surname=last_name", text.clone()).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("The file has no column of this name."), "{}", answer.text);
        let answer = send(house, "?map=nonsense", text).await;
        assert_eq!(answer.status, 422);
        assert!(answer.json()["errors"]["map"].as_str().unwrap().contains("HEADER=FIELD"), "{}", answer.text);
    })
    .await;
}
