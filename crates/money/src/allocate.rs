//! Sharing an amount so that nothing is lost.

use crate::{Money, MoneyError};

impl Money {
    /// Parts in the ratio of `weights` (basis points, days, heads) that add up exactly to the amount: each is rounded
    /// towards zero, then the units left over go to the largest remainders, earlier parts first when equal. A weight
    /// of zero gets nothing.
    ///
    /// # Errors
    /// [`MoneyError::NothingToShareBy`] without a weight above zero.
    pub fn allocate(self, weights: &[u32]) -> Result<Vec<Self>, MoneyError> {
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total == 0 {
            return Err(MoneyError::NothingToShareBy);
        }
        let size = i128::from(self.minor()).abs();
        let mut parts: Vec<i128> = weights.iter().map(|weight| size * i128::from(*weight) / total).collect();
        let left = size - parts.iter().sum::<i128>();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        // A stable sort keeps earlier parts first among equal remainders.
        order.sort_by_key(|index| -(size * i128::from(weights[*index]) % total));
        for (index, _) in order.into_iter().zip(0..left) {
            parts[index] += 1;
        }
        let direction = i128::from(self.minor().signum());
        parts
            .into_iter()
            .map(|part| i64::try_from(part * direction).map_err(|_| MoneyError::TooLarge))
            .map(|part| part.map(|minor| Self::new(minor, self.currency())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence};

    #[test]
    fn what_is_left_goes_to_the_largest_remainder() {
        assert_eq!(pence(100).allocate(&[1, 1, 1]), Ok(vec![pence(34), pence(33), pence(33)]));
        assert_eq!(pence(101).allocate(&[1, 1, 1]), Ok(vec![pence(34), pence(34), pence(33)]));
        assert_eq!(pence(-100).allocate(&[1, 1, 1]), Ok(vec![pence(-34), pence(-33), pence(-33)]));
        assert_eq!(pence(5).allocate(&[3, 7]), Ok(vec![pence(2), pence(3)]));
        assert_eq!(pence(1).allocate(&[0, 3_333, 6_667]), Ok(vec![pence(0), pence(0), pence(1)]));
        assert_eq!(gbp(2_340).allocate(&[5_000, 5_000]), Ok(vec![gbp(1_170), gbp(1_170)]));
    }

    #[test]
    fn extremes_still_add_up() {
        let half = i64::MIN / 2;
        assert_eq!(pence(i64::MIN).allocate(&[u32::MAX, u32::MAX]), Ok(vec![pence(half), pence(half)]));
        assert_eq!(pence(i64::MIN).allocate(&[1]), Ok(vec![pence(i64::MIN)]));
    }

    #[test]
    fn somebody_must_pay() {
        for weights in [&[][..], &[0, 0]] {
            assert_eq!(gbp(1).allocate(weights), Err(MoneyError::NothingToShareBy));
        }
    }
}
