//! From a template and facts to paragraphs. Values become text pieces and are never searched for anything.

use std::collections::BTreeSet;

use super::{Condition, Line, Node, Target, Template, Term, Test};
use crate::draft::{Paragraph, Piece};
use crate::facts::Facts;
use crate::head::Head;
use crate::library::{Kind, Parameter, library};
use crate::value::{Value, counted, date_words, joined, percent};
use crate::vocabulary;
use crate::words::share_of_full_time;

/// What the paper prints, for conditions such as `{if with @supervision}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) printed: BTreeSet<Target>,
}

/// One clause or schedule with what fills it.
pub(crate) struct Fill<'a> {
    pub(crate) facts: &'a Facts,
    /// `CL-23` or `S6`: under which answers are looked up.
    pub(crate) owner: &'a str,
    pub(crate) parameters: &'a [Parameter],
    pub(crate) plan: &'a Plan,
}

impl Fill<'_> {
    /// Every paragraph that has something to say.
    pub(crate) fn paragraphs(&self, template: &Template) -> Vec<Paragraph> {
        template.lines.iter().flat_map(|line| self.line(line)).collect()
    }

    /// A line as plain words.
    pub(crate) fn words(&self, line: &Line) -> String {
        let pieces = self.active(&line.nodes).into_iter().filter_map(|node| self.piece(node));
        let words = pieces.map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Gap { label, .. } => label,
            Piece::Clause(_) | Piece::Schedule(_) => String::new(),
        });
        crate::text::clean_line(&words.collect::<String>())
    }

    /// A parameter of a clause as its text would print it; blank when it is not known.
    pub(crate) fn value_words(facts: &Facts, head: Head, name: &str, plan: &Plan) -> String {
        let Some(entry) = library().newest(head) else { return String::new() };
        let fill = Fill { facts, owner: head.code(), parameters: &entry.parameters, plan };
        let Some(parameter) = fill.parameter(name) else { return String::new() };
        match fill.value(name).map(|value| printed(value, parameter, "")) {
            Some(Piece::Text(words)) => words,
            _ => String::new(),
        }
    }

    fn line(&self, line: &Line) -> Vec<Paragraph> {
        let nodes = self.active(&line.nodes);
        if let [Node::Field { name, .. }] = nodes.as_slice()
            && let Some(parameter) = self.parameter(name)
            && matches!(parameter.kind, Kind::List | Kind::Paragraphs)
            && let Some(Value::Lines(lines)) = self.value(name)
        {
            let paragraph = |text: String| Paragraph { item: line.item, pieces: vec![Piece::Text(text)] };
            return lines.into_iter().map(paragraph).collect();
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for piece in nodes.into_iter().filter_map(|node| self.piece(node)) {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Text(before)), Piece::Text(more)) => before.push_str(&more),
                (_, piece) => pieces.push(piece),
            }
        }
        let says = pieces.iter().any(|piece| !matches!(piece, Piece::Text(text) if text.trim().is_empty()));
        if says { vec![Paragraph { item: line.item, pieces }] } else { Vec::new() }
    }

    /// The nodes that count today, with the conditions decided.
    fn active<'n>(&self, nodes: &'n [Node]) -> Vec<&'n Node> {
        let mut active = Vec::new();
        for node in nodes {
            match node {
                Node::If { condition, then, otherwise } => {
                    active.extend(if self.holds(condition) { then } else { otherwise });
                }
                other => active.push(other),
            }
        }
        active
    }

    /// Whether a condition holds for these facts in this paper.
    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        let mut terms = condition.terms.iter();
        if condition.any { terms.any(|term| self.term(term)) } else { terms.all(|term| self.term(term)) }
    }

    fn term(&self, term: &Term) -> bool {
        let holds = match &term.test {
            Test::Known(name) => !matches!(self.value(name), None | Some(Value::Flag(false))),
            Test::Is(name, word) => match self.value(name) {
                Some(Value::Choice(value)) => value == *word,
                Some(Value::Number(n)) => n.to_string() == *word,
                _ => false,
            },
            Test::With(target) => self.plan.printed.contains(target),
            Test::Internal => self.facts.is_internal(),
            Test::International => self.facts.more.abroad.is_some(),
        };
        holds != term.negated
    }

    fn piece(&self, node: &Node) -> Option<Piece> {
        match node {
            Node::Text(text) => Some(Piece::Text(text.clone())),
            Node::Noun(noun) => Some(Piece::Text(noun.words(self.facts.is_internal()).to_owned())),
            Node::See(Target::Clause(head)) => Some(Piece::Clause(*head)),
            Node::See(Target::Schedule(id)) => Some(Piece::Schedule(*id)),
            Node::Field { name, format } => self.field(self.parameter(name)?, format),
            Node::If { .. } => None,
        }
    }

    fn field(&self, parameter: &Parameter, format: &str) -> Option<Piece> {
        match self.value(&parameter.name) {
            Some(value) => Some(printed(value, parameter, format)),
            None if parameter.optional => None,
            None => Some(Piece::Gap { key: self.key(parameter), label: parameter.label.clone() }),
        }
    }

    /// Where a missing value is put right: the key of a fact, or `more.answers.<clause>.<parameter>`.
    fn key(&self, parameter: &Parameter) -> String {
        match &parameter.fact {
            Some(fact) if fact.starts_with("CL-") => format!("more.answers.{fact}"),
            Some(fact) if fact.starts_with("abroad.") => format!("more.{fact}"),
            Some(fact) => fact.clone(),
            None => format!("more.answers.{}.{}", self.owner, parameter.name),
        }
    }

    fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    fn value(&self, name: &str) -> Option<Value> {
        resolve(self.facts, self.owner, self.parameter(name)?)
    }
}

/// An answer given for this clause, else the fact it is bound to, else the default.
pub(crate) fn resolve(facts: &Facts, owner: &str, parameter: &Parameter) -> Option<Value> {
    let answer = facts.more.answers.get(owner).and_then(|answers| answers.get(&parameter.name));
    if let Some(value) = answer.and_then(|given| parameter.accept(given).ok()) {
        return Some(value);
    }
    let bound = parameter.fact.as_deref().and_then(|fact| match fact.split_once('.') {
        Some((code, name)) if code.starts_with("CL-") => {
            let entry = library().newest(Head::find(code)?)?;
            resolve(facts, code, entry.parameters.iter().find(|other| other.name == name)?)
        }
        _ => vocabulary::read(fact, facts),
    });
    bound.or_else(|| parameter.default.as_ref().and_then(|given| parameter.accept(given).ok()))
}

fn printed(value: Value, parameter: &Parameter, format: &str) -> Piece {
    let words = match value {
        Value::Text(text) => bare(&text).to_owned(),
        Value::Lines(lines) if parameter.kind == Kind::Paragraphs => {
            let sentences: Vec<&str> = lines.iter().map(|line| bare(line)).collect();
            sentences.join(". ")
        }
        Value::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| bare(line).to_owned()).collect();
            joined(&lines)
        }
        Value::Date(day) => date_words(day, format),
        Value::Number(n) if parameter.kind == Kind::Percent && format == "share" => share_of_full_time(n),
        Value::Number(n) if parameter.kind == Kind::Percent => percent(n),
        Value::Number(n) => counted(n, &parameter.unit, format),
        Value::Choice(code) if parameter.kind == Kind::Clause => {
            return Head::find(&code).map_or(Piece::Text(code), Piece::Clause);
        }
        Value::Choice(word) => parameter.values.get(&word).cloned().unwrap_or(word),
        Value::Flag(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Value::Money(words) => words,
    };
    Piece::Text(words)
}

/// Without its full stop: the sentence around it has its own.
fn bare(text: &str) -> &str {
    text.strip_suffix('.').unwrap_or(text)
}
