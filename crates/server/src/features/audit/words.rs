//! Every kind of event in words. The sentence starts with who did it. A test fails when a kind that is written
//! anywhere in the product has no line here.

mod talks;

use chrono::NaiveDate;
use serde_json::Value;

use super::change_words::{change, change_answer};
use crate::actor::Role;
use crate::features::secondments::Slice;
use crate::shell::Side;

/// How one kind of event is told.
pub struct Wording {
    /// The kind.
    pub kind: &'static str,
    /// What they did, after their name.
    pub did: fn(&Value) -> String,
    /// The side it happened on, if it did on one.
    pub side: Option<Side>,
    /// Which field holds words of a person, and the part of the record they belong to.
    pub quote: Option<(&'static str, Slice)>,
}

pub(super) const fn told(kind: &'static str, did: fn(&Value) -> String) -> Wording {
    Wording { kind, did, side: None, quote: None }
}

impl Wording {
    const fn home(mut self) -> Self {
        self.side = Some(Side::Home);
        self
    }
    const fn host(mut self) -> Self {
        self.side = Some(Side::Host);
        self
    }
    const fn quoting(mut self, field: &'static str, slice: Slice) -> Self {
        self.quote = Some((field, slice));
        self
    }
}

/// Plain words that need nothing of the details.
macro_rules! says {
    ($words:literal) => {
        |_: &Value| $words.to_owned()
    };
}

/// The wording of every kind, in the order of a life.
pub const WORDS: &[Wording] = &[
    told("accounts.founded", says!("set up the organisation")),
    told("accounts.invited", says!("gave somebody an account")),
    told("accounts.switched_off", says!("switched an account off")),
    told("accounts.switched_on", says!("switched an account on again")),
    told("accounts.sessions_ended", says!("ended sessions")),
    told("accounts.password_changed", says!("set a password")),
    told("accounts.second_factor_set_up", says!("set up a second factor")),
    told("accounts.second_factor_removed", says!("removed a second factor")),
    told("accounts.recovery_codes_made", says!("made new recovery codes")),
    told("accounts.recovery_code_used", says!("noted that a recovery code was used")),
    told("accounts.rule_changed", says!("changed who needs a second factor")),
    told("accounts.key_made", says!("made a key for programs")),
    told("feed.made", says!("made an address for their calendar")),
    told("feed.revoked", says!("revoked the address of their calendar")),
    told("accounts.key_revoked", says!("revoked a key for programs")),
    told("team.minimum_set", |v| {
        format!("said that a team needs {}", v.get("minimum").and_then(Value::as_i64).unwrap_or_default())
    }),
    told("roles.granted", |v| format!("gave the role {}", role(v))),
    told("roles.ended", |v| format!("ended the role {}", role(v))),
    told("person.added", says!("added a person")),
    told("person.changed", says!("changed the details of a person")),
    told("pay.read", says!("looked at somebody’s pay")),
    told("people.imported", says!("imported people from a file")),
    told("organisation.added", says!("added an organisation")),
    told("organisation.changed", says!("changed the details of an organisation")),
    told("unit.saved", says!("changed the units of an organisation")),
    told("relation.saved", says!("changed what an organisation is to another")),
    told("interest.saved", says!("said what they would like")),
    told("interest.shared", says!("chose who may read what they would like")),
    told("interest.withdrawn", says!("took back what they would like")),
    told("interest.proposed", says!("made a proposal of what they would like")),
    told("invitation.sent", says!("invited somebody")),
    told("invitation.accepted", says!("accepted the invitation")),
    told("invitation.declined", says!("declined the invitation")),
    told("invitation.talked", says!("wrote about the invitation")),
    told("invitation.withdrawn", says!("withdrew the invitation")),
    told("invitation.reminded", says!("reminded those who had not answered")),
    told("invitation.expired", says!("ended the invitation after its last day")),
    told("swap.proposed", says!("proposed a swap")),
    told("swap.answered", says!("answered the swap")),
    told("swap.withdrawn", says!("withdrew the swap")),
    told("swap.opened", says!("said yes last: both legs of the swap began")),
    told("swap.leg_fell", says!("ended one leg of the swap")),
    told("swap.leg_revived", says!("brought a leg of the swap back by overturning its refusal")),
    told("swap.decided", says!("decided how the swap goes on")),
    told("need.started", says!("named somebody for a business need")).home(),
    told("need.consulted", says!("noted a talk about the business need")).home(),
    told("need.review_asked", says!("asked for a review of the business need")).home(),
    told("need.review_decided", says!("decided the review of the business need")).home(),
    told("proposal.started_for", says!("began a proposal for somebody else")).home(),
    told("proposal.consent_asked", says!("asked the secondee to agree to the proposal")),
    told("proposal.agreed", says!("agreed to the proposal that was written for them")).home(),
    told("person.skills_changed", says!("changed their skills")),
    told("person.wishes_changed", says!("changed their goals and preferences")),
    told("person.posts_changed", says!("changed somebody’s earlier posts")),
    told("opportunity.drafted", says!("began an opportunity")).host(),
    told("opportunity.edited", says!("changed an opportunity")).host(),
    told("opportunity.submitted", says!("asked for an opportunity to be approved")).host(),
    told("opportunity.sent_back", says!("sent an opportunity back to its author")).host(),
    told("opportunity.opened", says!("published an opportunity")).host(),
    told("opportunity.closed", says!("closed an opportunity to applications")).host(),
    told("opportunity.filled", says!("took the last place of an opportunity")).host(),
    told("opportunity.withdrawn", says!("withdrew an opportunity")).host(),
    told("opportunity.capacity_asked", says!("asked for free time that a manager offers")),
    told("application.sent", says!("applied for an opportunity")),
    told("application.withdrawn", says!("withdrew an application")),
    told("application.shortlisted", says!("shortlisted an applicant")).host(),
    told("application.invited", says!("invited an applicant to talk")).host(),
    told("application.reserved", says!("kept an applicant in reserve")).host(),
    told("application.offered", says!("offered a place")).host(),
    told("application.accepted", says!("accepted an offer")),
    told("application.declined", says!("declined an offer")),
    told("application.not_selected", says!("turned an application down")).host(),
    told("application.lapsed", says!("let an offer lapse")),
    told("application.note_written", says!("wrote a note about an applicant")).host(),
    told("application.conflict_declared", says!("declared a conflict of interest with an applicant")).host(),
    told("proposal.writer_invited", says!("invited somebody to write the proposal together")),
    told("proposal.writer_removed", says!("ended an invitation to write together")),
    told("proposal.sent", says!("sent the proposal and asked for release")).home(),
    told("secondment.released", says!("agreed to the release")).home(),
    told("secondment.sent_back", says!("sent the proposal back for more")).home(),
    told("secondment.refused", says!("refused the release")).home(),
    told("approval.asked", |v| format!("asked for the approval of {}", approver(v))).home(),
    told("approval.unheld", |v| format!("found nobody who could approve as {}", approver(v))).home(),
    told("approval.approved", |v| format!("approved the release as {}", deciding(v))).home(),
    told("approval.sent_back", |v| format!("sent the proposal back as {}", deciding(v))).home(),
    told("approval.declined", |v| format!("did not approve the release as {}", deciding(v))).home(),
    told("approval.questioned", says!("asked a question before approving")).home(),
    told("approval.answered", says!("answered the question of an approver")).home(),
    told("approval.cleared", |v| {
        let nobody = v.get("steps").and_then(Value::as_i64) == Some(0);
        if nobody {
            "needed nobody else’s approval"
        } else {
            "approved as the last: the agreement can be drafted"
        }
        .to_owned()
    })
    .home(),
    told("authority.granted", says!("gave authority to sign agreements")),
    told("authority.ended", says!("ended an authority to sign agreements")),
    told("approval.rules_changed", says!("changed who has to approve releases")),
    told("delegation.made", says!("had somebody else decide in their place")),
    told("delegation.ended", says!("ended that somebody decides in another’s place")),
    told("release.appealed", says!("appealed the refusal")).home(),
    told("release.appeal_answered", |v| {
        let went_through = v.get("outcome").and_then(Value::as_str) == Some("overturned");
        if went_through {
            "answered the appeal: the person may go"
        } else {
            "answered the appeal: the refusal stays"
        }
        .to_owned()
    })
    .home(),
    told("secondment.withdrawn", says!("withdrew the secondment")).home().quoting("reason", Slice::Overview),
    told("secondment.cancelled", says!("called the secondment off"))
        .home()
        .quoting("reason", Slice::Overview),
    told("agreement.drafted", |v| format!("drafted the agreement{}", version(v))),
    told("agreement.clause_changed", |v| format!("changed {}", clause(v))),
    told("agreement.clause_added", says!("added a clause to the agreement")),
    told("agreement.clause_left_out", |v| format!("left out {}", clause(v))),
    told("agreement.clause_put_back", |v| format!("put back {}", clause(v))),
    told("agreement.issued", |v| format!("sent the agreement{} for signature", version(v))),
    told("agreement.signer_chosen", says!("chose who signs the agreement for a side")),
    told("agreement.reminded", says!("reminded somebody who is asked to sign")),
    told("agreement.signature_asked", says!("asked for the next signature")),
    told("agreement.signature_passed", says!("passed their signature to somebody else")),
    told("agreement.pass_recalled", says!("took a passed signature back")),
    told("agreement.opened", says!("opened the agreement")).host(),
    told("agreement.signed", says!("signed the agreement")),
    told("agreement.declined", declined).quoting("reason", Slice::DraftAgreement),
    told("agreement.questioned", says!("asked a question about the agreement"))
        .quoting("question", Slice::DraftAgreement),
    told("agreement.executed", says!("signed last: the agreement is complete")),
    told("agreement.voided", says!("closed the agreement, which can no longer be signed")),
    told("task.added", says!("added a task")),
    told("task.started", |v| format!("began {}", task(v))),
    told("task.done", |v| format!("finished {}", task(v))),
    told("task.waived", |v| format!("left out {}, with a reason", task(v))).home(),
    told("task.reopened", |v| format!("opened {} again", task(v))),
    told("task.assigned", |v| format!("said who does {}", task(v))),
    told("placement.gate_checked", gate_item).home(),
    told("placement.gate_opened", says!("opened the start gate: all checks are done")).home(),
    told("placement.arrived", |v| format!("confirmed the arrival{}", on_day(v, "on"))).host(),
    told("placement.check_in_noted", |v| format!("noted the check-in{}", on_day(v, "held_on"))).host(),
    told("change.asked", |v| format!("asked for a change: {}{}", change(v), on_day(v, "ends_on"))),
    told("change.answered", change_answer),
    told("change.agreed", |v| format!("agreed as the last side: {}", change(v))),
    told("change.refused", |v| format!("closed a change that is not agreed: {}", change(v))),
    told("change.taken_back", |v| format!("took a request back: {}", change(v))),
    told("change.explained", says!("wrote why a change counts from before it was signed")).home(),
    told("change.took_effect", |v| {
        format!("put a change into effect: {}{}", change(v), on_day(v, "effective_on"))
    }),
    told("change.notice_given", |v| format!("gave notice of an early end{}", on_day(v, "last_day"))),
    told("change.ending_brought_forward", |v| {
        format!("brought the last day forward{}", to_day(v, "ends_on"))
    }),
    told("change.taking_back_asked", says!("asked to take a notice back")),
    told("change.notice_taken_back", |v| {
        format!("took a notice back with consent; last day{}", on_day(v, "ends_on"))
    }),
    told("objectives.written", says!("wrote the objectives")),
    told("objectives.agreed", says!("agreed to the objectives")),
    told("objectives.noted", |v| format!("noted progress on an objective{}", objective(v))).host(),
    told("idea.raised", says!("raised an idea")).host(),
    told("idea.answered", says!("answered an idea")),
    told("journal.written", says!("wrote in the journal")),
    told("journal.shared", says!("shared a journal entry")).host(),
    told("journal.unshared", says!("took a journal entry back")),
    told("sounding.asked", says!("asked the host whether they would have the person")),
    told("sounding.answered", says!("noted what the host answered in principle")).host(),
    told("sounding.withdrawn", says!("took the question to the host back")),
    told("feedback.asked", says!("asked for feedback")),
    told("feedback.given", says!("gave feedback")),
    told("feedback.received", says!("passed on feedback that came by private link")),
    told("pulse.sent", says!("sent the weekly pulse")),
    told("pulse.call_done", says!("noted a call")),
    told("contact.planned", |v| {
        format!(
            "agreed how home keeps in touch, every {} days",
            v.get("cadence_days").and_then(Value::as_i64).unwrap_or_default()
        )
    })
    .home(),
    told("contact.made", says!("noted a talk")),
    told("contact.undone", says!("took back the note of a talk")),
    told("acquaintance.noted", says!("noted somebody they met")),
    told("acquaintance.removed", says!("removed a note of somebody they met")),
    told("link.added", says!("added a link")),
    told("link.removed", says!("removed a link")),
    told("news.posted", says!("told news from home")).home(),
    told("news.withdrawn", says!("took news from home back")).home(),
    told("support.asked", says!("asked for help")),
    told("support.answered", says!("wrote on a request for help")),
    told("support.closed", says!("closed a request for help")),
    told("introduction.sent", says!("introduced themself to the host’s team")),
    told("introduction.answered", says!("answered the first word of the secondee")).host(),
    told("placement.check_in_prepared", says!("prepared a check-in")),
    told("placement.check_in_replied", |v| {
        let agrees = v.get("agrees").and_then(Value::as_bool) != Some(false);
        if agrees { "agreed to the notes of a check-in" } else { "commented on the notes of a check-in" }
            .to_owned()
    }),
    told("placement.action_promised", says!("noted an action")),
    told("placement.action_done", says!("noted an action as done")),
    told("happening.reported", |v| format!("reported {}{}", what(v), on_day(v, "from"))),
    told("happening.ended_record", |v| format!("closed the record: {}", what(v))),
    told("return.plan_opened", |v| format!("opened the return plan; last day{}", on_day(v, "last_day"))),
    told("return.wishes_written", says!("wrote what they want to use and learn next")),
    told("return.role_named", says!("named the role at home, the first project and whom to teach")).home(),
    told("return.handover_written", says!("wrote the handover")).host(),
    told("return.post_said", post_status).home(),
    told("return.post_answered", |v| {
        let takes = v.get("accepted").and_then(Value::as_bool) == Some(true);
        if takes { "agreed to another post at home" } else { "declined another post at home" }.to_owned()
    }),
    told("reentry.planned", |v| format!("planned a talk about being back{}", on_day(v, "due_on"))),
    told("reentry.asked", says!("asked how it is to be back")),
    told("reentry.answered", says!("said how it is to be back")),
    told("reentry.call_made", says!("noted a call after the return")),
    told("skill_use.planned", says!("planned where a new skill is used")),
    told("skill_use.done", says!("noted that a new skill was used")),
    told("skill_use.proposed", says!("proposed something to the home manager")),
    told("skill_use.answered", says!("answered a proposal")),
    told("knowledge.planned", says!("planned to pass something on at home")),
    told("knowledge.passed_on", says!("passed something on at home")),
    told("follow_up.planned", |v| format!("planned a follow-up{}", on_day(v, "due_on"))),
    told("follow_up.asked", says!("asked what became of it")),
    told("follow_up.answered", says!("said what became of it")),
    told("placement.returned", |v| format!("confirmed the return{}", on_day(v, "on"))).home(),
    told("placement.debriefed", |v| format!("wrote the debrief{}", on_day(v, "held_on"))).home(),
];

/// The wording of a kind, if it has one.
#[must_use]
pub fn find(kind: &str) -> Option<&'static Wording> {
    WORDS.iter().chain(super::clause_words::WORDS).chain(talks::WORDS).find(|wording| wording.kind == kind)
}

fn version(payload: &Value) -> String {
    payload
        .get("version")
        .and_then(Value::as_i64)
        .map_or_else(String::new, |number| format!(", version {number}"))
}

/// Who approves, in the words of screens.
fn approver(payload: &Value) -> &'static str {
    let word = payload.get("by").and_then(Value::as_str).unwrap_or_default();
    if word == "unit_head" {
        "the manager’s manager"
    } else {
        Role::parse(word).map_or("an approver", Role::label)
    }
}

/// As what somebody decided, and whether in another’s place.
fn deciding(payload: &Value) -> String {
    let stands_in = payload.get("decided_for").is_some_and(|value| !value.is_null());
    format!("{}{}", approver(payload), if stands_in { ", in somebody’s place" } else { "" })
}

fn clause(payload: &Value) -> String {
    match (payload.get("clause").and_then(Value::as_i64), payload.get("head").and_then(Value::as_str)) {
        (Some(number), Some(head)) => format!("clause {number} of the agreement, {}", head.replace('_', " ")),
        _ => "a clause of the agreement".to_owned(),
    }
}

fn declined(payload: &Value) -> String {
    let was_recalled = payload.get("recalled").and_then(Value::as_bool) == Some(true);
    if was_recalled { "took the agreement back to change it" } else { "declined to sign the agreement" }
        .to_owned()
}

fn gate_item(payload: &Value) -> String {
    let is_done = payload.get("done").and_then(Value::as_bool) != Some(false);
    let item = payload.get("item").and_then(Value::as_str).map_or_else(
        || "a check before the start".to_owned(),
        |item| format!("the check “{}”", item.replace('_', " ")),
    );
    if is_done { format!("settled {item}") } else { format!("took {item} back") }
}

/// A task by its title, where both sides may read it.
fn task(payload: &Value) -> String {
    let title = payload.get("title").and_then(Value::as_str);
    title.map_or_else(|| "a task".to_owned(), |title| format!("the task “{title}”"))
}

/// How the post at home stands.
fn post_status(payload: &Value) -> String {
    match payload.get("status").and_then(Value::as_str) {
        Some("held") => "said that the post at home stands",
        Some("at_risk") => "said that the post at home is at risk",
        Some("removed") => "said that the post at home was removed",
        Some("alternative") => "offered another post at home",
        _ => "said how the post at home stands",
    }
    .to_owned()
}

fn what(payload: &Value) -> &str {
    payload.get("what").and_then(Value::as_str).unwrap_or("something")
}

/// " to 7 September 2026", from a day of the details.
fn to_day(payload: &Value, field: &str) -> String {
    on_day(payload, field).replacen(" on ", " to ", 1)
}

/// " on 7 September 2026", from a day of the details.
fn on_day(payload: &Value, field: &str) -> String {
    let day = payload.get(field).and_then(Value::as_str).and_then(|text| text.parse::<NaiveDate>().ok());
    day.map_or_else(String::new, |day| format!(" on {}", sojourn_calendar::format::long(day)))
}

fn objective(payload: &Value) -> String {
    let status = payload.get("status").and_then(Value::as_str).unwrap_or_default();
    if status.is_empty() { String::new() } else { format!(": {}", status.replace('_', " ")) }
}

fn role(payload: &Value) -> &'static str {
    let word = payload.get("role").and_then(Value::as_str).unwrap_or_default();
    Role::parse(word).map_or("in the organisation", Role::label)
}
