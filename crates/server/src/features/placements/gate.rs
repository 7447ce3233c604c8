//! The start gate: what must be true before the first day. Pure: facts in, items out. Nobody can skip one.

use serde::Serialize;
use utoipa::ToSchema;

crate::word_enum!(
    /// One thing that must be settled before the start.
    GateCode {
        /// All have signed.
        Agreement => "agreement", "Agreement signed by all";
        /// The home manager lets the person go.
        Release => "release", "Released by the home manager";
        /// The work at home is covered.
        Cover => "cover", "Cover at home chosen";
        /// What the person comes back to is named.
        ReturnPromise => "return_promise", "Promise to come back named";
        /// They may work there.
        RightToWork => "right_to_work", "Right to work there checked";
        /// They can get in and work.
        Access => "access", "Access, desk and equipment ready";
        /// Somebody meets them on the first day.
        Induction => "induction", "First day and induction arranged";
        /// They know the rules of both sides.
        Policies => "policies", "Policies of both sides acknowledged";
        /// Somebody pays if something happens.
        Insurance => "insurance", "Insurance at the host confirmed";
        /// The two organisations may exchange what they must.
        DataSharing => "data_sharing", "Data sharing between both organisations agreed";
        /// Nothing else that the start waits for is open on the task list.
        Paperwork => "paperwork", "All paperwork complete";
    }
);

crate::word_enum!(
    /// Whether an item is settled.
    GateState {
        /// Settled.
        Done => "done", "Done";
        /// Not settled: the gate stays closed.
        Open => "open", "To do";
        /// Does not apply to this secondment.
        NotNeeded => "not_needed", "Not needed";
    }
);

impl GateCode {
    /// Whether a person at the desk confirms it; the others follow from the record.
    #[must_use]
    pub const fn is_ticked(self) -> bool {
        !matches!(self, Self::Agreement | Self::Release | Self::Cover | Self::ReturnPromise | Self::Paperwork)
    }

    /// Whether it matters only between two employers.
    #[must_use]
    pub const fn is_external(self) -> bool {
        matches!(self, Self::Insurance | Self::DataSharing)
    }

    /// The item of the checklists that is the same thing: settling one settles the other.
    #[must_use]
    pub const fn task(self) -> Option<&'static str> {
        match self {
            Self::Agreement => Some("C22"),
            Self::Release => Some("C10"),
            Self::RightToWork => Some("C15"),
            Self::Insurance => Some("C18"),
            Self::DataSharing => Some("C19"),
            Self::Induction => Some("C25"),
            Self::Access => Some("C27"),
            Self::Policies => Some("C37"),
            Self::Cover | Self::ReturnPromise | Self::Paperwork => None,
        }
    }

    /// What to do about it, as long as it is open.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Agreement => "Every party signs first.",
            Self::Release => "The home manager decides first.",
            Self::Cover => "The proposal must say how the work at home is done meanwhile.",
            Self::ReturnPromise => "The proposal must say what the person comes back to.",
            Self::RightToWork => "Check passport, visa or clearance for the place of work.",
            Self::Access => "Ask the host for badge, accounts, desk and equipment.",
            Self::Induction => "Agree who meets them, when and where, and the safety induction.",
            Self::Policies => "Both sides’ rules are read and acknowledged.",
            Self::Insurance => "Liability and travel cover at the host, in writing.",
            Self::DataSharing => "What may be exchanged about the person and the work, in writing.",
            Self::Paperwork => "Everything on the task list that the start waits for.",
        }
    }
}

/// What the gate is decided on.
#[derive(Debug, Clone, Default)]
pub struct GateFacts {
    /// Whether host and home are two employers.
    pub external: bool,
    /// Whether all have signed.
    pub agreement_executed: bool,
    /// Whether the home manager has released the person.
    pub released: bool,
    /// How the work at home is covered, in words.
    pub cover: Option<String>,
    /// What the person comes back to, in words.
    pub return_promise: Option<String>,
    /// What the desk has confirmed: the item, and how it is known.
    pub confirmed: Vec<(GateCode, String)>,
    /// What else the start waits for on the task list, each with who does it; none when that was not asked.
    pub paperwork: Option<Vec<String>>,
}

/// One item of the gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct GateItem {
    /// Which.
    pub code: GateCode,
    /// In words.
    pub label: &'static str,
    /// Whether it is settled.
    pub state: GateState,
    /// How it is known, or what to do about it.
    pub how: String,
}

/// All items in order.
#[must_use]
pub fn gate(facts: &GateFacts) -> Vec<GateItem> {
    GateCode::ALL.iter().map(|code| item(*code, facts)).collect()
}

/// The labels of the items that keep the gate closed.
#[must_use]
pub fn open_items(items: &[GateItem]) -> Vec<&'static str> {
    items.iter().filter(|item| item.state == GateState::Open).map(|item| item.label).collect()
}

fn item(code: GateCode, facts: &GateFacts) -> GateItem {
    let label = code.label();
    if code.is_external() && !facts.external {
        let how = "Home and host are one employer.".to_owned();
        return GateItem { code, label, state: GateState::NotNeeded, how };
    }
    if let (GateCode::Paperwork, Some([first, rest @ ..])) = (code, facts.paperwork.as_deref()) {
        let how = rest.iter().fold(format!("Open: {first}"), |words, next| format!("{words}; {next}"));
        return GateItem { code, label, state: GateState::Open, how };
    }
    let known = match code {
        GateCode::Paperwork => facts.paperwork.as_ref().map(|_| "Nothing else is open.".to_owned()),
        GateCode::Agreement => facts.agreement_executed.then(|| "Signed by all.".to_owned()),
        GateCode::Release => facts.released.then(|| "Released.".to_owned()),
        GateCode::Cover => facts.cover.clone(),
        GateCode::ReturnPromise => facts.return_promise.clone(),
        ticked => {
            facts.confirmed.iter().find(|(confirmed, _)| *confirmed == ticked).map(|(_, how)| how.clone())
        }
    };
    match known {
        Some(how) => GateItem { code, label, state: GateState::Done, how },
        None => GateItem { code, label, state: GateState::Open, how: code.advice().to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(external: bool) -> GateFacts {
        let ticked = GateCode::ALL.iter().filter(|code| code.is_ticked());
        GateFacts {
            external,
            agreement_executed: true,
            released: true,
            cover: Some("Share it across the team".into()),
            return_promise: Some("The same post".into()),
            confirmed: ticked.map(|code| (*code, "Seen".into())).collect(),
            paperwork: Some(Vec::new()),
        }
    }

    #[test]
    fn nothing_known_leaves_everything_open() {
        let items = gate(&GateFacts { external: true, ..GateFacts::default() });
        assert_eq!(open_items(&items).len(), GateCode::ALL.len());
        assert!(items.iter().all(|item| item.how == item.code.advice()));
    }

    #[test]
    fn each_missing_fact_alone_keeps_the_gate_closed() {
        assert!(open_items(&gate(&ready(true))).is_empty());
        for code in GateCode::ALL {
            let mut facts = ready(true);
            match code {
                GateCode::Agreement => facts.agreement_executed = false,
                GateCode::Release => facts.released = false,
                GateCode::Cover => facts.cover = None,
                GateCode::ReturnPromise => facts.return_promise = None,
                GateCode::Paperwork => facts.paperwork = Some(vec!["Visa (Callum Reyes)".into()]),
                ticked => facts.confirmed.retain(|(confirmed, _)| confirmed != ticked),
            }
            assert_eq!(open_items(&gate(&facts)), [code.label()]);
        }
    }

    #[test]
    fn within_one_employer_insurance_and_data_sharing_are_not_needed() {
        let mut facts = ready(false);
        facts.confirmed.retain(|(code, _)| !code.is_external());
        let items = gate(&facts);
        assert!(open_items(&items).is_empty());
        assert_eq!(items.iter().filter(|item| item.state == GateState::NotNeeded).count(), 2);
    }
}
