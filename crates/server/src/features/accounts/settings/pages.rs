//! How the pages look in this browser.

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use serde::Deserialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply};

use super::tabs;
use crate::app::App;
use crate::door::Door;
use crate::page::{frame, render};
use crate::shell::{
    Density, FieldKind, FieldOption, FieldView, Frame, LOOK_COOKIE, Look, Place, Tabs, Theme,
};

/// The addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/settings", get(page)).route("/settings/look", post(save_look))
}

#[derive(Template)]
#[template(path = "features/accounts/settings/look.html")]
struct LookPage {
    frame: Frame,
    tabs: Tabs,
    fields: Vec<FieldView>,
}

async fn page(door: Door) -> Result<Reply> {
    let frame = frame(&door, "Settings", Some(Place::Settings));
    let fields = fields(frame.look);
    render(&LookPage { tabs: tabs(&door.actor, "/settings"), frame, fields })
}

fn fields(look: Look) -> Vec<FieldView> {
    let theme = FieldView::new("theme", "Colours").value(look.theme.word()).radios(vec![
        FieldOption::new(Theme::Device.word(), "As the device says"),
        FieldOption::new(Theme::Light.word(), "Light"),
        FieldOption::new(Theme::Dark.word(), "Dark"),
    ]);
    let density = FieldView::new("density", "Room between rows").value(look.density.word()).radios(vec![
        FieldOption::new(Density::Roomy.word(), "Roomy"),
        FieldOption::new(Density::Compact.word(), "Compact"),
    ]);
    let keys = FieldView::new("keys", "Single keys work as shortcuts, such as / for Find")
        .kind(FieldKind::Tick)
        .value(if look.keys { "yes" } else { "" });
    vec![theme, density, keys]
}

#[derive(Debug, Deserialize)]
struct LookInput {
    #[serde(default)]
    theme: String,
    #[serde(default)]
    density: String,
    #[serde(default)]
    keys: String,
}

async fn save_look(door: Door, Fields(input): Fields<LookInput>) -> Result<Reply> {
    let look = Look {
        theme: Theme::read(&input.theme),
        density: Density::read(&input.density),
        keys: input.keys == "yes",
    };
    let secure = if door.app().config.secure_cookies() { "; Secure" } else { "" };
    let cookie = format!(
        "{LOOK_COOKIE}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}",
        look.to_cookie()
    );
    Ok(Reply::see("/settings").cookie(cookie).flash("Saved for this browser."))
}
