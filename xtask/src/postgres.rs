//! A PostgreSQL server that lives only as long as one run: own folder, own port, gone afterwards.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::install::is_root;
use crate::process;
use crate::report::{Failure, Outcome};

/// How long the server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(30);
/// The administrator's name inside the server.
const USER: &str = "sojourn";
/// Durability costs time and buys nothing for data that is thrown away.
const SETTINGS: [&str; 8] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=400",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
];

/// The running server. Dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Postgres {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Makes a fresh cluster and starts it on a free port of the loopback address.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not come up; its log is in the message.
    pub fn start() -> Outcome<Self> {
        let programs = programs().ok_or_else(|| Failure::new("PostgreSQL is not installed"))?;
        let owner = Owner::find()?;
        let folder = owner.fresh_folder()?;
        let started = make_cluster(&programs, &owner, &folder)
            .and_then(|()| free_port())
            .and_then(|port| launch(&programs, &owner, &folder, port).map(|child| (child, port)));
        let (child, port) = started.inspect_err(|_| remove(&folder))?;
        let mut server = Self { child, folder, port };
        server.wait_until_ready(&programs)?;
        println!("    PostgreSQL answers at {}", server.url());
        Ok(server)
    }

    /// The address of the administrator's database, from which tests make their own databases.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        let ready = programs.join("pg_isready").display().to_string();
        let port = self.port.to_string();
        while Instant::now() < deadline {
            if process::stop_requested() {
                return Err(Failure::interrupted());
            }
            if process::answer(&ready, &["-q", "-h", "127.0.0.1", "-p", &port, "-U", USER]).is_some() {
                return Ok(());
            }
            if !matches!(self.child.try_wait(), Ok(None)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL did not come up:\n{log}")))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // INT is PostgreSQL's "fast" stop: it does not wait for clients to leave.
        process::stop(&mut self.child, "INT");
        remove(&self.folder);
    }
}

/// The folder with the newest installed `initdb` and `postgres`; Debian keeps them off the path.
pub fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    newest.map(|(_, folder)| folder).or_else(|| {
        let folder = PathBuf::from(process::answer("pg_config", &["--bindir"])?);
        folder.join("initdb").is_file().then_some(folder)
    })
}

/// Who runs the server: PostgreSQL refuses to run as root.
struct Owner {
    postgres_ids: Option<(u32, u32)>,
}

impl Owner {
    fn find() -> Outcome<Self> {
        if !is_root() {
            return Ok(Self { postgres_ids: None });
        }
        let id = |flag: &str| process::answer("id", &[flag, "postgres"])?.parse().ok();
        match (id("-u"), id("-g")) {
            (Some(user), Some(group)) => Ok(Self { postgres_ids: Some((user, group)) }),
            _ => {
                Err(Failure::new("root cannot run PostgreSQL, and there is no user `postgres` to run it as"))
            }
        }
    }

    fn fresh_folder(&self) -> Outcome<PathBuf> {
        let folder = process::answer("mktemp", &["-d", "-t", "sojourn-postgres.XXXXXXXX"])
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("cannot make a temporary folder"))?;
        let given = match self.postgres_ids {
            Some((user, group)) => chown(&folder, Some(user), Some(group)),
            None => Ok(()),
        };
        given
            .and_then(|()| fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)))
            .map_err(|e| Failure::new(format!("cannot prepare {}: {e}", folder.display())))?;
        Ok(folder)
    }

    /// A command that becomes the owner without a process in between. The kernel ends it when xtask dies, even
    /// by force, so that no server is ever left behind.
    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if let Some((user, group)) = self.postgres_ids {
            command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--clear-groups");
        }
        command.arg("--").arg(program).current_dir("/");
        command
    }
}

fn make_cluster(programs: &Path, owner: &Owner, folder: &Path) -> Outcome {
    let mut command = owner.command(&programs.join("initdb"));
    command
        .args(["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"])
        .arg(format!("--username={USER}"))
        .arg("-D")
        .arg(folder.join("data"))
        .stdout(Stdio::null());
    process::run(&mut command)
}

fn launch(programs: &Path, owner: &Owner, folder: &Path, port: u16) -> Outcome<Child> {
    let log = fs::File::create(folder.join("log"))
        .map_err(|e| Failure::new(format!("cannot write PostgreSQL's log: {e}")))?;
    let mut command = owner.command(&programs.join("postgres"));
    command.arg("-D").arg(folder.join("data")).args(["-p", &port.to_string()]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    process::start(command.stdout(Stdio::null()).stderr(log))
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|e| Failure::new(format!("no free port: {e}")))
}

fn remove(folder: &Path) {
    if let Err(e) = fs::remove_dir_all(folder) {
        eprintln!("xtask: {} stays behind: {e}", folder.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_can_be_listened_on() {
        let port = free_port().expect("a port");
        assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok());
    }
}
