//! Every key there is: the one list that the file, the environment, the example and the checks share.

/// What the name of every variable in the environment starts with.
pub const ENV_PREFIX: &str = "SOJOURN_";

/// One key of the configuration.
#[derive(Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// Its default as written in TOML; an empty text when the default follows from other keys.
    pub default: &'static str,
    /// What it means, for the operator. Lines of the example file.
    pub doc: &'static str,
    /// Whether its value may hold a password.
    pub secret: bool,
}

impl Key {
    /// Its name in the environment: `SOJOURN_LISTEN` for `listen`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{ENV_PREFIX}{}", self.name.to_ascii_uppercase())
    }
}

const fn key(name: &'static str, default: &'static str, doc: &'static str) -> Key {
    Key { name, default, doc, secret: false }
}

const fn secret(name: &'static str, default: &'static str, doc: &'static str) -> Key {
    Key { name, default, doc, secret: true }
}

/// All keys, in the order of the example file.
pub const KEYS: &[Key] = &[
    key(
        "listen",
        r#""127.0.0.1:8080""#,
        "The address and port to listen on. 127.0.0.1 is reachable from this machine only.",
    ),
    key(
        "base_url",
        r#""""#,
        "The address people type, as it stands in letters: \"https://secondments.example.org\".\n\
         Empty means http:// and the value of listen. With https, cookies are Secure and bound to this host.",
    ),
    key(
        "allow_insecure_http",
        "false",
        "Plain http beyond this machine shows passwords to everyone on the way, so it is refused.\n\
         Set true only on a closed test network.",
    ),
    key(
        "trusted_proxies",
        "[]",
        "Reverse proxies whose X-Forwarded-For header is believed, as addresses or ranges:\n\
         [\"127.0.0.1\", \"10.0.0.0/8\"]. In the environment: separated by commas.",
    ),
    key(
        "data_dir",
        r#""sojourn-data""#,
        "The folder for the SQLite file and for documents. It is made at the first start. Keep it on a local disk.",
    ),
    key(
        "seal_key",
        r#""""#,
        "The file with the key and the certificate that seal signed agreements. Empty means seal-key.pem in data_dir.\n\
         It is made at the first start, readable for the service only. Keep a copy in a safe place: the database does\n\
         not hold it, and nobody can seal as this installation without it.",
    ),
    secret(
        "database_url",
        r#""""#,
        "\"sqlite:PATH\" or \"postgres://user:password@host/name?sslmode=verify-full\".\n\
         Empty means the file sojourn.db in data_dir. PostgreSQL on another machine needs sslmode=require or stronger.",
    ),
    secret(
        "smtp_url",
        r#""""#,
        "The mail server: \"smtps://user:password@mail.example.org:465\", or \"smtp://mail.example.org:587\" with\n\
         STARTTLS. On this machine \"smtp://localhost:25?tls=none\" is accepted too. Special characters in user and\n\
         password are written in percent signs. Empty keeps letters in the outbox and sends nothing.",
    ),
    key(
        "mail_from",
        r#""Sojourn <sojourn@localhost>""#,
        "The sender of letters. Needed when smtp_url is set.",
    ),
    key(
        "session_idle_minutes",
        "30",
        "People are signed out after this many minutes without a request (1 to 1440).",
    ),
    key(
        "session_absolute_hours",
        "12",
        "People are signed out after this many hours in any case (1 to 720).",
    ),
    key("max_upload_mb", "64", "The largest file that can be uploaded, in megabytes (1 to 4096)."),
    key(
        "workers",
        "2",
        "How many background jobs (letters, imports) run at once in this process (0 to 64).\n\
         0 leaves them to other processes on the same database.",
    ),
    key(
        "log",
        r#""info""#,
        "What is logged: error, warn, info, debug or trace, also by part: \"info,sojourn=debug\".",
    ),
    key("log_format", r#""text""#, "\"text\" for people, \"json\" for collectors."),
];

/// The key of this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The key whose name is nearest to a misspelled one, if any is near.
pub(super) fn nearest(name: &str) -> Option<&'static Key> {
    let name = name.to_ascii_lowercase();
    let near = |key: &&Key| {
        let related = key.name.contains(&name) || name.contains(key.name);
        let distance = distance(&name, key.name);
        (distance <= 3 || related && name.len() >= 3).then_some(distance)
    };
    KEYS.iter().filter_map(|key| near(&key).map(|d| (d, key))).min_by_key(|(d, _)| *d).map(|(_, key)| key)
}

/// How many letters must be added, dropped or changed to get from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
