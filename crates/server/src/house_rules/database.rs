//! The two schemas are one, and every statement is understood by both databases.

use std::collections::{BTreeMap, BTreeSet};

use sojourn_kit::db::{Backend, Db};
use sojourn_kit::testing::scratch_databases;

use super::source::{files, must_be_fresh};
use crate::schema::MIGRATIONS;

/// Tables and their columns.
type Shape = BTreeMap<String, BTreeSet<String>>;

#[tokio::test]
async fn both_schemas_have_the_same_tables_and_columns() {
    let mut shapes = Vec::new();
    let mut generated = String::new();
    for scratch in scratch_databases(MIGRATIONS).await {
        shapes.push((scratch.name, shape(&scratch.db).await));
        if scratch.db.backend() == Backend::Sqlite {
            generated = described(&scratch.db).await;
        }
    }
    assert!(shapes[0].1.len() > 20, "the schema was read");
    for (name, other) in &shapes[1..] {
        assert_eq!(&shapes[0].1, other, "{} and {name} differ", shapes[0].0);
    }
    must_be_fresh("docs/schema.sql", &generated);
}

#[test]
fn migrations_have_the_same_numbers_and_names() {
    let names = |folder: &str| -> Vec<String> {
        files(folder, &[".sql"])
            .iter()
            .map(|source| source.name().trim_end_matches(".sql").to_owned())
            .collect()
    };
    let known: Vec<&str> = MIGRATIONS.iter().map(|migration| migration.name).collect();
    assert_eq!(names("migrations/sqlite"), known);
    assert_eq!(names("migrations/postgres"), known);
}

#[tokio::test]
async fn every_statement_is_understood_by_both_databases() {
    let statements: Vec<(String, String)> = files("crates/server/src", &["store.rs"])
        .into_iter()
        .chain(files("crates/kit/src", &["outbox.rs", "events.rs"]))
        .chain(files("crates/server/src", &["cx.rs"]))
        .flat_map(|source| statements(&source.text).into_iter().map(move |sql| (source.path.clone(), sql)))
        .collect();
    assert!(statements.len() > 20, "statements were found");
    for scratch in scratch_databases(MIGRATIONS).await {
        let mut tx = scratch.db.read().await.unwrap();
        for (path, sql) in &statements {
            if let Err(error) = tx.prepare(sql).await {
                panic!("{path} on {}: {error}\n{sql}", scratch.name);
            }
        }
        println!("{} statements prepared on {}", statements.len(), scratch.name);
    }
}

/// The statements in a source text, with its `{COLUMNS}`-like constants put in. A statement with a part that
/// is only known at run time is left to the store's own tests.
fn statements(text: &str) -> Vec<String> {
    let constants: Vec<(String, String)> = text
        .split("const ")
        .skip(1)
        .filter_map(|part| {
            let (name, rest) = part.split_once(": &str =")?;
            let value = rest.trim_start().strip_prefix('"')?.split('"').next()?;
            Some((format!("{{{name}}}"), value.to_owned()))
        })
        .collect();
    text.split('"')
        .filter(|literal| {
            ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "]
                .iter()
                .any(|word| literal.starts_with(word))
        })
        .map(|literal| {
            constants.iter().fold(literal.to_owned(), |sql, (name, value)| sql.replace(name, value))
        })
        .filter(|sql| !sql.contains('{') && !sql.contains('\\') && !sql.trim_end().ends_with("VALUES"))
        .collect()
}

async fn shape(db: &Db) -> Shape {
    let sql = match db.backend() {
        Backend::Sqlite => {
            "SELECT m.name AS t, c.name AS c FROM sqlite_master m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        Backend::Postgres => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns
             WHERE table_schema = 'public'"
        }
    };
    let mut shape = Shape::new();
    for row in db.read().await.unwrap().all(sql, vec![]).await.unwrap() {
        shape.entry(row.get("t").unwrap()).or_default().insert(row.get("c").unwrap());
    }
    shape
}

/// The whole schema as SQLite keeps it; PostgreSQL's differs in types and triggers only.
async fn described(db: &Db) -> String {
    let sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name";
    let mut text = "-- Generated from the migrations, as SQLite keeps it. PostgreSQL: same tables and columns, native types.\n".to_owned();
    for row in db.read().await.unwrap().all(sql, vec![]).await.unwrap() {
        text.push_str(&format!("\n{};\n", row.get::<String>("sql").unwrap()));
    }
    text
}
