//! The whole way once, small, in one process: data, recorded pages, the bare handler, the client.

use std::time::Duration;

use sojourn::schema::MIGRATIONS;
use sojourn_kit::testing::scratch_databases;

use crate::client::{Load, Wanted};
use crate::measure::{Pair, Side};
use crate::pages::{catalogue, fill};
use crate::replay::record;
use crate::seed::Size;
use crate::{bare, report, sizes};

#[tokio::test(flavor = "multi_thread")]
async fn the_bench_runs_on_each_database() {
    for scratch in scratch_databases(MIGRATIONS).await {
        let seeded =
            fill(&scratch.db, Size { people: 60, secondments: 120 }).await.unwrap_or_else(|e| panic!("{e}"));
        let paths: Vec<String> = catalogue(&seeded).into_iter().flat_map(|(_, paths)| paths).collect();
        let lists = sizes::catalogue(&seeded).into_iter().flat_map(|(_, paths)| paths).collect::<Vec<_>>();
        record(&scratch.db, &seeded.cookie, &lists).await.unwrap_or_else(|e| panic!("{e}"));
        let pages = record(&scratch.db, &seeded.cookie, &paths).await.unwrap_or_else(|e| panic!("{e}"));
        assert!(pages.iter().all(|page| page.door > 0), "who is asking is found out first");
        assert!(pages.iter().all(|page| !page.statements.is_empty() && page.html.len() > 1_000));

        let load = Load {
            pages: pages
                .iter()
                .map(|page| Wanted { path: page.path.clone(), length: Some(page.html.len()) })
                .collect(),
            cookie: seeded.cookie.clone(),
            connections: 2,
            time: Duration::from_secs(5),
            most: 60,
        };
        let (tell, told) = tokio::sync::oneshot::channel();
        let url = scratch.url.clone();
        let server = tokio::spawn(async move {
            bare::serve(&url, pages, |address| tell.send(address).unwrap_or_default()).await
        });
        let address = told.await.unwrap();
        let mut side = Side::default();
        side.slice(address, &load, || Ok(Duration::ZERO)).await.unwrap_or_else(|e| panic!("{e}"));
        assert!(side.rate() > 0.0);
        server.abort();
        scratch.db.close().await;

        let pair = Pair { product: side.clone(), bare: side };
        let line = crate::pages::Line {
            database: scratch.name,
            page: "all",
            statements: 1,
            door: 1,
            bytes: 1,
            pair,
        };
        let growth = crate::sizes::Growth {
            database: scratch.name,
            page: "all",
            small: line.pair.product.clone(),
            large: line.pair.bare.clone(),
        };
        let text = report::markdown("small", &[line], &[growth], &[], None);
        assert_eq!(text.matches("| **1.00** |").count(), 2, "{text}");
    }
}
