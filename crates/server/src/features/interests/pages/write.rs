//! Saying what one would like, and changing it.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::access::Sight;
use super::super::model::{Interest, Wish};
use super::super::{actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::Kind;
use crate::page::{frame, render};
use crate::shell::{Crumbs, ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Link, Place, Width};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/interests/pages/write.html")]
struct WritePage {
    frame: Frame,
    crumbs: Crumbs,
    heading: &'static str,
    errors: ErrorSummary,
    fields: [FieldView; 8],
    action: String,
    version: i64,
    back: String,
}

/// `GET /interests/new`
pub async fn open(door: Door) -> Result<Reply> {
    form(&door, None, &Form::default())
}

/// `POST /interests/new`
pub async fn write(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let wish = read(&cx, &mut sent);
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::write(&mut cx, wish).await))? {
        Ok(interest) => {
            let reply = Reply::see(format!("/interests/{}", interest.number));
            cx.finish(reply.flash("Saved. Only you can read it until you share it.")).await
        }
        Err(errors) => form(&door, None, &sent.with(errors)),
    }
}

/// `GET /interests/{interest}/edit`
pub async fn edit(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let interest = own(&mut cx, &number).await?;
    form(&door, Some(&interest), &filled(&interest))
}

/// `POST /interests/{interest}/edit`
pub async fn change(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let interest = own(&mut cx, &number).await?;
    let mut sent = Form::sent(fields);
    let wish = read(&cx, &mut sent);
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::change(&mut cx, &number, sent.version(), wish).await))? {
        Ok(_) => cx.finish(Reply::see(format!("/interests/{number}")).flash("Saved.")).await,
        Err(errors) => form(&door, Some(&interest), &sent.with(errors)),
    }
}

async fn own(cx: &mut Cx, number: &str) -> Result<Interest> {
    let (interest, sight) = store::load(cx, number).await?;
    if sight == Sight::Own { Ok(interest) } else { Err(Error::Forbidden) }
}

fn read(cx: &Cx, sent: &mut Form) -> Wish {
    Wish {
        wish: sent.text("wish"),
        purpose: sent.text("purpose"),
        skills: sent.text("skills"),
        kind: Kind::parse(&sent.text("kind")),
        place: sent.text("place"),
        from_on: sent.day("from_on", cx.today()),
        weeks: sent.number("weeks", "Write a number of weeks, such as 12"),
        fte_bp: sent.share(),
    }
}

fn filled(interest: &Interest) -> Form {
    let w = &interest.wish;
    Form::default()
        .put("wish", w.wish.clone())
        .put("purpose", w.purpose.clone())
        .put("skills", w.skills.clone())
        .put("kind", w.kind.map_or("", |kind| kind.as_str()))
        .put("place", w.place.clone())
        .put("from_on", w.from_on.map(sojourn_calendar::format::long).unwrap_or_default())
        .put("weeks", w.weeks.map(|weeks| weeks.to_string()).unwrap_or_default())
        .put("share", w.fte_bp.to_string())
        .put("version", interest.version.to_string())
}

fn form(door: &Door, of: Option<&Interest>, sent: &Form) -> Result<Reply> {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Swap);
    let kinds = std::iter::once(FieldOption::new("", "I don’t mind"))
        .chain(kinds.map(|kind| FieldOption::new(kind.as_str(), kind.label())))
        .collect();
    let fields = [
        sent.field("wish", "What would you like to do?")
            .hint("A few words, such as “Work with customers in Sales”."),
        sent.field("purpose", "What for?")
            .lines()
            .hint("What you and your team would have of it.")
            .optional(),
        sent.field("skills", "What do you bring, and what do you want to learn?").lines().optional(),
        sent.field("kind", "Which kind of place?").select(kinds).optional(),
        sent.field("place", "Where?").hint("A city, a team, an organisation, or from home.").optional(),
        sent.field("from_on", "From when?").date().hint("For example, 1 March 2027").optional(),
        sent.field("weeks", "For how many weeks?").kind(FieldKind::Number).width(Width::Short).optional(),
        sent.share_field(),
    ];
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    let heading = if of.is_some() { "Change what you’d like" } else { "Say what you’d like" };
    let (action, back) = match of {
        Some(i) => (format!("/interests/{}/edit", i.number), format!("/interests/{}", i.number)),
        None => ("/interests/new".to_owned(), "/interests".to_owned()),
    };
    let page = WritePage {
        frame: frame(door, heading, Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("What I’d like", "/interests")],
            heading,
        ),
        heading,
        errors,
        fields,
        action,
        version: sent.text("version").parse().unwrap_or_else(|_| of.map_or(1, |i| i.version)),
        back,
    };
    Ok(sent.status(render(&page)?))
}
