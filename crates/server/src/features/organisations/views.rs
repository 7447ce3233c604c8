//! What the pages of organisations show.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, FieldErrors, Result};

use super::access::{Sight, may_add_member, may_add_outside};
use super::input::{OrganisationInput, RelationInput, UnitInput, is_below};
use super::model::{Organisation, OrganisationKind, Relation, RelationKind, UnitNode};
use crate::actor::{Actor, UnitId};
use crate::door::Door;
use crate::page::frame;
use crate::shell::words::counted;
use crate::shell::{
    Cell, Column, Crumbs, Downloads, Empty, ErrorSummary, FieldOption, FieldView, Frame, Link, Markup, Place,
    Row, SummaryList, SummaryRow, Table, Tag, Tone, Width,
};

/// The list of organisations.
#[derive(Template)]
#[template(path = "features/organisations/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    may_add: bool,
    downloads: Downloads,
    members: Table,
    partners: Option<Table>,
    empty: Empty,
}

impl ListPage {
    pub(super) fn of(door: &Door, all: Vec<Organisation>, relations: &[Relation]) -> Self {
        let actor = &door.actor;
        let (members, partners): (Vec<_>, Vec<_>) = all
            .into_iter()
            .filter(|one| Sight::of(actor, one).is_some())
            .partition(|one| one.kind == OrganisationKind::Member);
        let may_add = may_add_member(actor) || may_add_outside(actor);
        Self {
            frame: frame(door, "Organisations", Some(Place::Organisations)),
            may_add,
            downloads: Downloads::whole("/organisations"),
            members: table("On this installation", &members, actor, relations),
            partners: (!partners.is_empty()).then(|| table("Partners", &partners, actor, relations)),
            empty: Empty {
                title: "No partners yet".to_owned(),
                text: "Organisations without an account here that people go to: clients, suppliers, public bodies."
                    .to_owned(),
                action: may_add.then(|| Link::new("Add an organisation", "/organisations/new")),
            },
        }
    }
}

fn table(caption: &str, organisations: &[Organisation], actor: &Actor, relations: &[Relation]) -> Table {
    let row = |one: &Organisation| {
        let ties = relations.iter().filter(|relation| relation.other == one.id);
        let mut ties: Vec<&str> = ties.map(|relation| relation.kind.label()).collect();
        ties.dedup();
        let tie = if one.id == actor.organisation { "Yours".to_owned() } else { ties.join(", ") };
        Row {
            cells: vec![
                Cell::Link(Link::new(one.name.clone(), format!("/organisations/{}", one.id))),
                Cell::Text(one.legal_name.clone()),
                Cell::Text(one.country.clone()),
                Cell::Text(one.currency.clone()),
                Cell::Text(tie),
            ],
        }
    };
    Table {
        caption: caption.to_owned(),
        hide_caption: true,
        columns: ["Name", "Legal name", "Country", "Currency", "To you"].map(Column::text).into(),
        rows: organisations.iter().map(row).collect(),
        foot: None,
    }
}

/// A unit with those below it.
#[derive(Template)]
#[template(path = "features/organisations/branch.html")]
struct Branch<'a> {
    unit: &'a UnitNode,
    people: String,
    edit: Option<String>,
    below: Vec<Markup>,
}

fn branches(
    units: &[UnitNode],
    parent: Option<UnitId>,
    base: Option<&str>,
    depth: usize,
) -> Result<Vec<Markup>> {
    // a parent that is not among the units counts as none; a ring is cut off by the depth
    let stands_here = |unit: &&UnitNode| {
        let above = unit.parent.filter(|id| units.iter().any(|other| other.id == *id));
        above == parent
    };
    if depth > units.len() {
        return Ok(Vec::new());
    }
    units
        .iter()
        .filter(stands_here)
        .map(|unit| {
            let branch = Branch {
                unit,
                people: counted(u64::try_from(unit.people).unwrap_or(0), "person", "people"),
                edit: base.map(|base| format!("{base}/units/{}", unit.id)),
                below: branches(units, Some(unit.id), base, depth + 1)?,
            };
            Markup::of(&branch).map_err(Error::internal)
        })
        .collect()
}

/// A relation as the page lists it.
struct Tie {
    words: String,
    dates: String,
    is_open: bool,
    end: Option<String>,
}

/// The page of an organisation.
#[derive(Template)]
#[template(path = "features/organisations/show.html")]
pub(super) struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    name: String,
    here: String,
    tag: Tag,
    sight: Sight,
    summary: SummaryList,
    units: Vec<Markup>,
    count: String,
    ties: Vec<Tie>,
}

impl ShowPage {
    pub(super) fn of(
        door: &Door,
        organisation: &Organisation,
        sight: Sight,
        units: &[UnitNode],
        relations: &[Relation],
        today: NaiveDate,
    ) -> Result<Self> {
        let here = format!("/organisations/{}", organisation.id);
        let outside = organisation.kind == OrganisationKind::Outside;
        Ok(Self {
            frame: frame(door, organisation.name.clone(), Some(Place::Organisations)),
            crumbs: Crumbs::new(
                vec![Link::new("Organisations", "/organisations")],
                organisation.name.clone(),
            ),
            name: organisation.name.clone(),
            tag: Tag::new(organisation.kind.label(), if outside { Tone::Line } else { Tone::Info }),
            summary: SummaryList {
                rows: vec![
                    SummaryRow::text("Legal name", organisation.legal_name.clone()),
                    SummaryRow::text("Country", organisation.country.clone()),
                    SummaryRow::text("Currency", organisation.currency.clone()),
                ],
                tight: false,
            },
            units: branches(units, None, sight.edits_units.then_some(here.as_str()), 0)?,
            count: counted(units.len() as u64, "unit", "units"),
            ties: relations.iter().map(|relation| tie(organisation, relation, sight, &here, today)).collect(),
            here,
            sight,
        })
    }
}

fn tie(organisation: &Organisation, relation: &Relation, sight: Sight, here: &str, today: NaiveDate) -> Tie {
    let is_other = relation.other == organisation.id;
    let label = relation.kind.label();
    let words = if is_other {
        format!("{label} of {}", relation.organisation_name)
    } else {
        format!("{}: {}", relation.other_name, label.to_lowercase())
    };
    let is_open = relation.to_date.is_none_or(|to| to >= today);
    let dates = match relation.to_date {
        Some(to) => format!("{} to {}", long(relation.from_date), long(to)),
        None => format!("Since {}", long(relation.from_date)),
    };
    let may_end = sight.relates && is_other && relation.to_date.is_none_or(|to| to > today);
    Tie { words, dates, is_open, end: may_end.then(|| format!("{here}/relations/{}/end", relation.id)) }
}

/// A form about an organisation, a unit or a relation: all three look the same.
macro_rules! form {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = "features/organisations/form.html")]
        pub(super) struct $name {
            frame: Frame,
            crumbs: Crumbs,
            heading: String,
            lede: String,
            errors: ErrorSummary,
            version: Option<i64>,
            fields: Vec<FieldView>,
            cancel: String,
        }
    };
}

form!(
    /// The form about an organisation.
    OrganisationForm
);
form!(
    /// The form about a unit.
    UnitForm
);
form!(
    /// The form about a relation.
    RelationForm
);

fn crumbs(organisation: Option<&Organisation>, here: &str) -> Crumbs {
    let list = Link::new("Organisations", "/organisations");
    let one = organisation.map(|one| Link::new(one.name.clone(), format!("/organisations/{}", one.id)));
    Crumbs::new([Some(list), one].into_iter().flatten().collect(), here)
}

fn text(wrong: &FieldErrors, name: &str, label: &str, value: &str) -> FieldView {
    FieldView::new(name, label).value(value).error(wrong.get(name))
}

impl OrganisationForm {
    pub(super) fn of(
        door: &Door,
        organisation: Option<&Organisation>,
        input: &OrganisationInput,
        wrong: &FieldErrors,
    ) -> Self {
        let mut fields = vec![
            text(wrong, "name", "Name", &input.name).hint("What people call it."),
            text(wrong, "legal_name", "Legal name", &input.legal_name)
                .hint("What contracts call it.")
                .optional(),
            text(wrong, "country", "Country", &input.country)
                .hint("Two letters, like GB.")
                .width(Width::Short),
            text(wrong, "currency", "Currency", &input.currency).hint("Like GBP.").width(Width::Short),
        ];
        let (outside, member) = (may_add_outside(&door.actor), may_add_member(&door.actor));
        if organisation.is_none() && member {
            let outside = outside.then(|| {
                FieldOption::new("outside", "Outside").hint("A partner. Its contacts come by private links.")
            });
            let member = FieldOption::new("member", "On this installation")
                .hint("Its people sign in here. You become its administrator.");
            let options: Vec<FieldOption> = outside.into_iter().chain([member]).collect();
            let value = if input.kind.is_empty() { options[0].value.clone() } else { input.kind.clone() };
            fields.push(text(wrong, "kind", "Where it works", &value).radios(options));
        }
        let heading =
            organisation.map_or("Add an organisation".to_owned(), |one| format!("Change {}", one.name));
        Self {
            frame: frame(door, heading.clone(), Some(Place::Organisations)).with_errors(!wrong.is_empty()),
            crumbs: crumbs(organisation, if organisation.is_some() { "Change" } else { "Add" }),
            heading,
            lede: String::new(),
            errors: ErrorSummary::of(&fields),
            version: organisation.map(|one| one.version),
            fields,
            cancel: organisation
                .map_or("/organisations".to_owned(), |one| format!("/organisations/{}", one.id)),
        }
    }
}

impl UnitForm {
    pub(super) fn of(
        door: &Door,
        organisation: &Organisation,
        units: &[UnitNode],
        unit: Option<&UnitNode>,
        input: Option<&UnitInput>,
        wrong: &FieldErrors,
    ) -> Self {
        let known = unit.map(|unit| UnitInput {
            name: unit.name.clone(),
            place: unit.place.clone().unwrap_or_default(),
            parent: unit.parent.map(|id| id.to_string()).unwrap_or_default(),
        });
        let input = input.cloned().or(known).unwrap_or_default();
        let possible = units.iter().filter(|one| unit.is_none_or(|unit| !is_below(units, one.id, unit.id)));
        let options = possible.map(|one| FieldOption::new(one.id.to_string(), one.name.clone()));
        let options =
            std::iter::once(FieldOption::new("", "None, it stands at the top")).chain(options).collect();
        let fields = vec![
            text(wrong, "name", "Name", &input.name),
            text(wrong, "place", "Place", &input.place).hint("The town or site.").optional(),
            text(wrong, "parent", "Part of", &input.parent).select(options),
        ];
        let heading = unit.map_or("Add a unit".to_owned(), |unit| format!("Change {}", unit.name));
        Self {
            frame: frame(door, heading.clone(), Some(Place::Organisations)).with_errors(!wrong.is_empty()),
            crumbs: crumbs(Some(organisation), if unit.is_some() { "Change a unit" } else { "Add a unit" }),
            heading,
            lede: String::new(),
            errors: ErrorSummary::of(&fields),
            version: unit.map(|unit| unit.version),
            fields,
            cancel: format!("/organisations/{}", organisation.id),
        }
    }
}

impl RelationForm {
    pub(super) fn of(
        door: &Door,
        other: &Organisation,
        own: &[Organisation],
        input: &RelationInput,
        wrong: &FieldErrors,
    ) -> Self {
        let kinds =
            RelationKind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
        let mut fields = vec![
            text(wrong, "kind", "What they are to you", &input.kind).radios(kinds),
            text(wrong, "from", "First day", &input.from).date().hint("Today when empty.").optional(),
            text(wrong, "to", "Last day", &input.to).date().hint("Empty while it is open.").optional(),
        ];
        if own.len() > 1 || wrong.get("organisation").is_some() {
            let options =
                own.iter().map(|one| FieldOption::new(one.id.to_string(), one.name.clone())).collect();
            fields.insert(
                0,
                text(wrong, "organisation", "To which organisation", &input.organisation).select(options),
            );
        }
        let heading = format!("What {} is to you", other.name);
        Self {
            frame: frame(door, heading.clone(), Some(Place::Organisations)).with_errors(!wrong.is_empty()),
            crumbs: crumbs(Some(other), "Relation"),
            heading,
            lede: String::new(),
            errors: ErrorSummary::of(&fields),
            version: None,
            fields,
            cancel: format!("/organisations/{}", other.id),
        }
    }
}
