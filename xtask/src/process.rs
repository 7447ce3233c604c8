//! Running other programs so that none outlives us.
//!
//! Every program gets its own process group and no keyboard. Ctrl-C and SIGTERM reach only xtask, which passes
//! them on to the group and then unwinds normally, so that `Drop` stops the database and removes its folder.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::report::{Failure, Outcome};

/// How often a waiting loop looks again.
const GLANCE: Duration = Duration::from_millis(30);
/// How long a program may take to stop when asked politely.
const GRACE: Duration = Duration::from_secs(15);

static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From here on Ctrl-C and its relatives are noted instead of ending xtask on the spot.
///
/// # Errors
/// When the system refuses the handlers.
pub fn watch_signals() -> Outcome {
    let flag = STOP.get_or_init(Arc::default);
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(flag))
            .map_err(|e| Failure::new(format!("cannot watch for Ctrl-C: {e}")))?;
    }
    Ok(())
}

/// Whether someone asked us to stop.
pub fn stop_requested() -> bool {
    STOP.get().is_some_and(|flag| flag.load(Ordering::Relaxed))
}

/// Starts a program in its own process group, without a keyboard.
///
/// # Errors
/// When the program is not there or may not be started.
pub fn start(command: &mut Command) -> Outcome<Child> {
    command.stdin(Stdio::null()).process_group(0).spawn().map_err(|e| {
        let name = command.get_program().to_string_lossy();
        Failure::new(format!("cannot start `{name}`: {e}"))
    })
}

/// Runs a program to its end with its output on our own, and answers whether it succeeded.
///
/// # Errors
/// When it cannot be started, fails, or we are asked to stop meanwhile.
pub fn run(command: &mut Command) -> Outcome {
    let mut child = start(command)?;
    let status = wait(&mut child)?;
    if status.success() {
        return Ok(());
    }
    let name = command.get_program().to_string_lossy();
    Err(Failure::new(format!("`{name}` ended with {status}")))
}

/// Runs a program quietly; `None` when it is missing or fails, otherwise what it printed, trimmed.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Asks a whole process group to stop: `INT`, `TERM` or `KILL`.
///
/// A shell builtin does it, because the `kill` program is not on every small machine.
pub fn signal_group(leader: u32, signal: &str) {
    let script = format!("kill -s {signal} -- -{leader} 2>/dev/null");
    // A group that is already gone is exactly what was wanted.
    let _gone = Command::new("sh").args(["-c", &script]).stdin(Stdio::null()).status();
}

/// Stops a program and its children: `signal` first, and force after a grace time.
pub fn stop(child: &mut Child, signal: &str) {
    let deadline = Instant::now() + GRACE;
    signal_group(child.id(), signal);
    while Instant::now() < deadline {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(GLANCE);
    }
    signal_group(child.id(), "KILL");
    let _ended = child.wait();
}

fn wait(child: &mut Child) -> Outcome<ExitStatus> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) if stop_requested() && !status.success() => return Err(Failure::interrupted()),
            Ok(Some(status)) => return Ok(status),
            Ok(None) if stop_requested() => {
                stop(child, "INT");
                return Err(Failure::interrupted());
            }
            Ok(None) => std::thread::sleep(GLANCE),
            Err(e) => return Err(Failure::new(format!("lost sight of a program: {e}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_and_failure_are_told_apart() {
        assert!(run(&mut Command::new("true")).is_ok());
        assert!(run(&mut Command::new("false")).is_err());
        assert!(run(&mut Command::new("no-such-program-here")).is_err());
    }

    #[test]
    fn an_answer_is_trimmed_and_a_failure_has_none() {
        assert_eq!(answer("sh", &["-c", "echo ' seven '"]).as_deref(), Some("seven"));
        assert_eq!(answer("false", &[]), None);
    }

    #[test]
    fn stopping_reaches_the_children_too() {
        let folder = answer("mktemp", &["-d"]).expect("a temporary folder");
        let script = "(trap 'echo > told; exit' TERM; echo > ready; sleep 60 & wait) & wait";
        let mut child =
            start(Command::new("sh").args(["-c", script]).current_dir(&folder)).expect("sh starts");
        let appears = |name: &str| {
            let file = std::path::Path::new(&folder).join(name);
            let deadline = Instant::now() + GRACE;
            while !file.exists() {
                assert!(Instant::now() < deadline, "{name} never appeared");
                std::thread::sleep(GLANCE);
            }
        };
        appears("ready");
        stop(&mut child, "TERM");
        appears("told");
        std::fs::remove_dir_all(&folder).expect("ours to remove");
    }
}
