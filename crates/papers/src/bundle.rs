//! Assembly: from facts, a structure and choices to the papers of that structure, with particulars, numbered clauses,
//! schedules and signatures (domain 5.1 to 5.3).

use crate::arrangement::{Arrangement, PaperKind, SignedBy};
use crate::clauses::draft_with;
use crate::draft::{Clause, Draft, Paragraph, Particular, Piece, Side, Signatory};
use crate::error::PaperError;
use crate::facts::Facts;
use crate::head::Head;
use crate::more::Post;
use crate::plan::{Choices, Form};
use crate::schedule::{ScheduleId, schedule};
use crate::template::{Plan, Target};
use crate::value::short_date;
use crate::words::{need, share_of_full_time};

/// One paper of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which kind.
    pub kind: PaperKind,
    /// Its text, ready to be edited, checked and rendered.
    pub draft: Draft,
}

/// Every paper of a structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The structure.
    pub arrangement: Arrangement,
    /// The papers, the first one first.
    pub documents: Vec<Document>,
}

/// Drafts every paper of a structure. `other` is the second leg of a swap.
///
/// # Errors
/// As [`crate::draft_with`].
pub fn assemble(
    arrangement: Arrangement,
    facts: &Facts,
    other: Option<&Facts>,
    choices: &Choices,
) -> Result<Bundle, PaperError> {
    let mut documents = Vec::new();
    for kind in arrangement.papers() {
        // the legs of a swap inside one employer are memos
        let kind =
            if *kind == PaperKind::ThreeParty && facts.is_internal() { PaperKind::Memo } else { *kind };
        documents.push(document(kind, facts, other, choices)?);
    }
    if let (Arrangement::Swap, Some(other)) = (arrangement, other) {
        let kind = if other.is_internal() { PaperKind::Memo } else { PaperKind::ThreeParty };
        documents.push(document(kind, other, Some(facts), choices)?);
    }
    let mut bundle = Bundle { arrangement, documents };
    bundle.name_other_papers();
    bundle.say_when_it_starts()?;
    Ok(bundle)
}

fn document(
    kind: PaperKind,
    facts: &Facts,
    other: Option<&Facts>,
    choices: &Choices,
) -> Result<Document, PaperError> {
    let mut choices = choices.clone();
    choices.without.extend(Head::ALL.iter().filter(|head| !kind.has(**head)));
    choices.also.retain(|head| kind.has(*head));
    let mut draft = draft_with(facts, &choices)?;
    draft.title = kind.title().to_owned();
    draft.particulars = particulars(kind, facts);
    keep_schedules(&mut draft, kind, facts);
    draft.signatories = signatories(kind, facts);
    if let (PaperKind::Pair, Some(other)) = (kind, other) {
        draft.insert(0, pair_clause(facts, other))?;
        for signatory in signatories(kind, other) {
            if !draft.signatories.contains(&signatory) {
                draft.signatories.push(signatory);
            }
        }
    }
    Ok(Document { kind, draft: draft.checked()? })
}

fn keep_schedules(draft: &mut Draft, kind: PaperKind, facts: &Facts) {
    draft.schedules.retain(|schedule| kind.carries(schedule.id));
    let known: Vec<ScheduleId> = crate::schedule::scheduled(facts);
    let plan = Plan { printed: known.iter().copied().map(Target::Schedule).collect() };
    for id in known.into_iter().filter(|id| kind.schedules().contains(&id.to_string().as_str())) {
        if draft.schedule(id).is_none() {
            draft.schedules.extend(schedule(id, 0, facts, &plan));
        }
    }
}

/// What the paper is about, on its first page; for a statutory form its numbered items (5.1, ST-6).
fn particulars(kind: PaperKind, facts: &Facts) -> Vec<Particular> {
    let line = |label: &str, value: Piece| Particular { label: label.to_owned(), value };
    let home = need(&facts.short_name(&facts.home), "home.organisation", "the home side");
    let host = need(&facts.short_name(&facts.host), "host.organisation", "the host side");
    if kind == PaperKind::Pair {
        return Vec::new();
    }
    if matches!(kind, PaperKind::MasterTerms | PaperKind::Memorandum) {
        return vec![line("Home", home), line("Host", host)];
    }
    let dates = format!("{} to {}, both included", short_date(facts.term.start), short_date(facts.term.end));
    let mut all = vec![
        line("Secondee", need(&facts.secondee.name, "secondee.name", "name of the secondee")),
        line(
            "Post at home",
            need(&facts.secondee.job_title, "secondee.job_title", "job title of the secondee"),
        ),
        line("Home", home),
        line("Host", host),
        line("Role at the host", need(&facts.work.role_title, "work.role_title", "the role at the host")),
        line("Period", Piece::Text(dates)),
        line("Working time", Piece::Text(share_of_full_time(facts.term.fte_basis_points))),
        line("Place", need(&facts.term.place, "term.place", "the place of work")),
    ];
    if kind == PaperKind::Form {
        all.push(line("Kind of action", Piece::Text("new assignment".to_owned())));
        all.push(line(
            "Employer",
            need(
                &facts.employment.employer_of_record,
                "employment.employer_of_record",
                "the formal employer by its legal name",
            ),
        ));
        all.push(line("Reason", need(&facts.work.purpose, "work.purpose", "the purpose")));
        for (number, particular) in (1..).zip(&mut all) {
            particular.label = format!("{number}. {}", particular.label);
        }
    }
    all
}

/// Who signs this paper: the people the facts name for its sides, else those of the structure in its default order.
fn signatories(kind: PaperKind, facts: &Facts) -> Vec<Signatory> {
    let sides: Vec<Side> = kind.signed_by().iter().map(|by| by.side()).collect();
    if !facts.signatories.is_empty() {
        return facts.signatories.iter().filter(|one| sides.contains(&one.side)).cloned().collect();
    }
    let mut all: Vec<Signatory> = kind.signed_by().iter().map(|by| by.signatory(facts, kind)).collect();
    // a local entity of the host signs too (5.1, ST-9), and home stays the last
    let has_entity = facts.more.abroad.as_ref().is_some_and(|abroad| !abroad.local_entity.trim().is_empty());
    if has_entity && kind == PaperKind::ThreeParty {
        all.insert(all.len() - 1, SignedBy::Post(Post::LocalEntity).signatory(facts, kind));
    }
    all
}

impl SignedBy {
    /// The side it signs for.
    pub fn side(self) -> Side {
        match self {
            SignedBy::Secondee => Side::Secondee,
            SignedBy::HomeManager | SignedBy::Post(Post::HomeHr | Post::HomeAuthority) => Side::Home,
            SignedBy::HostManager
            | SignedBy::Post(Post::HostHr | Post::HostAuthority | Post::LocalEntity) => Side::Host,
        }
    }

    fn signatory(self, facts: &Facts, kind: PaperKind) -> Signatory {
        let only_reads =
            kind == PaperKind::Letter && matches!(self, SignedBy::HomeManager | SignedBy::HostManager);
        let mut signatory = match self {
            SignedBy::Secondee => Signatory::new(Side::Secondee, &facts.secondee.name, "Secondee"),
            SignedBy::HomeManager => facts.manager_signs(Side::Home, &facts.home),
            SignedBy::HostManager => facts.manager_signs(Side::Host, &facts.host),
            SignedBy::Post(post) => match facts.more.signers.get(&post) {
                Some(who) => Signatory::new(self.side(), &who.name, &who.title),
                None => Signatory::new(self.side(), "", post.words()),
            },
        };
        if only_reads {
            signatory.capacity = format!("{}; has taken note", signatory.capacity);
        }
        signatory
    }
}

/// What binds two legs: neither begins without the other, and who speaks if one falls over (10.27).
fn pair_clause(one: &Facts, two: &Facts) -> Clause {
    let leg = |facts: &Facts| {
        let (start, end) = (short_date(facts.term.start), short_date(facts.term.end));
        let name = crate::text::clean_line(&facts.secondee.name);
        format!("{name} goes to {} from {start} to {end};", facts.short_name(&facts.host))
    };
    let say = |item: bool, words: &str| Paragraph { item, pieces: vec![Piece::Text(words.to_owned())] };
    Clause {
        head: Head::Additional,
        number: 0,
        title: "The swap".to_owned(),
        paragraphs: vec![
            say(false, "Two people change places:"),
            say(true, &leg(one)),
            say(true, &leg(two)),
            say(false, "Each goes under a paper of its own. Neither begins before both papers are signed by all, and neither begins unless the other does."),
            say(false, "If one of the two ends early, the sides decide within five working days, with both people, whether the other goes on alone, pauses or ends too. Until they have decided it goes on, and each person keeps every right of their own paper."),
            say(false, "Costs that each side owes the other are set off, and only the difference is paid."),
        ],
        plain_words: "You go only if the other one comes, and if one of you stops early nobody decides about you without you.".to_owned(),
    }
}

impl Bundle {
    /// A reference to a clause that stands in another paper of the bundle names that paper.
    fn name_other_papers(&mut self) {
        let homes: Vec<(Head, String)> = self
            .documents
            .iter()
            .flat_map(|document| {
                document.draft.clauses.iter().map(|c| (c.head, document.draft.title.clone()))
            })
            .collect();
        for document in &mut self.documents {
            let here: Vec<Head> = document.draft.clauses.iter().map(|clause| clause.head).collect();
            let pieces =
                document.draft.clauses.iter_mut().flat_map(|c| &mut c.paragraphs).flat_map(|p| &mut p.pieces);
            for piece in pieces {
                let Piece::Clause(head) = piece else { continue };
                if here.contains(head) {
                    continue;
                }
                if let Some((head, paper)) = homes.iter().find(|(other, _)| other == head) {
                    *piece = Piece::Text(format!("“{}” in the {}", head.title(), lower_first(paper)));
                }
            }
        }
    }

    /// The contract of the organisations starts with the letter and the other way round (5.1, ST-3); a leg of a swap
    /// with its pair.
    fn say_when_it_starts(&mut self) -> Result<(), PaperError> {
        let words = match self.arrangement {
            Arrangement::BipartiteWithLetter => {
                "It takes effect only when the letter to the secondee has been signed as well."
            }
            Arrangement::Framework => {
                "An order counts under it only when home, host and secondee have signed the order."
            }
            Arrangement::ExchangeOfLetters => {
                "A secondment begins under it only when the letters about it have been exchanged."
            }
            _ => return Ok(()),
        };
        if let Some(first) = self.documents.first_mut()
            && let Some(law) =
                first.draft.clauses.iter_mut().find(|clause| clause.head == Head::LawAndSignature)
        {
            law.paragraphs.push(Paragraph { item: false, pieces: vec![Piece::Text(words.to_owned())] });
            first.draft = first.draft.clone().checked()?;
        }
        Ok(())
    }

    /// Whether the papers keep to one page: the short form.
    pub fn is_short(&self) -> bool {
        self.documents.iter().all(|document| document.draft.choices.form == Form::Short)
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
