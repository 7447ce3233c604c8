//! An own copy as it would be printed, filled with invented facts.

use sojourn_papers::{Choices, ClauseView, Facts, Head, OwnClause, draft_with};

/// The clause in one kind of agreement.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Which kind.
    pub label: &'static str,
    /// The clause as printed.
    pub view: ClauseView,
}

/// The copy within one organisation and between two; nothing for a copy that cannot be saved.
#[must_use]
pub fn filled(head: Head, own: &OwnClause) -> Vec<Filled> {
    let both = [
        ("Within one organisation", Facts::sample_internal()),
        ("Between two organisations", Facts::sample_external()),
    ];
    let print = |(label, facts): (&'static str, Facts)| {
        let mut choices = Choices { also: vec![head], ..Choices::default() };
        choices.own.insert(head, own.clone());
        let draft = draft_with(&facts, &choices).ok()?;
        let view = draft.view().into_iter().find(|view| view.head == head)?;
        Some(Filled { label, view })
    };
    both.into_iter().filter_map(print).collect()
}

#[cfg(test)]
mod tests {
    use sojourn_papers::{Block, library};

    use super::*;

    #[test]
    fn every_standard_wording_can_be_previewed_as_a_copy() {
        for entry in library().entries() {
            for variant in &entry.variants {
                let own = OwnClause {
                    id: "one".into(),
                    version: 1,
                    title: entry.title.clone(),
                    text: variant.text.clone(),
                    plain_words: variant.plain.clone(),
                };
                let shown = filled(entry.head, &own);
                assert_eq!(shown.len(), 2, "{}", entry.head.code());
                let words = shown[0].view.blocks.iter().map(|block| match block {
                    Block::Paragraph { text, .. } => text.clone(),
                    Block::List(items) => items.join(" "),
                });
                assert!(!words.collect::<String>().contains('{'));
            }
        }
    }
}
