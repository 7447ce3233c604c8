//! Two drafts side by side: clause by clause, word by word. A clause that only moved to another number is the same, and
//! so is a reference whose number changed with it.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::draft::{Draft, Paragraph, Piece};
use crate::head::Head;

/// Most words that are compared one by one in a whole comparison; what lies behind is shown as a whole. It bounds the
/// time for two texts that have nothing in common.
const MOST_WORDS: usize = 60_000;
/// Most pairs of words in one paragraph.
const MOST_PAIRS: usize = 4_000_000;

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It says the same.
    Same,
    /// Its words changed.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// In both.
    Same(String),
    /// Only in the later draft.
    Added(String),
    /// Only in the earlier draft.
    Removed(String),
}

/// One clause or schedule of the two drafts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ClauseChange {
    /// The head; nothing for a schedule.
    pub head: Option<Head>,
    /// Its place, such as `Clause 4` or `Schedule 2`: of the later draft, or of the earlier one when it is gone.
    pub place: String,
    /// Its place in the earlier draft, if it was there.
    pub was: Option<String>,
    /// What became of it.
    pub became: Became,
    /// Its heading.
    pub title: Vec<Span>,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Span>>,
}

/// Two drafts, compared.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Comparison {
    /// In the order of the later draft; what is gone stands last.
    pub clauses: Vec<ClauseChange>,
}

/// A word with what it is compared by: a reference by what it refers to, not by its number.
#[derive(Debug, Clone)]
struct Word {
    key: String,
    shown: String,
}

impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.key == other.key
    }
}
impl Eq for Word {}
impl std::hash::Hash for Word {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}
impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Word) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Word {
    fn cmp(&self, other: &Word) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

/// Paragraphs in words, of the earlier and of the later draft.
type Pair<'a> = (&'a [Vec<Word>], &'a [Vec<Word>]);

/// One clause or schedule, cut into words.
struct Part {
    head: Option<Head>,
    /// What it is paired by.
    key: String,
    place: String,
    title: Vec<Word>,
    paragraphs: Vec<Vec<Word>>,
}

/// Compares a later draft with an earlier one.
pub fn compare(earlier: &Draft, later: &Draft) -> Comparison {
    let mut before: Vec<Option<Part>> = parts(earlier).into_iter().map(Some).collect();
    let mut budget = MOST_WORDS;
    let mut clauses = Vec::new();
    for part in parts(later) {
        let old = before.iter_mut().find(|old| old.as_ref().is_some_and(|old| old.key == part.key));
        clauses.push(change(old.and_then(Option::take), Some(part), &mut budget));
    }
    clauses.extend(before.into_iter().flatten().map(|old| change(Some(old), None, &mut budget)));
    Comparison { clauses }
}

fn parts(draft: &Draft) -> Vec<Part> {
    let cut = |paragraphs: &[Paragraph]| paragraphs.iter().map(|p| words_of(draft, p)).collect();
    let mut seen: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for clause in &draft.clauses {
        let name = if clause.head == Head::Additional { clause.title.as_str() } else { "" };
        let name = format!("{} {name}", clause.head.code());
        let key = format!("{name} {}", seen.iter().filter(|other| **other == name).count());
        seen.push(name);
        parts.push(Part {
            head: Some(clause.head),
            key,
            place: format!("Clause {}", clause.number),
            title: words(&clause.title),
            paragraphs: cut(&clause.paragraphs),
        });
    }
    parts.extend(draft.schedules.iter().map(|schedule| Part {
        head: None,
        key: schedule.id.to_string(),
        place: format!("Schedule {}", schedule.number),
        title: words(&schedule.title),
        paragraphs: cut(&schedule.paragraphs),
    }));
    parts
}

fn words(text: &str) -> Vec<Word> {
    let cut =
        text.split_inclusive(' ').map(|word| Word { key: word.trim().to_owned(), shown: word.to_owned() });
    cut.filter(|word| !word.key.is_empty()).collect()
}

fn words_of(draft: &Draft, paragraph: &Paragraph) -> Vec<Word> {
    let mut all = Vec::new();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Text(text) => {
                // a space that begins a piece belongs to the word before it
                if text.starts_with(' ')
                    && let Some(Word { shown, .. }) = all.last_mut()
                {
                    shown.push(' ');
                }
                all.extend(words(text));
            }
            Piece::Clause(head) => {
                all.push(Word { key: format!("\u{0}{}", head.code()), shown: draft.piece_words(piece) });
            }
            Piece::Schedule(id) => {
                all.push(Word { key: format!("\u{0}{id}"), shown: draft.piece_words(piece) });
            }
            Piece::Gap { key, .. } => {
                all.push(Word { key: format!("\u{0}{key}"), shown: draft.piece_words(piece) });
            }
        }
    }
    all
}

fn change(old: Option<Part>, new: Option<Part>, budget: &mut usize) -> ClauseChange {
    let became = match (&old, &new) {
        (Some(old), Some(new)) if old.title == new.title && old.paragraphs == new.paragraphs => Became::Same,
        (Some(_), Some(_)) => Became::Changed,
        (None, _) => Became::Added,
        (Some(_), None) => Became::Removed,
    };
    let was = old.as_ref().map(|part| part.place.clone());
    let (head, place) =
        new.as_ref().or(old.as_ref()).map(|part| (part.head, part.place.clone())).unwrap_or_default();
    let (old_title, old_paragraphs) = old.map(|part| (part.title, part.paragraphs)).unwrap_or_default();
    let (new_title, new_paragraphs) = new.map(|part| (part.title, part.paragraphs)).unwrap_or_default();
    let title = spans(&old_title, &new_title, budget);
    let paragraphs = paragraphs(&old_paragraphs, &new_paragraphs, budget);
    ClauseChange { head, place, was, became, title, paragraphs }
}

/// Paragraphs are aligned first; those that took each other's place are compared word by word.
fn paragraphs(old: &[Vec<Word>], new: &[Vec<Word>], budget: &mut usize) -> Vec<Vec<Span>> {
    let mut all = Vec::new();
    for (from, to) in aligned(old, new, budget) {
        for at in 0..from.len().max(to.len()) {
            let words = |side: &[Vec<Word>]| side.get(at).cloned().unwrap_or_default();
            all.push(spans(&words(from), &words(to), budget));
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

/// Stretches of paragraphs that belong together, in order.
fn aligned<'a>(old: &'a [Vec<Word>], new: &'a [Vec<Word>], budget: &mut usize) -> Vec<Pair<'a>> {
    if old != new && !is_affordable(old.len(), new.len(), budget) {
        return vec![(old, new)];
    }
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let ranges = ops.iter().map(|op| (op.old_range(), op.new_range()));
    ranges.map(|(from, to)| (&old[from], &new[to])).collect()
}

/// Takes the cost of comparing so many things from the budget, if it is still there.
fn is_affordable(old: usize, new: usize, budget: &mut usize) -> bool {
    let fits = old + new <= *budget && old.saturating_mul(new) <= MOST_PAIRS;
    *budget = budget.saturating_sub(old + new);
    fits
}

fn spans(old: &[Word], new: &[Word], budget: &mut usize) -> Vec<Span> {
    let text = |words: &[Word]| words.iter().map(|word| word.shown.as_str()).collect::<String>();
    if old == new {
        return if new.is_empty() { Vec::new() } else { vec![Span::Same(text(new))] };
    }
    let mut all = Vec::new();
    if !is_affordable(old.len(), new.len(), budget) {
        return changed(text(old), text(new));
    }
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, from, to) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            all.push(Span::Same(text(&new[to])));
        } else {
            let (removed, added) = (text(&old[from]), text(&new[to]));
            part_from_changed(&mut all, &removed);
            all.extend(changed(removed, added));
        }
    }
    all
}

/// A word that ends its paragraph in the later draft has no space behind it: what was taken out there would run into
/// it.
fn part_from_changed(spans: &mut [Span], removed: &str) {
    if let Some(Span::Same(text)) = spans.last_mut()
        && !text.ends_with(' ')
        && removed.starts_with(char::is_alphanumeric)
    {
        text.push(' ');
    }
}

fn changed(removed: String, added: String) -> Vec<Span> {
    let spans = [Span::Removed(removed), Span::Added(added)].into_iter();
    spans.filter(|span| !matches!(span, Span::Removed(text) | Span::Added(text) if text.is_empty())).collect()
}

impl Comparison {
    /// Whether nothing changed.
    pub fn is_same(&self) -> bool {
        self.clauses.iter().all(|clause| clause.became == Became::Same)
    }

    /// Such as `2 changed, 1 new, 1 taken out.`, or that the two say the same.
    pub fn summary(&self) -> String {
        let count = |became: Became| self.clauses.iter().filter(|clause| clause.became == became).count();
        let parts = [(Became::Changed, "changed"), (Became::Added, "new"), (Became::Removed, "taken out")];
        let parts = parts.map(|(became, word)| (count(became), word));
        let told: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        if told.is_empty() {
            "The two drafts say the same.".to_owned()
        } else {
            format!("{}.", told.join(", "))
        }
    }
}
