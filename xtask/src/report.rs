//! What is said on the way: headings, times, and why something stopped.

use std::fmt;
use std::time::{Duration, Instant};

/// Why a command could not go on, in words for the person at the terminal.
#[derive(Debug)]
pub struct Failure {
    sentence: String,
    interrupted: bool,
}

impl Failure {
    /// A failure with a sentence to print.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), interrupted: false }
    }

    /// The person pressed Ctrl-C, or the machine asked us to stop.
    pub fn interrupted() -> Self {
        Self { sentence: "stopped on request".to_owned(), interrupted: true }
    }

    /// Whether this is a request to stop rather than something that went wrong.
    pub fn is_interruption(&self) -> bool {
        self.interrupted
    }

    /// 130 after Ctrl-C, as shells expect, otherwise 1.
    pub fn exit_code(&self) -> u8 {
        if self.interrupted { 130 } else { 1 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence)
    }
}

/// The result of one piece of work.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Announces a piece of work, runs it, and tells how it ended and how long it took.
///
/// # Errors
/// Whatever the work itself answered.
pub fn step<T>(title: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n==> {title}");
    let started = Instant::now();
    let outcome = work();
    let word = match &outcome {
        Ok(_) => "done",
        Err(failure) if failure.is_interruption() => "stopped",
        Err(_) => "FAILED",
    };
    println!("    {title}: {word} in {}", seconds(started.elapsed()));
    outcome
}

/// A duration as a person reads it: `0.4 s`, `41 s`, `3 min 05 s`.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_and_plain() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(41)), "41 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn only_a_request_to_stop_answers_130() {
        assert_eq!(Failure::interrupted().exit_code(), 130);
        assert_eq!(Failure::new("no").exit_code(), 1);
    }
}
