//! What holds for all dates, tried on many.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::format::{full, length, long, range, short};
use crate::testing::day;
use crate::{Fte, Notice, Period, WorkingPattern, parse_date};

fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..109_938).prop_map(|n| day("1900-01-01") + chrono::Days::new(n))
}

fn stay() -> impl Strategy<Value = Period> {
    (date(), date()).prop_map(|(a, b)| Period::try_new(a.min(b), a.max(b)).unwrap())
}

proptest! {
    #[test]
    fn written_dates_read_back(date in date(), today in date()) {
        for text in [long(date), full(date), date.to_string(), date.format("%d/%m/%Y").to_string()] {
            prop_assert_eq!(parse_date(&text, today), Ok(date), "{}", text);
        }
    }

    #[test]
    fn short_dates_read_back_within_a_year(date in date(), back in 0_u64..365) {
        let today = date - chrono::Days::new(back);
        prop_assert_eq!(parse_date(&short(date), today), Ok(date));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,50}", today in date()) {
        if let Ok(date) = parse_date(&text, today) {
            prop_assert!(Period::try_new(date, date).is_ok());
        }
    }

    #[test]
    fn near_dates_are_read_or_refused(text in "[0-9]{0,5}[ /.,-]{0,2}[0-9A-Za-z]{0,9}[ /.-]{0,2}[0-9]{0,5}") {
        if let Err(error) = parse_date(&text, day("2026-11-23")) {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn months_tile_the_time_from_a_start(start in date(), months in 1_u32..60) {
        if let (Ok(now), Ok(next)) = (Period::of_months(start, months), Period::of_months(start, months + 1)) {
            prop_assert!(now.end() < next.end());
            prop_assert_eq!(now.months().months, months);
            prop_assert_eq!(now.months().days, 0);
        }
    }

    #[test]
    fn periods_have_a_length_and_a_range(stay in stay()) {
        prop_assert!(length(stay, WorkingPattern::STANDARD).starts_with(|c: char| c.is_ascii_digit()));
        prop_assert!(range(stay).ends_with(&stay.end().format("%Y").to_string()));
        prop_assert!(stay.full_weeks() <= stay.weeks() && stay.weeks() * 7 >= stay.days());
    }

    #[test]
    fn overlap_is_mutual_and_inside_both(a in stay(), b in stay(), probe in date()) {
        let both = a.overlap(b);
        prop_assert_eq!(both, b.overlap(a));
        prop_assert_eq!(both.is_some_and(|p| p.contains(probe)), a.contains(probe) && b.contains(probe));
    }

    #[test]
    fn working_days_add_up(stay in stay(), after in 0_u64..3000) {
        let middle = (stay.start() + chrono::Days::new(after)).min(stay.end());
        let pattern = WorkingPattern::STANDARD;
        let first = pattern.working_days(Period::try_new(stay.start(), middle).unwrap());
        let rest = Period::try_new(middle.succ_opt().unwrap(), stay.end()).map_or(0, |p| pattern.working_days(p));
        prop_assert_eq!(first + rest, pattern.working_days(stay));
    }

    #[test]
    fn notice_stays_between_giving_and_end(stay in stay(), days in 0_u16..400, months in 0_u16..24) {
        for notice in [Notice::Days(days), Notice::Weeks(days), Notice::Months(months)] {
            prop_assert_eq!(notice.to_string().parse(), Ok(notice));
            if let Ok(last) = notice.last_day_in(stay, stay.start()) {
                prop_assert!(stay.contains(last));
            }
        }
    }

    #[test]
    fn stored_periods_come_back(stay in stay()) {
        let json = serde_json::to_string(&stay).unwrap();
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), stay);
    }
}

#[test]
fn stored_forms_are_checked_when_read() {
    let pattern = serde_json::to_string(&WorkingPattern::STANDARD).unwrap();
    assert_eq!(pattern, r#"{"days":["Mon","Tue","Wed","Thu","Fri"],"minutes_a_week":2250}"#);
    assert_eq!(serde_json::from_str::<WorkingPattern>(&pattern).unwrap(), WorkingPattern::STANDARD);
    assert!(serde_json::from_str::<WorkingPattern>(r#"{"days":[],"minutes_a_week":60}"#).is_err());
    assert!(serde_json::from_str::<Period>(r#"{"start":"2027-03-02","end":"2027-03-01"}"#).is_err());
    assert!(serde_json::from_str::<Period>(r#"{"start":"2027-02-29","end":"2027-03-01"}"#).is_err());
    assert_eq!(serde_json::from_str::<Fte>("4000").unwrap().basis_points(), 4_000);
    assert!(serde_json::from_str::<Fte>("0").is_err());
    let notice = r#"{"unit":"weeks","count":4}"#;
    assert_eq!(serde_json::from_str::<Notice>(notice).unwrap(), Notice::Weeks(4));
    assert_eq!(serde_json::to_string(&Notice::Weeks(4)).unwrap(), notice);
}
