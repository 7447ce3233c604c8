//! C10 to C24: release and agreement (domain 8.2).

use super::{Anchor, Item, When, item};
use crate::features::secondments::Party as P;
use crate::features::tasks::model::{Evidence, Phase};

const A: Phase = Phase::Agree;

pub(super) const ITEMS: &[Item] = &[
    // source: Carmarthenshire, T-75
    item("C10", A, "Decide on the release", "Nobody goes before the home manager agrees.", P::HomeManager)
        .at(Anchor::Start, -75)
        .blocks_start()
        .light()
        .done_at("release"),
    // source: UNE, T-70
    item(
        "C11",
        A,
        "Start the cover, and tell the replacement about the return",
        "Whoever covers must know that the post is taken again.",
        P::HomeManager,
    )
    .with(&[P::HomeHr])
    .at(Anchor::Start, -70)
    .when(When::Longer(28))
    .proof(Evidence::Note)
    .home_only()
    .after("C10"),
    // source: domain 7, T-75 and again at issue
    item(
        "C12",
        A,
        "Check the rules that apply",
        "Limits, waiting times and caps, before anybody signs.",
        P::ProgrammeAdmin,
    )
    .at(Anchor::Start, -75)
    .home_only()
    .light(),
    // source: NZ2, T-60
    item(
        "C13",
        A,
        "Agree the terms: pay, allowances, start, length, reviews",
        "Both employers must mean the same thing.",
        P::HomeHr,
    )
    .with(&[P::HostHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -60)
    .light()
    .after("C10"),
    // source: NZ2, T-45
    item(
        "C14",
        A,
        "Agree how the work is assessed, by whom and how often",
        "Home still writes the yearly appraisal.",
        P::HomeManager,
    )
    .with(&[P::HostManager])
    .at(Anchor::Start, -45)
    .when(When::Longer(60))
    .proof(Evidence::Note),
    // source: NZ2 and the NSW probity page [AU5], T-45
    item(
        "C15",
        A,
        "Check right to work, security and conduct",
        "What the host asks of everybody who works there.",
        P::HostHr,
    )
    .with(&[P::HomeHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -45)
    .proof(Evidence::Note)
    .blocks_start()
    .light(),
    // source: NSW, T-45
    item(
        "C16",
        A,
        "Say whether there is a conflict of interest or other work",
        "What is known in time can be arranged.",
        P::Secondee,
    )
    .at(Anchor::Start, -45)
    .light(),
    // source: domain 6.3, T-90
    item(
        "C17",
        A,
        "Settle visa, social security and tax",
        "Papers for another country take the longest.",
        P::HomeHr,
    )
    .with(&[P::HostHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -90)
    .when(When::Abroad)
    .proof(Evidence::Note)
    .blocks_start(),
    // source: Exeter, T-30
    item("C18", A, "Exchange proof of insurance", "Somebody pays if something happens.", P::Legal)
        .with(&[P::HomeHr, P::ProgrammeAdmin])
        .at(Anchor::Start, -30)
        .when(When::External)
        .proof(Evidence::Reference)
        .blocks_start(),
    // source: domain 5, T-30
    item(
        "C19",
        A,
        "Agree what may be shared about the person and the work",
        "Two employers, one set of data.",
        P::Legal,
    )
    .with(&[P::HomeHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -30)
    .when(When::External)
    .proof(Evidence::Reference)
    .blocks_start(),
    // source: NZ2, T-30
    item(
        "C20",
        A,
        "Attach the duties and the development plan",
        "They are part of what is signed.",
        P::HostManager,
    )
    .with(&[P::Secondee, P::HomeManager])
    .at(Anchor::Start, -30)
    .light(),
    // source: domain 6.3, T-30
    item("C21", A, "Decide about VAT on what is charged", "It changes the invoice.", P::FinanceHome)
        .at(Anchor::Start, -30)
        .when(When::Recharged)
        .proof(Evidence::Note)
        .home_only(),
    // source: IPA, Exeter, T-14, the start waits for it
    item("C22", A, "Have all parties sign", "Without signatures nobody starts.", P::ProgrammeAdmin)
        .at(Anchor::Start, -14)
        .blocks_start()
        .light()
        .done_at("agreement"),
    // source: NSW within 5 days; Exeter three copies
    item("C23", A, "Give everybody their signed copy", "Each side keeps what it agreed to.", P::HomeHr)
        .with(&[P::ProgrammeAdmin])
        .at(Anchor::Signed, 5)
        .light()
        .after("C22"),
    // source: Exeter, triggered by the signed paper, T-14
    item(
        "C24",
        A,
        "Change payroll and the HR system",
        "The signed agreement is what payroll acts on.",
        P::HomeHr,
    )
    .at(Anchor::Start, -14)
    .home_only()
    .light()
    .after("C22"),
];
