//! Cells for spreadsheets: text that came from people never becomes a formula in the reader's program.

use std::borrow::Cow;

/// The text of a cell. What a spreadsheet would take for a formula gets an apostrophe in front; numbers, negative
/// ones too, stay numbers. Quotes and line ends are the CSV writer's business.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if !text.contains('\0') {
        return safe(text);
    }
    Cow::Owned(safe(&text.replace('\0', "")).into_owned())
}

fn safe(text: &str) -> Cow<'_, str> {
    let starts_with_control = text.starts_with(['\t', '\r', '\n']);
    // programs that look behind spaces and quotes exist, and some read full-width signs as plain ones
    let start = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{feff}' | '\u{200b}'));
    let is_formula = start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if !starts_with_control && (!is_formula || is_number(text)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{text}"))
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole) && plain(part)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_become_words_and_numbers_stay() {
        for formula in [
            "=1+1",
            "+A1",
            "-A1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "  =1",
            "\"=1",
            "＝1",
            "\0=1",
            "\u{feff}=1",
            "|x",
        ] {
            assert!(cell(formula).starts_with('\''), "{formula:?} {:?}", cell(formula));
        }
        for plain in ["", "Ada", "O’Neill", "-12", "-12.50", "+44", "a=b", "Smith-Jones", "12"] {
            assert_eq!(cell(plain), plain);
        }
        assert_eq!(cell("A\0da"), "Ada");
    }
}
