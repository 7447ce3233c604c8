//! Which addresses there are, and who needs no sign-in.

use axum::http::Method;

use crate::features::proposals::model::Step;
use crate::house_rules::source::files;

/// Addresses for people without a session: each is here for a reason, and a stale line fails.
pub(super) const PUBLIC: &[(&str, &str)] = &[
    ("GET /sign-in", "the way in"),
    ("POST /sign-in", "the way in"),
    ("POST /sign-in/link", "the way in by mail"),
    ("GET /sign-in/sent", "says that a letter is on its way"),
    ("GET /sign-in/link/{token}", "a one-time link"),
    ("POST /sign-in/link/{token}", "a one-time link"),
    ("GET /sign-in/code", "the second step of the way in"),
    ("POST /sign-in/code", "the second step of the way in"),
    ("POST /sign-out", "also works when the session has ended"),
    ("GET /bootstrap/{token}", "a one-time link for the first administrator"),
    ("POST /bootstrap/{token}", "a one-time link for the first administrator"),
    ("GET /demo/{key}", "the demo only"),
    ("POST /demo/{key}", "the demo only"),
    ("GET /help", "what to do when stuck"),
    ("GET /feedback/for/{token}", "giving feedback, by a private link that works once"),
    ("POST /feedback/for/{token}", "giving feedback, by a private link that works once"),
    ("GET /api/v1/feedback/links/{token}", "giving feedback, by a private link that works once"),
    ("POST /api/v1/feedback/links/{token}", "giving feedback, by a private link that works once"),
    ("GET /host/for/{token}", "a host's answer in principle, by private link"),
    ("POST /host/for/{token}", "a host's answer in principle, by private link"),
    ("GET /api/v1/host-answers/links/{token}", "a host's answer in principle, by private link"),
    ("POST /api/v1/host-answers/links/{token}", "a host's answer in principle, by private link"),
    ("GET /feeds/{token}", "a calendar by its secret address, for calendar programs"),
    ("GET /favicon.ico", "the mark, for pages without our head"),
    ("GET /livez", "the process is alive"),
    ("GET /readyz", "the installation can work"),
    ("GET /sign", "signing, by private link and code"),
    ("POST /sign/codes", "signing, by private link and code"),
    ("POST /sign/code", "signing, by private link and code"),
    ("POST /sign/signature", "signing, by private link and code"),
    ("GET /sign/refusal", "signing, by private link and code"),
    ("POST /sign/refusal", "signing, by private link and code"),
    ("GET /sign/question", "signing, by private link and code"),
    ("POST /sign/question", "signing, by private link and code"),
    ("GET /sign/change", "signing, by private link and code"),
    ("POST /sign/change", "signing, by private link and code"),
    ("GET /sign/talks", "signing, by private link and code"),
    ("POST /sign/talks/{talk}/answers", "signing, by private link and code"),
    ("POST /sign/talks/{talk}/withdrawal", "signing, by private link and code"),
    ("GET /sign/notes", "signing, by private link and code"),
    ("POST /sign/notes", "signing, by private link and code"),
    ("GET /sign/compare/{version}", "signing, by private link and code"),
    ("GET /sign/pass", "signing, by private link and code"),
    ("POST /sign/pass", "signing, by private link and code"),
    ("GET /sign/document", "signing, by private link and code"),
    ("GET /sign/agreement.pdf", "signing, by private link and code"),
    ("GET /sign/agreement.docx", "signing, by private link and code"),
    ("GET /sign/evidence", "signing, by private link and code"),
    ("GET /sign/{token}", "signing, by private link and code"),
    ("POST /sign/{token}", "signing, by private link and code"),
    ("POST /sign/{token}/renewal", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/codes", "signing, by private link and code"),
    ("GET /api/v1/signing/{token}/signature", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/signature", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/reading", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/refusal", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/pass", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/agreement.pdf", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/agreement.docx", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/evidence", "signing, by private link and code"),
    ("GET /verify", "whoever holds a PDF file may ask whether it is one of ours"),
    ("POST /verify", "whoever holds a PDF file may ask whether it is one of ours"),
    ("POST /api/v1/verify", "whoever holds a PDF file may ask whether it is one of ours"),
    ("POST /api/v1/signing/{token}/compare/{version}", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/talks", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/talks/reading", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/talks/{talk}/answers", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/talks/{talk}/withdrawal", "signing, by private link and code"),
    ("POST /api/v1/signing/{token}/notes", "signing, by private link and code"),
];

/// An address with its method; parts in braces differ per record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub(super) path: String,
    pub(super) method: String,
}

impl Address {
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(super) fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    pub(super) fn is_public(&self) -> bool {
        PUBLIC.iter().any(|(name, _)| *name == self.name())
    }

    pub(super) fn is_of_record(&self) -> bool {
        self.path.contains("{number}")
    }

    pub(super) fn is_get(&self) -> bool {
        self.method == "GET"
    }

    pub(super) fn verb(&self) -> Method {
        self.method.parse().unwrap()
    }
}

/// Every address: pages first, then operations, each in the order of the alphabet.
pub(super) fn all() -> Vec<Address> {
    let sources = files("crates/server/src", &[".rs"]);
    let mut all: Vec<Address> = sources.iter().flat_map(|source| pages_in(source.product_text())).collect();
    let made: usize = sources.iter().map(|source| made_in(source.product_text())).sum();
    // the files of the shell, which are nobody's secret, and the steps of a proposal
    assert_eq!(made, 2, "an address that is made at run time must be listed here by hand");
    for step in Step::ALL.iter().filter(|step| **step != Step::Check) {
        let path = format!("/secondments/{{number}}/propose/{}", step.slug());
        all.extend(["GET", "POST"].map(|method| Address { path: path.clone(), method: method.to_owned() }));
    }
    all.extend(operations());
    all.sort();
    all.dedup();
    all
}

/// How many addresses of a source text are made at run time.
fn made_in(text: &str) -> usize {
    text.split(".route(").skip(1).filter(|part| !part.trim_start().starts_with('"')).count()
}

/// The addresses in `.route("/path", get(..).post(..))` of a source text, but for those made at run time.
fn pages_in(text: &str) -> Vec<Address> {
    let mut found = Vec::new();
    for part in text.split(".route(").skip(1) {
        let call = balanced(part);
        let path = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
        let Some(path) = path else { continue };
        let methods = ["get", "post", "put", "delete", "patch"];
        let before = found.len();
        for method in methods.iter().filter(|method| calls(call, method)) {
            found.push(Address { path: path.to_owned(), method: method.to_uppercase() });
        }
        assert!(found.len() > before, "no method found in {call}");
    }
    found
}

/// Whether the text calls the routing function of that name.
fn calls(call: &str, method: &str) -> bool {
    let name = format!("{method}(");
    call.match_indices(&name).any(|(at, _)| {
        let before = call[..at].chars().next_back();
        before.is_some_and(|c| c == '.' || c.is_whitespace())
    })
}

/// The text up to the parenthesis that closes the call.
fn balanced(text: &str) -> &str {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn operations() -> Vec<Address> {
    let described = serde_json::to_value(crate::app::openapi()).unwrap();
    let paths = described["paths"].as_object().unwrap().clone();
    let mut all = Vec::new();
    for (path, methods) in paths {
        let names = methods.as_object().unwrap().keys();
        let verbs = names.filter(|name| ["get", "post", "put", "delete", "patch"].contains(&name.as_str()));
        all.extend(verbs.map(|verb| Address { path: path.clone(), method: verb.to_uppercase() }));
    }
    all
}

#[test]
fn addresses_are_found_in_the_source() {
    let text = r#"Router::new().route("/a", get(x).post(y)) .route(
            "/b/{id}",
            post(go::get_it).layer(L::new()),
        )"#;
    let names: Vec<String> = pages_in(text).iter().map(Address::name).collect();
    assert_eq!(names, ["GET /a", "POST /a", "POST /b/{id}"]);
    let all = all();
    assert!(all.len() > 80, "{}", all.len());
    let stale: Vec<_> =
        PUBLIC.iter().filter(|(name, _)| !all.iter().any(|one| one.name() == *name)).collect();
    assert!(stale.is_empty(), "these are no addresses any more: {stale:?}");
}
