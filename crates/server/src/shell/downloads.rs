//! The way from a list to its files.

use askama::Template;

use super::markup::renders_itself;

/// Links to the list as files. Renders itself: `{{ downloads }}`.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/downloads.html")]
pub struct Downloads {
    /// The same list as CSV.
    pub csv: String,
    /// The same list as a workbook.
    pub xlsx: String,
}

impl Downloads {
    /// The files of the list at `page`; `address` adds what the list is narrowed to.
    pub fn of(address: impl Fn(&str) -> String, page: &str) -> Self {
        Self { csv: address(&format!("{page}.csv")), xlsx: address(&format!("{page}.xlsx")) }
    }

    /// The files of a list that is not narrowed.
    #[must_use]
    pub fn whole(page: &str) -> Self {
        Self::of(str::to_owned, page)
    }
}

renders_itself!(Downloads);
