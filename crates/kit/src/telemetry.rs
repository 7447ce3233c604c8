//! Log lines: text for people, JSON for collectors, and neither can be forged by what a user typed.

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// How a log line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// One readable line per event.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("it is either text or json"),
        }
    }
}

/// Why logging could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter does not parse.
    #[error("the log filter {0:?} is not understood: {1}. Write for example info or info,sojourn=debug")]
    Filter(String, String),
    /// Logging was started before in this process.
    #[error("logging was started twice")]
    Twice,
}

/// Starts logging to standard error for the whole process.
///
/// # Errors
/// When `filter` (such as `info,sojourn=debug`) does not parse, or logging was started before.
pub fn init(filter: &str, format: LogFormat) -> Result<(), TelemetryError> {
    let subscriber = subscriber(filter, format, io::stderr)?;
    tracing::subscriber::set_global_default(subscriber).map_err(|_| TelemetryError::Twice)
}

/// Checks a filter without starting anything.
///
/// # Errors
/// [`TelemetryError::Filter`] when it does not parse.
pub fn check_filter(filter: &str) -> Result<(), TelemetryError> {
    parse(filter).map(|_| ())
}

fn parse(filter: &str) -> Result<EnvFilter, TelemetryError> {
    EnvFilter::try_new(filter).map_err(|e| TelemetryError::Filter(filter.to_owned(), e.to_string()))
}

fn subscriber<W>(
    filter: &str,
    format: LogFormat,
    writer: W,
) -> Result<Box<dyn tracing::Subscriber + Send + Sync>, TelemetryError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let builder = tracing_subscriber::fmt()
        .with_env_filter(parse(filter)?)
        .with_ansi(false)
        .with_writer(OneLine(writer));
    Ok(match format {
        LogFormat::Text => Box::new(builder.finish()),
        LogFormat::Json => Box::new(builder.json().flatten_event(true).finish()),
    })
}

/// Writes each event as exactly one line: control characters inside it become `\u000a` and the like.
///
/// The subscriber hands over a whole event at once, so only the last line feed is the real end of the line.
/// The escapes are valid in JSON strings too.
struct OneLine<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = OneLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLine(self.0.make_writer())
    }
}

impl<W: Write> Write for OneLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = text.strip_suffix('\n').unwrap_or(&text);
        let end = if line.len() < text.len() { "\n" } else { "" };
        self.0.write_all(format!("{}{end}", Escaped(line)).as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Prints text with control characters, line separators and direction marks escaped as `\uXXXX`.
#[derive(Debug, Clone, Copy)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.0.chars().try_for_each(|c| match c {
            c if is_unsafe_to_print(c) => write!(f, "\\u{:04x}", u32::from(c)),
            c => f.write_char(c),
        })
    }
}

/// Whether a character could break a line or reorder what is read: controls, line and paragraph separators,
/// and marks that change the direction of writing.
#[must_use]
pub fn is_unsafe_to_print(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value that never shows itself in a log or a `Debug` print.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Redacted<T>(T);

impl<T> Redacted<T> {
    /// Wraps a secret.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, at the one place that needs it.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<T> fmt::Display for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, work: impl FnOnce()) -> String {
        let sink = Sink::default();
        let copy = sink.clone();
        let subscriber = subscriber("info", format, move || copy.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        let bytes = sink.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    const HOSTILE: &str =
        "Eve\n2026 ERROR forged\r\x1b[31mred\u{9b}31m\u{7f}\u{202e}\u{2028}{\"level\":\"x\"}";

    fn hostile_events() {
        tracing::info!(name = HOSTILE, "signed in {HOSTILE}");
        tracing::info!(name = %HOSTILE, other = ?HOSTILE, "plain");
    }

    #[test]
    fn a_text_line_cannot_be_forged() {
        let log = logged(LogFormat::Text, hostile_events);
        assert_eq!(log.lines().count(), 2, "{log}");
        assert!(!log.chars().any(|c| c != '\n' && is_unsafe_to_print(c)), "{log:?}");
        assert!(log.contains("Eve"));
    }

    #[test]
    fn a_json_line_cannot_be_forged_and_still_parses() {
        let log = logged(LogFormat::Json, hostile_events);
        let lines: Vec<serde_json::Value> = log.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["level"], "INFO");
        assert_eq!(lines[0]["name"], HOSTILE);
    }

    #[test]
    fn redacted_values_stay_out_of_logs() {
        let secret = Redacted::new("hunter2");
        let log = logged(LogFormat::Text, || tracing::info!(?secret, %secret, "start {secret:?}"));
        assert!(!log.contains("hunter2") && log.contains("[redacted]"), "{log}");
        assert_eq!(*secret.expose(), "hunter2");
    }

    #[test]
    fn a_bad_filter_is_named() {
        let error = check_filter("info,=what=").unwrap_err().to_string();
        assert!(error.contains("info,=what="), "{error}");
        check_filter("info,sojourn=debug").unwrap();
    }
}
