//! The closed grammar of clause texts. Only our own library and the copies that an organisation saved are ever parsed;
//! what a person types into a field is a value and is never looked at for braces.
//!
//! `{name}` and `{name:format}` print a parameter, `{@name}` refers to a clause by name and `{@S3}` to a schedule,
//! `{the_host}` and its kin print the noun of the paper, and `{if …}…{else}…{end}` keeps or drops a stretch of a line.
//! A line is a paragraph; a line after `- ` is an item of a list. There is nothing else: no loop, no call, no escape.

mod fill;
mod parse;

pub(crate) use fill::{Fill, Plan};
pub(crate) use parse::{Fault, Grammar, parse, parse_condition, parse_line};

use crate::head::Head;
use crate::schedule::ScheduleId;

/// A parsed text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Template {
    pub(crate) lines: Vec<Line>,
}

/// One paragraph, or one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) item: bool,
    pub(crate) nodes: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    Field { name: String, format: String },
    Noun(Noun),
    See(Target),
    If { condition: Condition, then: Vec<Node>, otherwise: Vec<Node> },
}

/// What `{@…}` can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Clause(Head),
    Schedule(ScheduleId),
}

/// All terms hold, or any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) any: bool,
    pub(crate) terms: Vec<Term>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) negated: bool,
    pub(crate) test: Test,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// The parameter has a value; a flag is yes.
    Known(String),
    /// The parameter has this value.
    Is(String, String),
    /// The paper prints this clause or schedule.
    With(Target),
    Internal,
    International,
}

/// A noun that depends on whether home and host are one employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    name: &'static str,
    internal: &'static str,
    external: &'static str,
}

/// Every noun of the grammar.
pub(crate) const NOUNS: &[Noun] = &[
    Noun { name: "the_home", internal: "the home team", external: "the home organisation" },
    Noun { name: "The_home", internal: "The home team", external: "The home organisation" },
    Noun { name: "the_host", internal: "the host team", external: "the host" },
    Noun { name: "The_host", internal: "The host team", external: "The host" },
    Noun { name: "the_employer", internal: "the employer", external: "the home organisation" },
    Noun { name: "The_employer", internal: "The employer", external: "The home organisation" },
    Noun { name: "this_paper", internal: "this memo", external: "this agreement" },
    Noun { name: "This_paper", internal: "This memo", external: "This agreement" },
];

impl Noun {
    pub(crate) fn find(name: &str) -> Option<Noun> {
        NOUNS.iter().copied().find(|noun| noun.name == name)
    }

    pub(crate) fn words(self, is_internal: bool) -> &'static str {
        if is_internal { self.internal } else { self.external }
    }
}
