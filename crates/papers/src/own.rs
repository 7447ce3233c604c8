//! An organisation's own copy of a clause: checked when it is saved, so that nothing unknown is ever printed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::head::Head;
use crate::library::{Entry, Parameter, library};
use crate::template::{Fault, Grammar, Line, Template, parse, parse_line};
use crate::text::{MAX_CLAUSE_BYTES, clean, clean_line};

/// A copy of a clause in the organisation's words, with fields in the grammar of the library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnClause {
    /// The organisation's id for it, printed nowhere.
    pub id: String,
    /// From 1; every saved change is a new version.
    pub version: u32,
    /// The heading.
    pub title: String,
    /// A line is a paragraph; `- ` begins an item of a list; fields stand in braces.
    pub text: String,
    /// One sentence for the secondee; may have fields, but no references.
    pub plain_words: String,
}

/// Why a clause cannot be saved: which clause, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ClauseFault {
    /// The clause.
    pub head: Head,
    /// `title`, `text` or `plain_words`: the field of a form.
    pub field: &'static str,
    /// The line in that field, from 1.
    pub line: usize,
    /// The character in that line, from 1.
    pub at: usize,
    /// What is wrong and what to do about it.
    pub sentence: String,
}

impl fmt::Display for ClauseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = match self.field {
            "plain_words" => "plain words",
            other => other,
        };
        let (head, line, at) = (self.head, self.line, self.at);
        write!(
            f,
            "{} “{}”, {field}, line {line}, character {at}: {}.",
            head.code(),
            head.title(),
            self.sentence
        )
    }
}

/// An own clause that was found to be good.
pub(crate) struct Checked<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) body: Template,
    pub(crate) plain: Line,
}

/// Whether an organisation's copy of a clause can be saved: every field exists and is of a type that can be printed so,
/// every reference leads to a clause or schedule, braces and optional parts are balanced, and nothing is blank or too
/// long.
///
/// # Errors
/// Everything that is wrong, in the order of the fields of a form.
pub fn check_clause(head: Head, own: &OwnClause) -> Result<(), Vec<ClauseFault>> {
    checked(head, own).map(drop)
}

/// The fields that the text of a clause may use, for a form beside it.
pub fn fields_of(head: Head) -> &'static [Parameter] {
    library().newest(head).map_or(&[], |entry| entry.parameters.as_slice())
}

pub(crate) fn checked(head: Head, own: &OwnClause) -> Result<Checked<'static>, Vec<ClauseFault>> {
    let told = |field, fault: Fault| ClauseFault {
        head,
        field,
        line: fault.line,
        at: fault.at,
        sentence: fault.sentence,
    };
    let whole = |sentence: String| Fault { line: 1, at: 1, sentence };
    let Some(entry) = library().newest(head) else {
        let sentence =
            "this head has no clause in the library. Write an additional clause instead".to_owned();
        return Err(vec![told("text", whole(sentence))]);
    };
    let mut faults = Vec::new();
    if clean_line(&own.title).is_empty() {
        faults.push(told("title", whole("the heading is blank. Give the clause a heading".to_owned())));
    }
    let bytes = own.title.len() + own.text.len() + own.plain_words.len();
    if bytes > MAX_CLAUSE_BYTES {
        let sentence = format!("the clause is {bytes} bytes long. It can have at most {MAX_CLAUSE_BYTES}");
        faults.push(told("text", whole(sentence)));
        return Err(faults);
    }
    let grammar =
        |references| Grammar { parameters: &entry.parameters, names: library().names(), references };
    let text: Vec<String> = own.text.lines().map(clean).collect();
    let body = parse(&text.join("\n"), &grammar(true)).map_err(|fault| faults.push(told("text", fault)));
    if body.as_ref().is_ok_and(|body| body.lines.is_empty()) {
        faults.push(told(
            "text",
            whole("the text is blank. Say what the clause says, or leave it out".to_owned()),
        ));
    }
    let plain = parse_line(&clean_line(&own.plain_words), &grammar(false));
    let plain = plain.map_err(|fault| faults.push(told("plain_words", fault)));
    match (body, plain) {
        (Ok(body), Ok(plain)) if faults.is_empty() => Ok(Checked { entry, body, plain }),
        _ => Err(faults),
    }
}
