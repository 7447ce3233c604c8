//! Agreements of the named world brought along: for tests, the demo and the screenshots.

use sojourn_kit::args;
use sojourn_kit::auth::{Token, TokenHash};
use sojourn_kit::error::{Error, Result};

use super::model::{Agreement, Signatory, SignatoryStatus, Typed};
use super::signing::{Proof, act, codes, links};
use super::wording::actions as wording;
use super::wording::particulars::{AbroadInput, ParticularsInput};
use super::{issuing, store};
use crate::actor::{Actor, Role, SessionId, Way};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::secondments::Record;
use crate::features::{people, secondments};

/// Sends the drafted agreement of a record for signature, as the mobility manager of its home.
///
/// # Errors
/// When something is missing in it, or the database does not answer.
pub async fn issued(app: &App, number: &str) -> Result<()> {
    let mut cx = as_desk(app, number).await?;
    let (id, _) = ids(&mut cx, number).await?;
    let mut record = secondments::store::load_by_id(&mut cx, id).await?;
    let draft = store::newest(&mut cx, id).await?.ok_or(Error::NotFound)?;
    let version = across_the_border(&mut cx, &record, &draft).await?;
    issuing::issue(&mut cx, &mut record, version).await?;
    cx.commit().await
}

/// Fills in what crossing a border asks for, if it is open; answers the version of the draft afterwards.
async fn across_the_border(cx: &mut Cx, record: &Record, draft: &Agreement) -> Result<i64> {
    let facts = &draft.paper.facts;
    let Some(abroad) = facts.more.abroad.as_ref().filter(|abroad| abroad.visa.is_empty()) else {
        return Ok(draft.version);
    };
    let known = |told: &String, usual: &str| if told.is_empty() { usual.to_owned() } else { told.clone() };
    // long enough for every extension that the stories tell
    let ends = facts.term.end + chrono::Duration::days(730);
    let input = ParticularsInput {
        revision: draft.version,
        answers: facts.more.answers.clone(),
        abroad: Some(AbroadInput {
            home_country: known(&abroad.home_country, "Australia"),
            host_country: known(&abroad.host_country, "the United Kingdom"),
            local_entity: String::new(),
            visa: "a work visa".to_owned(),
            visa_ends: Some(ends),
            certificate: "a certificate of coverage".to_owned(),
            certificate_ends: Some(ends),
        }),
        contract_ends: facts.more.contract_ends,
    };
    Ok(wording::fill_in(cx, record, &input).await?.version)
}

/// The revision of the newest text.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn revision(app: &App, number: &str) -> Result<i64> {
    let mut cx = as_desk(app, number).await?;
    let (id, _) = ids(&mut cx, number).await?;
    Ok(store::newest(&mut cx, id).await?.ok_or(Error::NotFound)?.version)
}

/// A piece of work of whoever runs secondments at the home of a record, writing, without HTTP.
///
/// # Errors
/// When nobody does, or the database does not answer.
pub async fn as_desk(app: &App, number: &str) -> Result<Cx> {
    let mut cx = Cx::new(
        app.clone(),
        Actor::product("telling a story of the demo world"),
        app.db.write().await?,
        Meta::default(),
    );
    let (_, home) = ids(&mut cx, number).await?;
    let desk = store::desk(&mut cx, home).await?;
    let who = desk.first().ok_or_else(|| Error::internal("nobody runs secondments at home"))?;
    become_person(&mut cx, *who).await?;
    Ok(cx)
}

/// Has everybody sign in order, the outside host by the link and the code from the letters.
///
/// # Errors
/// When the agreement is not out for signature, or the database does not answer.
pub async fn executed(app: &App, number: &str) -> Result<()> {
    while let Some(next) = sign_next(app, number).await? {
        tracing::debug!(signatory = %next, "signed");
    }
    Ok(())
}

/// Who is asked to sign now.
///
/// # Errors
/// When there is no agreement, or the database does not answer.
pub async fn next_to_sign(app: &App, number: &str) -> Result<Option<String>> {
    let mut cx = Cx::new(
        app.clone(),
        Actor::product("telling a story of the demo world"),
        app.db.read().await?,
        Meta::default(),
    );
    let (id, _) = ids(&mut cx, number).await?;
    let agreement = store::newest(&mut cx, id).await?.ok_or(Error::NotFound)?;
    let signatories = store::signatories(&mut cx, agreement.id).await?;
    Ok(signatories.into_iter().find(|s| s.status == SignatoryStatus::Asked).map(|s| s.name))
}

/// Has the next in order sign, and answers their name; nothing when all have signed.
///
/// # Errors
/// As [`executed`].
pub async fn sign_next(app: &App, number: &str) -> Result<Option<String>> {
    let mut cx = Cx::new(
        app.clone(),
        Actor::product("telling a story of the demo world"),
        app.db.write().await?,
        Meta::default(),
    );
    let (id, _) = ids(&mut cx, number).await?;
    let agreement = store::newest(&mut cx, id).await?.ok_or(Error::NotFound)?;
    let signatories = store::signatories(&mut cx, agreement.id).await?;
    let Some(next) = signatories.into_iter().find(|s| s.status == SignatoryStatus::Asked) else {
        return Ok(None);
    };
    become_person(&mut cx, next.person).await?;
    let mut record = secondments::store::load_by_id(&mut cx, id).await?;
    let proof = if next.has_account {
        Proof::Session { id: SessionId::new(cx.now()), at: cx.now() }
    } else {
        cx.actor.way = Way::Link;
        by_letter(&mut cx, &record.secondment, &next).await?
    };
    let typed = Typed {
        name: next.name.clone(),
        role: next.capacity.split(", ").next().unwrap_or_default().to_owned(),
        document: agreement.issued()?,
        enough: false,
    };
    act::sign(&mut cx, &mut record, &next, &typed, &proof).await?;
    cx.commit().await?;
    Ok(Some(next.name))
}

/// Finds the private link in the letter, asks for a code in a browser of its own, and enters it.
async fn by_letter(cx: &mut Cx, s: &secondments::Secondment, signatory: &Signatory) -> Result<Proof> {
    let letter = newest_letter(cx, "signature_asked", &signatory.email).await?;
    let token = token_in(&letter).ok_or_else(|| Error::internal("a letter without a link"))?;
    links::find(cx, &token).await?.ok_or_else(|| Error::internal("the link leads nowhere"))?;
    let browser: TokenHash = Token::fresh().hash();
    codes::send(cx, s, signatory, browser).await?;
    let letter = newest_letter(cx, "signing_code", &signatory.email).await?;
    let code = code_in(&letter).ok_or_else(|| Error::internal("a letter without a code"))?;
    codes::enter(cx, signatory, &browser, &code).await?;
    let proven = codes::proven(cx, signatory.id, &browser).await?;
    let (id, at) = proven.ok_or_else(|| Error::internal("the code from the letter was refused"))?;
    Ok(Proof::Code { id, at })
}

/// The text of the newest letter of a kind to an address.
///
/// # Errors
/// When there is none.
pub async fn newest_letter(cx: &mut Cx, kind: &str, address: &str) -> Result<String> {
    let sql = "SELECT body FROM outbox WHERE kind = $1 AND to_address = $2 ORDER BY created_at DESC, id DESC LIMIT 1";
    let row = cx.tx.one(sql, args![kind, address]).await?;
    row.ok_or_else(|| Error::internal(format!("no letter {kind} to {address}")))?.get("body")
}

/// The token of the private link in a letter.
#[must_use]
pub fn token_in(letter: &str) -> Option<Token> {
    let rest = letter.split_once("/sign/")?.1;
    Token::parse(rest.get(..64)?)
}

/// The six digits in a letter.
#[must_use]
pub fn code_in(letter: &str) -> Option<String> {
    letter.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6).map(str::to_owned)
}

async fn ids(cx: &mut Cx, number: &str) -> Result<(secondments::SecondmentId, crate::actor::OrganisationId)> {
    let sql = "SELECT id, home_organisation_id FROM secondments WHERE number = $1";
    let row = cx.tx.one(sql, args![number]).await?.ok_or(Error::NotFound)?;
    Ok((row.get("id")?, row.get("home_organisation_id")?))
}

async fn become_person(cx: &mut Cx, person: crate::actor::PersonId) -> Result<()> {
    let who = people::store::brief(cx, person).await?;
    let sql = "SELECT organisation_id, role FROM roles WHERE person_id = $1 AND secondment_id IS NULL";
    let rows = cx.tx.all(sql, args![person]).await?;
    let mut roles = Vec::new();
    for row in rows {
        if let Some(role) = Role::parse(&row.get::<String>("role")?) {
            roles.push((row.get("organisation_id")?, role));
        }
    }
    cx.actor = Actor {
        account: None,
        person,
        organisation: who.organisation,
        organisation_name: who.organisation_name,
        name: who.name,
        job_title: who.job_title,
        roles,
        manages: false,
        // as if they had just signed in, so that the history names them
        way: Way::Session { id: SessionId::new(cx.now()), fresh_at: cx.now() },
        owes_factor: false,
    };
    Ok(())
}
