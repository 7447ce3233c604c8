//! The start matrix: what is accepted, and what is said when it is not.

use super::{Config, ConfigError, KEYS};
use chrono::TimeDelta;
use std::io::Write;
use std::path::Path;

fn load(file: Option<&str>, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut written = tempfile::NamedTempFile::new().unwrap();
    written.write_all(file.unwrap_or_default().as_bytes()).unwrap();
    let pairs = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Config::load(file.map(|_| written.path()), pairs)
}

fn refusal(file: &str) -> String {
    load(Some(file), &[]).expect_err(file).to_string()
}

fn refuses(environment: &[(&str, &str)]) -> String {
    load(None, environment).expect_err("accepted").to_string()
}

#[test]
fn without_anything_the_defaults_hold() {
    let config = load(None, &[]).unwrap();
    assert_eq!(config.database_url.expose(), "sqlite:sojourn-data/sojourn.db");
    assert_eq!(config.seal_key, Path::new("sojourn-data/seal-key.pem"));
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.base_url, "http://127.0.0.1:8080");
    assert!(!config.secure_cookies());
    assert!(config.smtp_url.is_none());
    assert_eq!(config.session_idle, TimeDelta::minutes(30));
    assert_eq!(config.session_absolute, TimeDelta::hours(12));
    assert_eq!(config.max_upload_bytes, 64 * 1_048_576);
    assert_eq!(config.workers, 2);
    assert!(config.warnings.is_empty());
}

#[test]
fn the_environment_wins_over_the_file() {
    let file =
        "listen = \"127.0.0.1:9000\"\ntrusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]\nworkers = 5\n";
    let environment =
        [("SOJOURN_LISTEN", "127.0.0.1:9001"), ("SOJOURN_DATA_DIR", "/srv/s"), ("HOME", "/root")];
    let config = load(Some(file), &environment).unwrap();
    assert_eq!(config.listen.port(), 9001);
    assert_eq!(config.base_url, "http://127.0.0.1:9001");
    assert_eq!(config.database_url.expose(), "sqlite:/srv/s/sojourn.db");
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.workers, 5);
    assert!(config.warnings.is_empty());
}

#[test]
fn the_seal_key_lies_with_the_data_unless_told_otherwise() {
    let beside = load(None, &[("SOJOURN_DATA_DIR", "/srv/s")]).unwrap();
    assert_eq!(beside.seal_key, Path::new("/srv/s/seal-key.pem"));
    let elsewhere = load(Some("seal_key = \"/etc/sojourn/seal.pem\"\n"), &[("SOJOURN_DATA_DIR", "/srv/s")]);
    assert_eq!(elsewhere.unwrap().seal_key, Path::new("/etc/sojourn/seal.pem"));
}

#[test]
fn https_makes_cookies_secure() {
    let config =
        load(None, &[("SOJOURN_LISTEN", "0.0.0.0:80"), ("SOJOURN_BASE_URL", "https://s.example.org/")]);
    let config = config.unwrap();
    assert!(config.secure_cookies());
    assert_eq!(config.base_url, "https://s.example.org");
}

#[test]
fn a_misspelled_key_is_refused_with_the_right_one() {
    let error = refusal("lisen = \"127.0.0.1:1\"\n");
    assert!(error.starts_with("The key lisen in ") && error.ends_with("Did you mean listen?"), "{error}");
    assert!(refusal("smtp = \"x\"\n").ends_with("Did you mean smtp_url?"));
    assert!(refusal("colour = \"red\"\n").ends_with("config.example.toml lists every key."));
}

#[test]
fn a_misspelled_variable_is_a_warning_with_the_right_one() {
    let config =
        load(None, &[("SOJOURN_DATA", "/x"), ("SOJOURN_PORT", "1"), ("SOJOURN_CONFIG", "f")]).unwrap();
    assert_eq!(config.warnings.len(), 2);
    assert!(config.warnings[0].ends_with("Did you mean SOJOURN_DATA_DIR?"), "{:?}", config.warnings);
}

#[test]
fn a_wrong_value_is_named_with_its_place_and_a_way_out() {
    let error = refuses(&[("SOJOURN_LISTEN", "8080")]);
    let expected = "listen = \"8080\" (from the variable SOJOURN_LISTEN) is not accepted: invalid socket address \
                    syntax. Write an address and a port, such as 127.0.0.1:8080.";
    assert_eq!(error, expected);
    let error = refusal("session_idle_minutes = 0\n");
    assert!(
        error.contains("session_idle_minutes = \"0\" (in /") && error.contains("from 1 to 1440"),
        "{error}"
    );
    assert!(refusal("session_idle_minutes = 1e400\n").contains("not"));
    assert!(refusal("workers = {}\n").contains("Write it like workers = 2"));
    assert!(refusal("listen = \n").contains("(line 1)"));
}

#[test]
fn every_kind_of_wrong_value_is_refused() {
    for (variable, value) in [
        ("SOJOURN_WORKERS", "-1"),
        ("SOJOURN_WORKERS", "65"),
        ("SOJOURN_MAX_UPLOAD_MB", "99999999999"),
        ("SOJOURN_ALLOW_INSECURE_HTTP", "yes"),
        ("SOJOURN_TRUSTED_PROXIES", "10.0.0.0/8,everyone"),
        ("SOJOURN_LOG", "=="),
        ("SOJOURN_LOG_FORMAT", "xml"),
        ("SOJOURN_DATA_DIR", " "),
        ("SOJOURN_BASE_URL", "ftp://x"),
        ("SOJOURN_BASE_URL", "https://x/path"),
        ("SOJOURN_BASE_URL", "secondments"),
        ("SOJOURN_DATABASE_URL", "mysql://x"),
        ("SOJOURN_DATABASE_URL", "sqlite:"),
        ("SOJOURN_MAIL_FROM", "nobody"),
        ("SOJOURN_SMTP_URL", "mail.example.org"),
        ("SOJOURN_SESSION_IDLE_MINUTES", "1000"),
    ] {
        let error = refuses(&[(variable, value)]);
        assert!(error.starts_with(&variable["SOJOURN_".len()..].to_lowercase()), "{error}");
    }
}

#[test]
fn plain_http_beyond_this_machine_is_refused_unless_asked_for() {
    assert!(refuses(&[("SOJOURN_LISTEN", "0.0.0.0:8080")]).contains("plain http beyond this machine"));
    assert!(refuses(&[("SOJOURN_BASE_URL", "http://s.example.org")]).contains("allow_insecure_http = true"));
    let asked = [
        ("SOJOURN_LISTEN", "0.0.0.0:8080"),
        ("SOJOURN_BASE_URL", "http://s.example.org"),
        ("SOJOURN_ALLOW_INSECURE_HTTP", "true"),
    ];
    assert_eq!(load(None, &asked).unwrap().warnings.len(), 1);
    assert!(refuses(&[asked[0], asked[2]]).contains("cannot be derived"));
}

#[test]
fn an_open_line_to_a_distant_database_is_refused() {
    let with = |url: &str| load(None, &[("SOJOURN_DATABASE_URL", url)]);
    for url in ["postgres://u:geheim@db.example.org/s", "postgres://u:geheim@db.example.org/s?sslmode=prefer"]
    {
        let error = with(url).unwrap_err().to_string();
        assert!(error.contains("postgres://u:***@db.example.org") && !error.contains("geheim"), "{error}");
    }
    for url in [
        "postgres://u:p@db.example.org/s?sslmode=verify-full",
        "postgresql://u@localhost/s",
        "postgres://u@[::1]:5433/s",
        "postgres:///s?host=/run/postgresql",
    ] {
        with(url).unwrap();
    }
}

#[test]
fn mail_needs_a_safe_line_and_a_sender() {
    let from = ("SOJOURN_MAIL_FROM", "Sojourn <sojourn@example.org>");
    let error = refuses(&[("SOJOURN_SMTP_URL", "smtp://u:geheim@mail.example.org?tls=none"), from]);
    assert!(error.contains("in the clear") && !error.contains("geheim"), "{error}");
    assert!(refuses(&[("SOJOURN_SMTP_URL", "smtps://mail.example.org")]).starts_with("mail_from"));
    load(None, &[("SOJOURN_SMTP_URL", "smtps://mail.example.org"), from]).unwrap();
}

#[test]
fn a_debug_print_hides_passwords() {
    let config = load(None, &[("SOJOURN_DATABASE_URL", "postgres://u:geheim@localhost/s")]).unwrap();
    assert!(!format!("{config:?}").contains("geheim"));
}

#[cfg(unix)]
#[test]
fn a_password_that_everyone_can_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "database_url = \"postgres://u:geheim@localhost/s\"\n").unwrap();
    assert!(Config::load(Some(file.path()), std::iter::empty()).unwrap().warnings.is_empty());
    std::fs::set_permissions(file.path(), PermissionsExt::from_mode(0o644)).unwrap();
    let warnings = Config::load(Some(file.path()), std::iter::empty()).unwrap().warnings;
    assert!(warnings[0].contains("chmod 600"), "{warnings:?}");
}

#[test]
fn a_missing_file_is_named() {
    let error = Config::load(Some(Path::new("/no/such.toml")), std::iter::empty()).unwrap_err();
    assert!(error.to_string().starts_with("The configuration file /no/such.toml cannot be read"), "{error}");
}

#[test]
fn the_example_file_is_current_and_means_the_defaults() {
    let example = Config::example_toml();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config.example.toml");
    if std::env::var_os("SOJOURN_TEST_WRITE").is_some() {
        std::fs::write(&path, &example).unwrap();
    }
    let on_disk = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(on_disk, example, "config.example.toml is stale: run the tests with SOJOURN_TEST_WRITE=1");
    let uncommented: String = example
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line))
        .filter(|line| KEYS.iter().any(|key| line.starts_with(&format!("{} = ", key.name))))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(uncommented.lines().count(), KEYS.len());
    let config = load(Some(&uncommented), &[]).unwrap();
    let expected = format!("{:?}", load(None, &[]).unwrap());
    assert_eq!(format!("{config:?}"), expected);
    assert_eq!(config.database_url.expose(), "sqlite:sojourn-data/sojourn.db");
}
