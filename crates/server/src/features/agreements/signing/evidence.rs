//! What proves a signature: who, what exactly, how they were known, from where and when.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sojourn_kit::error::Result;
use sojourn_papers::SignMethod;

use super::{Proof, links, store, views};
use crate::cx::Cx;
use crate::features::agreements::considering;
use crate::features::agreements::model::{Agreement, Signatory, Typed};
use crate::features::agreements::passing::store as passes;
use crate::features::secondments::Secondment;

/// The version of [`consent`]; it changes when the words do.
pub const CONSENT_ID: &str = "consent-1";

/// The sentence beside the box.
#[must_use]
pub fn consent(version: i64, for_whom: &str) -> String {
    format!("I have read version {version} and can sign for {for_whom}. I agree to sign electronically.")
}

/// For whom a signatory signs, as the consent says it.
#[must_use]
pub fn signs_for(signatory: &Signatory, agreement: &Agreement) -> String {
    let facts = &agreement.paper.facts;
    let internal = facts.structure == sojourn_papers::Structure::Internal;
    let name = |party: &sojourn_papers::Party| {
        if internal { party.unit.clone() } else { party.organisation.clone() }
    };
    match signatory.side {
        sojourn_papers::Side::Secondee => "myself".to_owned(),
        sojourn_papers::Side::Home => name(&facts.home),
        sojourn_papers::Side::Host => name(&facts.host),
    }
}

/// The letter that asked for the signature, as far as we know what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// Its `Message-ID`.
    pub message_id: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// `waiting`, `sent` or `failed`.
    pub state: String,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

/// The event before the signature in the chain of the home organisation.
#[derive(Debug, Clone, Serialize)]
pub struct Previous {
    /// Its place in the chain.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// How the certificate says they were known.
#[must_use]
pub fn method(signatory: &Signatory) -> SignMethod {
    if signatory.has_account { SignMethod::Account } else { SignMethod::LinkAndCode }
}

/// The record of evidence for one signature: with who passed it to whom, how often the text was shown to the signer,
/// which letter asked for it, what happened last before it, and which key will seal the paper. It holds no token and
/// no code.
///
/// # Errors
/// When the database does not answer.
pub async fn gather(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatory: &Signatory,
    typed: &Typed,
    proof: &Proof,
) -> Result<Value> {
    let words = consent(agreement.number, &signs_for(signatory, agreement));
    let link = links::newest(cx, signatory.id).await?.map(|link| link.public_id());
    let mut passes = passes::of_agreement(cx, agreement.id).await?;
    passes.retain(|pass| pass.signatory == signatory.id);
    let views = views::of(cx, signatory).await?;
    let letter = store::asking_letter(cx, s.id, &signatory.email).await?;
    let previous = store::newest_event(cx, s.home_organisation).await?;
    let sealing = cx.app.sealing.key(cx.now())?.certificate();
    Ok(json!({
        "schema": 2,
        "agreement": agreement.id,
        "agreement_version": agreement.number,
        "document_sha256": hex::encode(typed.document),
        "consent": { "id": CONSENT_ID, "text": words, "sha256": hash(&words), "ticked_at": cx.now() },
        "asserted": {
            "name": &typed.name,
            "role": &typed.role,
            "printed_name": &signatory.name,
            "capacity": &signatory.capacity,
            "email": &signatory.email,
            "organisation": &cx.actor.organisation_name,
        },
        "request_letter": letter,
        "views": views,
        "previous_event": previous,
        "sealing_certificate_sha256": sealing,
        "form": "typed",
        "time_to_consider": considering::evidence(agreement, signatory, typed.enough, cx.today()),
        "authentication": how(proof, signatory),
        "link": link,
        "passed": passes,
        "address": &cx.meta.address,
        "user_agent": &cx.meta.user_agent,
        "request": &cx.meta.request_id,
        "signed_at": cx.now(),
        "time_source": "server clock, UTC",
    }))
}

fn how(proof: &Proof, signatory: &Signatory) -> Value {
    let way = if signatory.has_account { "account" } else { "private link" };
    match proof {
        Proof::Session { id, at } => {
            json!({ "way": way, "method": "session", "session": id, "proven_at": at })
        }
        Proof::Code { id, at } => {
            json!({ "way": way, "method": "mailed code", "code": id, "address": &signatory.email, "proven_at": at })
        }
    }
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
