//! Who is part of the talks, and who reads and does what in them (domain 4).

use sojourn_papers::Side;

use super::model::{Talk, TalkAudience};
use crate::features::secondments::{Party, Standing};

const HOME: &[Party] = &[Party::HomeManager, Party::HomeHr, Party::ProgrammeAdmin, Party::Legal];
const HOST: &[Party] = &[Party::HostManager, Party::HostHr, Party::PartnerContact];
const DECIDERS: &[Party] = &[Party::ProgrammeAdmin, Party::HomeHr, Party::Legal];

fn is_any(standing: &Standing, parties: &[Party]) -> bool {
    parties.iter().any(|party| standing.is(*party))
}

/// The one side for which somebody speaks. Whoever goes speaks for themself, whatever office they hold; whoever stands on
/// both sides of the wall speaks for home and reads no note of the host.
#[must_use]
pub fn side(standing: &Standing) -> Option<Side> {
    if standing.is(Party::Secondee) {
        Some(Side::Secondee)
    } else if is_any(standing, HOME) {
        Some(Side::Home)
    } else if is_any(standing, HOST) {
        Some(Side::Host)
    } else {
        None
    }
}

/// The side whose part somebody reads: their own, or home’s for its auditor.
#[must_use]
pub fn reads_for(standing: &Standing) -> Option<Side> {
    side(standing).or_else(|| standing.is(Party::Auditor).then_some(Side::Home))
}

/// Whether somebody answers for home and declines: mobility, HR and legal, never about their own secondment.
#[must_use]
pub fn decides(standing: &Standing) -> bool {
    side(standing) == Some(Side::Home) && is_any(standing, DECIDERS)
}

/// Whom a question is for when its asker does not say: home’s office asks everybody, everybody else asks the office.
#[must_use]
pub fn usual_audience(standing: &Standing) -> TalkAudience {
    if decides(standing) { TalkAudience::All } else { TalkAudience::Desk }
}

/// Whether somebody reads this talk.
#[must_use]
pub fn reads(standing: &Standing, talk: &Talk) -> bool {
    let Some(side) = reads_for(standing) else { return false };
    if talk.audience == TalkAudience::All || talk.asked_by == standing.person {
        return true;
    }
    let is_office = is_any(standing, DECIDERS) || standing.is(Party::Auditor);
    match side {
        Side::Secondee => false,
        Side::Home => is_office || talk.side == Side::Home,
        Side::Host => talk.side == Side::Host,
    }
}

/// Whether somebody answers it: home’s office, and everybody else when a question was put to all. Nobody answers
/// themself.
#[must_use]
pub fn answers(standing: &Standing, talk: &Talk) -> bool {
    let is_put_to_all = talk.audience == TalkAudience::All && talk.kind == super::model::TalkKind::Question;
    talk.asked_by != standing.person && (decides(standing) || (is_put_to_all && side(standing).is_some()))
}

#[cfg(test)]
mod unit {
    use std::collections::BTreeSet;

    use super::*;
    use crate::actor::PersonId;
    use crate::features::agreements::model::AgreementId;
    use crate::features::agreements::talks::model::{Act, TalkId, TalkKind, TalkState};

    fn standing(parties: &[Party]) -> Standing {
        let parties: BTreeSet<Party> = parties.iter().copied().collect();
        Standing { person: PersonId(uuid::Uuid::from_u128(7)), parties, pay_is_recharged: false }
    }

    fn talk(side: Side, audience: TalkAudience, kind: TalkKind) -> Talk {
        let at = "2026-11-23T09:00:00Z".parse().unwrap();
        Talk {
            id: TalkId(uuid::Uuid::nil()),
            number: 1,
            agreement: AgreementId(uuid::Uuid::nil()),
            asked_on: 1,
            kind,
            head: None,
            clause: None,
            clause_title: String::new(),
            audience,
            side,
            asked_by: PersonId(uuid::Uuid::nil()),
            asker: "Somebody".to_owned(),
            asked_at: at,
            words: "Why?".to_owned(),
            proposed: String::new(),
            state: TalkState::Open,
            settled_at: None,
            settled_in: None,
            version: 1,
            said: Vec::new(),
        }
    }

    #[test]
    fn each_party_speaks_for_one_side() {
        let expected = [
            (Party::Secondee, Some(Side::Secondee)),
            (Party::HomeManager, Some(Side::Home)),
            (Party::HomeHr, Some(Side::Home)),
            (Party::ProgrammeAdmin, Some(Side::Home)),
            (Party::Legal, Some(Side::Home)),
            (Party::HostManager, Some(Side::Host)),
            (Party::HostHr, Some(Side::Host)),
            (Party::PartnerContact, Some(Side::Host)),
            (Party::FinanceHome, None),
            (Party::FinanceHost, None),
            (Party::Auditor, None),
            (Party::Approver, None),
        ];
        assert_eq!(expected.len(), Party::ALL.len());
        for (party, one) in expected {
            assert_eq!(side(&standing(&[party])), one, "{party:?}");
        }
        assert_eq!(side(&standing(&[Party::Secondee, Party::HomeHr])), Some(Side::Secondee));
        assert!(!decides(&standing(&[Party::Secondee, Party::HomeHr])), "not about their own");
        assert_eq!(side(&standing(&[Party::HomeManager, Party::HostHr])), Some(Side::Home));
    }

    #[test]
    fn a_question_to_the_desk_stays_with_the_desk_and_the_side_that_asked() {
        let of_host = talk(Side::Host, TalkAudience::Desk, TalkKind::Question);
        let of_secondee = talk(Side::Secondee, TalkAudience::Desk, TalkKind::Question);
        for (party, host, secondee) in [
            (Party::Secondee, false, false),
            (Party::HomeManager, false, false),
            (Party::HomeHr, true, true),
            (Party::ProgrammeAdmin, true, true),
            (Party::Legal, true, true),
            (Party::Auditor, true, true),
            (Party::HostManager, true, false),
            (Party::HostHr, true, false),
            (Party::PartnerContact, true, false),
            (Party::FinanceHome, false, false),
        ] {
            let standing = standing(&[party]);
            assert_eq!(reads(&standing, &of_host), host, "{party:?}");
            assert_eq!(reads(&standing, &of_secondee), secondee, "{party:?}");
        }
    }

    #[test]
    fn all_answer_what_was_put_to_all_and_only_home_a_change() {
        let to_all = talk(Side::Host, TalkAudience::All, TalkKind::Question);
        let change = talk(Side::Host, TalkAudience::All, TalkKind::Change);
        for party in Party::ALL {
            let standing = standing(&[*party]);
            assert_eq!(answers(&standing, &to_all), side(&standing).is_some(), "{party:?}");
            assert_eq!(answers(&standing, &change), DECIDERS.contains(party), "{party:?}");
        }
    }

    #[test]
    fn what_is_over_stays_over_and_a_question_is_not_accepted() {
        let mut one = talk(Side::Host, TalkAudience::All, TalkKind::Question);
        assert!(one.after(Act::Accept).is_err() && one.after(Act::Decline).is_err());
        assert_eq!(one.after(Act::Answer).unwrap(), TalkState::Answered);
        one.kind = TalkKind::Change;
        assert_eq!(one.after(Act::Accept).unwrap(), TalkState::Accepted);
        for state in [TalkState::Accepted, TalkState::Declined, TalkState::Withdrawn] {
            one.state = state;
            assert!(!one.waits());
            for act in [Act::Answer, Act::More, Act::Accept, Act::Decline, Act::Withdraw] {
                assert!(one.after(act).is_err(), "{state:?} {act:?}");
            }
        }
    }
}
