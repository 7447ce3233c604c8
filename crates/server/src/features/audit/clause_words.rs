//! Events about the words of agreements: the clause library of an organisation, and what drafting takes from it.

use serde_json::Value;

use super::words::{Wording, told};

/// The wording of these kinds.
pub const WORDS: &[Wording] = &[
    told("clause.written", |v| format!("wrote {}", version(v))),
    told("clause.withdrawn", |v| format!("withdrew {}", version(v))),
    told("clause.wording_chosen", |v| format!("chose another usual wording of {}", head(v))),
    told("agreement.wording_chosen", |_: &Value| "chose form or wording of the agreement".to_owned()),
    told("agreement.wording_renewed", |_: &Value| {
        "took newer versions of clauses into the agreement".to_owned()
    }),
    told("agreement.particulars_changed", |_: &Value| "filled in particulars of clauses".to_owned()),
];

fn head(payload: &Value) -> String {
    payload
        .get("head")
        .and_then(Value::as_str)
        .map_or_else(|| "a clause".to_owned(), |code| format!("clause {code}"))
}

fn version(payload: &Value) -> String {
    let number = payload.get("number").and_then(Value::as_i64);
    let number = number.map_or_else(String::new, |number| format!("version {number} of "));
    format!("{number}the organisation’s own copy of {}", head(payload))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::words::WORDS as OTHERS;
    use super::*;

    #[test]
    fn they_stand_once_and_survive_erased_details() {
        for wording in WORDS {
            assert!(!OTHERS.iter().any(|other| other.kind == wording.kind), "{} twice", wording.kind);
            assert!(!(wording.did)(&Value::Null).is_empty());
        }
        let written = (WORDS[0].did)(&json!({"head": "CL-23", "number": 2}));
        assert_eq!(written, "wrote version 2 of the organisation’s own copy of clause CL-23");
    }
}
