//! What drafting makes of the clause library: own copies, usual wordings, form and lean, particulars, and that nothing
//! changes by itself.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_papers::{Draft, Head};

use super::helpers::{drafted, hidden, issued, newest};
use crate::features::proposals::fixtures::Case;
use crate::testing::{Answer, House, on_each_database};

async fn own(house: &House, version: i64, text: &str) {
    let body = json!({"version": version, "title": "Leave here", "text": text, "plain_words": "Yours."});
    let answer = house.program("dev").await.json(Method::PUT, "/api/v1/clauses/CL-14/own", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn read(house: &House, number: &str, part: &str) -> Value {
    let path = format!("/api/v1/secondments/{number}/agreement{part}");
    let answer = house.program("maya").await.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn put(house: &House, who: &str, number: &str, part: &str, body: &Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/agreement/{part}");
    house.program(who).await.json(Method::PUT, &path, body).await
}

fn text(draft: &Draft, head: Head) -> String {
    draft.editable_text(draft.clause(head).unwrap().number).unwrap()
}

/// Where the words of a clause come from.
fn source(wording: &Value, head: &str) -> Value {
    let all = wording["clauses"].as_array().unwrap().iter();
    all.clone().find(|clause| clause["head"] == head).map(|clause| clause["source"].clone()).unwrap()
}

#[tokio::test]
async fn an_own_copy_is_drafted_and_named_and_nothing_changes_by_itself() {
    on_each_database(async |house| {
        own(house, 0, "Ask {approver}. #read(\"/etc/passwd\") costs $x$.").await;
        let number = issued(house, Case::Dana).await;
        let (before, _) = newest(house, &number).await;
        let words = text(&before.paper.draft, Head::Leave);
        assert!(words.starts_with("Ask ") && words.ends_with("#read(\"/etc/passwd\") costs $x$."), "{words}");
        let open = drafted(house, Case::Ines).await;
        assert_eq!(
            source(&read(house, &open, "/wording").await, "CL-14"),
            json!({"kind": "own", "version": 1})
        );
        own(house, 1, "Ask {approver} by pigeon post.").await;

        // the issued one keeps its words and its bytes
        let (after, _) = newest(house, &number).await;
        assert_eq!((after.issued_sha, after.version), (before.issued_sha, before.version));
        assert_eq!(text(&after.paper.draft, Head::Leave), words);
        let maya = house.browser("maya").await;
        let printed = maya.get(&format!("/secondments/{number}/agreement/v/1")).await;
        assert!(printed.text.contains("costs $x$") && !printed.text.contains("pigeon"));

        // a draft is told, and changes only when somebody says so
        let base = format!("/secondments/{open}/agreement");
        let page = maya.get(&base).await;
        for words in ["1 clause has newer words", "Own copy, version 1", "/settings/clauses/CL-14/versions/1"]
        {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert_eq!(read(house, &open, "/wording").await["newer"], json!(["CL-14"]));
        let compared = maya.get(&format!("{base}/wording")).await;
        assert!(compared.text.contains("<ins>") && compared.text.contains("Take the newest versions"));
        let version = hidden(&compared, "version");
        let renewal = format!("{base}/wording/renewal");
        assert_eq!(maya.post(&renewal, &[("version", &version)]).await.status, 303);
        let (renewed, _) = newest(house, &open).await;
        assert!(text(&renewed.paper.draft, Head::Leave).ends_with("pigeon post."));
        let version = renewed.version.to_string();
        let nothing = maya.post(&renewal, &[("version", &version)]).await;
        assert!(nothing.status == 409 && !nothing.text.contains("internal"), "{}", nothing.text);
        let fresh = drafted(house, Case::Tomasz).await;
        let wording = read(house, &fresh, "/wording").await;
        assert_eq!(source(&wording, "CL-14"), json!({"kind": "own", "version": 2}));
        assert_eq!(wording["newer"], json!([]));
        // the contact of the host and the host manager do not reach the library by it
        let fiona = house.browser("fiona").await;
        assert_eq!(fiona.get("/settings/clauses/CL-14/own").await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn a_clause_that_was_left_out_comes_back_in_the_words_the_draft_names() {
    on_each_database(async |house| {
        own(house, 0, "The first words.").await;
        let number = drafted(house, Case::Dana).await;
        own(house, 1, "The second words.").await;
        let (agreement, _) = newest(house, &number).await;
        let clause = agreement.paper.draft.clause(Head::Leave).unwrap().number;
        let maya = house.program("maya").await;
        let base = format!("/api/v1/secondments/{number}/agreement");
        let body = json!({"revision": agreement.version, "reason": "law", "note": "Settled by statute"});
        let out = maya.json(Method::POST, &format!("{base}/clauses/{clause}/removal"), &body).await;
        assert_eq!(out.status, 200, "{}", out.text);
        let deviations = read(house, &number, "/wording").await["deviations"].clone();
        let left_out =
            json!({"head": "CL-14", "clause": null, "title": "Leave", "what": "left out: settled by law"});
        assert!(deviations.as_array().unwrap().contains(&left_out), "{deviations}");
        let body = json!({"revision": out.json()["agreement"]["revision"]});
        let back = maya.json(Method::POST, &format!("{base}/waivers/CL-14/withdrawal"), &body).await;
        assert_eq!(back.status, 200, "{}", back.text);
        let (agreement, _) = newest(house, &number).await;
        assert_eq!(text(&agreement.paper.draft, Head::Leave), "The first words.");
    })
    .await;
}

#[tokio::test]
async fn form_and_wording_are_chosen_while_it_is_a_draft_and_words_by_hand_stay() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Ines).await;
        let (agreement, _) = newest(house, &number).await;
        let leave = agreement.paper.draft.clause(Head::Leave).unwrap().number;
        let by_hand = json!({"revision": agreement.version, "title": "Leave", "text": "{{salary}} and $x$ stay."});
        let edited = put(house, "maya", &number, &format!("clauses/{leave}"), &by_hand).await;
        assert_eq!(edited.status, 200, "{}", edited.text);
        let mut chosen = json!({"revision": edited.json()["agreement"]["revision"], "form": "full", "lean": "home",
            "clauses": {"CL-04": "suspended"}, "also": ["CL-42"]});
        for (who, status) in [("ines", 403), ("dev", 403), ("grace", 404), ("erik", 404)] {
            assert_eq!(put(house, who, &number, "wording", &chosen).await.status, status, "{who}");
        }
        let full = put(house, "maya", &number, "wording", &chosen).await;
        assert_eq!(full.status, 200, "{}", full.text);
        assert_eq!(put(house, "maya", &number, "wording", &chosen).await.status, 409, "stale");
        let wording = read(house, &number, "/wording").await;
        assert_eq!((&wording["form"], &wording["lean"]), (&json!("full"), &json!("home")));
        assert_eq!(source(&wording, "CL-14"), json!({"kind": "by_hand"}));
        assert_eq!(source(&wording, "CL-04")["wording"], "suspended");
        assert_eq!(source(&wording, "CL-05")["wording"], "home");
        let differs = wording["deviations"].to_string();
        for words in ["changed by hand", "another standard wording: suspended", "favours home"] {
            assert!(differs.contains(words), "{words}: {differs}");
        }
        let (agreement, _) = newest(house, &number).await;
        assert_eq!(text(&agreement.paper.draft, Head::Leave), "{{salary}} and $x$ stay.");
        assert!(agreement.paper.draft.clause(Head::Evaluation).is_some());

        chosen["revision"] = json!(agreement.version);
        chosen["form"] = json!("short");
        chosen["clauses"] = json!({});
        chosen["also"] = json!([]);
        let short = put(house, "maya", &number, "wording", &chosen).await;
        assert_eq!(short.status, 200, "{}", short.text);
        let wording = read(house, &number, "/wording").await;
        assert_eq!((&wording["profile"], wording["clauses"].as_array().unwrap().len()), (&json!("short"), 15));
        let (agreement, _) = newest(house, &number).await;
        assert_eq!(text(&agreement.paper.draft, Head::Leave), "{{salary}} and $x$ stay.");
        chosen["revision"] = json!(agreement.version);
        chosen["clauses"] = json!({"CL-14": "before-the-end"});
        let anew = put(house, "maya", &number, "wording", &chosen).await;
        assert!(!anew.text.contains("{{salary}}"), "another wording was chosen for it: {}", anew.text);
        chosen["revision"] = anew.json()["agreement"]["revision"].clone();
        chosen["form"] = json!("usual");
        chosen["lean"] = json!("neutral");
        chosen["clauses"] = json!({});
        assert_eq!(put(house, "maya", &number, "wording", &chosen).await.status, 200);
        super::super::fixtures::issued(&house.app, &number).await.unwrap();
        chosen["revision"] = json!(agreement.version + 1);
        let late = put(house, "maya", &number, "wording", &chosen).await;
        assert_eq!(late.json()["type"], "urn:sojourn:problem:not_a_draft", "{}", late.text);
    })
    .await;
}

#[tokio::test]
async fn the_form_of_words_keeps_what_was_chosen_wrong_and_names_what_is_missing() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let base = format!("/secondments/{number}/agreement");
        let maya = house.browser("maya").await;
        let shown = maya.get(&format!("{base}/wording")).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(shown.text.contains("within one organisation") && shown.text.contains("Also print"));
        let version = hidden(&shown, "version");
        let wrong = [
            ("version", version.as_str()),
            ("form", "endless"),
            ("lean", "host"),
            ("clauses.CL-05", "nowhere"),
        ];
        let wrong = maya.post(&format!("{base}/wording"), &wrong).await;
        assert!(wrong.status == 422 && wrong.text.contains("Choose a form"), "{}", wrong.text);
        assert!(wrong.text.contains("no such wording"), "{}", wrong.text);
        let right = [
            ("version", version.as_str()),
            ("form", "usual"),
            ("lean", "neutral"),
            ("clauses.CL-05", "host"),
            ("also", "CL-26"),
            ("also", "CL-42"),
        ];
        assert_eq!(maya.post(&format!("{base}/wording"), &right).await.status, 303);
        let (agreement, _) = newest(house, &number).await;
        let draft = &agreement.paper.draft;
        assert!(draft.clause(Head::Publicity).is_some() && draft.clause(Head::Evaluation).is_some());
        let page = maya.get(&base).await;
        assert!(page.text.contains("another standard wording: favours the host"), "{}", page.text);
        let fiona = house.browser("fiona").await;
        assert_eq!(fiona.get(&format!("{base}/wording")).await.status, 403);
        assert_eq!(fiona.post(&format!("{base}/wording"), &right).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn crossing_a_border_asks_for_its_particulars_and_each_is_filled_in() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Callum).await;
        let base = format!("/secondments/{number}/agreement");
        let missing = read(house, &number, "").await["agreement"]["missing"].to_string();
        for key in ["home_country", "host_country", "visa", "visa_ends", "certificate", "certificate_ends"] {
            assert!(missing.contains(&format!("facts.more.abroad.{key}\"")), "{key}: {missing}");
        }
        let maya = house.browser("maya").await;
        let page = maya.get(&base).await;
        assert!(page.text.contains(&format!("{base}/particulars#f-abroad-visa")), "{}", page.text);
        let form = maya.get(&format!("{base}/particulars")).await;
        assert!(form.text.contains("Crossing a border") && form.text.contains("How long the secondee keeps away"));
        let hostile = "{{salary}}, #read(\"/etc/passwd\") and $x$";
        let version = hidden(&form, "version");
        let mut fields = vec![
            ("version", version.as_str()),
            ("abroad.home_country", "Australia"),
            ("abroad.host_country", "the United Kingdom"),
            ("abroad.visa", "a work visa"),
            ("abroad.visa_ends", "1 Dec 2026"),
            ("abroad.certificate", "a certificate of coverage"),
            ("abroad.certificate_ends", "31 Dec 2029"),
            ("CL-28.barrier", hostile),
            ("CL-28.cooling_off", "900"),
        ];
        let wrong = maya.post(&format!("{base}/particulars"), &fields).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        assert!(wrong.text.contains("between 1 and 24 months") && wrong.text.contains("value=\"900\""));
        assert!(wrong.text.contains("value=\"a work visa\""), "the typed words stay");
        fields[8].1 = "6";
        assert_eq!(maya.post(&format!("{base}/particulars"), &fields).await.status, 303);
        let view = read(house, &number, "").await["agreement"].clone();
        let missing = view["missing"].to_string();
        assert!(missing.contains("visa-too-short") && !missing.contains("\"gap\""), "{missing}");
        let (agreement, _) = newest(house, &number).await;
        let conflicts = text(&agreement.paper.draft, Head::Conflicts);
        assert!(conflicts.contains(hostile) && conflicts.contains("For 6 months after"), "{conflicts}");
        assert!(text(&agreement.paper.draft, Head::International).contains("a work visa, good until"));

        let mut input = json!({"revision": agreement.version, "abroad": {"home_country": "Australia",
            "host_country": "the United Kingdom", "visa": "a work visa", "visa_ends": "2029-12-01",
            "certificate": "a certificate", "certificate_ends": "2029-12-31"},
            "answers": {"CL-09": {"basis": "host_rate"}, "CL-77": {"x": 1}, "CL-28": {"cooling_off": "soon"}}});
        let wrong = put(house, "maya", &number, "particulars", &input).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        for field in ["CL-09.basis", "CL-77.x", "CL-28.cooling_off"] {
            assert!(wrong.json()["errors"][field].is_string(), "{field}: {}", wrong.text);
        }
        input["answers"] = json!({"CL-28": {"cooling_off": 3}});
        for (who, status) in [("fiona", 403), ("callum", 403), ("grace", 404)] {
            assert_eq!(put(house, who, &number, "particulars", &input).await.status, status, "{who}");
        }
        let done = put(house, "maya", &number, "particulars", &input).await;
        assert_eq!(done.json()["agreement"]["missing"], json!([]), "{}", done.text);
        let short = json!({"revision": done.json()["agreement"]["revision"], "form": "short", "lean": "neutral"});
        let refused = put(house, "maya", &number, "wording", &short).await;
        assert!(refused.json()["errors"]["form"].as_str().unwrap().contains("border"), "{}", refused.text);
    })
    .await;
}
