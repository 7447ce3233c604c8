//! The list of open opportunities with its facets.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Search};

use super::card::Card;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::opportunities::model::{Length, ListQuery, Sort, Wanted, address};
use crate::features::opportunities::store::{self, Facets, Line};
use crate::features::secondments::Kind;
use crate::features::skills::{self, Candidate};
use crate::page;
use crate::shell::words::counted;
use crate::shell::{Downloads, Empty, FieldOption, FieldView, Frame, Link, Pager, Place};

/// Cards on one page.
const PAGE: usize = 12;

#[derive(Template)]
#[template(path = "features/opportunities/pages/list.html")]
struct ListPage {
    frame: Frame,
    open: i64,
    saved: i64,
    q: FieldView,
    sort: FieldView,
    sorted_by: String,
    kinds: Vec<Facet>,
    lengths: Vec<Facet>,
    places: Vec<Facet>,
    remote: (bool, i64),
    pills: Vec<(String, String)>,
    found: String,
    empty: Option<Empty>,
    cards: Vec<Card>,
    downloads: Downloads,
    pager: Pager,
    keep: String,
    back: String,
}

/// One choice of a facet.
struct Facet {
    value: String,
    label: String,
    count: i64,
    ticked: bool,
}

/// `GET /opportunities`
pub async fn show(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let wanted = query.check()?;
    let me = cx.actor.person;
    let candidate = skills::store::candidate(&mut cx, me).await?;
    let sort = sort_of(&wanted, &candidate);
    let (lines, has_more) = store::page(&mut cx, &wanted, sort, PAGE).await?;
    let facets = store::facets(&mut cx, &wanted).await?;
    let cards = cards(&mut cx, &lines, &candidate).await?;
    let page = ListPage {
        frame: page::frame(&door, "Opportunities", Some(Place::Opportunities)),
        open: facets.all,
        saved: facets.saved,
        q: FieldView::new("q", "Words").value(query.q.clone().unwrap_or_default()),
        sort: sort_field(sort),
        sorted_by: format!("Sorted by: {}", sort.label().to_lowercase()),
        kinds: facet(&facets.kinds, &wanted.kinds, |kind| {
            (kind.as_str().to_owned(), kind.label().to_owned())
        }),
        lengths: facet(&facets.lengths, &wanted.lengths, |one| {
            (one.as_str().to_owned(), one.label().to_owned())
        }),
        places: facet(&facets.places, &wanted.places, |place| (place.clone(), place.clone())),
        remote: (wanted.remote, facets.remote),
        pills: pills(&query, sort),
        found: counted(u64::try_from(facets.found).unwrap_or(0), "result", "results"),
        empty: cards.is_empty().then(|| empty(&facets)),
        cards,
        downloads: Downloads::of(|file| address(file, &with_sort(&query, sort)), "/opportunities"),
        pager: pager(&query, sort, &lines, has_more),
        keep: address("/opportunities/searches", &query.filters()),
        back: address("/opportunities", &with_sort(&query, sort)),
    };
    page::render(&page)
}

async fn cards(cx: &mut Cx, lines: &[Line], candidate: &Candidate) -> Result<Vec<Card>> {
    let skills = store::asked_of(cx, lines.iter().map(|line| line.opportunity.id)).await?;
    let (me, today) = (cx.actor.person, cx.today());
    let card = |line: &Line| {
        let asked = skills.get(&line.opportunity.id).map(Vec::as_slice).unwrap_or_default();
        Card::of(&line.opportunity, asked, candidate, me, line.starred, today)
    };
    Ok(lines.iter().map(card).collect())
}

fn sort_field(sort: Sort) -> FieldView {
    let options = Sort::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    FieldView::new("sort", "Sort by").select(options).value(sort.as_str())
}

/// The counted choices, and those in use that nothing open has any more.
fn facet<T: PartialEq + Clone>(
    counts: &[(T, i64)],
    chosen: &[T],
    words: fn(&T) -> (String, String),
) -> Vec<Facet> {
    let missing = chosen.iter().filter(|one| !counts.iter().any(|(known, _)| known == *one));
    let all = counts.iter().cloned().chain(missing.map(|one| (one.clone(), 0)));
    all.map(|(one, count)| {
        let (value, label) = words(&one);
        Facet { value, label, count, ticked: chosen.contains(&one) }
    })
    .collect()
}

fn with_sort(query: &ListQuery, sort: Sort) -> Vec<(&'static str, String)> {
    let mut pairs = query.filters();
    pairs.push(("sort", sort.as_str().to_owned()));
    pairs
}

/// The filters in use, each with the address without it.
fn pills(query: &ListQuery, sort: Sort) -> Vec<(String, String)> {
    let filters = query.filters();
    let without = |index: usize| {
        let mut rest = filters.clone();
        rest.remove(index);
        rest.push(("sort", sort.as_str().to_owned()));
        address("/opportunities", &rest)
    };
    let label = |key: &str, value: &str| match key {
        "kind" => Kind::parse(value).map_or(value.to_owned(), |kind| kind.label().to_owned()),
        "length" => Length::parse(value).map_or(value.to_owned(), |length| length.label().to_owned()),
        "remote" => "Can be done remotely".to_owned(),
        "saved" => "Saved by me".to_owned(),
        "q" => format!("“{}”", value.trim()),
        _ => value.to_owned(),
    };
    filters.iter().enumerate().map(|(index, (key, value))| (label(key, value), without(index))).collect()
}

fn pager(query: &ListQuery, sort: Sort, lines: &[Line], has_more: bool) -> Pager {
    let first = query.after.is_some().then(|| address("/opportunities", &with_sort(query, sort)));
    let next = lines.last().filter(|_| has_more).map(|last| {
        let mut pairs = with_sort(query, sort);
        pairs.push(("after", last.cursor().text()));
        address("/opportunities", &pairs)
    });
    Pager { newer: first, older: next }
}

fn empty(facets: &Facets) -> Empty {
    if facets.all == 0 {
        return Empty {
            title: "Nothing is open now".to_owned(),
            text: "Propose what you would like yourself, or keep a search and we’ll email you.".to_owned(),
            action: Some(Link::new("Propose your own", "/proposals/new")),
        };
    }
    Empty {
        title: "Nothing open matches".to_owned(),
        text: "Show all, or save this search and we’ll email you when something does.".to_owned(),
        action: Some(Link::new(format!("Show all {}", facets.all), "/opportunities")),
    }
}

/// The order that was chosen; otherwise best fit, once the reader said what they can do.
#[must_use]
pub(in crate::features::opportunities) fn sort_of(wanted: &Wanted, candidate: &Candidate) -> Sort {
    let usual = if candidate.is_blank() { Sort::Closing } else { Sort::Fit };
    wanted.sort.unwrap_or(usual)
}
