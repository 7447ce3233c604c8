//! The power goes while people write: the real server is killed again and again in the middle of writes. What was
//! acknowledged is there exactly once afterwards, what was not is there at most once, and saying it again with the
//! same key ends at exactly once.

#[cfg(test)]
mod crash {
    use std::collections::BTreeMap;
    use std::net::SocketAddr;
    use std::process::Stdio;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use sojourn::actor::ApiTokenId;
    use sojourn::app::App;
    use sojourn::schema::MIGRATIONS;
    use sojourn::world;
    use sojourn_kit::args;
    use sojourn_kit::auth::Token;
    use sojourn_kit::clock::Clock;
    use sojourn_kit::config::Config;
    use sojourn_kit::db::Db;
    use sojourn_kit::testing::{Scratch, scratch_databases};
    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpStream;
    use tokio::process::{Child, Command};

    /// How often the server is killed on each database.
    const ROUNDS: usize = 4;
    /// How long people write before the power goes, in milliseconds: another moment in each round.
    const WRITING: [u64; ROUNDS] = [350, 520, 270, 610];
    /// People who write at the same time.
    const WRITERS: usize = 6;

    /// Where the server is, and the key of the program that writes.
    #[derive(Clone)]
    struct Client {
        address: SocketAddr,
        key: String,
    }

    impl Client {
        /// Writes one draft; the answer's status and body, or nothing when the line broke.
        async fn write(&self, title: &str) -> Option<(u16, String)> {
            let body = format!(r#"{{"title":"{title}","scope":"internal"}}"#);
            let head = format!(
                "POST /api/v1/secondments HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\nidempotency-key: {title}\r\n\
                 content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                self.address,
                self.key,
                body.len()
            );
            let mut stream = TcpStream::connect(self.address).await.ok()?;
            stream.write_all(head.as_bytes()).await.ok()?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.ok()?;
            let status = answer.get(9..12)?.parse().ok()?;
            let (_, body) = answer.split_once("\r\n\r\n")?;
            // an answer cut off in the middle is no acknowledgement
            let whole = serde_json::from_str::<serde_json::Value>(body).is_ok();
            whole.then(|| (status, body.to_owned()))
        }
    }

    fn command(scratch: &Scratch, address: SocketAddr, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sojourn"));
        command.args(words).env_clear().kill_on_drop(true).stdin(Stdio::null());
        command.env("SOJOURN_DATABASE_URL", &scratch.url).env("SOJOURN_LISTEN", address.to_string());
        command.env("SOJOURN_LOG", "error");
        command
    }

    /// Starts the server and waits until it says that it is ready.
    async fn start(scratch: &Scratch, address: SocketAddr) -> Child {
        let mut child = command(scratch, address, &["serve"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                if line.starts_with("ready ") {
                    return;
                }
            }
            panic!("the server ended before it was ready");
        };
        tokio::time::timeout(Duration::from_secs(20), ready).await.unwrap();
        child
    }

    fn free_address() -> SocketAddr {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    }

    /// The named world, and a key for Dana’s program in it.
    async fn prepare(scratch: &Scratch) -> String {
        let config = Config::load(None, std::iter::empty()).unwrap();
        let app = App::try_new(config, scratch.db.clone(), Clock::System, false).unwrap();
        let world = world::build(&app).await.unwrap();
        let (token, now) = (Token::fresh_api_key(), app.clock.now());
        let mut tx = app.db.write().await.unwrap();
        let sql = "INSERT INTO api_tokens (id, account_id, name, token_hash, created_at, expires_at)
                   VALUES ($1, $2, 'crash', $3, $4, $5)";
        let until = now + chrono::Duration::days(1);
        let values =
            args![ApiTokenId::new(now), world.account("dana").unwrap(), token.hash().to_vec(), now, until];
        tx.run(sql, values).await.unwrap();
        tx.commit().await.unwrap();
        token.reveal().to_owned()
    }

    /// Everything that was said, with the answer if there was one.
    type Said = BTreeMap<String, Option<String>>;

    /// People write until the server is gone.
    async fn write_until_killed(client: &Client, round: usize, mut child: Child) -> Said {
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (client, acknowledged) = (client.clone(), Arc::clone(&acknowledged));
                tokio::spawn(async move {
                    let mut said = Said::new();
                    for number in 0.. {
                        let title = format!("r{round}w{writer}n{number}");
                        let answer = client.write(&title).await;
                        let is_last = answer.is_none();
                        if let Some((status, body)) = &answer {
                            assert_eq!(*status, 201, "{body}");
                            acknowledged.fetch_add(1, Ordering::Relaxed);
                        }
                        said.insert(title, answer.map(|(_, body)| body));
                        if is_last {
                            break;
                        }
                    }
                    said
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(WRITING[round])).await;
        // the moment counts from the first acknowledged writes, also on a slow machine
        while acknowledged.load(Ordering::Relaxed) < WRITERS {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        child.kill().await.unwrap();
        let mut said = Said::new();
        for writer in writers {
            said.extend(writer.await.unwrap());
        }
        said
    }

    async fn copies(db: &Db, title: &str) -> i64 {
        let mut tx = db.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM secondments s JOIN proposals p ON p.secondment_id = s.id WHERE s.title = $1";
        tx.count(sql, args![title]).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn nothing_acknowledged_is_lost_and_nothing_is_there_twice() {
        for scratch in scratch_databases(MIGRATIONS).await {
            let key = prepare(&scratch).await;
            let mut all = Said::new();
            for round in 0..ROUNDS {
                let client = Client { address: free_address(), key: key.clone() };
                let child = start(&scratch, client.address).await;
                let said = write_until_killed(&client, round, child).await;
                let acknowledged = said.values().filter(|answer| answer.is_some()).count();
                println!("{} round {round}: {acknowledged} of {} acknowledged", scratch.name, said.len());
                for (title, answer) in &said {
                    let copies = copies(&scratch.db, title).await;
                    assert!(copies == 1 || (copies == 0 && answer.is_none()), "{title}: {copies} {answer:?}");
                }
                all.extend(said);
            }
            said_again(&scratch, &key, &all).await;
            scratch.db.close().await;
        }
    }

    /// After the last start everything is said again with its key: the same answer, and one copy of each. Then the
    /// server is asked to stop, and the chain of events is whole.
    async fn said_again(scratch: &Scratch, key: &str, all: &Said) {
        let client = Client { address: free_address(), key: key.to_owned() };
        let mut child = start(scratch, client.address).await;
        // all that was never answered, and a good part of what was
        let again = all.iter().enumerate().filter(|(at, (_, answer))| answer.is_none() || at % 7 == 0);
        for (_, (title, answer)) in again {
            let (status, body) = client.write(title).await.unwrap();
            assert_eq!(status, 201, "{title}: {body}");
            assert!(answer.as_ref().is_none_or(|first| *first == body), "{title}: another answer");
            assert_eq!(copies(&scratch.db, title).await, 1, "{title}");
        }
        let pid = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
        let ended = tokio::time::timeout(Duration::from_secs(10), child.wait()).await.unwrap().unwrap();
        assert!(ended.success(), "{ended}");
        let verified = command(scratch, client.address, &["verify"]).output().await.unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
        let numbers = "SELECT COUNT(*) - COUNT(DISTINCT number) AS n FROM secondments";
        assert_eq!(scratch.db.read().await.unwrap().count(numbers, args![]).await.unwrap(), 0);
    }
}
