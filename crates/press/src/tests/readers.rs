//! What other programs read in the file. These run where the programs of poppler are, as on the servers that test.

use std::path::Path;
use std::process::Command;

use super::{PRINTED, paper};
use crate::pdf;

/// What a program says about the paper; `None` where the program is not installed.
fn ask(program: &str, options: &[&str], file: &Path) -> Option<String> {
    let mut command = Command::new(program);
    command.args(options).arg(file);
    if program == "pdftotext" {
        command.arg("-");
    }
    match command.output() {
        Ok(output) => {
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{program} is needed for the tests: {error}");
            eprintln!("{program} is not installed; what it would read was not tested");
            None
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(printed: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, printed).unwrap();
    ask("pdftotext", &["-enc", "UTF-8"], &file).map(|text| one_line(&text))
}

#[test]
fn the_text_of_every_paper_can_be_read() {
    for (name, sheet, printed) in PRINTED.iter() {
        let Some(text) = text_of(printed) else { return };
        assert!(text.contains(&one_line(&sheet.title)), "{name}");
        for section in sheet.sections() {
            assert!(text.contains(&one_line(&section.heading())), "{name}: {}", section.heading());
        }
        let pages = text.matches(&sheet.reference()).count() - 2;
        assert!(text.contains(&format!("Page {pages} of {pages}")), "{name}: {pages} feet");
        assert!(text.contains("Signature certificate") && text.contains(&"ab".repeat(32)), "{name}");
    }
}

#[test]
fn the_file_is_tagged_has_its_typefaces_and_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    for (name, sheet, printed) in PRINTED.iter() {
        std::fs::write(&file, printed).unwrap();
        let Some(info) = ask("pdfinfo", &[], &file) else { return };
        let line = |key: &str| one_line(info.lines().find(|line| line.starts_with(key)).unwrap_or_default());
        assert_eq!(line("Tagged:"), "Tagged: yes", "{name}");
        assert_eq!(line("PDF version:"), "PDF version: 1.7", "{name}");
        assert_eq!(line("JavaScript:"), "JavaScript: no", "{name}");
        assert!(line("Page size:").contains("A4"), "{name}");
        assert_eq!(line("Title:"), one_line(&format!("Title: {} {}", sheet.title, sheet.reference())));
        let Some(fonts) = ask("pdffonts", &[], &file) else { return };
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(fonts.len() >= 3, "{name}: {fonts:?}");
        for font in fonts {
            let words: Vec<&str> = font.split_whitespace().collect();
            let [embedded, subset, unicode] = words[words.len() - 5..words.len() - 2] else {
                panic!("{font}")
            };
            assert_eq!((embedded, subset, unicode), ("yes", "yes", "yes"), "{name}: {font}");
        }
    }
}

#[test]
fn the_structure_is_read_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    let (_, _, printed) = PRINTED.iter().find(|(name, ..)| name == "c_sydney_in_london-0").unwrap();
    std::fs::write(&file, printed).unwrap();
    let Some(structure) = ask("pdfinfo", &["-struct-text"], &file) else { return };
    for tag in
        ["Document", "H1", "H2", "Table", "TR", "TH", "TD", "TOC", "TOCI", "Link", "L ", "LI", "LBody", "P"]
    {
        assert!(structure.contains(tag), "{tag}: {structure:.2000}");
    }
    let position = |words: &str| structure.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(position("Secondment agreement") < position("Contents"));
    assert!(position("Contents") < position("Signature certificate"));
    assert!(!structure.contains("Page 1 of"), "the foot is no content");
}

#[test]
fn what_looks_like_a_template_or_markup_comes_out_as_typed() {
    let typed =
        ["{{salary}} ${HOME} $x$ \\input{a}", "#read(\"/etc/passwd\") #let", "<b>bold</b> &amp; <script>"];
    let Some(text) = text_of(&pdf(&paper(&typed)).unwrap()) else { return };
    for words in typed {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn letters_without_a_typeface_are_copied_as_they_are() {
    let typed = ["Signed by 張偉 in Taipei.", "ნინო, Արմեն, שלום, Żółć, Ελλάδα"];
    let Some(text) = text_of(&pdf(&paper(&typed)).unwrap()) else {
        return;
    };
    for words in ["張偉", "ნინო", "Արմեն", "שלום", "Żółć", "Ελλάδα"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
