//! Which passwords are accepted when somebody chooses one.
//!
//! Length counts, composition does not. Refused is what is guessed first: well-known passwords, runs such as
//! `aaaa` or `1234`, years, and words the attacker knows anyway (the organisation, the product, the person).

use std::sync::LazyLock;

/// Fewest characters of a password.
pub const SHORTEST: usize = 8;
/// Most characters of a password.
pub const LONGEST: usize = 128;

/// A word that is known or common is worth no more than this many characters.
const WORD_IS_WORTH: usize = 2;
const SHORTEST_WORD: usize = 4;
const PRODUCT: &str = "sojourn";

/// Short words and patterns that passwords are built from, gathered by hand.
const PARTS: &str = include_str!("common_passwords.txt");
/// The 3,000 most common passwords of eight or more characters; its head names the source.
const TOP: &str = include_str!("top_passwords.txt");

static COMMON: LazyLock<Vec<Vec<char>>> = LazyLock::new(|| {
    let mut words: Vec<Vec<char>> = PARTS.split_whitespace().chain(top()).map(lower).collect();
    words.sort();
    words.dedup();
    words
});

fn top() -> impl Iterator<Item = &'static str> {
    TOP.lines().filter(|line| !line.starts_with('#'))
}

/// Why a password is not accepted; prints as a sentence for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer than eight characters.
    #[error("Use at least 8 characters. A few unrelated words make a good password.")]
    TooShort,
    /// More than 128 characters.
    #[error("Use at most 128 characters.")]
    TooLong,
    /// Little is left once common words, known words and runs are taken out.
    #[error(
        "This password is easy to guess: it is mostly a common password, a run such as 1234, a year, \
         or a name that others know. Use a few unrelated words instead."
    )]
    EasyToGuess,
}

/// Accepts or refuses a new password, unmodified. `context` comes from [`context_words`].
///
/// # Errors
/// A [`PasswordRefusal`] with a sentence for the form.
pub fn check_password(password: &str, context: &[String]) -> Result<(), PasswordRefusal> {
    match password.chars().count() {
        length if length < SHORTEST => Err(PasswordRefusal::TooShort),
        length if length > LONGEST => Err(PasswordRefusal::TooLong),
        _ if worth(password, context) < SHORTEST => Err(PasswordRefusal::EasyToGuess),
        _ => Ok(()),
    }
}

/// The words an attacker would try first for this person: from the names of the organisation and the person
/// and from the email address, whole and in parts.
#[must_use]
pub fn context_words(known: &[&str]) -> Vec<String> {
    let mut words = vec![PRODUCT.to_owned()];
    for text in known {
        let parts = text.split(|c: char| !c.is_alphanumeric());
        words.extend(parts.map(str::to_lowercase));
        words.push(text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect());
    }
    words.retain(|word| word.chars().count() >= SHORTEST_WORD);
    words.sort();
    words.dedup();
    words
}

/// The length of the password once every known word, year and run counts for at most two characters.
fn worth(password: &str, context: &[String]) -> usize {
    let typed = lower(password);
    let spelled: Vec<char> = typed.iter().map(|c| plain_letter(*c)).collect();
    let context: Vec<Vec<char>> = context.iter().map(|word| lower(word)).collect();
    let (mut at, mut worth) = (0, 0);
    while at < typed.len() {
        let word = COMMON.iter().chain(&context).filter_map(|word| {
            let found = typed[at..].starts_with(word) || spelled[at..].starts_with(word);
            found.then_some(word.len())
        });
        let longest = word.max().unwrap_or(0).max(run(&typed[at..])).max(year(&typed[at..]));
        if longest > WORD_IS_WORTH {
            at += longest;
            worth += WORD_IS_WORTH;
        } else {
            at += 1;
            worth += 1;
        }
    }
    worth
}

/// Length of the run at the start: the same character three times, or four that follow each other.
fn run(text: &[char]) -> usize {
    let along = |step: i64| {
        let follows = |pair: &[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == step;
        1 + text.windows(2).take_while(|pair| follows(pair)).count()
    };
    let same = along(0);
    let following = along(1).max(along(-1));
    let same = if same >= 3 { same } else { 0 };
    let following = if following >= 4 { following } else { 0 };
    same.max(following)
}

/// Length of a year between 1900 and 2099 at the start.
fn year(text: &[char]) -> usize {
    let digits: String = text.iter().take(4).filter(|c| c.is_ascii_digit()).collect();
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if is_year { 4 } else { 0 }
}

/// Lower case, one character for one, so that positions stay comparable.
fn lower(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The letter that a look-alike usually stands for.
fn plain_letter(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '3' => 'e',
        '1' | '!' => 'i',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context() -> Vec<String> {
        context_words(&["Brightwater Group", "Maya Okonjo", "maya.okonjo@brightwater.example"])
    }

    #[test]
    fn length_counts_in_characters() {
        let words = context();
        assert_eq!(check_password("xk7rqwp", &words), Err(PasswordRefusal::TooShort));
        assert_eq!(check_password("żółwiaki", &words), Ok(()));
        let long: String = "violet harbour ".chars().cycle().take(128).collect();
        assert_eq!(check_password(&long, &words), Ok(()));
        assert_eq!(check_password(&format!("{long}x"), &words), Err(PasswordRefusal::TooLong));
    }

    #[test]
    fn no_kind_of_character_is_demanded() {
        for password in
            ["correct horse battery staple", "vqmzrkwh", "86420975318", " 🐝 🦊 🐢 🦉", "TRUMPETBEAR"]
        {
            assert_eq!(check_password(password, &context()), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for password in [
            "password",
            "Password1!x",
            "P@ssw0rd2026",
            "passwordpassword",
            "qwerty123456",
            "1q2w3e4r",
            "12345678",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmnop",
            "87654321!",
            "Summer2026!!",
            "iloveyou1999",
            "letmein!!!",
        ] {
            assert_eq!(check_password(password, &context()), Err(PasswordRefusal::EasyToGuess), "{password}");
        }
    }

    #[test]
    fn words_that_others_know_are_refused() {
        for password in
            ["Brightwater2026!", "sojourn2026", "Maya.Okonjo1", "0konjo-maya", "BrightwaterGroup1"]
        {
            assert_eq!(check_password(password, &context()), Err(PasswordRefusal::EasyToGuess), "{password}");
        }
        assert_eq!(check_password("Brightwater lends violet harbours", &context()), Ok(()));
    }

    #[test]
    fn the_refusal_is_a_sentence() {
        let sentence = check_password("password1", &[]).unwrap_err().to_string();
        assert!(sentence.starts_with("This password is easy to guess"), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }

    #[test]
    fn the_list_is_usable() {
        assert!(
            COMMON.iter().all(|word| word.len() >= SHORTEST_WORD),
            "a shorter word would refuse too much"
        );
        assert!(COMMON.len() >= 3_200, "{}", COMMON.len());
    }

    #[test]
    fn the_three_thousand_most_common_passwords_are_refused_however_they_are_dressed() {
        assert_eq!(top().count(), 3_000);
        for password in top() {
            assert_eq!(check_password(password, &[]), Err(PasswordRefusal::EasyToGuess), "{password}");
        }
        for password in top().step_by(20) {
            for dressed in [password.to_uppercase(), format!("{password}1!"), format!("2026{password}")] {
                assert_eq!(check_password(&dressed, &[]), Err(PasswordRefusal::EasyToGuess), "{dressed}");
            }
        }
    }

    #[test]
    fn a_common_word_does_not_spoil_a_long_password() {
        for password in
            ["princess violet harbour", "my chocolate kettle sings", "sunshine over Fernleigh mill"]
        {
            assert_eq!(check_password(password, &context()), Ok(()), "{password}");
        }
    }
}
