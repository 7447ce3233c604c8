//! From text to a template, with every field, format, word and reference checked on the way.

use std::collections::BTreeMap;

use super::{Condition, Line, Node, Noun, Target, Template, Term, Test};
use crate::library::{Kind, Parameter};

/// What a text may refer to.
pub(crate) struct Grammar<'a> {
    pub(crate) parameters: &'a [Parameter],
    pub(crate) names: &'a BTreeMap<String, Target>,
    /// Whether `{@name}` may stand in it; the words for the secondee have none.
    pub(crate) references: bool,
}

/// What is wrong, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// From 1.
    pub(crate) line: usize,
    /// Characters from 1.
    pub(crate) at: usize,
    pub(crate) sentence: String,
}

/// Parses and checks a whole text.
pub(crate) fn parse(text: &str, grammar: &Grammar<'_>) -> Result<Template, Fault> {
    let mut lines = Vec::new();
    for (number, raw) in (1..).zip(text.lines()) {
        let line = raw.trim();
        if line.is_empty() {
            continue;
        }
        let (item, body) = line.strip_prefix("- ").map_or((false, line), |body| (true, body));
        let shift = raw.chars().count() - raw.trim_start().chars().count() + if item { 2 } else { 0 };
        lines.push(Line { item, nodes: nodes(body, grammar, (number, shift))? });
    }
    Ok(Template { lines })
}

/// Parses a text of one line, such as the words for the secondee.
pub(crate) fn parse_line(text: &str, grammar: &Grammar<'_>) -> Result<Line, Fault> {
    Ok(Line { item: false, nodes: nodes(text.trim(), grammar, (1, 0))? })
}

/// Parses a condition that stands alone.
pub(crate) fn parse_condition(words: &str, grammar: &Grammar<'_>) -> Result<Condition, Fault> {
    condition(words, grammar).map_err(|sentence| Fault { line: 1, at: 1, sentence })
}

/// A stretch of a line: words, or what stands between braces.
enum Token<'a> {
    Words(&'a str),
    Tag(&'a str),
}

fn nodes(line: &str, grammar: &Grammar<'_>, (number, shift): (usize, usize)) -> Result<Vec<Node>, Fault> {
    let mut builder = Builder { done: Vec::new(), open: None };
    let mut rest = line;
    while !rest.is_empty() {
        let at = line.chars().count() - rest.chars().count() + shift + 1;
        let fault = |sentence: String| Fault { line: number, at, sentence };
        let (token, after) = token(rest).map_err(fault)?;
        rest = after;
        match token {
            Token::Words(words) => builder.push(Node::Text(words.to_owned())),
            Token::Tag(tag) => builder.tag(tag, grammar).map_err(fault)?,
        }
    }
    if builder.open.is_some() {
        let sentence =
            "an {if …} is not ended on its line. Write {end} where the optional part ends".to_owned();
        return Err(Fault { line: number, at: shift + 1, sentence });
    }
    Ok(builder.done)
}

fn token(rest: &str) -> Result<(Token<'_>, &str), String> {
    match rest.find(['{', '}']) {
        None => Ok((Token::Words(rest), "")),
        Some(at) if at > 0 => Ok((Token::Words(&rest[..at]), &rest[at..])),
        Some(_) if rest.starts_with('}') => {
            Err("a } stands alone. Take it out: braces are only for fields".to_owned())
        }
        Some(_) => {
            let inside = &rest[1..];
            match inside.find(['{', '}']) {
                Some(end) if inside[end..].starts_with('}') => {
                    Ok((Token::Tag(inside[..end].trim()), &inside[end + 1..]))
                }
                Some(_) => {
                    Err("a { stands inside braces. Write one field between one pair of braces".to_owned())
                }
                None => Err("a { is not closed. Close it with } or take it out".to_owned()),
            }
        }
    }
}

/// The optional part that is being read.
struct Open {
    condition: Condition,
    then: Vec<Node>,
    otherwise: Option<Vec<Node>>,
}

struct Builder {
    done: Vec<Node>,
    open: Option<Open>,
}

impl Builder {
    fn push(&mut self, node: Node) {
        match &mut self.open {
            None => self.done.push(node),
            Some(open) => open.otherwise.as_mut().unwrap_or(&mut open.then).push(node),
        }
    }

    fn tag(&mut self, tag: &str, grammar: &Grammar<'_>) -> Result<(), String> {
        if let Some(words) = tag.strip_prefix("if ") {
            if self.open.is_some() {
                return Err("an {if …} stands inside another. End the first one before".to_owned());
            }
            self.open =
                Some(Open { condition: condition(words, grammar)?, then: Vec::new(), otherwise: None });
            return Ok(());
        }
        match tag {
            "else" => match &mut self.open {
                Some(open) if open.otherwise.is_none() => open.otherwise = Some(Vec::new()),
                _ => return Err("an {else} has no {if …} before it".to_owned()),
            },
            "end" => match self.open.take() {
                Some(Open { condition, then, otherwise }) => {
                    self.done.push(Node::If { condition, then, otherwise: otherwise.unwrap_or_default() });
                }
                None => return Err("an {end} has no {if …} before it".to_owned()),
            },
            _ => self.push(field(tag, grammar)?),
        }
        Ok(())
    }
}

fn field(tag: &str, grammar: &Grammar<'_>) -> Result<Node, String> {
    if let Some(name) = tag.strip_prefix('@') {
        if !grammar.references {
            return Err("the words for the secondee have no references. Say it in words".to_owned());
        }
        return target(name, grammar).map(Node::See);
    }
    if let Some(noun) = Noun::find(tag) {
        return Ok(Node::Noun(noun));
    }
    let (name, format) = tag.split_once(':').unwrap_or((tag, ""));
    let parameter = parameter(name, grammar)?;
    if parameter.kind == Kind::Flag {
        return Err(format!(
            "“{name}” is a yes or no and cannot be printed. Use it as {{if {name}}}…{{end}}"
        ));
    }
    let formats = parameter.kind.formats();
    if !format.is_empty() && !formats.contains(&format) {
        return Err(format!("“{name}” has no format “{format}”. It has: {}", formats.join(", ")));
    }
    Ok(Node::Field { name: name.to_owned(), format: format.to_owned() })
}

fn parameter<'a>(name: &str, grammar: &'a Grammar<'_>) -> Result<&'a Parameter, String> {
    let found = grammar.parameters.iter().find(|parameter| parameter.name == name);
    found.ok_or_else(|| {
        let shown: String = name.chars().take(60).collect();
        let known: Vec<&str> = grammar.parameters.iter().map(|p| p.name.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        format!(
            "there is no field “{shown}” here. Take the braces away, or use a field of this clause: {known}"
        )
    })
}

fn target(name: &str, grammar: &Grammar<'_>) -> Result<Target, String> {
    grammar.names.get(name).copied().ok_or_else(|| {
        let shown: String = name.chars().take(60).collect();
        let known: Vec<&str> = grammar.names.keys().map(String::as_str).collect();
        format!("there is no clause or schedule named “{shown}”. There are: {}", known.join(", "))
    })
}

fn condition(words: &str, grammar: &Grammar<'_>) -> Result<Condition, String> {
    let any = words.contains(" or ");
    if any && words.contains(" and ") {
        return Err("a condition has “and” or “or”, not both. Write two optional parts".to_owned());
    }
    let parts = words.split(if any { " or " } else { " and " });
    let terms = parts.map(|part| term(part.trim(), grammar)).collect::<Result<Vec<_>, _>>()?;
    Ok(Condition { any, terms })
}

fn term(words: &str, grammar: &Grammar<'_>) -> Result<Term, String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (negated, words) = match words.as_slice() {
        ["not", rest @ ..] => (true, rest),
        all => (false, all),
    };
    let (negated, test) = match words {
        ["internal"] => (negated, Test::Internal),
        ["external"] => (!negated, Test::Internal),
        ["international"] => (negated, Test::International),
        ["with", name] => (negated, Test::With(target(name.trim_start_matches('@'), grammar)?)),
        ["without", name] => (!negated, Test::With(target(name.trim_start_matches('@'), grammar)?)),
        [name] => (negated, Test::Known(parameter(name, grammar)?.name.clone())),
        [name, "is", value] => (negated, is(parameter(name, grammar)?, value)?),
        _ => return Err("a condition reads “name”, “not name”, “name is word” or “with @clause”".to_owned()),
    };
    Ok(Term { negated, test })
}

fn is(parameter: &Parameter, value: &str) -> Result<Test, String> {
    let name = &parameter.name;
    let fits = match parameter.kind {
        Kind::Choice => parameter.values.contains_key(value),
        Kind::Number | Kind::Duration | Kind::Percent => value.parse::<u32>().is_ok(),
        _ => false,
    };
    if fits {
        return Ok(Test::Is(name.clone(), value.to_owned()));
    }
    let words: Vec<&str> = parameter.values.keys().map(String::as_str).collect();
    let instead = if words.is_empty() {
        "only numbers and choices can be compared".to_owned()
    } else {
        words.join(", ")
    };
    Err(format!("“{name}” is never “{}”: {instead}", value.chars().take(60).collect::<String>()))
}
