//! The next version of a paper.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{both, meta};
use crate::{
    ChangedTerm, Choices, Draft, Earlier, Facts, Head, PaperError, Variation, long_date, render_html, vary,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn longer(before: &Facts, days: u64) -> (Facts, Variation) {
    let mut after = before.clone();
    after.term.end = before.term.end + Days::new(days);
    let variation = Variation {
        earlier: Earlier { number: "AG-0312".into(), version: 1, signed_on: day("2026-06-19") },
        effective_on: day("2027-02-27"),
        retroactive: None,
        terms: vec![ChangedTerm {
            head: Head::Duration,
            what: "last day".into(),
            old: long_date(before.term.end),
            new: long_date(after.term.end),
        }],
    };
    (after, variation)
}

fn words(draft: &Draft) -> String {
    format!("{:?}", draft.view())
}

#[test]
fn it_names_the_earlier_version_the_clause_and_both_words() {
    for (before, draft) in both() {
        let (after, variation) = longer(&before, 42);
        let next = vary(&draft, &before, &after, &variation).unwrap();
        let clause = next.clause(Head::Additional).unwrap();
        assert_eq!((clause.number, clause.title.as_str()), (2, "What this version changes"));
        let text = words(&next);
        let duration = next.clause(Head::Duration).unwrap().number;
        for part in [
            "version 1 of",
            "AG-0312",
            "Friday 19 June 2026",
            &format!("clause {duration}, last day: was “{}”", long_date(before.term.end)),
            &format!("is now “{}”", long_date(after.term.end)),
            &format!("ends on {}", long_date(after.term.end)),
        ] {
            assert!(text.contains(part), "“{part}” is missing: {text}");
        }
        assert!(!text.contains(&format!("ends on {}", long_date(before.term.end))));
        assert!(render_html(&next, &meta()).is_ok());
    }
}

#[test]
fn words_that_somebody_wrote_stay_and_a_second_version_says_only_its_own_change() {
    let [_, (before, mut draft)] = both();
    let number = draft.clause(Head::Leave).unwrap().number;
    draft.edit(number, "Leave", "Leave is as Helen and Ruth agreed by letter.", "As agreed.").unwrap();
    let (after, variation) = longer(&before, 42);
    let next = vary(&draft, &before, &after, &variation).unwrap();
    assert!(words(&next).contains("as Helen and Ruth agreed by letter"));
    let (later, second) = longer(&after, 7);
    let third = vary(&next, &after, &later, &second).unwrap();
    let said = third.clauses.iter().filter(|clause| clause.head == Head::Additional).count();
    assert_eq!(said, 1);
    assert_eq!(third.clauses.len(), next.clauses.len());
}

#[test]
fn a_change_that_counts_from_before_says_why_and_dates_nothing_back() {
    let [(before, draft), _] = both();
    let (after, mut variation) = longer(&before, 7);
    variation.retroactive = Some("The letter lay on a desk.".into());
    let text = words(&vary(&draft, &before, &after, &variation).unwrap());
    assert!(
        text.contains("for this reason: The letter lay on a desk. No signature is dated back."),
        "{text}"
    );
}

#[test]
fn an_end_before_the_start_is_refused() {
    let [(before, draft), _] = both();
    let (mut after, variation) = longer(&before, 7);
    after.term.end = before.term.start - Days::new(1);
    assert_eq!(vary(&draft, &before, &after, &variation), Err(PaperError::EndBeforeStart));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_length_only_the_dates_differ(days in 1_u64..900) {
        let [(before, draft), _] = both();
        let (after, variation) = longer(&before, days);
        let next = vary(&draft, &before, &after, &variation).unwrap();
        let changed = next.changed_since(&draft);
        for clause in &next.clauses {
            let may = matches!(clause.head, Head::Additional | Head::Duration | Head::ReturnGuarantee | Head::Closure);
            prop_assert!(may || !changed.contains(&clause.number), "{:?} changed", clause.head);
        }
        prop_assert_eq!(vary(&draft, &before, &after, &variation).unwrap(), next);
    }
}

#[test]
fn a_new_agreement_is_written_anew_and_names_the_one_it_ends() {
    for (before, _) in both() {
        let (after, mut variation) = longer(&before, 42);
        let kept = ChangedTerm {
            old: "quarterly".into(),
            new: "quarterly".into(),
            what: "recharge".into(),
            ..variation.terms[0].clone()
        };
        variation.terms.push(kept);
        let mut next = crate::replace(&after, &Choices::default(), &variation).unwrap();
        let clause = next.clause(Head::Additional).unwrap();
        assert_eq!((clause.number, clause.title.as_str()), (2, "The agreement that this one replaces"));
        assert!(words(&next).contains("AG-0312") && words(&next).contains("ends on the day before"));
        for part in ["this clause prevails:", "last day: was “", "recharge: stays “quarterly”"] {
            assert!(words(&next).contains(part), "{part}: {}", words(&next));
        }
        variation.retroactive = Some("The form lay on a desk.".into());
        crate::restate(&mut next, &after, &variation).unwrap();
        assert!(words(&next).contains("for this reason: The form lay on a desk"));
        // the version after it says only its own change
        let (later, second) = longer(&after, 7);
        let third = vary(&next, &after, &later, &second).unwrap();
        assert_eq!(third.clauses.iter().filter(|clause| clause.head == Head::Additional).count(), 1);
    }
}

#[test]
fn a_reason_given_later_is_said_in_the_clause_that_says_what_changed() {
    let [_, (before, draft)] = both();
    let (after, mut variation) = longer(&before, 42);
    let mut next = vary(&draft, &before, &after, &variation).unwrap();
    assert!(!words(&next).contains("dated back"));
    variation.retroactive = Some("Nobody thought of it in time.".into());
    crate::restate(&mut next, &after, &variation).unwrap();
    assert!(words(&next).contains("Nobody thought of it in time") && words(&next).contains("dated back"));
    let mut untouched = draft.clone();
    crate::restate(&mut untouched, &before, &variation).unwrap();
    assert_eq!(untouched, draft, "a paper that changes nothing has nothing to say anew");
}
