//! Asking, answering, accepting, declining, taking back.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Draft, Side};

use super::access;
use super::events::{ChangeAccepted, ChangeAsked, ChangeDeclined, Questioned, TalkAnswered, TalkWithdrawn};
use super::model::{
    AcceptInput, Act, MOST_OPEN, SayInput, Talk, TalkAudience, TalkId, TalkInput, TalkKind, TalkSaid,
    TalkState,
};
use super::store;
use crate::cx::Cx;
use crate::features::agreements::api::views::sees;
use crate::features::agreements::drafting::{self, may_write};
use crate::features::agreements::model::{Agreement, AgreementId, ClauseInput, Status, words};
use crate::features::agreements::signing::decline;
use crate::features::agreements::signing::outside::Request;
use crate::features::agreements::store as agreements;
use crate::features::secondments::{self, Record};

/// The fields that every event about a talk has.
macro_rules! about {
    ($event:ident, $cx:expr, $table:expr, $talk:expr) => {
        $event {
            secondment: $table.record.secondment.id,
            organisation: $table.record.secondment.home_organisation,
            talk: $talk.number,
            version: $table.agreement.number,
            clause: $talk.clause,
            head: $talk.head.map(sojourn_papers::Head::code),
            person: $cx.actor.person,
        }
    };
}
/// A record with the text that is talked about, for somebody who reads the talks.
#[derive(Debug, Clone)]
pub struct Table {
    /// The record.
    pub record: Record,
    /// The newest version, or the one that a private link leads to.
    pub agreement: Agreement,
}

/// The text of a record for the actor. For those who are no part of the agreement there is none.
///
/// # Errors
/// The one 404.
pub async fn at(cx: &mut Cx, number: &str) -> Result<Table> {
    let record = secondments::store::load(cx, number).await?;
    if access::reads_for(&record.standing).is_none() {
        return Err(Error::NotFound);
    }
    let agreement = agreements::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if sees(&record, &agreement) { Ok(Table { record, agreement }) } else { Err(Error::NotFound) }
}

/// The text that a private link leads to, as long as it is the one on the table.
///
/// # Errors
/// A refusal when another version has taken its place, or the actor is no part of the agreement any more.
pub fn by_link(request: &Request) -> Result<Table> {
    let (record, agreement) = (request.record.clone(), request.agreement.clone());
    let stands = agreement.is_open() || agreement.status == Status::Executed;
    if !stands || access::side(&record.standing).is_none() {
        return Err(Error::refused("not_open", "This version is no longer open."));
    }
    Ok(Table { record, agreement })
}

impl Table {
    /// The side that the actor speaks for.
    ///
    /// # Errors
    /// Forbidden for those who only read.
    pub fn side(&self) -> Result<Side> {
        access::side(&self.record.standing).ok_or(Error::Forbidden)
    }

    /// Whether something can be asked about the text now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.agreement.status == Status::Draft || self.agreement.is_open()
    }

    /// Refuses words about a text that was changed since they were begun. A text that is out for signature keeps its
    /// words; its revision grows with each signature.
    fn is_read(&self, version: Option<i64>, revision: Option<i64>) -> Result<()> {
        let is_draft = self.agreement.status == Status::Draft;
        let is_same =
            version == Some(self.agreement.number) && (!is_draft || revision == Some(self.agreement.version));
        if is_same { Ok(()) } else { Err(Error::Stale) }
    }

    fn draft(&self) -> &Draft {
        &self.agreement.paper.draft
    }

    /// What the actor may do with a talk now.
    #[must_use]
    pub fn may(&self, talk: &Talk) -> Vec<Act> {
        let standing = &self.record.standing;
        let is_own = talk.asked_by == standing.person;
        let mut acts = Vec::new();
        acts.extend(access::answers(standing, talk).then_some(Act::Answer));
        acts.extend(is_own.then_some(Act::More));
        let is_there = talk.place_in(self.draft()).is_some();
        acts.extend((may_write(&self.record) && self.is_open() && is_there).then_some(Act::Accept));
        acts.extend(access::decides(standing).then_some(Act::Decline));
        acts.extend(is_own.then_some(Act::Withdraw));
        acts.retain(|act| talk.after(*act).is_ok());
        acts
    }
}

/// The talks about the texts of a record that the actor reads, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn read(cx: &mut Cx, table: &Table) -> Result<Vec<Talk>> {
    let mut all = store::all(cx, table.agreement.secondment).await?;
    all.retain(|talk| access::reads(&table.record.standing, talk));
    Ok(all)
}

/// One talk that the actor reads.
///
/// # Errors
/// The one 404.
pub async fn one(cx: &mut Cx, table: &Table, number: i64) -> Result<Talk> {
    read(cx, table).await?.into_iter().find(|talk| talk.number == number).ok_or(Error::NotFound)
}

/// What still waits on the text on the table: asked since the last version that all had signed. On a text that is settled
/// nothing waits any more.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx, agreement: &Agreement) -> Result<Vec<Talk>> {
    if agreement.status != Status::Draft && !agreement.is_open() {
        return Ok(Vec::new());
    }
    let since = store::signed_before(cx, agreement).await?;
    let mut all = store::all(cx, agreement.secondment).await?;
    all.retain(|talk| talk.waits() && talk.asked_on > since);
    Ok(all)
}

/// Why nobody is reminded to sign; nothing when nothing waits for an answer.
///
/// # Errors
/// When the database does not answer.
pub async fn hold(cx: &mut Cx, agreement: &Agreement) -> Result<Option<String>> {
    Ok(hold_of(&waiting(cx, agreement).await?))
}

/// As [`hold`], of talks that were read already.
#[must_use]
pub fn hold_of(talks: &[Talk]) -> Option<String> {
    let waiting = || talks.iter().filter(|talk| talk.waits());
    let first = waiting().find(|talk| talk.kind == TalkKind::Change).or_else(|| waiting().next())?;
    let (asker, about) = (&first.asker, first.about());
    Some(match first.kind {
        TalkKind::Change => {
            format!("{asker} asked for a change to {about}. Nobody is reminded to sign until it is decided.")
        }
        TalkKind::Question => {
            format!("{asker} asked about {about}. Nobody is reminded to sign until there is an answer.")
        }
    })
}

/// Asks about the text, or asks for a change to a clause.
///
/// # Errors
/// Invalid by field; forbidden for those who only read; a refusal when the text is settled; stale when it was changed
/// since it was read.
pub async fn ask(cx: &mut Cx, table: &Table, input: &TalkInput) -> Result<Talk> {
    let side = table.side()?;
    input.check()?;
    if !table.is_open() {
        let sentence =
            "This text is settled. To change it, ask for a change of dates or terms on the record.";
        return Err(Error::refused("not_open", sentence));
    }
    if input.clause.is_some() {
        table.is_read(input.version, input.revision)?;
    }
    let draft = table.draft();
    let found = match input.clause {
        Some(number) => {
            let clause = draft.clauses.iter().find(|clause| clause.number == number);
            Some(clause.ok_or_else(|| Error::field("clause", "Choose one of the clauses"))?)
        }
        None => None,
    };
    let as_it_is = found.and_then(|clause| draft.editable_text(clause.number).ok()).unwrap_or_default();
    let is_said = |text: &String| input.kind == TalkKind::Change && *text != as_it_is;
    let proposed = Some(plain(&input.proposed)).filter(is_said).unwrap_or_default();
    if input.kind == TalkKind::Change && proposed.is_empty() && input.words().is_empty() {
        return Err(Error::field("proposed", "This is the text as it stands. Change it, or say below why"));
    }
    let known = store::all(cx, table.agreement.secondment).await?;
    let own = known.iter().filter(|talk| talk.asked_by == cx.actor.person && talk.waits());
    if own.count() >= MOST_OPEN {
        let sentence = "Too much that you asked is still open. Take something back, or wait for the answers.";
        return Err(Error::refused("too_many_open", sentence));
    }
    let audience = match input.kind {
        TalkKind::Change => TalkAudience::All,
        TalkKind::Question => input.to.unwrap_or(access::usual_audience(&table.record.standing)),
    };
    let talk = Talk {
        id: TalkId::new(cx.now()),
        number: store::next_number(cx, table.agreement.secondment).await?,
        agreement: table.agreement.id,
        asked_on: table.agreement.number,
        kind: input.kind,
        head: found.map(|clause| clause.head),
        clause: found.map(|clause| clause.number),
        clause_title: found.map(|clause| clause.title.clone()).unwrap_or_default(),
        audience,
        side,
        asked_by: cx.actor.person,
        asker: cx.actor.name.clone(),
        asked_at: cx.now(),
        words: plain(input.words()),
        proposed,
        state: TalkState::Open,
        settled_at: None,
        settled_in: None,
        version: 1,
        said: Vec::new(),
    };
    store::insert(cx, table.agreement.secondment, &talk).await?;
    match talk.kind {
        TalkKind::Question => cx.record(&about!(Questioned, cx, table, talk)).await?,
        TalkKind::Change => cx.record(&about!(ChangeAsked, cx, table, talk)).await?,
    }
    Ok(talk)
}

/// Text as it was typed, with one kind of line end.
fn plain(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

/// The talk as it was read, for one of the acts that the actor may do with it.
async fn acting(cx: &mut Cx, table: &Table, number: i64, act: Act, version: i64) -> Result<Talk> {
    let talk = one(cx, table, number).await?;
    let after = talk.after(act)?;
    if !table.may(&talk).contains(&act) {
        return Err(Error::Forbidden);
    }
    if talk.version == version { Ok(Talk { state: after, ..talk }) } else { Err(Error::Stale) }
}

/// Answers, or writes more as the one who asked.
///
/// # Errors
/// The one 404; forbidden for others; invalid without words; a refusal when it is over; stale when somebody was quicker.
pub async fn answer(cx: &mut Cx, table: &Table, number: i64, input: &SayInput) -> Result<()> {
    let side = table.side()?;
    let own = one(cx, table, number).await?.asked_by == cx.actor.person;
    let (act, said) = if own { (Act::More, TalkSaid::More) } else { (Act::Answer, TalkSaid::Answer) };
    let mut talk = acting(cx, table, number, act, input.version).await?;
    let words = words(&input.words, "words", "Write your answer")?;
    // of two at once the second is stale here, and not a double further on
    store::save(cx, &mut talk, None).await?;
    store::say(cx, talk.id, side, said, &plain(&words)).await?;
    cx.record(&about!(TalkAnswered, cx, table, talk)).await
}

/// Declines a change, with a reason that everybody who is part of the agreement reads.
///
/// # Errors
/// As [`answer`].
pub async fn refuse(cx: &mut Cx, table: &Table, number: i64, input: &SayInput) -> Result<()> {
    let side = table.side()?;
    let mut talk = acting(cx, table, number, Act::Decline, input.version).await?;
    let reason = words(&input.words, "reason", "Say why the clause stays as it is")?;
    store::save(cx, &mut talk, None).await?;
    store::say(cx, talk.id, side, TalkSaid::Reason, &plain(&reason)).await?;
    cx.record(&about!(ChangeDeclined, cx, table, talk)).await
}

/// Takes back what the actor asked.
///
/// # Errors
/// As [`answer`], without words.
pub async fn withdraw(cx: &mut Cx, table: &Table, number: i64, version: i64) -> Result<()> {
    let mut talk = acting(cx, table, number, Act::Withdraw, version).await?;
    store::save(cx, &mut talk, None).await?;
    cx.record(&about!(TalkWithdrawn, cx, table, talk)).await
}

/// Accepts a change: the clause is written as the input says. A text that is out for signature goes back to drafting
/// first, as its next version, and signatures given so far no longer count.
///
/// # Errors
/// As [`answer`]; forbidden for those who do not write the draft.
pub async fn accept(cx: &mut Cx, table: &Table, number: i64, input: &AcceptInput) -> Result<()> {
    let side = table.side()?;
    let mut talk = acting(cx, table, number, Act::Accept, input.version).await?;
    let clause = talk.place_in(table.draft()).ok_or(Error::NotFound)?;
    table.is_read(Some(input.agreement_version), Some(input.revision))?;
    let mut edit = ClauseInput {
        form_id: String::new(),
        version: table.agreement.version,
        title: input.title.clone(),
        text: plain(&input.text),
        plain_words: input.plain_words.clone(),
    };
    edit.check()?;
    is_other(table.draft(), clause, &edit)?;
    if table.agreement.is_open() {
        let reason = format!("{} asked for a change to {}, and it was accepted.", talk.asker, talk.about());
        let mut record = table.record.clone();
        decline::recall(cx, &mut record, &reason).await?;
        let next = agreements::newest(cx, table.agreement.secondment).await?.ok_or(Error::NotFound)?;
        edit.version = next.version;
    }
    let written = drafting::edit_clause(cx, &table.record, clause, &edit).await?;
    let into: AgreementId = written.id;
    store::save(cx, &mut talk, Some(into)).await?;
    if !input.words.trim().is_empty() {
        let said = words(&input.words, "words", "")?;
        store::say(cx, talk.id, side, TalkSaid::Reason, &plain(&said)).await?;
    }
    let now = Table { record: table.record.clone(), agreement: written };
    cx.record(&about!(ChangeAccepted, cx, now, talk)).await
}

/// A change that is accepted changes something.
fn is_other(draft: &Draft, number: u16, edit: &ClauseInput) -> Result<()> {
    let Some(clause) = draft.clauses.iter().find(|clause| clause.number == number) else {
        return Err(Error::NotFound);
    };
    let text = draft.editable_text(number).unwrap_or_default();
    if clause.title.trim() == edit.title.trim() && text.trim() == edit.text.trim() {
        let sentence = "This is the text as it stands. Write what it should say instead, or decline";
        return Err(Error::field("text", sentence));
    }
    Ok(())
}
