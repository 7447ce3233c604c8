//! The pages of the shell render, and no template breaks the content security policy.

use std::{fs, path::Path};

use askama::Template;
use chrono::{TimeZone, Utc};

use super::{
    DesignPage, ErrorPage, Flash, Frame, HelpPage, Link, Look, Nav, Place, Theme, Who, sample::Sample,
};

fn frame(title: &str) -> Frame {
    let now = Utc.with_ymd_and_hms(2026, 11, 23, 9, 41, 0).single().expect("a real moment");
    let main = [Place::Home, Place::Secondments, Place::People, Place::Organisations, Place::Import];
    Frame {
        nav: Nav::new(&main, &[Place::Import, Place::Settings], Some(Place::Home))
            .count(Place::Secondments, 47),
        person: Some(Who { name: "Maya Okonjo".into(), relation: "Mobility manager".into() }),
        organisation: Some("Brightwater Group".into()),
        find: Some("/find"),
        flash: Some(Flash::good("Released. Maya has it now.")),
        ..Frame::new(title, "0198-sample", now)
    }
}

fn design(theme: Theme) -> String {
    let mut frame = frame("Design system");
    frame.look = Look { theme, ..Look::default() };
    DesignPage { frame, sample: Sample::default() }.render().expect("the component sheet renders")
}

#[test]
fn the_component_sheet_holds_one_of_each_and_no_address_is_empty() {
    let page = design(Theme::Device);
    for class in [
        "away",
        "flow",
        "rows",
        "journey",
        "tabs",
        "notice",
        "parties",
        "tasks",
        "timeline",
        "summary",
        "table",
        "pager",
        "steps",
        "error-summary",
        "field",
        "est",
        "facts",
        "signers",
        "empty",
        "crumbs",
        "person",
        "place",
    ] {
        assert!(page.contains(&format!("class=\"{class}")), "no {class} on the component sheet");
    }
    for empty in ["href=\"\"", "src=\"\"", "href=\"#\""] {
        assert!(!page.contains(empty), "an empty address: {empty}");
    }
}

#[test]
fn every_icon_that_is_named_exists() {
    let sprite =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/icons.svg")).expect("sprite");
    let pages = design(Theme::Device);
    for used in pages.split("<use href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let (_, name) = used.split_once('#').expect("an icon has a name");
        assert!(sprite.contains(&format!("id=\"{name}\"")), "no icon {name}");
    }
}

#[test]
fn every_id_of_the_component_sheet_is_unique() {
    let page = design(Theme::Device);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

fn error() -> ErrorPage {
    ErrorPage {
        frame: Frame { person: None, flash: None, ..frame("Page not found") },
        heading: "We can’t find that page".into(),
        sentence: "It may have moved, or it may not be yours to see.".into(),
        onward: vec![Link::new("Go to Home", "/")],
        request_id: Some("<b>7f3a".into()),
    }
}

#[test]
fn an_error_page_says_what_to_do_next() {
    let html = error().render().expect("the error page renders");
    assert!(html.contains("<h1>We can’t find that page</h1>") && html.contains("&#60;b&#62;7f3a"), "{html}");
}

#[test]
fn help_names_whom_to_ask_and_the_title_says_when_there_is_an_error() {
    let page = HelpPage { frame: frame("Help").with_errors(true), contact: Some("Maya Okonjo".into()) };
    let html = page.render().expect("help renders");
    assert!(
        html.contains("Maya Okonjo looks after") && html.contains("<title>Error: Help – Sojourn</title>")
    );
}

/// Whoever calls it something else must find out here that they are in the right place (S2.54).
#[test]
fn help_says_what_the_words_mean_and_what_others_call_them() {
    let html = HelpPage { frame: frame("Help"), contact: None }.render().expect("help renders");
    for word in ["Secondment", "Secondee", "Release", "Cover", "Start gate", "Debrief"] {
        assert!(html.contains(&format!("<dt>{word}</dt>")), "{word}");
    }
    for other in ["detail", "attachment", "detachment", "loan", "exchange", "job rotation", "backfill"] {
        assert!(html.contains(other), "{other}");
    }
}

#[test]
fn help_is_always_last_in_the_navigation_and_the_phone_bar_holds_four() {
    let nav = frame("x").nav;
    assert_eq!(nav.second.last().map(|item| item.label), Some("Help"));
    assert_eq!(nav.tabs().len(), 4);
    assert_eq!(nav.main.len() + nav.second.len(), nav.tabs().len() + nav.more().count());
}

/// The policy forbids inline styles and scripts, so a template that has one is a page that looks broken.
#[test]
fn no_template_carries_inline_style_or_script() {
    let mut seen = 0;
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, text| {
        if path.extension().is_some_and(|kind| kind == "html") {
            seen += 1;
        }
        for (line, words) in text.lines().enumerate().filter(|(_, words)| words.contains('<')) {
            assert!(!breaks_policy(words), "{}:{}: {words}", path.display(), line + 1);
        }
    });
    assert!(seen > 10, "the walk found only {seen} templates");
    assert!(breaks_policy("<p style=\"x\">") && breaks_policy("<a onclick=x>") && breaks_policy("<script>"));
    assert!(!breaks_policy("<script src=\"x\" defer></script>") && !breaks_policy("<p class=\"on\">a=b</p>"));
}

fn breaks_policy(words: &str) -> bool {
    let inside_tags = words.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    inside_tags.into_iter().any(|tag| {
        let handler = tag.split_whitespace().skip(1).any(|part| {
            let name = part.split('=').next().unwrap_or_default();
            part.contains('=') && (name == "style" || (name.starts_with("on") && name.len() > 3))
        });
        handler || tag == "script" || tag == "style" || (tag.starts_with("script ") && !tag.contains("src="))
    })
}

fn walk(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("a folder of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, look);
        } else if path.extension().is_some_and(|kind| kind == "html") {
            look(&path, &fs::read_to_string(&path).expect("a template"));
        }
    }
}

/// Writes the component sheet for eyes, when asked: `SHELL_SHEET=folder cargo test -p sojourn shell`.
#[test]
fn the_sheet_can_be_written_for_eyes() {
    let Ok(folder) = std::env::var("SHELL_SHEET") else { return };
    for theme in [Theme::Light, Theme::Dark] {
        fs::write(Path::new(&folder).join(format!("{}.html", theme.word())), design(theme)).expect("written");
    }
    let help = HelpPage { frame: frame("Help"), contact: None }.render().expect("help renders");
    fs::write(Path::new(&folder).join("help.html"), help).expect("written");
    fs::write(Path::new(&folder).join("error.html"), error().render().expect("renders")).expect("written");
}
