//! What became of each clause, in words: changed, new, taken out, moved or only numbered anew.

use serde::Serialize;
use sojourn_papers::{Became, Comparison, Span, Waiver};
use utoipa::ToSchema;

use crate::shell::words::counted;

/// What a stretch of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextMark {
    /// In both texts.
    Same,
    /// Only in the later text.
    Added,
    /// Only in the earlier text.
    Removed,
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClauseFate {
    /// It says the same.
    Same,
    /// Its words changed.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// What became of the place of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClausePlace {
    /// It has its number still, or is in one of the texts only.
    Kept,
    /// It stands before or behind clauses that it did not stand before or behind.
    Moved,
    /// Others came or went before it.
    Renumbered,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextSpan {
    /// What it is.
    pub mark: TextMark,
    /// The words, as text.
    pub text: String,
}

/// One clause or schedule of the two texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ComparedClause {
    /// Its head, such as `CL-23`; nothing for a schedule.
    pub head: Option<&'static str>,
    /// Its place in the later text, such as `Clause 4`; in the earlier one when it is gone.
    pub place: String,
    /// Its place in the earlier text, if it was there.
    pub was: Option<String>,
    /// What became of its words.
    pub became: ClauseFate,
    /// What became of its place.
    pub moved: ClausePlace,
    /// Why a head is left out on purpose.
    pub reason: Option<String>,
    /// Its heading.
    pub title: Vec<TextSpan>,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<TextSpan>>,
}

impl ComparedClause {
    /// Whether there is something to see.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.became != ClauseFate::Same || self.moved == ClausePlace::Moved
    }

    /// What became of its place, as a sentence.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let was = self.was.as_ref()?;
        let was = format!("{}{}", was.chars().next()?.to_lowercase(), was.get(1..)?);
        match self.moved {
            ClausePlace::Kept => None,
            ClausePlace::Moved => Some(format!("Moved: it was {was}.")),
            ClausePlace::Renumbered => Some(format!("Renumbered: it was {was}.")),
        }
    }
}

/// Two texts, compared: in the order of the later one, what is gone stands last.
#[must_use]
pub fn compared(comparison: Comparison, waivers: &[Waiver]) -> Vec<ComparedClause> {
    let places = places(&comparison);
    let reason = |head| {
        let waiver = waivers.iter().find(|waiver| Some(waiver.head) == head)?;
        Some(format!("Left out on purpose: {}. {}", waiver.reason.words(), waiver.note).trim().to_owned())
    };
    let clauses = comparison.clauses.into_iter().zip(places);
    clauses
        .map(|(clause, moved)| {
            let became = fate(clause.became);
            ComparedClause {
                head: clause.head.map(sojourn_papers::Head::code),
                reason: (became == ClauseFate::Removed).then(|| reason(clause.head)).flatten(),
                place: clause.place,
                was: clause.was,
                became,
                moved,
                title: spans(clause.title),
                paragraphs: clause.paragraphs.into_iter().map(spans).collect(),
            }
        })
        .collect()
}

fn fate(became: Became) -> ClauseFate {
    match became {
        Became::Same => ClauseFate::Same,
        Became::Changed => ClauseFate::Changed,
        Became::Added => ClauseFate::Added,
        Became::Removed => ClauseFate::Removed,
    }
}

fn spans(spans: Vec<Span>) -> Vec<TextSpan> {
    let span = |span| match span {
        Span::Same(text) => TextSpan { mark: TextMark::Same, text },
        Span::Added(text) => TextSpan { mark: TextMark::Added, text },
        Span::Removed(text) => TextSpan { mark: TextMark::Removed, text },
    };
    spans.into_iter().map(span).collect()
}

/// What became of each place. As many clauses as can be are said to have kept their order; the others moved.
fn places(comparison: &Comparison) -> Vec<ClausePlace> {
    let number = |place: &str| place.rsplit(' ').next().and_then(|last| last.parse::<u32>().ok());
    let mut places = vec![ClausePlace::Kept; comparison.clauses.len()];
    for is_clause in [true, false] {
        let both: Vec<(usize, u32, u32)> = comparison
            .clauses
            .iter()
            .enumerate()
            .filter(|(_, clause)| clause.head.is_some() == is_clause && clause.became != Became::Removed)
            .filter_map(|(at, clause)| Some((at, number(clause.was.as_ref()?)?, number(&clause.place)?)))
            .collect();
        let kept = longest_rise(&both.iter().map(|(_, was, _)| *was).collect::<Vec<_>>());
        for (index, (at, was, is)) in both.into_iter().enumerate() {
            if let Some(place) = places.get_mut(at) {
                *place = match (kept.contains(&index), was == is) {
                    (false, _) => ClausePlace::Moved,
                    (true, false) => ClausePlace::Renumbered,
                    (true, true) => ClausePlace::Kept,
                };
            }
        }
    }
    places
}

/// The places of a longest run of numbers that only grow.
fn longest_rise(numbers: &[u32]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at).filter(|one| numbers[*one] < *number).max_by_key(|one| best[*one].0);
        best.push((before.map_or(1, |one| best[one].0 + 1), before));
    }
    let mut rise = Vec::new();
    let mut next = (0..best.len()).max_by_key(|one| best[*one].0);
    while let Some(at) = next {
        rise.push(at);
        next = best[at].1;
    }
    rise
}

/// “2 clauses changed, 1 new, 3 renumbered.”, or that the two say the same.
#[must_use]
pub fn summary(clauses: &[ComparedClause]) -> String {
    let fate = |fate| clauses.iter().filter(|clause| clause.became == fate).count() as u64;
    let place = |place| clauses.iter().filter(|clause| clause.moved == place).count() as u64;
    let mut told = Vec::new();
    let counts = [
        (fate(ClauseFate::Changed), "changed"),
        (fate(ClauseFate::Added), "new"),
        (fate(ClauseFate::Removed), "taken out"),
        (place(ClausePlace::Moved), "moved"),
        (place(ClausePlace::Renumbered), "renumbered"),
    ];
    for (count, word) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let what = if told.is_empty() { counted(count, "clause", "clauses") } else { count.to_string() };
        told.push(format!("{what} {word}"));
    }
    if told.is_empty() {
        return "The two texts say the same.".to_owned();
    }
    if clauses.iter().all(|clause| clause.became == ClauseFate::Same) {
        return format!("The words are the same: {}.", told.join(", "));
    }
    format!("{}.", told.join(", "))
}

#[cfg(test)]
mod unit {
    use super::*;
    use sojourn_papers::{ClauseChange, Head};

    fn clause(head: Head, was: Option<u16>, is: u16, became: Became) -> ClauseChange {
        ClauseChange {
            head: Some(head),
            place: format!("Clause {is}"),
            was: was.map(|was| format!("Clause {was}")),
            became,
            title: vec![Span::Same("Title".to_owned())],
            paragraphs: Vec::new(),
        }
    }

    #[test]
    fn what_moved_is_told_from_what_is_only_numbered_anew() {
        use Head as H;
        let comparison = Comparison {
            clauses: vec![
                clause(H::Leave, Some(4), 1, Became::Same),
                clause(H::Parties, Some(1), 2, Became::Same),
                clause(H::Duration, Some(2), 3, Became::Changed),
                clause(H::Place, None, 4, Became::Added),
                clause(H::Services, Some(5), 5, Became::Same),
                clause(H::Costs, Some(3), 3, Became::Removed),
            ],
        };
        let all = compared(comparison, &[]);
        let moved: Vec<ClausePlace> = all.iter().map(|one| one.moved).collect();
        use ClausePlace as P;
        assert_eq!(moved, [P::Moved, P::Renumbered, P::Renumbered, P::Kept, P::Kept, P::Kept]);
        assert_eq!(all[0].note().as_deref(), Some("Moved: it was clause 4."));
        assert_eq!(summary(&all), "1 clause changed, 1 new, 1 taken out, 1 moved, 2 renumbered.");
        assert!(all[0].is_told() && !all[1].is_told());
    }

    #[test]
    fn the_longest_rise_is_found_in_any_order() {
        for numbers in [&[1, 2, 3][..], &[3, 1, 2], &[2, 3, 1], &[], &[5, 4, 3, 2, 1], &[1, 9, 2, 8, 3]] {
            let mut rise = longest_rise(numbers);
            rise.reverse();
            assert!(rise.windows(2).all(|pair| pair[0] < pair[1] && numbers[pair[0]] < numbers[pair[1]]));
            // no other choice is longer
            let most = (0..1_usize << numbers.len())
                .map(|set| (0..numbers.len()).filter(|at| set >> at & 1 == 1).collect::<Vec<_>>())
                .filter(|set| set.windows(2).all(|pair| numbers[pair[0]] < numbers[pair[1]]))
                .map(|set| set.len())
                .max();
            assert_eq!(Some(rise.len()), most, "{numbers:?}");
        }
    }

    #[test]
    fn nothing_changed_is_said() {
        let same = compared(Comparison { clauses: vec![clause(Head::Leave, Some(1), 1, Became::Same)] }, &[]);
        assert_eq!(summary(&same), "The two texts say the same.");
    }
}
