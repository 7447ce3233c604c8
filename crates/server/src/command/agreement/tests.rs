//! Each command on real files: what it says, what it writes, and how it ends.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::{Command, Ending, Trouble, run_to};

const CASE: &str = include_str!("../../../../papers/cases/e_accountant_in_finance.json");
const SWAP: &str = include_str!("../../../../papers/cases/h_swap_there_and_back.json");

#[derive(Debug, Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Runs a command as it is typed.
fn run(words: &[&str]) -> (Result<Ending, Trouble>, String) {
    let line = Line::try_parse_from(std::iter::once("agreement").chain(words.iter().copied())).unwrap();
    let mut out = Vec::new();
    let ended = run_to(&line.command, &mut out);
    (ended, String::from_utf8(out).unwrap())
}

fn put(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn at(folder: &Path, name: &str) -> (PathBuf, String) {
    let path = folder.join(name);
    let words = path.display().to_string();
    (path, words)
}

#[test]
fn one_paper_becomes_the_file_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let case = put(folder.path(), "case.json", CASE);
    let (html, typed) = at(folder.path(), "paper.html");
    std::fs::write(&html, "what was there before").unwrap();
    let (ended, said) = run(&["render", &case, "-o", &typed]);
    assert_eq!(ended.unwrap(), Ending::Well);
    assert!(said.contains("paper.html") && said.lines().count() == 1, "{said}");
    let text = std::fs::read_to_string(&html).unwrap();
    assert!(text.starts_with("<!doctype html>") && text.ends_with("</html>\n"));
    assert_eq!(names(folder.path()), ["case.json", "paper.html"], "nothing else is left");
}

#[test]
fn a_case_becomes_a_pdf_and_a_word_file() {
    let folder = tempfile::tempdir().unwrap();
    let case = put(folder.path(), "case.json", CASE);
    for (name, start) in [("paper.pdf", &b"%PDF-"[..]), ("paper.docx", b"PK\x03\x04")] {
        let (path, typed) = at(folder.path(), name);
        let (ended, said) = run(&["render", &case, "--output", &typed]);
        assert_eq!(ended.unwrap(), Ending::Well, "{said}");
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(start), "{name}");
        run(&["render", &case, "-o", &typed]).0.unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "the same case gives the same bytes: {name}");
    }
}

#[test]
fn several_papers_are_numbered_and_each_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let case = put(folder.path(), "swap.json", SWAP);
    let (_, typed) = at(folder.path(), "out.html");
    let (ended, said) = run(&["render", &case, "-o", &typed]);
    assert_eq!(ended.unwrap(), Ending::Well);
    let written: Vec<String> =
        names(folder.path()).into_iter().filter(|name| name.starts_with("out")).collect();
    assert!(written.len() > 1 && written[0] == "out-1.html" && written[1] == "out-2.html", "{written:?}");
    assert_eq!(said.lines().count(), written.len());
    assert!(written.iter().all(|name| said.contains(name.as_str())), "{said}");
}

#[test]
fn what_is_missing_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let whole = put(folder.path(), "whole.json", CASE);
    let (ended, said) = run(&["check", &whole]);
    assert_eq!((ended.unwrap(), said.as_str()), (Ending::Well, "Nothing is missing.\n"));
    let mut value: serde_json::Value = serde_json::from_str(CASE).unwrap();
    value["facts"]["term"]["place"] = serde_json::json!("");
    let part = put(folder.path(), "part.json", &value.to_string());
    let (ended, said) = run(&["check", &part]);
    assert_eq!(ended.unwrap(), Ending::NotWell, "{said}");
    assert!(said.lines().any(|line| line.starts_with("facts.term.place: ")), "{said}");
}

#[test]
fn what_cannot_be_read_or_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let case = put(folder.path(), "case.json", CASE);
    let broken = put(folder.path(), "broken.json", "{ \"case\": 1,");
    let mut value: serde_json::Value = serde_json::from_str(CASE).unwrap();
    value["facts"]["collour"] = serde_json::json!("red");
    let unknown = put(folder.path(), "unknown.json", &value.to_string());
    let (_, html) = at(folder.path(), "x.html");
    let (_, nowhere) = at(folder.path(), "no-such-folder/x.html");
    let (_, missing) = at(folder.path(), "missing.json");
    let (_, odd) = at(folder.path(), "x.rtf");
    let itself = folder.path().display().to_string();
    for (words, part) in [
        (vec!["check", &missing], "missing.json cannot be read"),
        (vec!["check", &itself], "cannot be read"),
        (vec!["check", &broken], "broken.json"),
        (vec!["render", &unknown, "-o", &html], "collour"),
        (vec!["render", &case, "-o", &nowhere], "cannot be written"),
        (vec!["render", &case, "-o", &odd], ".pdf, .html or .docx"),
        (vec!["verify", &missing], "cannot be read"),
        (vec!["verify", &case], "case.json"),
        (vec!["verify", &case, "--certificate", "abc"], "64 figures"),
    ] {
        let (ended, said) = run(&words);
        let trouble = ended.expect_err(part).to_string();
        assert!(trouble.contains(part) && said.is_empty(), "{words:?}: {trouble}");
    }
    assert!(!folder.path().join("x.html").exists(), "nothing was written");
}

#[test]
fn a_sealed_file_is_known_by_its_fingerprint_and_a_touched_one_is_not_well() {
    let folder = tempfile::tempdir().unwrap();
    let case = put(folder.path(), "case.json", CASE);
    let (plain, typed) = at(folder.path(), "plain.pdf");
    run(&["render", &case, "-o", &typed]).0.unwrap();
    let (ended, said) = run(&["verify", &typed]);
    assert!(ended.unwrap() == Ending::NotWell && said.contains("no seal"), "{said}");

    let now = crate::testing::TODAY.parse().unwrap();
    let key = sojourn_seal::SealKey::generate("Somebody", now).unwrap();
    let about = sojourn_seal::About { name: "Somebody".to_owned(), reason: "A test".to_owned(), at: now };
    let sealed = sojourn_seal::seal(&std::fs::read(plain).unwrap(), &key, &about).unwrap();
    let (path, typed) = at(folder.path(), "sealed.pdf");
    std::fs::write(&path, &sealed).unwrap();
    let (ended, said) = run(&["verify", &typed, "--certificate", &key.certificate().to_uppercase()]);
    assert!(ended.unwrap() == Ending::Well && said.contains(&key.certificate()), "{said}");

    let behind = [&sealed[..], b"\n% more\n"].concat();
    std::fs::write(&path, behind).unwrap();
    let (ended, said) = run(&["verify", &typed]);
    assert!(ended.unwrap() == Ending::NotWell && said.contains("changed after it was sealed"), "{said}");
}
