//! Who sees which slice of a change.

use chrono::Duration;

use super::*;
use crate::testing::on_each_database;

#[tokio::test]
async fn the_host_never_sees_what_home_pays_nor_the_other_secondments() {
    on_each_database(async |house| {
        let number = away(house).await;
        let then = record(house, &number).await.secondment.ends_on.unwrap() + Duration::weeks(40);
        assert_eq!(send(house, "callum", &number, "", &stay_until(then)).await.status, 200);
        let home = read(house, "alison", &number, 1).await["compared"].to_string();
        assert!(home.contains("Cost at home") && home.contains("Cover at home"), "{home}");
        assert!(home.contains("Longer than 12 months"), "{home}");
        let host = read(house, "fiona", &number, 1).await["compared"].to_string();
        for word in ["Cost at home", "Cover at home"] {
            assert!(!host.contains(word), "{host}");
        }
        for (who, status) in [("grace", 404), ("erik", 404), ("auditor", 200)] {
            let path = format!("/api/v1/secondments/{number}/changes/1");
            assert_eq!(house.program(who).await.get(&path).await.status, status, "{who}");
        }
    })
    .await;
}
