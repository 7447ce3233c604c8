//! Markup that is already safe to put into a page.

use std::{borrow::Cow, fmt};

use askama::Template;

/// HTML or SVG that this crate built itself, so that templates do not escape it again.
///
/// Text from people never becomes `Markup` as it is: it goes through a template ([`Markup::of`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(Cow<'static, str>);

impl Markup {
    /// Wraps markup that the shell keeps for the life of the program.
    pub(super) const fn fixed(html: &'static str) -> Self {
        Self(Cow::Borrowed(html))
    }

    /// A part of a page from its own template, which escapes what people wrote.
    ///
    /// # Errors
    /// When the template fails: a fault of the product.
    pub fn of(part: &impl Template) -> askama::Result<Self> {
        part.render().map(|html| Self(Cow::Owned(html)))
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
