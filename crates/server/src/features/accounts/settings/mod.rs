//! What everybody can set for themselves.

pub mod pages;
pub mod password;

use crate::actor::{Actor, Role};
use crate::shell::{Tab, Tabs};

/// The pages of Settings, as far as the actor has them.
#[must_use]
pub fn tabs(actor: &Actor, here: &str) -> Tabs {
    let mut places = vec![
        ("Look", "/settings"),
        ("Sign-in", "/settings/sign-in"),
        ("Second factor", "/settings/second-factor"),
        ("Keys for programs", "/settings/keys"),
        ("Calendar", "/settings/calendar"),
    ];
    if actor.holds_anywhere(Role::SysAdmin) {
        places.extend([("Roles", "/settings/roles"), ("Sign-in rules", "/settings/rules")]);
    }
    if [Role::SysAdmin, Role::ProgrammeAdmin].into_iter().any(|role| actor.holds(role, actor.organisation)) {
        places.push(("Approvals", "/settings/approvals"));
    }
    let readers = [Role::ProgrammeAdmin, Role::Legal, Role::Hr, Role::Auditor];
    if actor.manages || readers.into_iter().any(|role| actor.holds(role, actor.organisation)) {
        places.push(("Clauses", "/settings/clauses"));
    }
    let signing = [Role::SysAdmin, Role::ProgrammeAdmin, Role::Legal];
    if signing.into_iter().any(|role| actor.holds(role, actor.organisation)) {
        places.push(("Who may sign", "/settings/authorities"));
    }
    let tab = |(label, href): (&str, &str)| Tab {
        label: label.to_owned(),
        href: href.to_owned(),
        current: href == here,
    };
    Tabs { label: "Settings".to_owned(), items: places.into_iter().map(tab).collect() }
}
