//! An opportunity as a card: what it is on the left, how well it fits on the right.

use askama::Template;
use chrono::NaiveDate;

use crate::actor::PersonId;
use crate::features::opportunities::fit::{self, Fit, Level, ReasonKind};
use crate::features::opportunities::model::{Asked, Opportunity, PostingKind};
use crate::features::skills::Candidate;
use crate::shell::words::short_day;
use crate::shell::{Due, Tag, Tone};

/// How well it fits, as the page draws it.
#[derive(Debug, Clone, Template)]
#[template(path = "features/opportunities/pages/fit_part.html")]
pub struct FitView {
    /// "Strong fit".
    pub word: &'static str,
    /// The five dots beside the word: full, half, empty. They are decoration.
    dots: [&'static str; 5],
    /// The reasons: icon, colour, hidden first words, words, what stands out.
    reasons: Vec<ReasonView>,
    /// Nothing was said yet about skills.
    blank: bool,
}

impl askama::filters::HtmlSafe for FitView {}

#[derive(Debug, Clone)]
struct ReasonView {
    icon: &'static str,
    class: &'static str,
    hidden: &'static str,
    words: String,
    strong: String,
}

/// The fit of a person as the page draws it.
#[must_use]
pub fn fit_view(candidate: &Candidate, fit: Fit) -> FitView {
    let dots = match fit.level {
        Level::Strong => ["y", "y", "y", "y", "g"],
        Level::Good => ["y", "y", "y", "", ""],
        Level::Some => ["y", "g", "", "", ""],
        Level::New => ["", "", "", "", ""],
    };
    let reason = |one: fit::Reason| {
        let (icon, class) = match one.kind {
            ReasonKind::Have => ("check", "c-good"),
            ReasonKind::Learn => ("plus", "c-host"),
            ReasonKind::Consider => ("alert", "c-warn"),
            ReasonKind::Missing => ("x", "muted"),
        };
        let hidden = if one.kind == ReasonKind::Consider { "Consider: " } else { "" };
        ReasonView { icon, class, hidden, words: one.words, strong: one.strong }
    };
    FitView {
        word: fit.level.label(),
        dots,
        reasons: fit.reasons.into_iter().map(reason).collect(),
        blank: candidate.is_blank(),
    }
}

/// One card of the list.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its number.
    pub number: String,
    /// What the person would be.
    pub title: String,
    /// Where: the host in one short name.
    pub host: String,
    /// "4 weeks from 11 Jan".
    pub when: String,
    /// "Leeds, 40% from a distance".
    pub place: String,
    /// The first sentences of what one would do.
    pub text: String,
    /// Money and places.
    pub tags: Vec<Tag>,
    /// When it closes.
    pub closes: Option<Due>,
    /// Whether the reader saved it.
    pub starred: bool,
    /// Whether the reader can apply: it is somebody else's place.
    pub applies: bool,
    /// Whether it is free time that somebody offers.
    pub is_capacity: bool,
    /// How well it fits.
    pub fit: FitView,
}

/// Days before the closing day in which it counts as soon.
const SOON: i64 = 14;
/// The most characters of the text on a card.
const TEXT: usize = 260;

impl Card {
    /// The card of an opportunity for a reader.
    #[must_use]
    pub fn of(
        o: &Opportunity,
        skills: &[Asked],
        candidate: &Candidate,
        reader: PersonId,
        starred: bool,
        today: NaiveDate,
    ) -> Self {
        Self {
            number: o.number.clone(),
            title: o.title.clone(),
            host: o.host(),
            when: o.when(today),
            place: o.whereabouts(),
            text: shortened(&o.duties),
            tags: tags(o),
            closes: o.closes_on.map(|day| closes(day, today)),
            starred,
            applies: o.author != reader && o.takes_applications(today),
            is_capacity: o.posting == PostingKind::Capacity,
            fit: fit_view(candidate, fit::of(candidate, o, skills)),
        }
    }

    /// The class and the words of the closing day.
    #[must_use]
    pub fn closing(&self) -> Option<(&'static str, &str)> {
        self.closes.as_ref().map(|due| match due {
            Due::Late(words) => ("late", words.as_str()),
            Due::Soon(words) => ("soon", words.as_str()),
            Due::Later(words) => ("", words.as_str()),
        })
    }
}

/// Money and places as tags.
#[must_use]
pub fn tags(o: &Opportunity) -> Vec<Tag> {
    let mut tags = vec![Tag::new(o.kind.label(), Tone::Quiet)];
    if o.posting == PostingKind::Capacity {
        tags.push(Tag::new(o.posting.label(), Tone::Home));
        return tags;
    }
    tags.push(Tag::new(o.payer.label(), Tone::Quiet));
    if !o.pay_note.is_empty() {
        tags.push(Tag::new(o.pay_note.clone(), Tone::Quiet));
    }
    if o.seats > 1 {
        tags.push(Tag::new(format!("{} places", o.seats), Tone::Quiet));
    }
    tags
}

fn closes(day: NaiveDate, today: NaiveDate) -> Due {
    match (day - today).num_days() {
        ..0 => Due::Late("Closed".to_owned()),
        0 => Due::Soon("Closes today".to_owned()),
        1..=SOON => Due::Soon(format!("Closes {}", short_day(day, today))),
        _ => Due::Later(format!("Closes {}", short_day(day, today))),
    }
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= TEXT {
        return text;
    }
    let cut: String = text.chars().take(TEXT).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |two| two.0);
    format!("{}…", cut.trim_end_matches([',', '.', ';']))
}
