//! Two versions of the words of a clause, word by word.

use sojourn_papers::{
    Choices, Clause, ClauseChange, Draft, Head, OwnClause, Paragraph, Piece, Structure, compare,
};

/// The words of a clause with its fields, as a person writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The heading.
    pub title: String,
    /// The text, a paragraph a line.
    pub text: String,
    /// The sentence for the secondee.
    pub plain_words: String,
}

impl From<&OwnClause> for Words {
    fn from(own: &OwnClause) -> Self {
        Self { title: own.title.clone(), text: own.text.clone(), plain_words: own.plain_words.clone() }
    }
}

/// What became of the words; the sentence for the secondee is compared as a last paragraph.
#[must_use]
pub fn changes(head: Head, before: &Words, after: &Words) -> Option<ClauseChange> {
    compare(&alone(head, before), &alone(head, after)).clauses.into_iter().next()
}

/// A paper of one clause, whose fields are words like others.
fn alone(head: Head, words: &Words) -> Draft {
    let paragraph = |line: &str| Paragraph { item: false, pieces: vec![Piece::Text(line.to_owned())] };
    let lines = words.text.lines().map(str::trim).filter(|line| !line.is_empty());
    let plain = format!("In plain words: {}", words.plain_words);
    let clause = Clause {
        head,
        number: 1,
        title: words.title.clone(),
        paragraphs: lines.map(paragraph).chain(std::iter::once(paragraph(&plain))).collect(),
        plain_words: String::new(),
    };
    Draft {
        schema: 1,
        structure: Structure::Internal,
        title: String::new(),
        particulars: Vec::new(),
        clauses: vec![clause],
        schedules: Vec::new(),
        signatories: Vec::new(),
        waivers: Vec::new(),
        pins: Vec::new(),
        choices: Choices::default(),
    }
}

#[cfg(test)]
mod tests {
    use sojourn_papers::{Became, Span};

    use super::*;

    #[test]
    fn what_was_added_and_taken_out_is_marked_and_fields_are_words() {
        let words = |text: &str| Words {
            title: "Leave".into(),
            text: text.into(),
            plain_words: "You keep your leave.".into(),
        };
        let change =
            changes(Head::Leave, &words("Leave is {approver}.\nSame."), &words("Leave is yours.\nSame."));
        let change = change.unwrap();
        assert_eq!(change.became, Became::Changed);
        let has = |span: Span| change.paragraphs[0].contains(&span);
        assert!(has(Span::Removed("{approver}.".into())) && has(Span::Added("yours.".into())), "{change:?}");
        let same = changes(Head::Leave, &words("One."), &words("One.")).unwrap();
        assert_eq!(same.became, Became::Same);
    }
}
