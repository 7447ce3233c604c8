//! Typed decimal numbers and exact division, in integers.

/// A plain decimal number, whole part and decimals without the point, times ten to the power of `places`. Nothing
/// when it is not made of ASCII digits alone, has more decimals than that, or overflows.
pub(crate) fn scaled(whole: &str, part: &str, places: usize) -> Option<i128> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let plain =
        digits(whole) && digits(part) && part.len() <= places && !(whole.is_empty() && part.is_empty());
    if plain { format!("{whole}{part:0<places$}").parse().ok() } else { None }
}

/// `numerator / denominator` to the nearest whole number, halves to the even one. Nothing for a denominator that is
/// not positive.
pub(crate) fn half_even(numerator: i128, denominator: i128) -> Option<i128> {
    if denominator <= 0 {
        return None;
    }
    let (below, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let to_next = denominator - rest;
    let up = rest > to_next || (rest == to_next && below.rem_euclid(2) == 1);
    below.checked_add(i128::from(up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        let halves = [-5, -3, -1, 1, 3, 5].map(|n| half_even(n, 2));
        assert_eq!(halves, [-2, -2, 0, 0, 2, 2].map(Some));
        assert_eq!([-8, -7, 7, 8].map(|n| half_even(n, 3)), [-3, -2, 2, 3].map(Some));
        assert_eq!(half_even(i128::MAX, 1), Some(i128::MAX));
        assert_eq!(half_even(1, 0), None);
    }

    #[test]
    fn only_plain_digits_scale() {
        assert_eq!(scaled("1", "5", 2), Some(150));
        assert_eq!(scaled("", "5", 2), Some(50));
        assert_eq!(scaled("007", "", 0), Some(7));
        for (whole, part) in [("", ""), ("1", "505"), ("-1", ""), ("+1", ""), ("1", "٥"), ("1e3", "")] {
            assert_eq!(scaled(whole, part, 2), None, "{whole}.{part}");
        }
        assert_eq!(scaled(&"9".repeat(60), "", 2), None);
    }
}
