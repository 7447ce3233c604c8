//! An address and who sees it. Pure.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::features::secondments::{Party, Standing};
use crate::form;

id_type!(
    /// An address on a record.
    LinkId, "lnk"
);

crate::word_enum!(
    /// What is behind an address.
    LinkKind {
        /// Where the team writes.
        Chat => "chat", "Chat";
        /// A document, or a folder of them.
        Document => "document", "Document";
        /// The group of those at home that is just for fun.
        HomeGroup => "home_group", "Just for fun, with home";
        /// Where the work is planned.
        Board => "board", "Task board";
        /// Something else.
        Other => "other", "Other";
    }
);

crate::word_enum!(
    /// Who sees an address. The secondee sees all.
    Readers {
        /// Those at home.
        Home => "home", "Home side";
        /// Those at the host.
        Host => "host", "Host side";
        /// Both.
        All => "all", "Both sides";
    }
);

/// On which sides somebody stands who works with the addresses of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// With those at home.
    pub home: bool,
    /// With those at the host.
    pub host: bool,
}

impl Sides {
    /// The sides of somebody; none for those who read the record for other reasons, such as finance.
    #[must_use]
    pub fn of(standing: &Standing) -> Self {
        let is = |parties: &[Party]| parties.iter().any(|party| standing.is(*party));
        let secondee = standing.is(Party::Secondee);
        Self {
            home: secondee || is(&[Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr]),
            host: secondee || is(&[Party::HostManager, Party::HostHr]),
        }
    }

    /// Whether there is any.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.home || self.host
    }

    /// Whether these readers include this side.
    #[must_use]
    pub const fn sees(self, readers: Readers) -> bool {
        match readers {
            Readers::Home => self.home,
            Readers::Host => self.host,
            Readers::All => self.home || self.host,
        }
    }
}

/// An address as its readers see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordLink {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: LinkId,
    /// What is behind it.
    pub kind: LinkKind,
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub address: String,
    /// Who sees it.
    pub readers: Readers,
    /// Whether the reader may remove it.
    pub may_remove: bool,
}

/// An address to add.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkInput {
    /// What is behind it.
    pub kind: LinkKind,
    /// What it is called.
    pub title: String,
    /// Where it leads, beginning with `https://`.
    pub address: String,
    /// Who sees it.
    pub readers: Readers,
}

impl LinkInput {
    /// Title and address, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, sides: Sides) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let title = form::words(&mut errors, "title", &self.title, "Write what it is called", 120);
        let address = form::words(&mut errors, "address", &self.address, "Paste the address", 2000);
        if !address.is_empty() && !is_https(&address) {
            errors.add("address", "Paste an address that begins with https://");
        }
        if !sides.sees(self.readers) {
            errors.add("readers", "Choose readers among whom you are yourself");
        }
        errors.check()?;
        Ok((title, address))
    }
}

/// Whether this is a plain https address: a host and no more before the path, and nothing that could break out of
/// where it is written.
#[must_use]
pub fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let is_odd =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`');
    host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.chars().all(is_host)
        && !text.chars().any(is_odd)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_plain_https_addresses_will_do() {
        for good in ["https://chat.example/room/1?x=2#y", "https://docs.example:8443/a", "https://x"] {
            assert!(is_https(good), "{good}");
        }
        for bad in [
            "http://chat.example",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://me@evil.example",
            "https://x.example/\"onclick=",
            "https://x y",
            "HTTPS://x",
            "//x",
            "data:text/html,x",
            "https://-x",
            "https://x\\evil",
        ] {
            assert!(!is_https(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_passes_stays_where_it_is_written(rest in "\\PC{0,40}") {
            let text = format!("https://{rest}");
            if is_https(&text) {
                prop_assert!(!text.contains(['"', '\'', '<', '>', ' ', '\n', '\\']));
                let host = rest.split(['/', '?', '#']).next().unwrap();
                prop_assert!(!host.is_empty() && !host.contains('@'));
            }
        }
    }
}
