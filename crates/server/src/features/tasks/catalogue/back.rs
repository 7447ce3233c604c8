//! C52 to C73: before and after the return (domain 8.6, 8.7).

use super::{Anchor, Every, Item, When, item};
use crate::features::secondments::Party as P;
use crate::features::tasks::model::{Evidence, Phase};

const C: Phase = Phase::ComingBack;
const B: Phase = Phase::Back;

pub(super) const COMING_BACK: &[Item] = &[
    // source: Exeter, three months, E-90
    item(
        "C52",
        C,
        "Decide: come back, stay longer or stay",
        "Three months are needed for any of them.",
        P::HomeManager,
    )
    .with(&[P::HostManager, P::Secondee, P::ProgrammeAdmin])
    .at(Anchor::End, -90)
    .when(When::Longer(120))
    .proof(Evidence::Note),
    // source: domain 8.6, E-75
    item("C53", C, "Talk about what comes next", "Posts, wishes and what was learnt.", P::HomeManager)
        .with(&[P::Secondee])
        .at(Anchor::End, -75)
        .when(When::Longer(120))
        .home_only(),
    // source: domain 8.6, E-60
    item("C54", C, "Confirm the post to come back to, in writing", "It was promised.", P::HomeManager)
        .with(&[P::HomeHr])
        .at(Anchor::End, -60)
        .when(When::Longer(60))
        .proof(Evidence::Reference)
        .home_only(),
    // source: domain 8.6, E-42
    item("C55", C, "Tell whoever covers when it ends", "They need time as well.", P::HomeManager)
        .at(Anchor::End, -42)
        .when(When::Longer(60))
        .home_only(),
    // source: Manchester, at least one month, E-30
    item(
        "C56",
        C,
        "Plan the return: meetings, training, goals",
        "A month before, not on the day.",
        P::HomeManager,
    )
    .with(&[P::Secondee])
    .at(Anchor::End, -30)
    .when(When::Longer(60))
    .proof(Evidence::Note),
    // source: domain 8.6, E-14
    item("C57", C, "Hand over the work at the host", "What was built stays.", P::Secondee)
        .with(&[P::HostManager])
        .at(Anchor::End, -14)
        .when(When::Longer(28)),
    // source: domain 8.6, E-7
    item(
        "C58",
        C,
        "Close the goals, with the host’s view",
        "What was reached, and how one knows.",
        P::HostManager,
    )
    .at(Anchor::End, -7)
    .when(When::Longer(28))
    .proof(Evidence::Note),
    // source: domain 8.6, E
    item("C59", C, "Give back property and data, and end the access", "And say goodbye.", P::Secondee)
        .with(&[P::HostHr, P::HostManager])
        .at(Anchor::End, 0)
        .light(),
    // source: domain 8.6, E-14
    item("C60", C, "Settle leave and expenses", "Nothing is carried along unseen.", P::HomeHr)
        .with(&[P::FinanceHome])
        .at(Anchor::End, -14)
        .when(When::Longer(28))
        .home_only(),
    // source: domain 8.6, E-14
    item("C61", C, "Write that the secondment ends", "The terms of before hold again.", P::HomeHr)
        .at(Anchor::End, -14)
        .when(When::Longer(28))
        .proof(Evidence::Reference)
        .home_only(),
];

pub(super) const BACK: &[Item] = &[
    // source: domain 8.7, R; payroll reverts
    item("C62", B, "Confirm the return", "From here on everything is as agreed for home.", P::HomeManager)
        .with(&[P::HomeHr])
        .at(Anchor::Return, 0)
        .light()
        .done_at("return"),
    // source: Birkbeck, depending on length, R+5
    item(
        "C63",
        B,
        "Welcome them back: people, systems, changes",
        "Much has changed meanwhile.",
        P::HomeManager,
    )
    .at(Anchor::Return, 5)
    .when(When::Longer(60))
    .home_only(),
    // source: Cambridge, R+14
    item(
        "C64",
        B,
        "Look back together and note what was achieved",
        "All three, while it is fresh.",
        P::Secondee,
    )
    .with(&[P::HostManager, P::HomeManager])
    .at(Anchor::Return, 14)
    .when(When::Longer(28))
    .proof(Evidence::Note),
    // source: ODPM brief report, GAO outcome documentation, R+30
    item("C65", B, "Write the debrief and show it to the team", "The eight questions again.", P::Secondee)
        .with(&[P::HomeManager])
        .at(Anchor::Return, 30)
        .light()
        .done_at("debrief"),
    // source: domain 8.7, R+30
    item("C66", B, "Plan where the new skills are used", "And with whom they are shared.", P::HomeManager)
        .with(&[P::Secondee])
        .at(Anchor::Return, 30)
        .when(When::Longer(28))
        .proof(Evidence::Note)
        .home_only(),
    // source: domain 8.7, R+30
    item("C67", B, "Send the last invoice", "With what was too much or too little.", P::FinanceHome)
        .at(Anchor::Return, 30)
        .when(When::Recharged)
        .proof(Evidence::Reference),
    // source: domain 8.7, R, if the agreement has one
    item("C68", B, "Note from when the promise to stay counts", "Only if the agreement has one.", P::HomeHr)
        .at(Anchor::Return, 0)
        .when(When::Longer(180))
        .proof(Evidence::Date)
        .home_only(),
    // source: domain 8.7, R+7, 30, 60, 90
    item("C69", B, "Say how it is to be back", "The first months decide who stays.", P::Secondee)
        .at(Anchor::Return, 0)
        .when(When::Longer(60))
        .every(Every::On(&[7, 30, 60, 90]))
        .home_only(),
    // source: domain 8.7, R+30
    item(
        "C70",
        B,
        "Answer the managers’ questions about it",
        "Both managers, five minutes each.",
        P::HostManager,
    )
    .with(&[P::HomeManager])
    .at(Anchor::Return, 30)
    .when(When::Longer(28)),
    // source: domain 8.7, R+90
    item("C71", B, "Close the file and note the lessons", "For the next one.", P::ProgrammeAdmin)
        .at(Anchor::Return, 90)
        .proof(Evidence::Note)
        .home_only(),
    // source: domain 8.7, R+180, 365, 730
    item(
        "C72",
        B,
        "Ask what became of it",
        "Still here, promoted, using the skills, in touch?",
        P::ProgrammeAdmin,
    )
    .at(Anchor::Return, 0)
    .when(When::Longer(28))
    .proof(Evidence::Note)
    .every(Every::On(&[180, 365, 730]))
    .home_only(),
    // source: domain 8.7, per pack; half a year where no rule of the organisation says otherwise
    item(
        "C73",
        B,
        "Remove access and data that are no longer needed",
        "As the rules on keeping say.",
        P::ProgrammeAdmin,
    )
    .at(Anchor::Return, 182)
    .home_only(),
];
