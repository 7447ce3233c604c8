//! C34 to C51: the first month and the time at the host (domain 8.4, 8.5).

use super::{Anchor, Every, Item, When, item};
use crate::features::secondments::Party as P;
use crate::features::tasks::model::{Evidence, Phase};

const A: Phase = Phase::Arrive;
const W: Phase = Phase::Away;

pub(super) const ARRIVE: &[Item] = &[
    // source: domain 8.4, T: it starts the clock
    item("C34", A, "Confirm the arrival", "From here on the person counts as away.", P::HostManager)
        .at(Anchor::Start, 0)
        .light()
        .done_at("start"),
    // source: Cambridge, T to T+5
    item(
        "C35",
        A,
        "Show them around: colleagues, work, rules",
        "Nobody should have to guess.",
        P::HostManager,
    )
    .at(Anchor::Start, 5)
    .host_side()
    .light()
    .after("C34"),
    // source: domain 8.4, T
    item("C36", A, "Give the safety induction", "The host keeps people safe day by day.", P::HostManager)
        .with(&[P::HostHr])
        .at(Anchor::Start, 0)
        .host_side()
        .light()
        .after("C34"),
    // source: domain 8.4 has T+5 at the latest; the start gate asks for it, so it is due the day before
    item(
        "C37",
        A,
        "Read and accept the rules of both sides",
        "Both sides’ rules hold from day one.",
        P::Secondee,
    )
    .at(Anchor::Start, -1)
    .blocks_start()
    .light(),
    // source: Cambridge, T+10
    item(
        "C38",
        A,
        "Agree the personal development plan",
        "What is to be learnt, and how one knows.",
        P::HostManager,
    )
    .with(&[P::Secondee])
    .at(Anchor::Start, 10)
    .when(When::Longer(28))
    .after("C34"),
    // source: Cambridge, weekly to T+30
    item("C39", A, "Talk every week", "Small things stay small.", P::HostManager)
        .with(&[P::Secondee])
        .when(When::Longer(28))
        .every(Every::On(&[7, 14, 21, 28]))
        .after("C34"),
    // source: domain 8.4, T+14
    item("C40", A, "First talk with home", "Two weeks are long without a word.", P::HomeManager)
        .at(Anchor::Start, 14)
        .when(When::Longer(21))
        .after("C34"),
    // source: domain 8.4, T+7, T+14, T+28
    item("C41", A, "Say how you are", "Two questions, and help if you want it.", P::Secondee)
        .when(When::Longer(28))
        .every(Every::On(&[7, 14, 28]))
        .after("C34"),
    // source: domain 8.4, T+30
    item(
        "C42",
        A,
        "Look together whether the work is still right",
        "After a month one knows more.",
        P::HostManager,
    )
    .with(&[P::HomeManager, P::Secondee])
    .at(Anchor::Start, 30)
    .when(When::Longer(60))
    .proof(Evidence::Note)
    .after("C34"),
];

pub(super) const AWAY: &[Item] = &[
    // source: Cambridge, monthly
    item("C43", W, "Review the month and share a note", "Goals are kept in sight.", P::HostManager)
        .with(&[P::Secondee])
        .at(Anchor::Start, 30)
        .when(When::Longer(60))
        .every(Every::Months(1)),
    // source: domain 8.5, at least monthly
    item(
        "C44",
        W,
        "Stay in touch and pass on news from home",
        "So that coming back is no surprise.",
        P::HomeManager,
    )
    .at(Anchor::Start, 30)
    .when(When::Longer(60))
    .every(Every::Months(1)),
    // source: domain 8.5, half of the term
    item(
        "C45",
        W,
        "Review the first half, all three together",
        "There is still time to change something.",
        P::HostManager,
    )
    .with(&[P::HomeManager, P::Secondee])
    .at(Anchor::Middle, 0)
    .when(When::Longer(60))
    .proof(Evidence::Note),
    // source: domain 8.5, the cycle date of the agreement
    item("C46", W, "Send the host’s part of the appraisal home", "Home writes the rating.", P::HostManager)
        .with(&[P::HomeManager])
        .at(Anchor::Event, 0)
        .when(When::Longer(180)),
    // source: domain 8.5, each cycle
    item("C47", W, "Confirm attendance for the invoice", "The host pays for what it had.", P::FinanceHome)
        .with(&[P::HostManager])
        .at(Anchor::Start, 30)
        .when(When::Recharged)
        .every(Every::Months(1)),
    // source: quarterly; EPA yearly
    item("C48", W, "Report to home", "What was done, and what was learnt.", P::Secondee)
        .with(&[P::HostManager])
        .at(Anchor::Start, 91)
        .when(When::Longer(120))
        .every(Every::Months(3)),
    // source: Exeter, on the event
    item("C49", W, "Consult about changes at home", "As if the person were there.", P::HomeManager)
        .at(Anchor::Event, 0)
        .home_only(),
    // source: Carmarthenshire 3-monthly on extensions, Cumberland yearly
    item(
        "C50",
        W,
        "Review whether it still makes sense",
        "Long stays are looked at again.",
        P::ProgrammeAdmin,
    )
    .at(Anchor::Start, 365)
    .when(When::Longer(365))
    .every(Every::Months(3))
    .home_only(),
    // source: domain 8.5, monthly
    item("C51", W, "Look at what runs out: visa, certificates, limits", "Before it does.", P::ProgrammeAdmin)
        .at(Anchor::Start, 30)
        .when(When::LongerAbroad(28))
        .every(Every::Months(1))
        .home_only(),
];
