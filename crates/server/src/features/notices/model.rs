//! The words of the outbox page.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::actor::{Actor, OrganisationId, Role};

crate::word_enum!(
    /// Where a letter is.
    LetterState {
        /// Not sent yet; the next try has a time.
        Waiting => "waiting", "Waiting";
        /// The mail server took it.
        Sent => "sent", "Sent";
        /// It will not be tried again.
        Failed => "failed", "Not delivered";
    }
);

/// A letter in the outbox without its text.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The row.
    pub id: Uuid,
    /// Which kind of letter, such as `release_asked`.
    pub kind: String,
    /// The recipient's name.
    pub to_name: String,
    /// The recipient's address.
    pub to_address: String,
    /// The subject line.
    pub subject: String,
    /// Where it is.
    pub state: LetterState,
    /// Tries so far.
    pub attempts: i64,
    /// When it is tried next, while it waits.
    pub next_at: DateTime<Utc>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Whether it is about a confidential record that is not there for the reader: then nothing here names anybody.
    pub is_kept: bool,
}

impl Envelope {
    /// What stands in place of a recipient whose name is kept.
    pub const KEPT: &str = "Somebody named on a confidential record";

    /// Without what would tell of a confidential record: title, recipient, and what the mail server said of them.
    #[must_use]
    pub fn kept(self) -> Self {
        Self {
            to_name: Self::KEPT.to_owned(),
            to_address: String::new(),
            subject: String::new(),
            last_error: self.last_error.map(|_| "The mail server did not take it.".to_owned()),
            is_kept: true,
            ..self
        }
    }
}

/// A letter with its text.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The outside.
    pub envelope: Envelope,
    /// The plain text.
    pub body: String,
}

/// How much of the outbox somebody may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// The demonstration: everybody reads everything, texts included.
    Demo,
    /// Who runs the installation: every envelope, no text and no subject line.
    Envelopes,
    /// Who runs secondments: the envelopes of their organisations' records, no text and no subject line.
    EnvelopesOf(Vec<OrganisationId>),
}

impl Sight {
    /// What the actor may see, if anything.
    #[must_use]
    pub fn of(actor: &Actor, demo: bool) -> Option<Self> {
        if demo {
            return Some(Self::Demo);
        }
        if actor.holds_anywhere(Role::SysAdmin) {
            return Some(Self::Envelopes);
        }
        let runs = |(_, role): &&(OrganisationId, Role)| *role == Role::ProgrammeAdmin;
        let organisations: Vec<_> = actor.roles.iter().filter(runs).map(|(id, _)| *id).collect();
        (!organisations.is_empty()).then_some(Self::EnvelopesOf(organisations))
    }

    /// Whether texts and subject lines may be read.
    #[must_use]
    pub fn reads_texts(&self) -> bool {
        *self == Self::Demo
    }
}

/// A piece of a line of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// An address: as written, and where it leads.
    Link {
        /// As it stands in the letter.
        text: String,
        /// Where it leads: a path for an address of this installation.
        href: String,
    },
}

/// The lines of a letter, with its addresses as links. An address of this installation leads to its path, so
/// that it still works when the demonstration was started again at another port.
#[must_use]
pub fn lines(body: &str, base_url: &str) -> Vec<Vec<Part>> {
    body.lines().map(|line| parts(line, base_url)).collect()
}

fn parts(line: &str, base_url: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(at) = link_start(rest) {
        let (before, from) = rest.split_at(at);
        let end = from.find(char::is_whitespace).unwrap_or(from.len());
        let link = from[..end].trim_end_matches(['.', ',', ')', ';', ':']);
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        parts.push(Part::Link { text: link.to_owned(), href: href(link, base_url) });
        rest = &from[link.len()..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    parts
}

fn link_start(text: &str) -> Option<usize> {
    [text.find("http://"), text.find("https://")].into_iter().flatten().min()
}

fn href(link: &str, base_url: &str) -> String {
    let path = |rest: &str| if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") };
    if let Some(rest) = link.strip_prefix(base_url) {
        return path(rest);
    }
    let here =
        ["http://127.0.0.1:", "http://localhost:"].into_iter().find_map(|start| link.strip_prefix(start));
    here.map_or_else(|| link.to_owned(), |rest| path(rest.trim_start_matches(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod words {
    use chrono::{DateTime, Utc};
    use uuid::Uuid;

    use super::{Envelope, LetterState, Part, lines};

    #[test]
    fn an_envelope_that_is_kept_names_nobody() {
        let envelope = Envelope {
            id: Uuid::nil(),
            kind: "release_asked".to_owned(),
            to_name: "Ruth Hale".to_owned(),
            to_address: "ruth@example.org".to_owned(),
            subject: "Ruth, please answer".to_owned(),
            state: LetterState::Failed,
            attempts: 1,
            next_at: DateTime::<Utc>::UNIX_EPOCH,
            last_error: Some("550 no such user ruth@example.org".to_owned()),
            sent_at: None,
            created_at: DateTime::<Utc>::UNIX_EPOCH,
            is_kept: false,
        };
        let kept = envelope.kept();
        let told = format!("{kept:?}").to_lowercase();
        assert!(kept.is_kept && !told.contains("ruth") && kept.last_error.is_some(), "{told}");
    }

    #[test]
    fn addresses_in_a_letter_become_links_and_ours_lead_home() {
        let body = "Read it here: http://127.0.0.1:4000/sign/abc.\n\nAsk at https://elsewhere.example/x";
        let found = lines(body, "http://127.0.0.1:8080");
        assert_eq!(
            found[0],
            [
                Part::Text("Read it here: ".into()),
                Part::Link { text: "http://127.0.0.1:4000/sign/abc".into(), href: "/sign/abc".into() },
                Part::Text(".".into())
            ]
        );
        assert!(found[1].is_empty());
        assert!(matches!(&found[2][1], Part::Link { href, .. } if href == "https://elsewhere.example/x"));
    }

    #[test]
    fn an_address_of_this_installation_leads_to_its_path() {
        let found = lines("https://away.example", "https://away.example");
        assert!(matches!(&found[0][0], Part::Link { href, .. } if href == "/"));
    }
}
