//! In which order people are asked to sign. Whatever the order, the agreement is in force when all have signed.

crate::word_enum!(
    /// Whether people are asked one after the other or all at once.
    #[derive(Default)]
    Signing {
        /// One after the other: the secondee, the host, home last, so that nothing binds before home lets the person go.
        /// What was issued before there was a choice went so as well.
        #[default]
        InOrder => "in_order", "One after the other: the secondee, the host, home last";
        /// Everybody at the same time.
        AtOnce => "at_once", "Everybody at the same time";
    }
);

impl Signing {
    /// What signers read beside the list of signatures.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::InOrder => "People are asked one after the other.",
            Self::AtOnce => "Everybody is asked at the same time.",
        }
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_text_without_an_order_goes_one_after_the_other() {
        assert_eq!(Signing::default(), Signing::InOrder);
        assert_eq!(Signing::parse("at_once"), Some(Signing::AtOnce));
        assert_eq!(Signing::parse(""), None);
    }
}
