//! Folders, files and words.

use super::source::{files, must_be_fresh};
use crate::features::FEATURES;

/// The stylesheet is one file on purpose: its layers are read together.
const LONG_ON_PURPOSE: &[&str] = &["ui/css/sojourn.css"];

#[test]
fn no_file_is_over_400_lines() {
    let long: Vec<String> = files(".", &[".rs", ".html", ".mjs", ".js", ".css", ".sql"])
        .iter()
        .filter(|source| {
            !LONG_ON_PURPOSE.contains(&source.path.as_str()) && !source.path.starts_with("docs/")
        })
        .filter(|source| source.text.lines().count() > 400)
        .map(|source| format!("{} ({} lines)", source.path, source.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "a file this long hides two nouns, make a folder: {long:#?}");
}

#[test]
fn every_feature_folder_is_registered_once() {
    let mut folders: Vec<String> = files("crates/server/src/features", &["mod.rs"])
        .iter()
        .filter_map(|source| {
            let inner = source.path.strip_prefix("crates/server/src/features/")?;
            let (folder, rest) = inner.split_once('/')?;
            (rest == "mod.rs").then(|| folder.to_owned())
        })
        .collect();
    let mut registered: Vec<String> = FEATURES.iter().map(|feature| feature.name.to_owned()).collect();
    folders.sort();
    registered.sort();
    assert_eq!(folders, registered, "each folder of features stands in FEATURES once, under its own name");
}

#[test]
fn a_feature_calls_only_those_above_it() {
    let names: Vec<&str> = FEATURES.iter().map(|feature| feature.name).collect();
    let mut forward = Vec::new();
    for source in files("crates/server/src/features", &[".rs"]) {
        let Some(inner) = source.path.strip_prefix("crates/server/src/features/") else { continue };
        let Some(own) = names.iter().position(|name| inner.starts_with(&format!("{name}/"))) else {
            continue;
        };
        for later in &names[own + 1..] {
            if source.product_text().contains(&format!("features::{later}")) {
                forward.push(format!("{} calls {later}", source.path));
            }
        }
    }
    assert!(forward.is_empty(), "what follows what stands in journey.rs: {forward:#?}");
}

#[test]
fn pure_files_stay_pure() {
    let forbidden = ["async fn", ".await", "cx.tx", "sqlx", "reqwest", "std::fs"];
    let mut impure = Vec::new();
    for source in files("crates/server/src/features", &["model.rs", "lifecycle.rs", "access.rs"]) {
        for word in forbidden {
            if source.product_text().contains(word) {
                impure.push(format!("{}: {word}", source.path));
            }
        }
    }
    for engine in ["calendar", "money", "papers"] {
        for source in files(&format!("crates/{engine}/src"), &[".rs"]) {
            for word in ["async fn", "sqlx", "axum", "std::fs", "std::net", "Utc::now", "rand::"] {
                if source.product_text().contains(word) {
                    impure.push(format!("{}: {word}", source.path));
                }
            }
        }
    }
    assert!(impure.is_empty(), "rules are decided in pure code: {impure:#?}");
}

#[test]
fn sql_stands_only_in_stores() {
    let mut strays = Vec::new();
    for source in files("crates/server/src/features", &[".rs"]) {
        if source.name() == "store.rs" || source.path.contains("/store/") {
            continue;
        }
        for start in ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM "] {
            if source.product_text().contains(start) {
                strays.push(format!("{}: {start}", source.path));
            }
        }
    }
    assert!(strays.is_empty(), "every SQL statement stands in a store.rs: {strays:#?}");
}

#[test]
fn what_is_left_to_do_has_an_issue() {
    let open: Vec<String> = files(".", &[".rs", ".html", ".mjs", ".js"])
        .iter()
        .filter(|source| !source.path.contains("house_rules"))
        .flat_map(|source| source.text.lines().map(move |line| (source.path.clone(), line.to_owned())))
        .filter(|(_, line)| ["TODO", "FIXME"].iter().any(|mark| line.contains(mark)) && !line.contains('#'))
        .map(|(path, line)| format!("{path}: {}", line.trim()))
        .collect();
    assert!(open.is_empty(), "name the issue: {open:#?}");
}

#[test]
fn the_description_of_the_api_is_fresh() {
    let described = crate::app::openapi().to_pretty_json().unwrap();
    must_be_fresh("docs/openapi.json", &(described + "\n"));
}

#[test]
fn the_pictures_of_the_lifecycles_are_fresh() {
    use crate::features::{applications, changes, opportunities, secondments, swaps};
    for (name, picture) in [
        ("secondment", secondments::lifecycle::diagram()),
        ("opportunity", opportunities::lifecycle::diagram()),
        ("application", applications::lifecycle::diagram()),
        ("change", changes::lifecycle::diagram()),
        ("swap", swaps::lifecycle::diagram()),
    ] {
        must_be_fresh(&format!("docs/lifecycles/{name}.mmd"), &picture);
    }
}

#[test]
fn the_checker_of_the_chain_shares_no_code_with_its_writer() {
    for source in files("crates/server/src/features/audit/verify", &[".rs"]) {
        for word in ["kit::events", "events::append", "cx.record("] {
            assert!(!source.product_text().contains(word), "{} uses {word}", source.path);
        }
    }
}
