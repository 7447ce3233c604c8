//! C1 to C9: is it worth it (domain 8.1).

use super::{Anchor, Item, When, item};
use crate::features::secondments::Party as P;
use crate::features::tasks::model::{Evidence, Phase};

const D: Phase = Phase::Decide;

pub(super) const ITEMS: &[Item] = &[
    // source: NZ host checklist [NZ2], T-120
    item(
        "C1",
        D,
        "Ask whether a secondment is the right answer",
        "A fixed-term post, a permanent one or a consultant may fit better.",
        P::HostManager,
    )
    .at(Anchor::Start, -120)
    .when(When::HostNeed)
    .proof(Evidence::Note)
    .host_side(),
    // source: NZ1 and NZ2, T-120
    item(
        "C2",
        D,
        "Write down the need, the goals and what each side gains",
        "Home, host and the person each need a reason.",
        P::HostManager,
    )
    .with(&[P::HomeManager, P::Secondee])
    .at(Anchor::Start, -120)
    .light(),
    // source: seed 1, the eight questions, T-120
    item(
        "C3",
        D,
        "Answer the eight questions",
        "They say before it starts whether it is worth it, and are asked again at the end.",
        P::Secondee,
    )
    .at(Anchor::Start, -120)
    .light(),
    // source: seed 1, T-110
    item(
        "C4",
        D,
        "Estimate the costs, administration included",
        "Whoever decides must know what it costs their side.",
        P::ProgrammeAdmin,
    )
    .with(&[P::FinanceHome])
    .at(Anchor::Start, -110)
    .light(),
    // source: Birkbeck, UNE; Lincolnshire again when the post becomes permanent, T-110
    item(
        "C5",
        D,
        "Look at people who need another post first",
        "Those at risk at home may fit the place.",
        P::HomeHr,
    )
    .at(Anchor::Start, -110)
    .when(When::HostNeed)
    .proof(Evidence::Note)
    .home_only(),
    // source: MoJ, Exeter, Mersey Care, before applying
    item(
        "C6",
        D,
        "Talk to your own manager first",
        "A manager who hears it from somebody else says no.",
        P::Secondee,
    )
    .with(&[P::HomeManager])
    .at(Anchor::Start, -115)
    .when(When::Applied)
    .home_only(),
    // source: NZ2, T-100
    item(
        "C7",
        D,
        "Advertise the place, inside as well",
        "Everybody who fits should have the chance.",
        P::HostManager,
    )
    .with(&[P::HostHr])
    .at(Anchor::Start, -100)
    .when(When::Advertised)
    .host_side(),
    // source: Cambridge, three questions [UN-CAM2], T-100
    item(
        "C8",
        D,
        "Say which skills are needed on day one, and which are learnt there",
        "The right person may not know everything yet.",
        P::HostManager,
    )
    .at(Anchor::Start, -100)
    .when(When::HostNeed)
    .proof(Evidence::Note)
    .host_side(),
    // source: NZ2, on selection
    item("C9", D, "Answer those who were not chosen", "They took the trouble to apply.", P::HostManager)
        .at(Anchor::Event, 0)
        .when(When::Advertised)
        .host_side(),
];
