//! An event as it is read again.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::words::{self, Wording};
use crate::features::secondments::Standing;

/// An event of a record, with the name of who did it.
#[derive(Debug, Clone)]
pub struct Happened {
    /// Its place in the chain of the organisation.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Its name.
    pub kind: String,
    /// Who did it, by name; “Sojourn” for what the product did by itself.
    pub who: String,
    /// How they came in, when not by a browser: "by a private link".
    pub way: &'static str,
    /// The details; none once they were erased.
    pub payload: Option<Value>,
}

/// An event in words, for this reader.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Told {
    /// Its place in the chain of the organisation.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Its stable name.
    pub kind: String,
    /// Who did it.
    pub who: String,
    /// What happened, in one sentence.
    pub sentence: String,
    /// What somebody wrote, for those who may read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

impl Happened {
    /// The event in words. What somebody wrote is left out for those who do not see that part of the record.
    #[must_use]
    pub fn told(&self, standing: &Standing) -> Told {
        let wording = words::find(&self.kind);
        let nothing = Value::Null;
        let payload = self.payload.as_ref().unwrap_or(&nothing);
        let did =
            wording.map_or_else(|| self.kind.replace(['.', '_'], " "), |wording| (wording.did)(payload));
        let way = if self.way.is_empty() { String::new() } else { format!(" {}", self.way) };
        Told {
            seq: self.seq,
            at: self.at,
            kind: self.kind.clone(),
            who: self.who.clone(),
            sentence: format!("{} {did}{way}", self.who),
            quote: wording.and_then(|wording| quote(wording, payload, standing)),
        }
    }
}

fn quote(wording: &Wording, payload: &Value, standing: &Standing) -> Option<String> {
    let (field, slice) = wording.quote?;
    let text = payload.get(field)?.as_str()?.trim();
    (standing.sees(slice) && !text.is_empty()).then(|| text.to_owned())
}
