//! Changes after signing in words.

use serde_json::Value;

/// What was asked for, in a few words.
pub(super) fn change(payload: &Value) -> &'static str {
    match payload.get("kind").and_then(Value::as_str) {
        Some("extension") => "stay longer",
        Some("early_end") => "end early, by agreement",
        Some("recall") => "call back home",
        Some("removal") => "an end from the host’s side",
        Some("early_return") => "come back early",
        _ => "other terms",
    }
}

/// What a side said to it.
pub(super) fn change_answer(payload: &Value) -> String {
    let what = match payload.get("answer").and_then(Value::as_str) {
        Some("yes") => "agreed to a change",
        Some("no") => "did not agree to a change",
        _ => "asked a question about a change",
    };
    let side = payload.get("side").and_then(Value::as_str).unwrap_or("one side");
    format!("{what}, for {}: {}", if side == "secondee" { "themself" } else { side }, change(payload))
}
