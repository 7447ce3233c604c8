//! Who was asked to agree to a proposal that somebody else wrote, and who agreed: rows are added, never changed.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::error::Result;
use sojourn_kit::ids::uuid_v7;

use crate::cx::Cx;
use crate::features::secondments::Secondment;

/// What the secondee said to a proposal that somebody else wrote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Consent {
    /// When the secondee was last asked.
    pub asked_at: Option<DateTime<Utc>>,
    /// When they last agreed, and to which version of the record.
    pub agreed: Option<(DateTime<Utc>, i64)>,
}

impl Consent {
    /// Whether the secondee agrees to the record as it stands: their own needs no asking, and a change after
    /// they agreed is asked about again.
    #[must_use]
    pub fn is_given(&self, s: &Secondment) -> bool {
        s.author == s.secondee || self.agreed.is_some_and(|(_, version)| version == s.version)
    }
}

/// What is known of the secondee's consent.
///
/// # Errors
/// When the database does not answer.
pub async fn consent(cx: &mut Cx, s: &Secondment) -> Result<Consent> {
    let sql = "SELECT fact, version, at FROM proposal_consents WHERE secondment_id = $1 ORDER BY at, id";
    let mut consent = Consent::default();
    for row in cx.tx.all(sql, args![s.id]).await? {
        let at: DateTime<Utc> = row.get("at")?;
        if row.get::<String>("fact")? == "agreed" {
            consent.agreed = Some((at, row.get("version")?));
        } else {
            consent.asked_at = Some(at);
        }
    }
    Ok(consent)
}

/// Keeps that the secondee was asked.
///
/// # Errors
/// When the database refuses.
pub async fn insert_asked(cx: &mut Cx, s: &Secondment) -> Result<()> {
    insert(cx, s, "asked").await
}

/// Keeps that the secondee agreed to the record in its present version.
///
/// # Errors
/// When the database refuses.
pub async fn insert_agreed(cx: &mut Cx, s: &Secondment) -> Result<()> {
    insert(cx, s, "agreed").await
}

async fn insert(cx: &mut Cx, s: &Secondment, fact: &str) -> Result<()> {
    let sql = "INSERT INTO proposal_consents (id, secondment_id, fact, version, person_id, at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = args![uuid_v7(cx.now()), s.id, fact, s.version, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}
