//! The example file, written from the list of keys so that it cannot fall behind.

use super::keys::KEYS;

const HEAD: &str = "\
# Configuration of Sojourn: every key with its default.
#
# Start with `sojourn serve --config FILE`. Remove the # before a key to change it. Each key can also be set by
# the variable of the environment that is named beside it; the environment wins over this file.
# Keep a file that holds a password readable for the service only (chmod 600).
";

/// Every key, commented out, with its meaning and default.
pub(super) fn example_toml() -> String {
    let mut text = HEAD.to_owned();
    for key in KEYS {
        text.push('\n');
        for line in key.doc.lines() {
            text.push_str(&format!("# {line}\n"));
        }
        text.push_str(&format!("# Environment: {}\n", key.variable()));
        text.push_str(&format!("# {} = {}\n", key.name, key.default));
    }
    text
}
