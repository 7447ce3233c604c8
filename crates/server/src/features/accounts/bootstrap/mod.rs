//! The first administrator: a one-time link, printed where the product is started, sets up an organisation and
//! the person who runs it. There is no default account.

pub mod pages;

use sojourn_kit::auth::{Token, check_password, context_words};
use sojourn_kit::db::is_duplicate;
use sojourn_kit::error::{Error, FieldErrors, Result};

use super::events::{Founded, RoleGranted};
use super::links::store::{self as link_store, Purpose};
use super::{model, proof, roles, store};
use crate::actor::{AccountId, Actor, OrganisationId, Role};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::organisations::{self, Organisation, OrganisationKind};
use crate::features::people;

/// A link for a first administrator, which works once within 24 hours. Earlier ones stop working.
///
/// # Errors
/// When the database refuses.
pub async fn link(app: &App) -> Result<String> {
    let mut cx = open(app, &Meta::default()).await?;
    link_store::stop_bootstrap(&mut cx).await?;
    let token = Token::fresh();
    let expires_at = cx.now() + model::BOOTSTRAP_LIFE;
    link_store::insert(&mut cx, &token, None, Purpose::Bootstrap, expires_at).await?;
    cx.commit().await?;
    Ok(format!("{}/bootstrap/{}", app.config.base_url, token.reveal()))
}

/// [`link`], if nobody can sign in yet; for the start of the server.
///
/// # Errors
/// When the database refuses.
pub async fn link_if_empty(app: &App) -> Result<Option<String>> {
    let mut tx = app.db.read().await?;
    if store::any(&mut tx).await? {
        return Ok(None);
    }
    drop(tx);
    link(app).await.map(Some)
}

async fn open(app: &App, meta: &Meta) -> Result<Cx> {
    Ok(Cx::new(app.clone(), Actor::product("first administrator"), app.db.write().await?, meta.clone()))
}

/// What the form asks.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct Input {
    organisation: String,
    legal_name: String,
    country: String,
    currency: String,
    given_name: String,
    family_name: String,
    email: String,
    password: String,
}

/// An [`Input`] that holds together.
struct Valid {
    organisation: String,
    legal_name: String,
    country: String,
    currency: String,
    email: String,
}

impl Input {
    fn check(&self) -> Result<Valid> {
        let mut wrong = FieldErrors::default();
        let mut text = |field: &str, value: &str, sentence: &str| {
            let value = value.trim();
            if value.is_empty() || value.chars().count() > 200 {
                wrong.add(field, sentence);
            }
            value.to_owned()
        };
        let organisation =
            text("organisation", &self.organisation, "Enter what people call your organisation");
        let legal_name = text("legal_name", &self.legal_name, "Enter the name that stands in contracts");
        let given_name = text("given_name", &self.given_name, "Enter your given name");
        let family_name = text("family_name", &self.family_name, "Enter your family name");
        let country = self.country.trim().to_ascii_uppercase();
        if country.len() != 2 || !country.bytes().all(|b| b.is_ascii_uppercase()) {
            wrong.add("country", "Enter the two letters of the country, like GB");
        }
        let currency = sojourn_money::currency(&self.currency).map(|currency| currency.code().to_owned());
        if currency.is_err() {
            wrong.add("currency", "Enter the three letters of the currency, like GBP");
        }
        let email = model::address(&self.email);
        if !model::is_address(&email) {
            wrong.add("email", "Enter your work email, like name@example.org");
        }
        let context = context_words(&[&organisation, &legal_name, &given_name, &family_name, &email]);
        if let Err(refusal) = check_password(&self.password, &context) {
            wrong.add("password", refusal.to_string());
        }
        wrong.check()?;
        Ok(Valid { organisation, legal_name, country, currency: currency.unwrap_or_default(), email })
    }
}

/// Whether the link would still work. Changes nothing.
async fn works(app: &App, meta: &Meta, text: &str) -> Result<bool> {
    proof::link_allowed(app, meta)?;
    let Some(token) = Token::parse(text) else { return Ok(false) };
    let mut cx =
        Cx::new(app.clone(), Actor::product("first administrator"), app.db.read().await?, meta.clone());
    link_store::works(&mut cx, &token, Purpose::Bootstrap).await
}

/// Sets everything up, in one transaction that uses the link up: of several who try at once, one succeeds.
///
/// # Errors
/// Invalid when a field is wrong, which leaves the link as it is; [`Error::NotFound`] when it does not work.
async fn found(app: &App, meta: &Meta, text: &str, input: &Input) -> Result<(Cx, AccountId)> {
    let token = Token::parse(text).ok_or(Error::NotFound)?;
    let valid = input.check()?;
    let hash = proof::hash(app, &input.password).await?;
    let mut cx = open(app, meta).await?;
    link_store::use_up(&mut cx, &token, Purpose::Bootstrap).await?.ok_or(Error::NotFound)?;
    link_store::stop_bootstrap(&mut cx).await?;
    let organisation = insert_organisation(&mut cx, &valid).await?;
    let (given, family) = (input.given_name.trim(), input.family_name.trim());
    let person =
        people::store::insert_contact(&mut cx, organisation, given, family, &valid.email, "Administrator")
            .await?;
    let account = store::insert(&mut cx, person, &valid.email, Some(hash))
        .await
        .map_err(|error| taken(error, "email", "Another account uses this address already"))?;
    cx.record(&Founded { organisation, person, account }).await?;
    for role in [Role::SysAdmin, Role::ProgrammeAdmin] {
        let from_date = cx.today();
        let id = roles::store::insert(&mut cx, person, organisation, role, (from_date, None)).await?;
        let role = role.as_str().to_owned();
        cx.record(&RoleGranted { organisation, person, id, role, from_date, to_date: None }).await?;
    }
    tracing::info!(%organisation, "the first administrator of an organisation was set up");
    Ok((cx, account))
}

async fn insert_organisation(cx: &mut Cx, valid: &Valid) -> Result<OrganisationId> {
    let id = OrganisationId::new(cx.now());
    let organisation = Organisation {
        id,
        name: valid.organisation.clone(),
        legal_name: valid.legal_name.clone(),
        kind: OrganisationKind::Member,
        country: valid.country.clone(),
        currency: valid.currency.clone(),
        version: 1,
    };
    organisations::store::insert(cx, &organisation)
        .await
        .map_err(|error| taken(error, "organisation", "There is an organisation of this name already"))?;
    Ok(id)
}

fn taken(error: Error, field: &str, sentence: &str) -> Error {
    if is_duplicate(&error) { Error::field(field, sentence) } else { error }
}
