//! Dates and names the way the product says them.

use chrono::{Datelike, NaiveDate};

/// First letters of the first and the last word, in capitals: "Inès Baptiste" gives "IB". At most two.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words =
        name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// Counting stops here: nobody acts differently on the thousand and first, and a count without an end costs more
/// with each record.
pub const COUNTED: u64 = 1_000;

/// A number that was counted up to [`COUNTED`]: "47", or "1,000+" when there may be more.
#[must_use]
pub fn up_to_many(number: u64) -> String {
    if number < COUNTED { number.to_string() } else { "1,000+".to_owned() }
}

/// A day near `today`: "Mon 7 Dec" within about six months, otherwise with the year, "7 Dec 2027".
#[must_use]
pub fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    let near = (day - today).num_days().abs() <= 183;
    day.format(if near { "%a %-d %b" } else { "%-d %b %Y" }).to_string()
}

/// A day in full, for agreements: "Monday 7 December 2026".
#[must_use]
pub fn long_day(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// First to last day, naming month and year once where they agree: "7 to 11 Dec 2026".
#[must_use]
pub fn day_range(first: NaiveDate, last: NaiveDate) -> String {
    let start = match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => "%-d",
        (true, false) => "%-d %b",
        _ => "%-d %b %Y",
    };
    if first == last {
        return last.format("%-d %b %Y").to_string();
    }
    format!("{} to {}", first.format(start), last.format("%-d %b %Y"))
}

/// "1 secondment", "2 secondments". `many` is given whole, because not every word takes an s.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number with its thousands apart: "10,000".
#[must_use]
pub fn grouped(number: u64) -> String {
    let mut digits = number.to_string();
    for at in (1..digits.len()).rev().skip(2).step_by(3) {
        digits.insert(at, ',');
    }
    digits
}

/// Numbers as words up to nine, as figures from 10.
#[must_use]
pub fn spelled(number: u64) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    usize::try_from(number)
        .ok()
        .and_then(|index| WORDS.get(index))
        .map_or_else(|| number.to_string(), ToString::to_string)
}

/// The same words with a capital first letter.
#[must_use]
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{counted, day_range, grouped, initials, long_day, short_day};

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a real day")
    }

    #[test]
    fn initials_take_first_and_last_name_and_survive_odd_ones() {
        for (name, letters) in [
            ("Inès Baptiste", "IB"),
            ("Ana Maria da Silva", "AS"),
            ("Zoë", "Z"),
            ("", ""),
            ("李 小龙", "李小"),
            ("- ?", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    #[test]
    fn days_are_short_when_near_and_carry_the_year_when_far() {
        let today = day(2026, 11, 23);
        assert_eq!(short_day(day(2026, 12, 7), today), "Mon 7 Dec");
        assert_eq!(short_day(day(2027, 8, 31), today), "31 Aug 2027");
        assert_eq!(long_day(day(2026, 12, 7)), "Monday 7 December 2026");
    }

    #[test]
    fn ranges_say_month_and_year_once() {
        assert_eq!(day_range(day(2026, 12, 7), day(2026, 12, 11)), "7 to 11 Dec 2026");
        assert_eq!(day_range(day(2027, 1, 11), day(2027, 2, 5)), "11 Jan to 5 Feb 2027");
        assert_eq!(day_range(day(2026, 9, 7), day(2027, 2, 26)), "7 Sep 2026 to 26 Feb 2027");
        assert_eq!(day_range(day(2026, 9, 7), day(2026, 9, 7)), "7 Sep 2026");
    }

    #[test]
    fn thousands_stand_apart() {
        for (number, words) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (10_000, "10,000"), (1_234_567, "1,234,567")]
        {
            assert_eq!(grouped(number), words);
        }
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(
            (counted(1, "person", "people"), counted(0, "person", "people")),
            ("1 person".into(), "0 people".into())
        );
    }
}
