//! Whatever anybody does in whatever order: the record stays in a state that the table knows.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use crate::actor::{OrganisationId, PersonId};
use crate::features::secondments::lifecycle::{self, Action, NEVER_ONES_OWN, TABLE};
use crate::features::secondments::{
    Kind, Paper, Party, Presence, Scope, Secondment, SecondmentId, Standing, WayIn, Workflow,
};

const SECONDEE: PersonId = PersonId(Uuid::from_u128(1));

fn idea() -> Secondment {
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    Secondment {
        id: SecondmentId(Uuid::from_u128(9)),
        number: "SO-0001".to_owned(),
        version: 1,
        workflow: Workflow::Idea,
        paper: Paper::None,
        presence: Presence::NotStarted,
        kind: Kind::Client,
        scope: Scope::External,
        way_in: WayIn::OwnRequest,
        title: String::new(),
        purpose: String::new(),
        secondee: SECONDEE,
        author: SECONDEE,
        home_organisation: OrganisationId(Uuid::from_u128(5)),
        home_unit: None,
        home_manager: None,
        host_organisation: None,
        host_unit: None,
        host_manager: None,
        place: String::new(),
        starts_on: None,
        ends_on: None,
        fte_bp: 10_000,
        recharged_at_cost: false,
        created_at: now,
        updated_at: now,
    }
}

/// Somebody: the secondee or another person, who is any of the parties.
fn standing() -> impl Strategy<Value = Standing> {
    let parties = proptest::collection::btree_set(proptest::sample::select(Party::ALL), 0..4);
    (any::<bool>(), parties, any::<bool>()).prop_map(|(is_secondee, parties, pay_is_recharged)| Standing {
        person: if is_secondee { SECONDEE } else { PersonId(Uuid::from_u128(2)) },
        parties,
        pay_is_recharged,
    })
}

fn acts() -> impl Strategy<Value = Vec<(Action, Standing)>> {
    proptest::collection::vec((proptest::sample::select(Action::ALL), standing()), 0..200)
}

/// What the paper and the presence can be in each state, if everything went by the table.
fn holds_together(s: &Secondment) {
    let there = matches!(s.workflow, Workflow::Active);
    let back = matches!(s.workflow, Workflow::Returned | Workflow::Closed);
    // somebody may work there although not all have signed: a fact, until it is called off or signed
    let unsigned = matches!(
        s.workflow,
        Workflow::TermsNegotiation
            | Workflow::AgreementIssued
            | Workflow::PartlySigned
            | Workflow::Executed
            | Workflow::PreStart
            | Workflow::Withdrawn
            | Workflow::CancelledBeforeStart
    );
    match s.presence {
        Presence::AtHost => assert!(there || unsigned || s.workflow == Workflow::NoticeGiven, "{s:?}"),
        Presence::OnLeave => {
            assert!(matches!(s.workflow, Workflow::Paused | Workflow::NoticeGiven), "{s:?}");
        }
        Presence::Returned => assert!(back, "{s:?}"),
        Presence::Ended => assert!(s.workflow.is_final() && s.workflow > Workflow::Closed, "{s:?}"),
        Presence::NotStarted => assert!(!there && !back && !s.workflow.is_under_way(), "{s:?}"),
    }
    let is_signed =
        matches!(s.workflow, Workflow::Executed | Workflow::PreStart) || s.workflow.is_under_way() || back;
    if is_signed {
        assert_eq!(s.paper, Paper::Executed, "{s:?}");
    }
    if matches!(
        s.workflow,
        Workflow::Idea | Workflow::ReleasePending | Workflow::PendingApproval | Workflow::Released
    ) {
        assert_eq!(s.paper, Paper::None, "{s:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_order_of_acts_leaves_the_table(acts in acts()) {
        let mut s = idea();
        for (action, standing) in acts {
            let allowed: BTreeSet<Action> = lifecycle::allowed(&s, &standing).into_iter().collect();
            let decided: BTreeSet<Action> = Action::ALL
                .iter()
                .copied()
                .filter(|one| lifecycle::decide(&s, *one, &standing).is_ok())
                .collect();
            prop_assert_eq!(&allowed, &decided, "the buttons are what the guard lets through");
            if s.workflow.is_final() {
                let after = lifecycle::after_end(s.workflow);
                prop_assert!(allowed.iter().all(|one| after.contains(one)), "nothing follows {:?}", s.workflow);
            }
            match lifecycle::decide(&s, action, &standing) {
                Ok(step) => {
                    prop_assert_eq!(step.from, s.workflow);
                    prop_assert!(step.who.iter().any(|party| standing.is(*party)));
                    prop_assert!(standing.person != SECONDEE || !NEVER_ONES_OWN.contains(&action));
                    s.workflow = step.to;
                    s.paper = step.paper.unwrap_or(s.paper);
                    s.presence = step.presence.unwrap_or(s.presence);
                }
                Err(refusal) => {
                    prop_assert!(["not_now", "not_yours", "own_secondment", "own_proposal"].contains(&refusal.code));
                    prop_assert!(refusal.sentence.ends_with('.'), "{}", refusal.sentence);
                }
            }
            prop_assert!(Workflow::ALL.contains(&s.workflow));
            holds_together(&s);
        }
    }
}

#[test]
fn the_shortest_way_leads_from_the_idea_to_the_debrief() {
    let mut s = idea();
    for action in [
        Action::Send,
        Action::Release,
        Action::ApproveLast,
        Action::DraftAgreement,
        Action::IssueAgreement,
        Action::Sign,
        Action::SignLast,
        Action::OpenGate,
        Action::ConfirmArrival,
        Action::NoteCheckIn,
        Action::ConfirmReturn,
        Action::Debrief,
    ] {
        let step = TABLE.iter().find(|step| step.from == s.workflow && step.action == action).unwrap();
        let parties = BTreeSet::from([step.who[0]]);
        let standing = Standing { person: PersonId(Uuid::from_u128(3)), parties, pay_is_recharged: false };
        let step = lifecycle::decide(&s, action, &standing).unwrap();
        s.workflow = step.to;
        s.paper = step.paper.unwrap_or(s.paper);
        s.presence = step.presence.unwrap_or(s.presence);
        holds_together(&s);
    }
    assert_eq!(s.workflow, Workflow::Closed);
}
