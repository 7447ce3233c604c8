//! The table holds together.

mod ending;
mod life;

use super::lifecycle::{Action, TABLE, after_end};
use super::model::Workflow;

#[test]
fn every_state_can_be_reached_and_left_or_is_final() {
    for state in Workflow::ALL {
        let reached =
            *state == Workflow::Idea || TABLE.iter().any(|step| step.to == *state && step.from != *state);
        // what may still follow an end is named one by one
        let left = TABLE.iter().any(|step| {
            step.from == *state && step.to != *state && !after_end(*state).contains(&step.action)
        });
        assert!(reached, "{state:?} is never reached");
        assert_eq!(left, !state.is_final(), "{state:?} is left, or final, not both");
    }
}

#[test]
fn every_action_stands_in_the_table_and_somebody_may_do_it() {
    for action in Action::ALL {
        assert!(TABLE.iter().any(|step| step.action == *action && !step.who.is_empty()), "{action:?}");
    }
}

#[test]
fn an_action_leads_to_one_place_only() {
    for (i, step) in TABLE.iter().enumerate() {
        assert!(!TABLE[..i].iter().any(|other| other.from == step.from && other.action == step.action));
    }
}

#[tokio::test]
async fn the_world_stands_and_a_stranger_is_sent_to_sign_in() {
    crate::testing::on_each_database(async |house| {
        assert!(house.world.person("tomasz").is_ok());
        assert_eq!(house.anonymous().get("/nowhere").await.status, 404);
        let found = crate::world::find(&house.app).await.unwrap().unwrap();
        assert_eq!(found.person("ines").unwrap(), house.world.person("ines").unwrap());
        let cx = house.cx("maya").await;
        assert!(cx.actor.holds(
            crate::actor::Role::ProgrammeAdmin,
            house.world.organisation("Brightwater Group").unwrap()
        ));
    })
    .await;
}
