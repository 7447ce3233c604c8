//! Where to go after signing in: only a place on this site.

const LONGEST: usize = 2_000;

/// `next` when it is a plain address on this site (`/secondments/SO-0001?tab=papers`), otherwise `/`.
///
/// Everything a browser might read as another site is refused: a scheme, two slashes, a backslash, the same
/// in percent signs, and control characters that browsers drop while parsing.
#[must_use]
pub fn safe_next(next: &str) -> &str {
    if is_local(next) { next } else { "/" }
}

fn is_local(next: &str) -> bool {
    let graphic = next.bytes().all(|b| b.is_ascii_graphic());
    if !graphic || !next.starts_with('/') || next.len() > LONGEST || next.contains('\\') {
        return false;
    }
    let path = next.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let hidden = ["//", "%2f", "%5c", "%0", "%1", "%25"];
    !hidden.iter().any(|text| path.contains(text)) && !next.to_ascii_lowercase().contains("%0d%0a")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_this_site_are_kept() {
        for next in [
            "/",
            "/secondments/SO-0001",
            "/people?name=O%27Neil&after=x",
            "/review?from=https://example.org/",
            "/papers/1#clause-3",
        ] {
            assert_eq!(safe_next(next), next);
        }
    }

    #[test]
    fn everything_else_goes_home() {
        for payload in [
            "",
            "https://evil.example",
            "https:evil.example",
            "HTTPS://evil.example",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "\\/evil.example",
            "/%2f%2fevil.example",
            "/%2Fevil.example",
            "%2f%2fevil.example",
            "/%5cevil.example",
            "/%252fevil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " //evil.example",
            "/home\r\nSet-Cookie: a=b",
            "/home%0d%0aSet-Cookie:%20a=b",
            "/home?x=%0D%0ASet-Cookie:%20a=b",
            "javascript:alert(1)",
            "data:text/html,x",
            "evil.example",
            "@evil.example",
            "/.//evil.example",
            "/\u{3000}/evil.example",
            "/é",
        ] {
            assert_eq!(safe_next(payload), "/", "{payload:?}");
        }
        assert_eq!(safe_next(&format!("/{}", "a".repeat(LONGEST))), "/");
    }
}
