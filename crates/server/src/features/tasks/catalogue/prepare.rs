//! C25 to C33: the last weeks before the first day (domain 8.3).

use super::{Anchor, Item, When, item};
use crate::features::secondments::Party as P;
use crate::features::tasks::model::{Evidence, Phase};

const B: Phase = Phase::Prepare;

pub(super) const ITEMS: &[Item] = &[
    // source: seed 1, T-14; the start gate asks for it as “First day and induction arranged”
    item(
        "C25",
        B,
        "Meet the host team and plan the first week",
        "Somebody waits at the door on day one.",
        P::Secondee,
    )
    .with(&[P::HostManager, P::HostHr])
    .at(Anchor::Start, -14)
    .blocks_start()
    .light(),
    // source: Birkbeck, the kind of contact is decided before it starts, T-14
    item(
        "C26",
        B,
        "Agree who stays in touch at home, how and how often",
        "Those who hear nothing from home do not come back to it.",
        P::HomeManager,
    )
    .with(&[P::Secondee])
    .at(Anchor::Start, -14)
    .when(When::Longer(14))
    .proof(Evidence::Note),
    // source: domain 8.3, T-7
    item(
        "C27",
        B,
        "Have account, badge, desk and equipment ready",
        "So that day one is a day of work.",
        P::HostHr,
    )
    .with(&[P::HostManager, P::HomeHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -7)
    .blocks_start()
    .light(),
    // source: Exeter on line management, T-7
    item(
        "C28",
        B,
        "Hand over the work at home",
        "Also who leads the people, if the person leads any.",
        P::Secondee,
    )
    .with(&[P::HomeManager])
    .at(Anchor::Start, -7)
    .home_only()
    .light(),
    // source: Manchester, proportionate, T-7
    item(
        "C29",
        B,
        "Agree the leave balance at the start",
        "So that nobody counts twice at the end.",
        P::HomeHr,
    )
    .with(&[P::HostHr])
    .at(Anchor::Start, -7)
    .when(When::Longer(28))
    .proof(Evidence::Note)
    .home_only(),
    // source: domain 8.3, T-14; no evidence on purpose: what is adjusted stays between those it concerns
    item(
        "C30",
        B,
        "Take adjustments at work along, if there are any and you agree",
        "Nothing about health is written here.",
        P::Secondee,
    )
    .with(&[P::HostHr])
    .at(Anchor::Start, -14),
    // source: Cambridge, T-7
    item("C31", B, "Name a buddy", "Somebody to ask who is not the manager.", P::HostManager)
        .at(Anchor::Start, -7)
        .when(When::Longer(28))
        .proof(Evidence::Note),
    // source: domain 8.3, T-7
    item(
        "C32",
        B,
        "Write down what you expect and what worries you",
        "It is read again at the end.",
        P::Secondee,
    )
    .at(Anchor::Start, -7)
    .when(When::Longer(28)),
    // source: domain 8.3, T-3
    item(
        "C33",
        B,
        "Leave an emergency contact, and book the travel",
        "Somebody must be reachable.",
        P::Secondee,
    )
    .with(&[P::HostHr, P::HomeHr, P::ProgrammeAdmin])
    .at(Anchor::Start, -3)
    .when(When::Abroad)
    .blocks_start(),
];
