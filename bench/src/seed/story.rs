//! Everything that stands beside a record: who is who, the proposal, the paper, what happened.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value as Json, json};
use sojourn::actor::{OrganisationId, PersonId, Role};
use sojourn::features::secondments::{Paper, Workflow};
use sojourn_kit::args;
use sojourn_kit::db::Tx;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use sojourn_papers::{Facts, draft};

use super::records::{Made, paper};
use crate::bulk::Bulk;
use crate::random::Random;

const QUESTIONS: [(&str, &str); 8] = [
    ("costs_outweigh", "no"),
    ("develops_skills", "yes"),
    ("business_need", "yes"),
    ("mutually_beneficial", "yes"),
    ("goals", "yes"),
    ("new_skills", "partly"),
    ("team_benefit", "yes"),
    ("afterwards", "partly"),
];

const TEXT: &str = "The host needs the work done before the busy season, and the team at home gets back somebody who \
    has seen how it is done elsewhere and can show it.";

/// The rows of a batch of records, table by table.
pub(super) struct Story {
    pub(super) secondments: Bulk,
    roles: Bulk,
    proposals: Bulk,
    answers: Bulk,
    objectives: Bulk,
    costs: Bulk,
    decisions: Bulk,
    agreements: Bulk,
    signatories: Bulk,
    presence: Bulk,
    check_ins: Bulk,
    returns: Bulk,
    debriefs: Bulk,
    events: Bulk,
    payloads: Bulk,
    stream: OrganisationId,
    events_written: i64,
    agreement: Json,
    short_agreement: Json,
}

impl Story {
    pub(super) fn new(stream: OrganisationId) -> Result<Self> {
        let facts = Facts::sample_internal();
        let text = serde_json::to_value(draft(&facts).map_err(Error::internal)?).map_err(Error::internal)?;
        let mut short = text.clone();
        // sixteen thousand whole agreements would be a gigabyte that no page reads
        short["clauses"]
            .as_array_mut()
            .ok_or_else(|| Error::internal("an agreement without clauses"))?
            .truncate(1);
        Ok(Self {
            secondments: Bulk::new(
                "secondments",
                "id, number, version, workflow, paper, presence, kind, scope, title, purpose, secondee_id, author_id, \
                 home_organisation_id, home_unit_id, home_manager_id, host_organisation_id, host_unit_id, \
                 host_manager_id, place, starts_on, ends_on, fte_bp, recharged_at_cost, created_at, updated_at",
            ),
            roles: Bulk::new(
                "roles",
                "id, person_id, organisation_id, secondment_id, role, side, from_date, granted_at",
            ),
            proposals: Bulk::new(
                "proposals",
                "secondment_id, need, skills, duties, benefit_secondee, benefit_home, benefit_host, cover_plan, \
                 cover_note, return_guarantee, return_post, bring_back, conflicts, sent_at, version",
            ),
            answers: Bulk::new(
                "worth_it",
                "secondment_id, stage, question, verdict, answer, answered_by, answered_at",
            ),
            objectives: Bulk::new("objectives", "id, secondment_id, position, title, measure"),
            costs: Bulk::new(
                "cost_lines",
                "id, secondment_id, position, kind, description, amount_minor, currency, home_bp, host_bp, secondee_bp",
            ),
            decisions: Bulk::new(
                "release_decisions",
                "id, secondment_id, decision, reason_code, reason, alternative, decided_by, decided_at",
            ),
            agreements: Bulk::new(
                "agreements",
                "id, secondment_id, number, status, draft, drafted_at, issued_at, executed_at, version",
            ),
            signatories: Bulk::new(
                "signatories",
                "id, agreement_id, position, side, capacity, person_id, name, email, has_account, status, signed_at, version",
            ),
            presence: Bulk::new(
                "presence_facts",
                "id, secondment_id, fact, on_date, how_known, recorded_by, recorded_at",
            ),
            check_ins: Bulk::new(
                "check_ins",
                "id, secondment_id, held_on, goals, support, next_step, recorded_by, recorded_at",
            ),
            returns: Bulk::new(
                "return_confirmations",
                "secondment_id, outcome, post, note, confirmed_by, confirmed_at",
            ),
            debriefs: Bulk::new(
                "debriefs",
                "secondment_id, held_on, brought_back, do_differently, recorded_by, recorded_at",
            ),
            events: Bulk::new(
                "events",
                "stream_id, seq, at, actor, kind, subject_id, commitment, prev_hash, hash",
            ),
            payloads: Bulk::new("event_payloads", "stream_id, seq, salt, bytes"),
            stream,
            events_written: 0,
            agreement: json!({ "facts": &facts, "standard": &text, "draft": &text }),
            short_agreement: json!({ "facts": &facts, "standard": &short, "draft": &short }),
        })
    }

    /// Adds the rows that a record of this stage has beside its own.
    pub(super) fn tell(&mut self, made: &Made, random: &mut Random) {
        self.roles(made);
        self.proposal(made, random);
        self.event(made, made.written_at, "secondment.drafted");
        if made.workflow == Workflow::Idea {
            return;
        }
        let sent = made.written_at + Duration::days(2);
        self.event(made, sent, "secondment.sent");
        self.decision(made, sent + Duration::days(3));
        if paper(made.workflow) != Paper::None {
            self.agreement(made, sent + Duration::days(6));
        }
        if matches!(made.workflow, Workflow::Active | Workflow::Returned | Workflow::Closed) {
            self.away(made, random);
        }
    }

    fn roles(&mut self, made: &Made) {
        let host = if made.is_external { Role::PartnerContact } else { Role::HostManager };
        let cast = [
            (made.secondee, made.home, Role::Secondee, "home"),
            (made.home_manager, made.home, Role::HomeManager, "home"),
            (made.host_manager, made.host, host, "host"),
        ];
        let from = made.written_at.date_naive();
        for (person, organisation, role, side) in cast {
            let id = uuid_v7(made.written_at);
            self.roles.add(args![
                id,
                person,
                organisation,
                made.id,
                role.as_str(),
                side,
                from,
                made.written_at
            ]);
        }
    }

    fn proposal(&mut self, made: &Made, random: &mut Random) {
        let sent = (made.workflow != Workflow::Idea).then_some(made.written_at + Duration::days(2));
        self.proposals.add(args![
            made.id,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            "share_work",
            TEXT,
            "same_or_equivalent",
            "The same post",
            TEXT,
            "none",
            sent,
            1i64
        ]);
        self.answer(made, "proposal");
        for position in 1..=3i64 {
            let (title, measure) = ("Close the quarter in five days", "Three closes without a correction");
            self.objectives.add(args![uuid_v7(made.written_at), made.id, position, title, measure]);
        }
        let lines = [("salary", 1_200_000), ("travel", 84_000), ("cover", 310_000), ("training", 45_000)];
        for (position, (kind, base)) in (1i64..).zip(lines) {
            let amount = base + 100 * i64::try_from(random.below(900)).unwrap_or(0);
            let (home, host) = if made.is_external { (2_000i64, 8_000i64) } else { (10_000, 0) };
            let id = uuid_v7(made.written_at);
            self.costs.add(args![id, made.id, position, kind, kind, amount, "GBP", home, host, 0i64]);
        }
    }

    fn answer(&mut self, made: &Made, stage: &'static str) {
        for (question, verdict) in QUESTIONS {
            self.answers.add(args![made.id, stage, question, verdict, TEXT, made.secondee, made.written_at]);
        }
    }

    fn decision(&mut self, made: &Made, at: DateTime<Utc>) {
        let (decision, code, kind) = match made.workflow {
            Workflow::ReleasePending | Workflow::Withdrawn => return,
            Workflow::DeclinedByHome => ("refused", Some("timing"), "secondment.refused"),
            _ => ("released", None, "secondment.released"),
        };
        let code: Option<&str> = code;
        self.decisions.add(args![
            uuid_v7(at),
            made.id,
            decision,
            code.map(str::to_owned),
            TEXT,
            "",
            made.home_manager,
            at
        ]);
        self.event(made, at, kind);
    }

    fn agreement(&mut self, made: &Made, at: DateTime<Utc>) {
        let paper = paper(made.workflow);
        let id = uuid_v7(at);
        let text = if made.is_opened { &self.agreement } else { &self.short_agreement };
        let issued = (paper != Paper::Draft).then_some(at + Duration::days(1));
        let executed = (paper == Paper::Executed).then_some(at + Duration::days(5));
        self.agreements.add(args![
            id,
            made.id,
            1i64,
            paper.as_str(),
            text.clone(),
            at,
            issued,
            executed,
            3i64
        ]);
        self.event(made, at, "agreement.drafted");
        if issued.is_none() {
            return;
        }
        self.event(made, at + Duration::days(1), "agreement.issued");
        let signers = [
            (made.secondee, "secondee", "Secondee"),
            (made.home_manager, "home", "Line manager"),
            (made.host_manager, "host", "Host manager"),
        ];
        for (position, (person, side, capacity)) in (1i64..).zip(signers) {
            let signed = paper == Paper::Executed || (paper == Paper::PartlySigned && position == 1);
            self.signatory(id, position, person, (side, capacity), signed.then_some(at + Duration::days(2)));
        }
        if executed.is_some() {
            self.event(made, at + Duration::days(5), "agreement.executed");
        }
    }

    fn signatory(
        &mut self,
        agreement: uuid::Uuid,
        position: i64,
        person: PersonId,
        (side, capacity): (&'static str, &'static str),
        signed_at: Option<DateTime<Utc>>,
    ) {
        let status = if signed_at.is_some() { "signed" } else { "asked" };
        let id = uuid_v7(signed_at.unwrap_or_default());
        let (name, email) = ("Somebody Who Signs", "somebody@example.org");
        self.signatories.add(args![
            id, agreement, position, side, capacity, person, name, email, true, status, signed_at, 2i64
        ]);
    }

    fn away(&mut self, made: &Made, random: &mut Random) {
        let arrived = made.starts_on.and_hms_opt(9, 0, 0).unwrap_or_default().and_utc();
        let how = "Said by the host manager";
        self.presence.add(args![
            uuid_v7(arrived),
            made.id,
            "arrived",
            made.starts_on,
            how,
            made.host_manager,
            arrived
        ]);
        self.event(made, arrived, "secondment.arrived");
        for _ in 0..random.below(4) {
            let id = uuid_v7(arrived);
            self.check_ins.add(args![
                id,
                made.id,
                made.starts_on,
                TEXT,
                TEXT,
                TEXT,
                made.home_manager,
                arrived
            ]);
        }
        if made.workflow == Workflow::Active {
            return;
        }
        let back = made.ends_on.and_hms_opt(17, 0, 0).unwrap_or_default().and_utc();
        self.presence.add(args![
            uuid_v7(back),
            made.id,
            "returned",
            made.ends_on,
            how,
            made.home_manager,
            back
        ]);
        self.event(made, back, "secondment.returned");
        self.returns.add(args![made.id, "same_post", "The same post", TEXT, made.home_manager, back]);
        if made.workflow == Workflow::Closed {
            self.answer(made, "debrief");
            self.debriefs.add(args![made.id, made.ends_on, TEXT, TEXT, made.secondee, back]);
            self.event(made, back + Duration::days(10), "secondment.closed");
        }
    }

    /// A line of the history. Its hashes are none: nobody checks the chain of thrown-away data.
    fn event(&mut self, made: &Made, at: DateTime<Utc>, kind: &'static str) {
        self.events_written += 1;
        let (seq, none) = (self.events_written, [0u8; 32]);
        let actor = made.secondee.to_string();
        self.events.add(args![self.stream, seq, at, actor, kind, made.id.0, none, none, none]);
        let bytes = json!({ "secondment": made.id.to_string() }).to_string().into_bytes();
        self.payloads.add(args![self.stream, seq, [0u8; 16], bytes]);
    }

    /// Writes what waits, those that others point at first.
    pub(super) async fn flush(&mut self, tx: &mut Tx) -> Result<()> {
        let stream = "INSERT INTO event_streams (id, head_seq, head_hash) VALUES ($1, 0, $2) ON CONFLICT (id) DO NOTHING";
        tx.run(stream, args![self.stream, [0u8; 32]]).await?;
        let tables = [
            &mut self.secondments,
            &mut self.roles,
            &mut self.proposals,
            &mut self.answers,
            &mut self.objectives,
            &mut self.costs,
            &mut self.decisions,
            &mut self.agreements,
            &mut self.signatories,
            &mut self.presence,
            &mut self.check_ins,
            &mut self.returns,
            &mut self.debriefs,
            &mut self.events,
            &mut self.payloads,
        ];
        for table in tables {
            table.flush(tx).await?;
        }
        Ok(())
    }

    /// Lets the product go on numbering where these rows end.
    pub(super) async fn close(self, tx: &mut Tx) -> Result<()> {
        let sql = "UPDATE event_streams SET head_seq = $2 WHERE id = $1";
        let touched = tx.run(sql, args![self.stream, self.events_written]).await?;
        if touched == 1 { Ok(()) } else { Err(Error::internal("the stream of events is not there")) }
    }
}
