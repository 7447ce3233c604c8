//! How a person wants the pages to look: kept in a cookie, so that the server draws it right the first time.

/// The name of the cookie that keeps a [`Look`].
pub const LOOK_COOKIE: &str = "sojourn_look";

/// Light, dark, or what the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Device,
    Light,
    Dark,
}

/// Room between rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    #[default]
    Roomy,
    Compact,
}

/// A person's choices for this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub theme: Theme,
    pub density: Density,
    /// Whether single-key shortcuts work (they can be turned off, WCAG 2.1.4).
    pub keys: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: Theme::Device, density: Density::Roomy, keys: true }
    }
}

impl Theme {
    /// The word in forms, the cookie and `data-theme`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a form value; anything unknown is the device's choice.
    #[must_use]
    pub fn read(word: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

impl Density {
    /// The word in forms, the cookie and `data-density`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Roomy => "roomy",
            Self::Compact => "compact",
        }
    }

    /// Reads a form value; anything unknown is roomy.
    #[must_use]
    pub fn read(word: &str) -> Self {
        if word == Self::Compact.word() { Self::Compact } else { Self::Roomy }
    }
}

impl Look {
    /// Reads the value of the cookie; unknown or missing parts keep their default.
    #[must_use]
    pub fn from_cookie(value: &str) -> Self {
        let mut parts = value.split('-');
        Self {
            theme: Theme::read(parts.next().unwrap_or_default()),
            density: Density::read(parts.next().unwrap_or_default()),
            keys: parts.next() != Some("nokeys"),
        }
    }

    /// The value for the cookie, e.g. `dark-compact-keys`.
    #[must_use]
    pub fn to_cookie(self) -> String {
        format!("{}-{}-{}", self.theme.word(), self.density.word(), if self.keys { "keys" } else { "nokeys" })
    }
}

#[cfg(test)]
mod tests {
    use super::{Density, Look, Theme};

    #[test]
    fn a_look_survives_its_cookie_and_rubbish_is_the_default() {
        let look = Look { theme: Theme::Dark, density: Density::Compact, keys: false };
        assert_eq!(Look::from_cookie(&look.to_cookie()), look);
        assert_eq!(Look::from_cookie("\"><script>"), Look::default());
    }
}
