//! Markup that is already safe to put into a page.

use std::{borrow::Cow, fmt};

/// HTML or SVG that this crate built itself, so that templates do not escape it again.
///
/// Made only inside the shell: text from people never becomes `Markup`, it goes through a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(Cow<'static, str>);

impl Markup {
    /// Wraps markup that the shell keeps for the life of the program.
    pub(super) const fn fixed(html: &'static str) -> Self {
        Self(Cow::Borrowed(html))
    }

    /// The markup as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

/// Marks components whose own template escapes what people wrote, so that `{{ component }}` is not escaped twice.
macro_rules! renders_itself {
    ($($component:ty),+ $(,)?) => { $(impl askama::filters::HtmlSafe for $component {})+ };
}
pub(super) use renders_itself;
