//! Anybody checks a file: what they are told, and what they are not.

use axum::body::Body;
use axum::http::{Method, header};
use sojourn_kit::args;
use sojourn_kit::config::Config;

use crate::features::agreements::fixtures as agreements;
use crate::features::approvals::fixtures::released;
use crate::features::proposals::fixtures::Case;
use crate::testing::{Answer, House, Visitor, on_each_database};

/// Sends the file as the form of the page does.
async fn by_page(visitor: &Visitor<'_>, bytes: &[u8]) -> Answer {
    let mut body =
        b"--x\r\nContent-Disposition: form-data; name=\"form_id\"\r\n\r\nabc\r\n--x\r\nContent-Disposition: \
        form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
            .to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    visitor.send(Method::POST, "/verify", Some("multipart/form-data; boundary=x"), Body::from(body)).await
}

async fn by_json(visitor: &Visitor<'_>, bytes: &[u8]) -> Answer {
    let body = Body::from(bytes.to_vec());
    visitor.send(Method::POST, "/api/v1/verify", Some("application/pdf"), body).await
}

async fn print(house: &House, number: &str) -> Vec<u8> {
    let path = format!("/secondments/{number}/agreement/v/1/agreement.pdf");
    let answer = house.browser("maya").await.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.bytes
}

/// Dana's agreement as it goes out, and as all have signed it.
async fn prints(house: &House) -> (Vec<u8>, Vec<u8>) {
    let number = released(&house.app, &house.world, Case::Dana).await.unwrap();
    agreements::issued(&house.app, &number).await.unwrap();
    let issued = print(house, &number).await;
    agreements::executed(&house.app, &number).await.unwrap();
    (issued, print(house, &number).await)
}

async fn rows(house: &House) -> Vec<i64> {
    let mut tx = house.app.db.read().await.unwrap();
    let mut counts = Vec::new();
    for sql in [
        "SELECT COUNT(*) AS n FROM documents",
        "SELECT COUNT(*) AS n FROM events",
        "SELECT COUNT(*) AS n FROM requests_once",
    ] {
        counts.push(tx.count(sql, args![]).await.unwrap());
    }
    counts
}

#[tokio::test]
async fn anybody_learns_that_a_signed_agreement_is_ours_and_unchanged() {
    on_each_database(async |house| {
        let (_, sealed) = prints(house).await;
        let before = rows(house).await;
        let anybody = house.anonymous();
        assert_eq!(anybody.get("/verify").await.status, 200);
        let page = by_page(&anybody, &sealed).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.text.contains("This is one of our signed agreements, unchanged."), "{}", page.text);
        let view = by_json(&anybody, &sealed).await;
        assert_eq!(view.status, 200, "{}", view.text);
        let json = view.json();
        assert_eq!((json["outcome"].as_str(), &json["is_signed_agreement"]), (Some("ours"), &true.into()));
        assert_eq!(json["sha256"], sojourn_papers::fingerprint(&sealed));
        assert_eq!(json["seals"][0]["ours"], true);
        for word in ["Dana", "Whitlock", "SO-0", "Brightwater"] {
            assert!(!page.text.contains(word) && !view.text.contains(word), "{word} is nobody's business");
        }
        assert_eq!(rows(house).await, before, "nothing is kept");
    })
    .await;
}

#[tokio::test]
async fn what_was_touched_or_never_sealed_is_told_apart() {
    on_each_database(async |house| {
        let (issued, sealed) = prints(house).await;
        let anybody = house.anonymous();
        let mut touched = sealed.clone();
        let middle = issued.len() / 2;
        touched[middle] ^= 1;
        let behind = [&sealed[..], b"\n% put behind it\n"].concat();
        let cut = &sealed[..sealed.len() - 40];
        for (bytes, outcomes) in [
            (&touched[..], &["changed", "not_a_pdf"][..]),
            (&behind, &["changed"]),
            (cut, &["changed", "no_seal", "not_a_pdf"]),
            (&issued, &["no_seal"]),
            (b"%PDF-", &["not_a_pdf", "no_seal"]),
            (b"hello", &["not_a_pdf"]),
        ] {
            let view = by_json(&anybody, bytes).await;
            assert_eq!(view.status, 200, "{}", view.text);
            let outcome = view.json()["outcome"].as_str().unwrap().to_owned();
            assert!(outcomes.contains(&outcome.as_str()), "{outcome}, not {outcomes:?}");
            assert_eq!(view.json()["is_signed_agreement"], false);
            assert_eq!(by_page(&anybody, bytes).await.status, 200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_certificate_with_our_name_is_not_ours() {
    on_each_database(async |house| {
        let (issued, _) = prints(house).await;
        let now = house.app.clock.now();
        let name = house.app.sealing.name().to_owned();
        let forged = sojourn_seal::SealKey::generate(&name, now).unwrap();
        let about = sojourn_seal::About { name, reason: "Forged".to_owned(), at: now };
        let bytes = sojourn_seal::seal(&issued, &forged, &about).unwrap();
        let view = by_json(&house.anonymous(), &bytes).await.json();
        assert_eq!(
            (view["outcome"].as_str(), &view["seals"][0]["ours"]),
            (Some("another_seal"), &false.into())
        );
        let page = by_page(&house.anonymous(), &bytes).await;
        assert!(page.text.contains("This file is sealed, but not by us."), "{}", page.text);
        let ours = house.app.sealing.key(now).unwrap();
        let about = sojourn_seal::About { name: "x".to_owned(), reason: "x".to_owned(), at: now };
        let elsewhere = sojourn_seal::seal(&issued, &ours, &about).unwrap();
        assert_eq!(by_json(&house.anonymous(), &elsewhere).await.json()["outcome"], "not_kept");
    })
    .await;
}

#[tokio::test]
async fn a_seal_of_an_earlier_key_is_still_ours() {
    on_each_database(async |house| {
        let (_, sealed) = prints(house).await;
        house.app.sealing.rotate(house.app.clock.now()).unwrap();
        let view = by_json(&house.anonymous(), &sealed).await.json();
        assert_eq!(view["outcome"], "ours", "{view}");
        let key = house.app.sealing.key(house.app.clock.now()).unwrap().certificate();
        assert_ne!(view["seals"][0]["certificate_sha256"], key, "the key is another one by now");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_file_is_refused_with_words() {
    on_each_database(async |house| {
        let anybody = house.anonymous();
        let empty = by_page(&anybody, b"").await;
        assert!(
            empty.status == 422 && empty.text.contains("Choose a file that is not empty"),
            "{}",
            empty.text
        );
        assert_eq!(by_json(&anybody, b"").await.status, 422);
        let large = vec![b'%'; 25 * 1024 * 1024 + 1];
        for refused in [by_page(&anybody, &large).await, by_json(&anybody, &large).await] {
            assert_eq!(refused.status, 422);
            assert!(refused.text.contains("larger than 25 MB"), "{}", refused.text);
        }
        let other = anybody.json(Method::POST, "/api/v1/verify", &serde_json::json!({})).await;
        assert!(other.status == 422 && other.text.contains("application/pdf"), "{}", other.text);
        assert_eq!(anybody.post("/verify", &[]).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn one_place_cannot_send_files_without_end() {
    on_each_database(async |house| {
        let data = ("SOJOURN_DATA_DIR".to_owned(), house.app.config.data_dir.display().to_string());
        let strict = house.with(Config::load(None, std::iter::once(data)).unwrap(), false);
        let anybody = strict.anonymous();
        for _ in 0..10 {
            assert_eq!(by_json(&anybody, b"hello").await.status, 200);
        }
        for refused in [by_json(&anybody, b"hello").await, by_page(&anybody, b"hello").await] {
            assert_eq!(refused.status, 429, "{}", refused.text);
            assert!(refused.headers.contains_key(header::RETRY_AFTER));
        }
        strict.app.clock.advance(chrono::Duration::minutes(2));
        assert_eq!(by_json(&anybody, b"hello").await.status, 200);
    })
    .await;
}
