//! Changes after signing.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::{
    Amendment, AmendmentKind, Earlier, Facts, Head, History, PayBasis, ReturnGuarantee, Side, TermChange,
    draft, vary,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amendment(
    number: u32,
    kind: AmendmentKind,
    effective: &str,
    signed: &str,
    changes: Vec<TermChange>,
) -> Amendment {
    Amendment {
        number,
        kind,
        effective_on: day(effective),
        signed_on: Some(day(signed)),
        retroactive: None,
        post_still_held: None,
        changes,
        replaced_by: None,
    }
}

fn share(basis_points: u32) -> Vec<TermChange> {
    vec![TermChange::Share { basis_points }]
}

fn codes(one: &Amendment) -> Vec<&'static str> {
    one.faults(&Facts::sample_internal()).iter().map(|fault| fault.code).collect()
}

fn history(amendments: Vec<Amendment>) -> History {
    History { original: Facts::sample_internal(), signed_on: day("2026-12-20"), amendments }
}

#[test]
fn each_kind_has_its_signers() {
    assert_eq!(AmendmentKind::NoticeOnly.signed_by(), &[]);
    assert_eq!(AmendmentKind::Bilateral.signed_by(), &[Side::Host, Side::Home]);
    for kind in [AmendmentKind::Full, AmendmentKind::Extension, AmendmentKind::Supersede] {
        assert!(kind.signed_by().contains(&Side::Secondee), "{kind:?}");
    }
}

#[test]
fn a_kind_may_not_change_more_than_it_says() {
    let manager = TermChange::HomeManager { name: "Ann Lee".into(), title: "Lead".into() };
    let invoicing = TermChange::Invoicing { words: "quarterly".into() };
    let place = TermChange::Place { words: "Hull".into() };
    for (kind, changes, expected) in [
        (AmendmentKind::NoticeOnly, vec![manager.clone()], vec![]),
        (AmendmentKind::NoticeOnly, vec![manager.clone(), invoicing.clone()], vec!["kind-too-light"]),
        (AmendmentKind::Bilateral, vec![invoicing.clone(), manager], vec![]),
        (AmendmentKind::Bilateral, vec![place.clone()], vec!["kind-too-light"]),
        (AmendmentKind::Full, vec![place, invoicing], vec![]),
        (AmendmentKind::Full, vec![], vec!["nothing-changes"]),
        (AmendmentKind::Full, vec![TermChange::LastDay { to: day("2027-01-01") }], vec!["end-before-start"]),
    ] {
        assert_eq!(codes(&amendment(1, kind, "2027-01-20", "2027-01-18", changes)), expected, "{kind:?}");
    }
}

#[test]
fn an_extension_is_asked_for_signed_in_time_and_nothing_else() {
    let longer = vec![TermChange::LastDay { to: day("2027-03-05") }];
    let mut one = amendment(1, AmendmentKind::Extension, "2027-02-06", "2027-02-01", longer.clone());
    assert_eq!(codes(&one), ["post-not-asked"]);
    one.post_still_held = Some(true);
    assert_eq!(codes(&one), Vec::<&str>::new());
    one.signed_on = Some(day("2027-02-08"));
    one.retroactive = Some("The letter lay on a desk.".into());
    assert_eq!(codes(&one), ["signed-too-late"]);
    let mut more =
        amendment(1, AmendmentKind::Extension, "2027-02-06", "2027-02-01", [longer, share(5_000)].concat());
    more.post_still_held = Some(false);
    assert_eq!(codes(&more), ["not-an-extension"]);
    more.changes = vec![TermChange::LastDay { to: day("2027-02-05") }];
    assert_eq!(codes(&more), ["not-an-extension"]);
}

#[test]
fn counting_from_before_needs_a_reason() {
    let mut one = amendment(1, AmendmentKind::Full, "2027-01-15", "2027-01-20", share(6_000));
    assert!(one.is_retroactive());
    assert_eq!(codes(&one), ["retroactive-unexplained"]);
    one.retroactive = Some("Agreed by telephone.".into());
    assert_eq!(codes(&one), Vec::<&str>::new());
}

#[test]
fn the_terms_of_any_day_can_be_told() {
    let mut retroactive = amendment(3, AmendmentKind::Full, "2027-01-18", "2027-01-29", share(8_000));
    retroactive.retroactive = Some("Agreed by telephone.".into());
    let mut unsigned = amendment(4, AmendmentKind::Full, "2027-01-19", "2027-01-19", share(1_000));
    unsigned.signed_on = None;
    let place = vec![TermChange::Place { words: "Hull".into() }];
    let history = history(vec![
        amendment(1, AmendmentKind::Full, "2027-01-25", "2027-01-14", share(6_000)),
        amendment(2, AmendmentKind::Full, "2027-01-25", "2027-01-15", place),
        retroactive,
        unsigned,
    ]);
    let at = |on: &str| history.consolidated(day(on));
    for (on, share, applied) in [
        ("2027-01-11", 10_000, vec![]),
        ("2027-01-17", 10_000, vec![]),
        ("2027-01-18", 8_000, vec![3]),
        ("2027-01-24", 8_000, vec![3]),
        ("2027-01-25", 6_000, vec![3, 1, 2]),
    ] {
        let found = at(on);
        assert_eq!((found.facts.term.fte_basis_points, found.amendments), (share, applied), "{on}");
    }
    assert_eq!(at("2027-01-25").facts.term.place, "Hull");
    assert!(at("2027-01-25").has_retroactive && !at("2027-01-11").has_retroactive);
    let paid = history.as_known(day("2027-01-20"), day("2027-01-28"));
    assert_eq!(paid.facts.term.fte_basis_points, 10_000, "not yet known when pay was run");
    assert_eq!(history.days_of_change(), [day("2027-01-18"), day("2027-01-25")]);
}

#[test]
fn a_new_agreement_takes_the_place_of_the_old_one() {
    let mut next = Facts::sample_external();
    next.secondee.name = "Dana Whitlock".into();
    let mut one = amendment(1, AmendmentKind::Supersede, "2027-01-25", "2027-01-20", Vec::new());
    assert_eq!(codes(&one), ["nothing-changes", "supersede"]);
    one.replaced_by = Some(Box::new(next.clone()));
    assert_eq!(codes(&one), Vec::<&str>::new());
    let history = history(vec![one]);
    assert!(!history.is_superseded(day("2027-01-24")) && history.is_superseded(day("2027-01-25")));
    assert_eq!(history.consolidated(day("2027-01-25")).facts, next);
    assert_eq!(history.consolidated(day("2027-01-24")).facts, Facts::sample_internal());
}

#[test]
fn an_amendment_becomes_the_next_version_of_the_paper() {
    let before = Facts::sample_internal();
    let changes = vec![
        TermChange::LastDay { to: day("2027-02-12") },
        TermChange::Pay { basis: PayBasis::HostRate, note: String::new() },
        TermChange::Return { promise: ReturnGuarantee::SameBand, post: "Adviser".into() },
    ];
    let one = amendment(1, AmendmentKind::Full, "2027-02-01", "2027-01-20", changes);
    let earlier = Earlier { number: "AG-0312".into(), version: 1, signed_on: day("2026-12-20") };
    let variation = one.variation(&before, earlier);
    let words: Vec<_> = variation.terms.iter().map(|t| (t.head, t.old.as_str(), t.new.as_str())).collect();
    assert_eq!(
        words,
        [
            (Head::Duration, "Friday 5 February 2027", "Friday 12 February 2027"),
            (Head::Remuneration, "pay as before", "the rate of the host role"),
            (
                Head::ReturnGuarantee,
                "the same post: Customer service adviser, Leeds",
                "a post in the same grade: Adviser"
            ),
        ]
    );
    let next = vary(&draft(&before).unwrap(), &before, &one.apply(&before), &variation).unwrap();
    let number = next.clause(Head::Duration).unwrap().number;
    assert!(next.editable_text(number).unwrap().contains("ends on Friday 12 February 2027"));
}

proptest! {
    #[test]
    fn the_last_that_counts_wins(days in proptest::collection::vec((0_u64..40, 0_u64..40), 0..8), at in 0_u64..60) {
        let first = day("2027-01-11");
        let amendments: Vec<Amendment> = (1..).zip(&days).map(|(number, (effective, signed))| Amendment {
            effective_on: first + Days::new(*effective),
            signed_on: Some(first + Days::new(*signed)),
            ..amendment(number, AmendmentKind::Full, "2027-01-11", "2027-01-11", share(number * 100))
        }).collect();
        let history = history(amendments);
        let at = first + Days::new(at);
        let expected = history.amendments.iter().filter(|one| one.effective_on <= at)
            .max_by_key(|one| (one.effective_on, one.signed_on, one.number)).map_or(10_000, |one| one.number * 100);
        prop_assert_eq!(history.consolidated(at).facts.term.fte_basis_points, expected);
        prop_assert_eq!(history.as_known(at, first - Days::new(1)).facts, Facts::sample_internal());
    }
}
