//! A tiny mail server on this machine for the tests: it accepts, or fails in one chosen way.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Accept,
    /// Answers this line to the recipient.
    Recipient(&'static str),
    /// Refuses the log-in of this kind: answers it to MAIL FROM.
    Sender(&'static str),
    /// Never greets.
    Hang,
    /// Takes the whole letter, then closes without an answer.
    CutBefore250,
}

/// A running server and the letters it has taken, as raw text.
pub(super) struct Sink {
    pub(super) address: SocketAddr,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub(super) async fn start(mode: Mode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let letters = Arc::new(Mutex::new(Vec::new()));
        let taken = Arc::clone(&letters);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, mode, Arc::clone(&taken)));
            }
        });
        Self { address, letters }
    }

    pub(super) fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.address)
    }

    pub(super) fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, mode: Mode, letters: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    if mode == Mode::Hang {
        tokio::time::sleep(Duration::from_secs(600)).await;
    }
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), mode) {
            ("EHLO", _) => "250-sink\r\n250 8BITMIME",
            ("MAIL", Mode::Sender(answer)) | ("RCPT", Mode::Recipient(answer)) => answer,
            ("DATA", _) => {
                writer.write_all(b"354 go ahead\r\n").await?;
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    letter.push_str(&line);
                    letter.push('\n');
                }
                letters.lock().unwrap().push(letter);
                if mode == Mode::CutBefore250 {
                    return Ok(());
                }
                "250 taken"
            }
            ("QUIT", _) => "221 bye",
            _ => "250 fine",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
