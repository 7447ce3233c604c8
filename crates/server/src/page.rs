//! From a request to a page: the frame around it, with the navigation that this actor can use.

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{FLASH, FLASH_GONE, Reply};

use crate::actor::{Actor, Role};
use crate::app::App;
use crate::door::{Door, Guest};
use crate::shell::{ErrorPage, Flash, Frame, LOOK_COOKIE, Link, Look, Markup, Nav, Place, Who};

/// Room for a page from the start, in bytes, so that it is not moved again and again while it grows.
const ROOM: usize = 32 * 1024;

/// The frame of a page for a signed-in actor.
#[must_use]
pub fn frame(door: &Door, title: impl Into<String>, place: Option<Place>) -> Frame {
    let mut frame = bare(door.app(), door.headers(), title);
    frame.nav = nav(&door.actor, place, door.app().demo).count(Place::Opportunities, door.open_opportunities);
    frame.person = Some(Who { name: door.actor.name.clone(), relation: relation(&door.actor) });
    frame.organisation = Some(door.actor.organisation_name.clone());
    frame.find = may_find_people(&door.actor).then_some("/people");
    frame
}

/// The frame of a page for anybody.
#[must_use]
pub fn guest_frame(guest: &Guest, title: impl Into<String>) -> Frame {
    bare(&guest.app, &guest.headers, title)
}

fn bare(app: &App, headers: &HeaderMap, title: impl Into<String>) -> Frame {
    let now = app.clock.now();
    let mut frame = Frame::new(title, sojourn_kit::ids::uuid_v7(now).simple().to_string(), now);
    frame.look = cookie(headers, LOOK_COOKIE).map(|value| Look::from_cookie(&value)).unwrap_or_default();
    frame.flash = cookie(headers, FLASH).filter(|text| !text.is_empty()).map(Flash::good);
    frame
}

/// Whether a request brings a sentence for the page that answers it.
#[must_use]
pub fn brings_flash(headers: &HeaderMap) -> bool {
    cookie(headers, FLASH).is_some_and(|text| !text.is_empty())
}

/// The same answer; a page has shown the sentence, so the browser forgets it.
#[must_use]
pub fn flash_shown(mut response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if response.status().is_success() && kind.is_some_and(|kind| kind.starts_with("text/html")) {
        response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(FLASH_GONE));
    }
    response
}

/// The value of a cookie, its escapes undone.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let value = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)?
        .1;
    percent_encoding::percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Who may look people up: those who run secondments or the installation.
#[must_use]
pub fn may_find_people(actor: &Actor) -> bool {
    [Role::ProgrammeAdmin, Role::Hr, Role::SysAdmin].into_iter().any(|role| actor.holds_anywhere(role))
}

fn relation(actor: &Actor) -> String {
    actor
        .roles
        .iter()
        .map(|(_, role)| *role)
        .min()
        .map_or_else(|| actor.job_title.clone(), |role| role.label().to_owned())
}

fn nav(actor: &Actor, place: Option<Place>, demo: bool) -> Nav {
    let desk = actor.holds_anywhere(Role::ProgrammeAdmin) || actor.holds_anywhere(Role::Hr);
    let admin = actor.holds_anywhere(Role::SysAdmin);
    let covers = !actor.covered_organisations().is_empty();
    let mut main = vec![Place::Home, Place::Opportunities];
    main.extend(if covers { &[Place::Secondments][..] } else { &[Place::MySecondments, Place::Journal] });
    if actor.manages {
        main.push(Place::Team);
    }
    if actor.manages || covers {
        main.push(Place::Approvals);
        main.push(Place::Calendar);
    }
    main.push(Place::Tasks);
    let mut second = Vec::new();
    if desk || admin {
        second.extend([Place::People, Place::Organisations]);
    }
    if admin || desk {
        second.push(Place::Import);
    }
    if demo || admin || actor.holds_anywhere(Role::ProgrammeAdmin) {
        second.push(Place::Outbox);
    }
    second.extend([Place::Profile, Place::Settings]);
    Nav::new(&main, &second, place)
}

/// A template as a page. Flash is shown once: the page that shows it clears its cookie.
///
/// # Errors
/// When the template fails: a fault of the product.
pub fn render(page: &impl Template) -> Result<Reply> {
    let mut html = String::with_capacity(ROOM);
    page.render_into(&mut html).map_err(Error::internal)?;
    Ok(Reply::html(html))
}

/// A part of a page that another feature lays out, such as a panel of the record page.
///
/// # Errors
/// When the template fails: a fault of the product.
pub fn part(part: &impl Template) -> Result<Markup> {
    Markup::of(part).map_err(Error::internal)
}

/// A page for an error, with a way onward.
#[must_use]
pub fn error_page(app: &App, headers: &HeaderMap, error: &Error, request_id: &str) -> Reply {
    let page = ErrorPage {
        frame: bare(app, headers, error.heading()).with_errors(true),
        heading: error.heading().to_owned(),
        sentence: error.sentence(),
        onward: vec![Link::new("Go to Home", "/")],
        request_id: Some(request_id.to_owned()),
    };
    render(&page)
        .unwrap_or_else(|_| Reply::html(format!("<!doctype html><title>Error</title><p>{request_id}</p>")))
}
