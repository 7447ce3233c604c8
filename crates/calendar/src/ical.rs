//! Days as calendar programs subscribe to them: an iCalendar stream (RFC 5545) of all-day entries.
//!
//! Written here and not by a library: a feed of whole days needs four properties and two rules, escaping and folding,
//! while the stream has to be the same bytes for the same facts, so that a program that asks again is told that
//! nothing changed. Libraries for it fill in the machine's clock and random identifiers of their own accord.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};

/// One entry: whole days, both counted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same thing, for ever, and nothing else's.
    pub uid: String,
    /// Grows with each change of the entry.
    pub sequence: i64,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What stands in the calendar.
    pub title: String,
    /// Where to read on.
    pub link: String,
}

/// The most bytes of a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The stream. Its lines end with CR LF, also the last.
#[must_use]
pub fn stream(name: &str, entries: &[Entry]) -> String {
    let mut text = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sojourn//Secondments//EN",
        "CALSCALE:GREGORIAN",
        &format!("NAME:{}", escaped(name)),
        &format!("X-WR-CALNAME:{}", escaped(name)),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ] {
        put(&mut text, line);
    }
    for entry in entries {
        event(&mut text, entry);
    }
    if entries.is_empty() {
        // a stream holds at least one component; this one shows nothing
        for line in [
            "BEGIN:VTIMEZONE",
            "TZID:UTC",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE",
        ] {
            put(&mut text, line);
        }
    }
    put(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, entry: &Entry) {
    let at = entry.changed_at.format("%Y%m%dT%H%M%SZ");
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    // the end of an all-day entry is the day after it
    let end = entry.last.max(entry.first).succ_opt().unwrap_or(entry.last);
    put(text, "BEGIN:VEVENT");
    put(text, &format!("UID:{}", escaped(&entry.uid)));
    put(text, &format!("SEQUENCE:{}", entry.sequence.max(0)));
    put(text, &format!("DTSTAMP:{at}"));
    put(text, &format!("LAST-MODIFIED:{at}"));
    put(text, &format!("DTSTART;VALUE=DATE:{}", day(entry.first)));
    put(text, &format!("DTEND;VALUE=DATE:{}", day(end)));
    put(text, &format!("SUMMARY:{}", escaped(&entry.title)));
    if !entry.link.is_empty() {
        let plain: String = entry.link.chars().filter(|c| !c.is_control()).collect();
        put(text, &format!("URL:{plain}"));
    }
    // whole days that say where somebody is do not block their hours
    put(text, "TRANSP:TRANSPARENT");
    put(text, "END:VEVENT");
}

/// A text as a property holds it (RFC 5545, 3.3.11): no sign of it can end the line or begin another property.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded where it is longer than it may be; a letter is never cut in two.
fn put(text: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    // writing to a String cannot fail
    let _ = write!(text, "\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(title: &str) -> Entry {
        Entry {
            uid: "sec_1-stay@sojourn.example".to_owned(),
            sequence: 3,
            changed_at: "2026-11-23T09:00:00Z".parse().unwrap(),
            first: "2026-12-07".parse().unwrap(),
            last: "2026-12-18".parse().unwrap(),
            title: title.to_owned(),
            link: "https://sojourn.example/secondments/SO-0001".to_owned(),
        }
    }

    /// The lines with their folds undone, as a reader has them.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// A text as it was before it was escaped.
    fn plain(text: &str) -> String {
        let mut out = String::new();
        let mut signs = text.chars();
        while let Some(c) = signs.next() {
            match (c, c == '\\') {
                (_, true) => match signs.next() {
                    Some('n') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (c, false) => out.push(c),
            }
        }
        out
    }

    #[test]
    fn a_stream_is_these_bytes_and_always_the_same() {
        let text = stream("Sojourn", &[entry("Away, on secondment")]);
        let wanted = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sojourn//Secondments//EN\r\nCALSCALE:GREGORIAN\r\n\
            NAME:Sojourn\r\nX-WR-CALNAME:Sojourn\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n\
            BEGIN:VEVENT\r\nUID:sec_1-stay@sojourn.example\r\nSEQUENCE:3\r\nDTSTAMP:20261123T090000Z\r\n\
            LAST-MODIFIED:20261123T090000Z\r\nDTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261219\r\n\
            SUMMARY:Away\\, on secondment\r\nURL:https://sojourn.example/secondments/SO-0001\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(text, wanted);
        assert_eq!(text, stream("Sojourn", &[entry("Away, on secondment")]));
    }

    #[test]
    fn an_empty_stream_still_holds_a_component() {
        let text = stream("Sojourn", &[]);
        assert!(text.contains("BEGIN:VTIMEZONE\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_none_ends_otherwise(title in ".{0,300}") {
            let text = stream("Sojourn", &[entry(&title)]);
            prop_assert!(text.split_terminator("\r\n").all(|line| line.len() <= LINE));
            prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        }

        #[test]
        fn a_title_is_read_as_it_was_and_adds_no_property(title in "(?s).{0,200}") {
            let text = stream("Sojourn", &[entry(&title)]);
            let lines = unfolded(&text);
            prop_assert_eq!(lines.len(), unfolded(&stream("Sojourn", &[entry("x")])).len());
            let summary = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let kept: String = title.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
            prop_assert_eq!(plain(summary), kept);
        }
    }
}
