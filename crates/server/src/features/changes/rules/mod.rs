//! The rules of change: who has to agree, how long notice is, chains of secondments, shares of time. Pure.

pub mod chain;
pub mod notice;
pub mod share;
pub mod truth;

use sojourn_papers::AmendmentKind;

use super::model::{Amendment, ChangeKind, ChangeSide, Needs, NewValues};

/// Who has to agree (domain 5.4).
#[must_use]
pub fn needs(kind: ChangeKind, values: &NewValues) -> Needs {
    if kind.is_notice() {
        Needs::Notice
    } else if kind == ChangeKind::Variation && values.is_notice_only() {
        Needs::Nobody
    } else if kind == ChangeKind::Variation && values.is_recharge_only() {
        Needs::Bilateral
    } else {
        Needs::Full
    }
}

/// Which kind of amendment it is; none for what ends the secondment by notice or agreement.
#[must_use]
pub fn amendment(kind: ChangeKind, values: &NewValues) -> Option<Amendment> {
    match (kind, needs(kind, values)) {
        (ChangeKind::Extension, _) => Some(Amendment::Extension),
        (ChangeKind::Variation, _) if values.supersede => Some(Amendment::Supersede),
        (ChangeKind::Variation, Needs::Nobody) => Some(Amendment::NoticeOnly),
        (ChangeKind::Variation, Needs::Bilateral) => Some(Amendment::Bilateral),
        (ChangeKind::Variation, _) => Some(Amendment::Full),
        _ => None,
    }
}

/// The same kind as the text engine knows it: it says who signs.
#[must_use]
pub const fn in_the_paper(amendment: Amendment) -> AmendmentKind {
    match amendment {
        Amendment::NoticeOnly => AmendmentKind::NoticeOnly,
        Amendment::Bilateral => AmendmentKind::Bilateral,
        Amendment::Full => AmendmentKind::Full,
        Amendment::Extension => AmendmentKind::Extension,
        Amendment::Supersede => AmendmentKind::Supersede,
    }
}

/// The sides that answer. A host whose contact has no account here answers by signing the next version instead:
/// nobody answers for another side.
#[must_use]
pub fn answering(needs: Needs, host_has_account: bool) -> Vec<ChangeSide> {
    let all = match needs {
        Needs::Nobody | Needs::Notice => [].as_slice(),
        Needs::Bilateral => &[ChangeSide::Home, ChangeSide::Host],
        Needs::Full => &[ChangeSide::Secondee, ChangeSide::Home, ChangeSide::Host],
    };
    all.iter().copied().filter(|side| host_has_account || *side != ChangeSide::Host).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::PersonId;

    #[test]
    fn who_agrees_follows_what_changes() {
        let manager = NewValues { host_manager: Some(PersonId(uuid::Uuid::nil())), ..NewValues::default() };
        let recharge = NewValues { recharge: Some("quarterly".into()), ..NewValues::default() };
        let both = NewValues { place: Some("York".into()), ..recharge.clone() };
        assert_eq!(needs(ChangeKind::Variation, &manager), Needs::Nobody);
        assert_eq!(needs(ChangeKind::Variation, &recharge), Needs::Bilateral);
        assert_eq!(needs(ChangeKind::Variation, &both), Needs::Full);
        let later = NewValues { ends_on: "2027-04-09".parse().ok(), ..NewValues::default() };
        assert_eq!(needs(ChangeKind::Extension, &later), Needs::Full);
        assert_eq!(needs(ChangeKind::EarlyEnd, &later), Needs::Full);
        assert_eq!(needs(ChangeKind::Recall, &later), Needs::Notice);
    }

    #[test]
    fn the_kind_of_amendment_follows_what_changes_and_says_who_signs() {
        let of = |values: &NewValues| amendment(ChangeKind::Variation, values);
        let code = NewValues { cost_code: Some("4711".into()), ..NewValues::default() };
        assert_eq!(of(&code), Some(Amendment::NoticeOnly));
        let contact = NewValues { contact: Some("Ana, ana@host.example".into()), ..code.clone() };
        assert_eq!(of(&contact), Some(Amendment::NoticeOnly));
        let recharge = NewValues { recharge: Some("quarterly".into()), ..NewValues::default() };
        assert_eq!(of(&recharge), Some(Amendment::Bilateral));
        assert_eq!(of(&NewValues { place: Some("York".into()), ..code }), Some(Amendment::Full));
        let anew = NewValues { supersede: true, ..recharge };
        assert_eq!(of(&anew), Some(Amendment::Supersede), "whatever it changes");
        assert_eq!(needs(ChangeKind::Variation, &anew), Needs::Full);
        assert_eq!(amendment(ChangeKind::Extension, &NewValues::default()), Some(Amendment::Extension));
        assert_eq!(amendment(ChangeKind::Recall, &NewValues::default()), None);
        assert_eq!(in_the_paper(Amendment::Bilateral).signed_by().len(), 2);
    }

    #[test]
    fn a_host_without_an_account_answers_by_signing() {
        use ChangeSide as S;
        assert_eq!(answering(Needs::Full, true), [S::Secondee, S::Home, S::Host]);
        assert_eq!(answering(Needs::Full, false), [S::Secondee, S::Home]);
        assert_eq!(answering(Needs::Bilateral, true), [S::Home, S::Host]);
        assert!(answering(Needs::Nobody, true).is_empty() && answering(Needs::Notice, true).is_empty());
    }
}
