//! What is kept of changes to accounts, in the chain of the organisation. Ids and words, never a secret.

use chrono::NaiveDate;
use serde::Serialize;
use uuid::Uuid;

use crate::actor::{AccountId, ApiTokenId, OrganisationId, PersonId};
use crate::event::Event;

/// Declares an event about a person's account, in the chain of their organisation.
macro_rules! account_event {
    ($(#[$doc:meta])* $name:ident, $kind:literal $(, $field:ident: $type:ty)*) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// Whose chain.
            pub organisation: OrganisationId,
            /// Whose account.
            pub person: PersonId,
            $(#[doc = concat!("Its ", stringify!($field), ".")] pub $field: $type,)*
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.person.0
            }
        }
    };
}

account_event!(
    /// The first administrator set up an organisation.
    Founded, "accounts.founded", account: AccountId
);
account_event!(
    /// Somebody was given an account, and a letter with a link.
    Invited, "accounts.invited", account: AccountId
);
account_event!(
    /// An account was switched off; its sessions ended and its keys stopped.
    SwitchedOff, "accounts.switched_off", account: AccountId
);
account_event!(
    /// An account was switched on again.
    SwitchedOn, "accounts.switched_on", account: AccountId
);
account_event!(
    /// Sessions were ended.
    SessionsEnded, "accounts.sessions_ended", count: u64
);
account_event!(
    /// A password was set or changed; other sessions ended.
    PasswordChanged, "accounts.password_changed", account: AccountId
);
account_event!(
    /// A second factor was set up or moved to another device; other sessions ended.
    SecondFactorSetUp, "accounts.second_factor_set_up", account: AccountId
);
account_event!(
    /// A second factor was removed.
    SecondFactorRemoved, "accounts.second_factor_removed", account: AccountId
);
account_event!(
    /// New recovery codes took the place of the earlier ones.
    RecoveryCodesMade, "accounts.recovery_codes_made", account: AccountId
);
account_event!(
    /// A recovery code was used in place of the app.
    RecoveryCodeUsed, "accounts.recovery_code_used", account: AccountId, left: i64
);
account_event!(
    /// An administrator chose who needs a second factor.
    RuleChanged, "accounts.rule_changed", second_factor: String
);
account_event!(
    /// A key for programs was made.
    KeyMade, "accounts.key_made", key: ApiTokenId, name: String, scope: String
);
account_event!(
    /// A key for programs was revoked.
    KeyRevoked, "accounts.key_revoked", key: ApiTokenId
);
account_event!(
    /// A role for the organisation was given.
    RoleGranted, "roles.granted", id: Uuid, role: String,
    from_date: NaiveDate, to_date: Option<NaiveDate>
);
account_event!(
    /// A role for the organisation was ended.
    RoleEnded, "roles.ended", id: Uuid, role: String,
    to_date: NaiveDate
);
