//! Text that people typed: cleaned once on the way in, escaped on the way out, never interpreted.

use unicode_normalization::UnicodeNormalization;

/// Most clauses in one agreement.
pub const MAX_CLAUSES: usize = 200;
/// Most bytes of text in one clause (title, paragraphs and plain words together).
pub const MAX_CLAUSE_BYTES: usize = 20_000;
/// Most bytes of text in one agreement, and most bytes of one rendered document.
pub const MAX_TOTAL_BYTES: usize = 2_000_000;

/// Characters that can hide or reorder words in a paper: C0/C1 controls, bidirectional controls, zero-width
/// marks, soft hyphens and Unicode tags. The joiners U+200C and U+200D stay: some scripts need them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Removes hidden characters, turns every line break and tab into a space, and normalises to NFC.
/// Spaces at the ends stay, so that pieces of a sentence can be joined afterwards. Idempotent.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !is_hidden(*c))
        .nfc()
        .collect()
}

/// [`clean`], with runs of spaces made one and none at the ends: a name, a title, one paragraph.
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits text as typed into paragraphs: every line that is not blank is one.
pub fn clean_paragraphs(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(clean_line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Escapes the five characters that mean something in HTML text and in quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Whether a free note seems to name an amount of money: a currency sign or code beside a digit, a number with
/// thousands separators or five digits, or a figure like `42k`. Years and percentages are not amounts.
pub fn names_an_amount(text: &str) -> bool {
    // Compatibility forms fold full-width digits and the like into the plain ones.
    let lower: String = clean(text).nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.iter().any(|word| figure(word)) || words.windows(2).any(|pair| code_beside_number(pair[0], pair[1]))
}

fn figure(word: &str) -> bool {
    if !word.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
    let thousands =
        trimmed.strip_suffix('k').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let grouped = trimmed.split([',', '.', '’', '\'']).skip(1).any(|part| part.len() == 3 && number(part));
    let sign = word.contains(['£', '$', '€', '¥', '₹', '₩', '₽', '₺', '₪', '฿', '₦', '₱', '₫', '₴']);
    let letters: String = trimmed.chars().filter(|c| c.is_alphabetic()).collect();
    let longest = word.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default();
    sign || thousands || grouped || longest >= 5 || is_currency_code(&letters)
}

fn code_beside_number(left: &str, right: &str) -> bool {
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (left, right) = (bare(left), bare(right));
    let numeric = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    (is_currency_code(&left) && numeric(&right)) || (numeric(&left) && is_currency_code(&right))
}

fn number(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_digit())
}

fn is_currency_code(word: &str) -> bool {
    const CODES: &[&str] = &[
        "gbp", "eur", "usd", "aud", "cad", "nzd", "chf", "sek", "nok", "dkk", "pln", "czk", "huf", "jpy",
        "cny", "inr", "sgd", "hkd", "zar", "pounds", "euros", "euro", "dollars", "pound",
    ];
    CODES.contains(&word)
}
