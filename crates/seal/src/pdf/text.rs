//! Text and dates as a PDF file writes them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};

/// PDFDocEncoding where that is plain ASCII, otherwise UTF-16BE with its mark.
pub(crate) fn encode(words: &str) -> Vec<u8> {
    if words.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return words.as_bytes().to_vec();
    }
    let units = words.encode_utf16().flat_map(u16::to_be_bytes);
    [0xfe, 0xff].into_iter().chain(units).collect()
}

/// In brackets when it can be read, otherwise in hexadecimal.
pub(crate) fn write_text(bytes: &[u8], out: &mut Vec<u8>) {
    if !bytes.iter().all(|byte| *byte == b' ' || byte.is_ascii_graphic()) {
        out.push(b'<');
        out.extend(hex::encode_upper(bytes).as_bytes());
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for byte in bytes {
        if b"()\\".contains(byte) {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b')');
}

pub(crate) fn date(at: DateTime<Utc>) -> String {
    at.format("D:%Y%m%d%H%M%S+00'00'").to_string()
}

/// `D:YYYYMMDDHHmmSSOHH'mm'`; month and what follows may be left out.
pub(crate) fn read_date(bytes: &[u8]) -> Option<DateTime<Utc>> {
    let words = std::str::from_utf8(bytes).ok()?;
    let words = words.strip_prefix("D:").unwrap_or(words);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let (local, zone) = words.split_at(digits);
    let part = |from: usize, to: usize, missing: u32| match local.get(from..to) {
        Some(digits) => digits.parse().ok(),
        None => (local.len() <= from).then_some(missing),
    };
    let year = local.get(..4)?.parse().ok()?;
    let day = NaiveDate::from_ymd_opt(year, part(4, 6, 1)?, part(6, 8, 1)?)?;
    let local: NaiveDateTime = day.and_hms_opt(part(8, 10, 0)?, part(10, 12, 0)?, part(12, 14, 0)?)?;
    read_zone(zone)?.from_local_datetime(&local).single().map(|at| at.to_utc())
}

fn read_zone(zone: &str) -> Option<FixedOffset> {
    let (sign, rest) = match zone.as_bytes().first() {
        None => return FixedOffset::east_opt(0),
        Some(b'Z') => (1, zone.get(1..)?),
        Some(b'+') => (1, zone.get(1..)?),
        Some(b'-') => (-1, zone.get(1..)?),
        Some(_) => return None,
    };
    let mut parts = rest.split('\'').filter(|part| !part.is_empty()).map(|part| part.parse::<u8>().ok());
    let hours = parts.next().unwrap_or(Some(0))?;
    let minutes = parts.next().unwrap_or(Some(0))?;
    let offset = TimeDelta::minutes(sign * (i64::from(hours) * 60 + i64::from(minutes)));
    FixedOffset::east_opt(i32::try_from(offset.num_seconds()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{date, encode, read_date, write_text};
    use chrono::{TimeZone, Utc};

    #[test]
    fn a_date_comes_back() {
        let at = Utc.with_ymd_and_hms(2026, 2, 28, 23, 59, 1).unwrap();
        assert_eq!(date(at), "D:20260228235901+00'00'");
        assert_eq!(read_date(date(at).as_bytes()), Some(at));
        assert_eq!(read_date(b"D:20260301012901+01'30'"), Some(at));
        assert_eq!(read_date(b"D:20260228235901Z"), Some(at));
        assert_eq!(read_date(b"D:2026"), Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).single());
        for wrong in [
            "",
            "D:",
            "D:20261301",
            "D:202602302",
            "D:20260228235901?",
            "D:20260228235901+99'00'",
            "D:2026\u{e9}",
        ] {
            assert_eq!(read_date(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn text_is_escaped_and_wide_where_it_must_be() {
        let mut out = Vec::new();
        write_text(&encode(r"a (b) \ c"), &mut out);
        assert_eq!(out, br"(a \(b\) \\ c)");
        out.clear();
        write_text(&encode("Zoë"), &mut out);
        assert_eq!(out, b"<FEFF005A006F00EB>");
    }
}
