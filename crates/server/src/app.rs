//! The installation: what every request and job shares, and the router folded over the features.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::middleware;
use axum::routing::get;
use sojourn_kit::auth::{Limits, Passwords};
use sojourn_kit::clock::Clock;
use sojourn_kit::config::Config;
use sojourn_kit::db::Db;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{self, Https, Reply};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use crate::door::{api_door, page_door};
use crate::features::FEATURES;
use crate::health;
use crate::patience::{self, Patience};
use crate::sealing::Sealing;
use crate::shell::assets;

/// The installation. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Installation>);

/// What an installation is made of.
pub struct Installation {
    /// What the operator chose.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Password hashing, a few at a time.
    pub passwords: Passwords,
    /// Brakes on repeated tries.
    pub limits: Limits,
    /// The key that seals signed agreements.
    pub sealing: Sealing,
    /// Whether this is the demonstration, where letters can be read on a page.
    pub demo: bool,
    /// Whether the process has been told to stop.
    draining: AtomicBool,
}

impl Deref for App {
    type Target = Installation;
    fn deref(&self) -> &Installation {
        &self.0
    }
}

impl App {
    /// An installation on an open, migrated database.
    ///
    /// # Errors
    /// When the machine has no randomness to start the password service with.
    pub fn try_new(config: Config, db: Db, clock: Clock, demo: bool) -> Result<Self> {
        let passwords = Passwords::try_new().map_err(Error::internal)?;
        // a whole company signs in from one machine to the demo
        let limits = Limits::widened(if demo { 100 } else { 1 });
        let sealing = Sealing::new(&config, demo);
        Ok(Self(Arc::new(Installation {
            sealing,
            config,
            db,
            clock,
            passwords,
            limits,
            demo,
            draining: AtomicBool::new(false),
        })))
    }

    /// Says that the process stops soon: from now on `/readyz` answers 503, everything else goes on.
    pub fn begin_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the process has been told to stop.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Everything that answers requests.
    pub fn router(&self) -> Router {
        let pages = FEATURES
            .iter()
            .fold(Router::new(), |router, feature| router.merge((feature.pages)()))
            .fallback(not_there)
            .layer(middleware::from_fn(web::same_site_only))
            .layer(middleware::from_fn_with_state(self.clone(), page_door));
        let api = api_router()
            .split_for_parts()
            .0
            .fallback(not_there)
            .layer(middleware::from_fn(api_door))
            .layer(middleware::from_fn(web::problem_door));
        Router::new()
            .nest("/api/v1", api)
            .route(&format!("{}{{*path}}", assets::PREFIX), get(assets::serve))
            .route("/favicon.ico", get(favicon))
            .merge(pages)
            .layer(middleware::from_fn(web::remember_body))
            .layer(middleware::from_fn_with_state(Patience::new(self.clone()), patience::bounded))
            .merge(health::routes())
            .layer(middleware::from_fn_with_state(Https(self.config.secure_cookies()), web::security_headers))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn(web::with_request_id))
            .with_state(self.clone())
    }
}

/// The JSON operations of all features, with their description.
fn api_router() -> OpenApiRouter<App> {
    FEATURES.iter().fold(OpenApiRouter::new(), |router, feature| router.merge((feature.api)()))
}

/// The description of the JSON API, generated from the operations themselves.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut described = OpenApiRouter::<App>::new().nest("/api/v1", api_router()).split_for_parts().1;
    // the framework would name its own author
    described.info.contact = None;
    described.info.title = "Sojourn".to_owned();
    described.info.version = env!("CARGO_PKG_VERSION").to_owned();
    described.info.description =
        Some("Secondments: one record that home, host and secondee share.".to_owned());
    secured(described)
}

/// Names the key that every operation wants, but for those of a private link and the check of a file.
fn secured(mut described: OpenApi) -> OpenApi {
    let words = "A key for programs, made under Settings. A key of the scope `read` gets 403 for whatever changes \
                 something; without a key that works the answer is 401.";
    let scheme =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("sjk_…").description(Some(words));
    let components = described.components.get_or_insert_with(Components::default);
    components.add_security_scheme("key", SecurityScheme::Http(scheme.build()));
    described.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
    let is_open = |path: &str| PRIVATE_LINKS.iter().any(|start| path.starts_with(start)) || path == VERIFY;
    for (_, item) in described.paths.paths.iter_mut().filter(|(path, _)| is_open(path)) {
        for operation in
            [&mut item.get, &mut item.post, &mut item.put, &mut item.delete].into_iter().flatten()
        {
            operation.security = Some(vec![SecurityRequirement::default()]);
        }
    }
    described
}

/// Operations whose address holds a private link, which takes the place of a key.
const PRIVATE_LINKS: [&str; 3] =
    ["/api/v1/signing/", "/api/v1/feedback/links/", "/api/v1/host-answers/links/"];
/// Whoever holds a file may ask whether it is one of ours.
const VERIFY: &str = "/api/v1/verify";

/// A page without a head of ours, such as a printable agreement, makes browsers ask here for the mark.
async fn favicon() -> Reply {
    Reply::see(assets::url("mark.svg"))
}

async fn not_there() -> Error {
    Error::NotFound
}
