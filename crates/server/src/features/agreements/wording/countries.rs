//! Countries as agreements name them.

/// Code (ISO 3166-1 alpha-2) and name within a sentence.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("AE", "the United Arab Emirates"), ("AT", "Austria"), ("AU", "Australia"), ("BE", "Belgium"), ("BR", "Brazil"),
    ("CA", "Canada"), ("CH", "Switzerland"), ("CN", "China"), ("CZ", "the Czech Republic"), ("DE", "Germany"),
    ("DK", "Denmark"), ("EE", "Estonia"), ("ES", "Spain"), ("FI", "Finland"), ("FR", "France"),
    ("GB", "the United Kingdom"), ("GR", "Greece"), ("HK", "Hong Kong"), ("HU", "Hungary"), ("IE", "Ireland"),
    ("IN", "India"), ("IS", "Iceland"), ("IT", "Italy"), ("JP", "Japan"), ("KR", "South Korea"), ("LT", "Lithuania"),
    ("LU", "Luxembourg"), ("LV", "Latvia"), ("MX", "Mexico"), ("MY", "Malaysia"), ("NL", "the Netherlands"),
    ("NO", "Norway"), ("NZ", "New Zealand"), ("PL", "Poland"), ("PT", "Portugal"), ("RO", "Romania"),
    ("SE", "Sweden"), ("SG", "Singapore"), ("SI", "Slovenia"), ("SK", "Slovakia"), ("TR", "Turkey"),
    ("US", "the United States"), ("ZA", "South Africa"),
];

/// The name of a country; empty for a code that is not listed, which leaves a gap that somebody fills.
#[must_use]
pub fn country(code: &str) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == code).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_named_within_a_sentence_and_an_unknown_one_is_left_open() {
        assert_eq!(country("GB"), "the United Kingdom");
        assert_eq!(country("XX"), "");
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order, each once");
    }
}
