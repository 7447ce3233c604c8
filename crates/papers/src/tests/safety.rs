//! What people type stays text, whatever it is; and pay stays at home.

use proptest::prelude::*;

use super::{meta, typed_texts};
use crate::text::{MAX_CLAUSE_BYTES, clean, clean_line, escape, names_an_amount};
use crate::{Draft, Facts, PaperError, Piece, draft, render_html};

/// Opening tags a paper may have, up to the first space; and the attributes they may carry.
const TAGS: &str =
    " !doctype html head meta title style body main nav ol li a h1 h2 p span b ul div section footer ";
const ATTRIBUTES: &str = " lang charset name content class id href aria-label aria-labelledby ";

fn html(drafted: &Draft) -> String {
    String::from_utf8(render_html(drafted, &meta()).unwrap()).unwrap()
}

/// Every tag in the paper, checked to be one of ours with attributes of ours.
fn tags_are_ours(paper: &str) {
    for tag in paper.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').unwrap();
        let name = inside.trim_start_matches('/').split(' ').next().unwrap();
        assert!(TAGS.contains(&format!(" {name} ")), "<{inside}>");
        for attribute in inside.split("=\"").map(|part| part.rsplit(' ').next().unwrap()) {
            let value = attribute.ends_with('"') || inside.starts_with('/') || !inside.contains('=');
            assert!(value || ATTRIBUTES.contains(&format!(" {attribute} ")), "{attribute} in <{inside}>");
        }
    }
}

fn filled_with(mut facts: Facts, text: &str) -> Facts {
    facts.pay.recharged_at_cost = true;
    facts.pay.recharged_amount = Some(text.to_owned());
    facts.protection.confidentiality_months = Some(24);
    typed_texts(&mut facts).into_iter().for_each(|t| *t = text.to_owned());
    facts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn typed_text_never_becomes_markup(text in any::<String>(), markup in "[<>&\"'/a-z{}#$!= -]{0,40}", internal: bool) {
        let sample = if internal { Facts::sample_internal() } else { Facts::sample_external() };
        let text = format!("{text}{markup}");
        let drafted = draft(&filled_with(sample, &text)).unwrap();
        let paper = html(&drafted);
        tags_are_ours(&paper);
        let line = clean_line(&text);
        prop_assert!(paper.contains(&escape(line.strip_suffix('.').unwrap_or(&line))));
        prop_assert_eq!(render_html(&drafted, &meta()).unwrap(), paper.into_bytes());
    }

    #[test]
    fn numbers_run_on_and_references_point_somewhere(removed in proptest::collection::vec(1u16..27, 0..12), internal: bool) {
        let sample = if internal { Facts::sample_internal() } else { Facts::sample_external() };
        let mut drafted = draft(&sample).unwrap();
        for number in removed {
            let _ = drafted.remove(number);
        }
        let numbers: Vec<u16> = drafted.clauses.iter().map(|clause| clause.number).collect();
        prop_assert_eq!(numbers, (1..=drafted.clauses.len() as u16).collect::<Vec<_>>());
        let paper = html(&drafted);
        for piece in drafted.clauses.iter().flat_map(|c| &c.paragraphs).flat_map(|p| &p.pieces) {
            if let Piece::Clause(head) = piece {
                let expected = match drafted.clause(*head) {
                    Some(clause) => format!("clause {}", clause.number),
                    None => escape(&format!("the clause “{}” (not in this agreement)", head.title())),
                };
                prop_assert!(paper.contains(&expected));
            }
        }
    }

    #[test]
    fn cleaning_is_idempotent_and_hides_nothing(text in any::<String>()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        let hidden = once.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        prop_assert!(!hidden);
    }

    #[test]
    fn an_edit_of_untouched_text_changes_nothing(number in 1u16..27) {
        let drafted = draft(&Facts::sample_external()).unwrap();
        let clause = drafted.clauses[usize::from(number) - 1].clone();
        let mut edited = drafted.clone();
        let text = drafted.editable_text(number).unwrap();
        edited.edit(number, &clause.title, &text, &clause.plain_words).unwrap();
        prop_assert_eq!(edited.changed_since(&drafted), Vec::<u16>::new());
        prop_assert_eq!(html(&edited), html(&drafted));
    }
}

#[test]
fn templates_and_scripts_come_out_as_they_were_typed() {
    for nasty in ["{{salary}}", "#read(\"/etc/passwd\")", "$x$", "{}", "[CL-33]", "{% include x %}"] {
        let paper = html(&draft(&filled_with(Facts::sample_external(), nasty)).unwrap());
        assert!(paper.contains(&escape(nasty)), "{nasty}");
    }
    let script = "<script>alert(1)</script></style></main>\n<footer>";
    let paper = html(&draft(&filled_with(Facts::sample_internal(), script)).unwrap());
    assert!(!paper.contains("<script") && paper.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    tags_are_ours(&paper);
}

#[test]
fn hidden_and_reordering_characters_are_taken_out() {
    assert_eq!(clean_line("Acme\u{202e}\u{200b} \u{0}L\ttd\u{7f}\u{e0041}"), "Acme L td");
    assert_eq!(clean_line("Ine\u{300}s"), "In\u{e8}s");
}

#[test]
fn sizes_are_capped_with_a_clear_word() {
    let mut facts = Facts::sample_external();
    facts.work.duties = "x".repeat(MAX_CLAUSE_BYTES + 1);
    let error = draft(&facts).unwrap_err();
    assert!(error.to_string().starts_with("Clause 4 (Work and direction) is too long"), "{error}");
    let mut drafted = draft(&Facts::sample_external()).unwrap();
    drafted.clauses = drafted.clauses.iter().cycle().take(201).cloned().collect();
    assert_eq!(render_html(&drafted, &meta()), Err(PaperError::TooManyClauses { count: 201, max: 200 }));
    drafted.clauses.truncate(150);
    for clause in &mut drafted.clauses {
        clause.paragraphs[0].pieces = vec![Piece::Text("y".repeat(16_000))];
    }
    assert!(matches!(drafted.checked(), Err(PaperError::TooLong { .. })));
}

#[test]
fn pay_does_not_cross_to_the_host() {
    let mut facts = Facts::sample_external();
    let pay = facts.costs.lines.iter_mut().find(|line| line.is_pay).unwrap();
    pay.home_pays = "£812.34".into();
    facts.pay.recharged_amount = Some("£812.34".into());
    assert!(!html(&draft(&facts).unwrap()).contains("£812.34"));
    facts.pay.recharged_at_cost = true;
    assert!(html(&draft(&facts).unwrap()).contains("£812.34"));
}

#[test]
fn a_note_about_pay_may_not_name_an_amount() {
    for amount in
        ["£42,000 a year", "paid 42000", "about 42k", "3.500 monthly", "EUR 90", "90 euros", "£４２", "GBP9"]
    {
        assert!(names_an_amount(amount), "{amount}");
        let mut facts = Facts::sample_internal();
        facts.pay.note = amount.into();
        assert_eq!(draft(&facts), Err(PaperError::PayAmount), "{amount}");
    }
    for harmless in
        ["Reviewed in April 2027.", "60% of full time", "Paid on the 25th", "From 2027-01-11", "1.5 days"]
    {
        assert!(!names_an_amount(harmless), "{harmless}");
    }
}

#[test]
fn an_employee_number_stays_inside_the_employer() {
    assert!(!html(&draft(&Facts::sample_external()).unwrap()).contains("BW-20417"));
    assert!(html(&draft(&Facts::sample_internal()).unwrap()).contains("BW-10233"));
}
