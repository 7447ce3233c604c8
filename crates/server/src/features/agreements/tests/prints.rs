//! The agreement as files: who gets which, what is in them, and that what was signed stays as it is.

use axum::http::{Method, header};
use serde_json::json;
use sojourn_kit::args;
use sojourn_kit::config::Config;

use super::helpers::{HELEN, asked_for_code, at_helen, code, count, drafted, helen, issued, newest, token};
use crate::features::agreements::documents;
use crate::features::agreements::fixtures::executed;
use crate::features::proposals::fixtures::Case;
use crate::testing::{Answer, House, on_each_database};

fn word(answer: &Answer, name: header::HeaderName) -> &str {
    answer.headers.get(name).unwrap_or_else(|| panic!("a header is missing")).to_str().unwrap()
}

/// A file that is kept and never shown in our name.
fn is_download(answer: &Answer, name: &str, start: &[u8]) {
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(word(answer, header::CONTENT_DISPOSITION), format!("attachment; filename=\"{name}\""));
    assert_eq!(word(answer, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(word(answer, header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    assert!(answer.bytes.starts_with(start), "{}", &answer.text[..answer.text.len().min(80)]);
}

fn file_name(number: &str, part: &str) -> String {
    format!("AG-{}-v1{part}", number.trim_start_matches("SO-"))
}

#[tokio::test]
async fn what_all_have_signed_is_sealed_kept_and_never_made_again() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        executed(&house.app, &number).await.unwrap();
        let (agreement, _) = newest(house, &number).await;
        let sha = agreement.prints.executed.unwrap();
        let base = format!("/secondments/{number}/agreement/v/1");
        let first = house.browser("olu").await.get(&format!("{base}/agreement.pdf")).await;
        is_download(&first, &file_name(&number, ".pdf"), b"%PDF-");
        assert_eq!(sojourn_papers::fingerprint(&first.bytes), hex::encode(sha));
        let again = house.program("fiona").await.get(&format!("/api/v1{base}/agreement.pdf")).await;
        assert_eq!(again.bytes, first.bytes, "page and program get the kept bytes");

        let found = sojourn_seal::verify(&first.bytes).unwrap();
        let key = house.app.sealing.key(house.app.clock.now()).unwrap().certificate();
        assert_eq!(found.len(), 1);
        assert!(found[0].intact && found[0].whole && found[0].faults.is_empty(), "{found:?}");
        assert_eq!(found[0].certificate, key);

        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT p.bytes FROM event_payloads p JOIN events e ON e.stream_id = p.stream_id AND e.seq = p.seq
                   WHERE e.kind = 'agreement.executed'";
        let bytes: Vec<u8> = tx.one(sql, args![]).await.unwrap().unwrap().get("bytes").unwrap();
        drop(tx);
        let payload: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!((&payload["pdf"], &payload["certificate"]), (&json!(hex::encode(sha)), &json!(key)));

        let work = house.browser("maya").await.get(&format!("{base}/agreement.docx")).await;
        assert_eq!(work.status, 409, "a Word file is not what they signed: {}", work.text);
    })
    .await;
}

#[tokio::test]
async fn seals_and_prints_cannot_be_changed() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        executed(&house.app, &number).await.unwrap();
        let sha = newest(house, &number).await.0.prints.executed.unwrap();
        for sql in [
            "UPDATE seals SET serial = 99 WHERE pdf_sha = $1",
            "DELETE FROM seals WHERE pdf_sha = $1",
            "UPDATE documents SET media = 'text/html' WHERE sha256 = $1",
        ] {
            let mut tx = house.app.db.write().await.unwrap();
            assert!(tx.run(sql, args![sha]).await.is_err(), "{sql} on {}", house.database);
        }
        let mut cx = house.cx("maya").await;
        assert_eq!(documents::get(&mut cx, sha).await.unwrap().media, "application/pdf");
    })
    .await;
}

#[tokio::test]
async fn what_is_out_for_signature_is_printed_once_and_says_so() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let base = format!("/secondments/{number}/agreement/v/1");
        let kept = newest(house, &number).await.0.prints.issued.unwrap();
        for key in ["dana", "olu", "fiona", "maya", "finance"] {
            let pdf = house.browser(key).await.get(&format!("{base}/agreement.pdf")).await;
            is_download(&pdf, &file_name(&number, "-not-signed.pdf"), b"%PDF-");
            assert_eq!(sojourn_papers::fingerprint(&pdf.bytes), hex::encode(kept), "{key}");
        }
        let maya = house.browser("maya").await;
        let pdf = maya.get(&format!("{base}/agreement.pdf")).await;
        assert!(sojourn_seal::verify(&pdf.bytes).unwrap().is_empty(), "nobody has sealed it");
        let work = maya.get(&format!("{base}/agreement.docx")).await;
        is_download(&work, &file_name(&number, "-not-signed.docx"), b"PK\x03\x04");
        let page = maya.get(&format!("/secondments/{number}/agreement")).await;
        assert!(page.text.contains("agreement.pdf\">PDF file</a>") && page.text.contains("Word file"));
        let view = house.program("maya").await.get(&format!("/api/v1/secondments/{number}/agreement")).await;
        assert_eq!(view.json()["agreement"]["pdf_sha256"], hex::encode(kept));
    })
    .await;
}

#[tokio::test]
async fn a_file_reaches_those_who_see_the_text_and_nobody_else() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        for ending in ["pdf", "docx"] {
            let path = format!("/secondments/{number}/agreement/v/1/agreement.{ending}");
            for key in ["tomasz", "sofia", "admin"] {
                assert_eq!(house.browser(key).await.get(&path).await.status, 404, "{key}");
                let api = house.program(key).await.get(&format!("/api/v1{path}")).await;
                assert_eq!(api.status, 404, "{key}");
            }
            assert_eq!(house.anonymous().get(&path).await.status, 303);
            assert_eq!(house.anonymous().get(&format!("/api/v1{path}")).await.status, 401);
            let none = format!("/secondments/{number}/agreement/v/7/agreement.{ending}");
            assert_eq!(house.browser("maya").await.get(&none).await.status, 404, "no such version");
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_for_those_who_read_drafts() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let base = format!("/secondments/{number}/agreement/v/1");
        let maya = house.browser("maya").await;
        let pdf = maya.get(&format!("{base}/agreement.pdf")).await;
        is_download(&pdf, &file_name(&number, "-draft.pdf"), b"%PDF-");
        let work = house.program("dev").await.get(&format!("/api/v1{base}/agreement.docx")).await;
        is_download(&work, &file_name(&number, "-draft.docx"), b"PK\x03\x04");
        let page = maya.get(&format!("/secondments/{number}/agreement")).await;
        assert!(page.text.contains(&format!("{base}/agreement.docx")), "{}", page.text);
        for key in ["finance", "tomasz"] {
            let path = format!("{base}/agreement.pdf");
            assert_eq!(house.browser(key).await.get(&path).await.status, 404, "{key}");
        }
        assert_eq!(count(house, "SELECT COUNT(*) AS n FROM documents").await, 0, "drafts are not kept");
    })
    .await;
}

#[tokio::test]
async fn a_signer_without_an_account_gets_the_files_after_the_code() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let stranger = asked_for_code(house, &token(house).await).await;
        for path in ["/sign/agreement.pdf", "/sign/agreement.docx", "/sign/evidence"] {
            let closed = stranger.get(path).await;
            assert!(closed.status == 303 && closed.bytes.is_empty(), "{path}: a code comes first");
            assert_eq!(house.anonymous().get(path).await.status, 404, "{path}");
        }
        house.app.clock.advance(chrono::Duration::minutes(11));
        let browser = helen(house).await;
        is_download(
            &browser.get("/sign/agreement.pdf").await,
            &file_name(&number, "-not-signed.pdf"),
            b"%PDF-",
        );
        let work = browser.get("/sign/agreement.docx").await;
        is_download(&work, &file_name(&number, "-not-signed.docx"), b"PK\x03\x04");
        assert!(browser.get("/sign").await.text.contains("/sign/agreement.pdf"));
        // the next code comes in a letter of its own time
        house.app.clock.advance(chrono::Duration::minutes(11));
        executed(&house.app, &number).await.unwrap();
        let sealed = browser.get("/sign/agreement.pdf").await;
        is_download(&sealed, &file_name(&number, ".pdf"), b"%PDF-");
        assert_eq!(sojourn_seal::verify(&sealed.bytes).unwrap().len(), 1);
        assert_eq!(browser.get("/sign/agreement.docx").await.status, 409);
        assert_eq!(browser.get("/sign/evidence").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn the_same_by_json_with_session_and_code() {
    on_each_database(async |house| {
        at_helen(house).await;
        let base = format!("/api/v1/signing/{}", token(house).await);
        let program = house.anonymous();
        let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await.json();
        let closed = json!({ "session": sent["session"] });
        let path = format!("{base}/agreement.pdf");
        assert_eq!(program.json(Method::POST, &path, &closed).await.status, 422, "no code yet");
        let open = json!({ "session": sent["session"], "code": code(house, HELEN).await });
        let pdf = program.json(Method::POST, &path, &open).await;
        assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text);
        let work = program.json(Method::POST, &format!("{base}/agreement.docx"), &closed).await;
        assert!(work.status == 200 && work.bytes.starts_with(b"PK"), "{}", work.text);
        let early = program.json(Method::POST, &format!("{base}/evidence"), &closed).await;
        assert_eq!(early.status, 404, "not all have signed");
    })
    .await;
}

#[tokio::test]
async fn making_files_has_a_limit_and_keeping_them_has_none() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let data = ("SOJOURN_DATA_DIR".to_owned(), house.app.config.data_dir.display().to_string());
        let strict: House = house.with(Config::load(None, std::iter::once(data)).unwrap(), false);
        let maya = strict.browser("maya").await;
        let path = format!("/secondments/{number}/agreement/v/1/agreement.docx");
        for _ in 0..10 {
            assert_eq!(maya.get(&path).await.status, 200);
        }
        let refused = maya.get(&path).await;
        assert_eq!(refused.status, 429, "{}", refused.text);
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
        crate::features::agreements::fixtures::issued(&house.app, &number).await.unwrap();
        let kept = maya.get(&format!("/secondments/{number}/agreement/v/1/agreement.pdf")).await;
        assert_eq!(kept.status, 200, "nothing is made for it: {}", kept.text);
    })
    .await;
}
