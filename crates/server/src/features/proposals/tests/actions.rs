//! The verbs without HTTP.

use crate::features::proposals::fixtures::{self, Case};
use crate::features::proposals::store;
use crate::features::secondments::{self, Workflow};
use crate::testing::on_each_database;

#[tokio::test]
async fn every_case_is_drafted_sent_and_released() {
    on_each_database(async |house| {
        for case in Case::ALL {
            let number = fixtures::released(&house.app, &house.world, case).await.unwrap();
            let mut cx = house.cx(case.secondee()).await;
            let record = secondments::store::load(&mut cx, &number).await.unwrap();
            // the agreement may be drafted at once
            let after = [Workflow::PendingApproval, Workflow::TermsNegotiation];
            assert!(after.contains(&record.secondment.workflow));
            assert_eq!(
                record.secondment.host_manager,
                Some(house.world.person(case.host_manager()).unwrap())
            );
            let proposal = store::load(&mut cx, &record).await.unwrap();
            assert_eq!(proposal.answers.len(), 8);
            assert!(proposal.lines.iter().any(|line| line.amount().minor() > 0 && line.kind().is_pay()));
        }
    })
    .await;
}
