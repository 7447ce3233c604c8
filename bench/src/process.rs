//! Servers in processes of their own, and what the system says about them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::fault::{Fault, Outcome};

/// Linux counts processor time in hundredths of a second for everybody who reads `/proc`.
const TICK: Duration = Duration::from_millis(10);

/// A server that says `ready http://ADDRESS` on a line of its output. Dropping it ends it.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts the command and waits for its ready line.
    ///
    /// # Errors
    /// When it cannot be started or ends before it is ready.
    pub fn start(mut command: Command) -> Outcome<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|e| {
            Fault::new(format!("cannot start {}: {e}", command.get_program().to_string_lossy()))
        })?;
        let output = child.stdout.take().ok_or_else(|| Fault::new("a server without output"))?;
        let mut lines = BufReader::new(output).lines();
        let ready = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.strip_prefix("ready http://").and_then(|address| address.trim().parse().ok())
        });
        let Some(address) = ready else {
            let status = child.wait()?;
            return Err(Fault::new(format!("a server ended before it was ready: {status}")));
        };
        // what it says from here on must be taken away, or it would wait for a reader
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { child, address })
    }

    /// Processor time so far, of all threads, in user and system together.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn cpu(&self) -> Outcome<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        cpu_of(&stat).ok_or_else(|| Fault::new("cannot read /proc/PID/stat"))
    }
}

/// An address of this machine that nothing listens on.
///
/// # Errors
/// When the system has none to give.
pub fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("a server may be left behind: {error}");
        }
    }
}

/// Runs a command to its end, its output thrown away, and says how much memory it held at most, in bytes.
///
/// # Errors
/// When it cannot be started or fails.
pub fn peak_memory(command: &mut Command) -> Outcome<u64> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let mut peak = 0;
    // the mark only rises, so the last look before the end is what counts
    let status = loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        peak = peak_of(&status).unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    if status.success() { Ok(peak) } else { Err(Fault::new(format!("it ended with {status}"))) }
}

fn cpu_of(stat: &str) -> Option<Duration> {
    // the name in the second field may hold spaces and brackets
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(TICK * (user + system))
}

fn peak_of(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Which processors the servers and which the client may use, so that neither takes time from the other.
#[derive(Debug, Clone)]
pub struct Pins {
    /// For servers, as `taskset` writes them.
    pub servers: String,
    /// For the client.
    pub client: String,
}

impl Pins {
    /// Half of the processors for each; none when there is only one, or `taskset` is missing.
    #[must_use]
    pub fn find() -> Option<Self> {
        let all = std::thread::available_parallelism().map_or(1, usize::from);
        let there = Command::new("taskset").arg("--version").stdout(Stdio::null()).status();
        (all >= 2 && there.is_ok_and(|status| status.success())).then(|| Self::halves(all))
    }

    fn halves(all: usize) -> Self {
        let half = all / 2;
        Self { servers: format!("0-{}", half - 1), client: format!("{half}-{}", all - 1) }
    }

    /// A command on the processors of the servers.
    #[must_use]
    pub fn server(pins: Option<&Self>, program: &std::path::Path) -> Command {
        let Some(pins) = pins else { return Command::new(program) };
        let mut command = Command::new("taskset");
        command.args(["-c", &pins.servers]).arg(program);
        command
    }

    /// Moves this process, the client, to its own processors.
    ///
    /// # Errors
    /// When `taskset` refuses.
    pub fn take_own(&self) -> Outcome {
        let own = std::process::id().to_string();
        let status = Command::new("taskset")
            .args(["-a", "-p", "-c", &self.client, &own])
            .stdout(Stdio::null())
            .status()?;
        if status.success() { Ok(()) } else { Err(Fault::new("taskset could not move the client")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_memory_are_read_as_linux_writes_them() {
        let stat = "12 (a b) c) S 1 1 1 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 4 0 100 1 1";
        assert_eq!(cpu_of(stat), Some(Duration::from_secs(3)));
        assert_eq!(peak_of("Name:\tx\nVmHWM:\t   2048 kB\n"), Some(2 * 1024 * 1024));
        assert_eq!(peak_of(""), None);
    }

    #[test]
    fn processors_are_shared_half_and_half() {
        let pins = Pins::halves(2);
        assert_eq!((pins.servers.as_str(), pins.client.as_str()), ("0-0", "1-1"));
        let pins = Pins::halves(5);
        assert_eq!((pins.servers.as_str(), pins.client.as_str()), ("0-1", "2-4"));
    }
}
