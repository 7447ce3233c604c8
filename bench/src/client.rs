//! A closed-loop client: each connection sends its next request when the last answer is read whole.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::fault::{Fault, Outcome};

/// A page to ask for, and what must come back.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The path.
    pub path: String,
    /// The length of the page when it was recorded; none to take any page.
    pub length: Option<usize>,
}

/// What is asked of a server in one slice of time.
#[derive(Debug, Clone)]
pub struct Load {
    /// The pages, taken in turn.
    pub pages: Vec<Wanted>,
    /// The session cookie, `name=value`.
    pub cookie: String,
    /// How many connections talk at once.
    pub connections: usize,
    /// When to stop.
    pub time: Duration,
    /// How many requests are the most, so that a run ends on a fast machine too.
    pub most: usize,
}

/// The times of the answers of one slice, in microseconds, unordered.
pub type Times = Vec<u32>;

/// What is sent, and how long the answer must be.
type Requests = Vec<(Vec<u8>, Option<usize>)>;

/// Sends the load to a server of this machine.
///
/// # Errors
/// When the server is not on this machine, breaks a connection, or answers with anything but the wanted page.
pub async fn run(address: SocketAddr, load: &Load) -> Outcome<Times> {
    if !address.ip().is_loopback() {
        return Err(Fault::new(format!("{address} is not on this machine")));
    }
    let requests: Arc<Requests> =
        Arc::new(load.pages.iter().map(|page| (request(address, page, &load.cookie), page.length)).collect());
    let until = Instant::now() + load.time;
    let most = load.most / load.connections.max(1);
    let talks: Vec<_> = (0..load.connections)
        .map(|start| tokio::spawn(talk(address, Arc::clone(&requests), start, until, most)))
        .collect();
    let mut times = Times::new();
    for talk in talks {
        times.extend(talk.await.map_err(Fault::from)??);
    }
    Ok(times)
}

fn request(address: SocketAddr, page: &Wanted, cookie: &str) -> Vec<u8> {
    format!(
        "GET {} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\naccept: text/html\r\nuser-agent: sojourn-bench\r\n\r\n",
        page.path
    )
    .into_bytes()
}

async fn talk(
    address: SocketAddr,
    requests: Arc<Requests>,
    start: usize,
    until: Instant,
    most: usize,
) -> Outcome<Times> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = Vec::with_capacity(256 * 1024);
    let mut times = Times::new();
    for (request, length) in requests.iter().cycle().skip(start % requests.len().max(1)).take(most) {
        let sent = Instant::now();
        if sent >= until {
            break;
        }
        stream.write_all(request).await?;
        let got = answer(&mut stream, &mut buffer).await?;
        times.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
        same_page(got, length.unwrap_or(got))?;
    }
    Ok(times)
}

/// Numbers and times on a page may differ by some digits; a page of another size is another page.
fn same_page(got: usize, wanted: usize) -> Outcome {
    if got.abs_diff(wanted) <= 64 + wanted / 20 {
        return Ok(());
    }
    Err(Fault::new(format!("a page of {got} bytes came where {wanted} were recorded")))
}

/// Reads one answer whole and says how long its body is.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Outcome<usize> {
    buffer.clear();
    let head = loop {
        if stream.read_buf(buffer).await? == 0 {
            return Err(Fault::new("the server closed the connection"));
        }
        if let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let length = length_of(&buffer[..head])?;
    while buffer.len() < head + length {
        if stream.read_buf(buffer).await? == 0 {
            return Err(Fault::new("the server closed the connection inside a page"));
        }
    }
    Ok(length)
}

fn length_of(head: &[u8]) -> Outcome<usize> {
    let text = std::str::from_utf8(head).map_err(Fault::from)?;
    if !text.starts_with("HTTP/1.1 200 ") {
        return Err(Fault::new(format!("not a page:\n{text}")));
    }
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .ok_or_else(|| Fault::new(format!("an answer without a length:\n{text}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_page_counts() {
        assert_eq!(length_of(b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n").unwrap(), 12);
        assert!(length_of(b"HTTP/1.1 303 See Other\r\ncontent-length: 0\r\n\r\n").is_err());
        assert!(length_of(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
        assert!(same_page(20_010, 20_000).is_ok());
        assert!(same_page(2_000, 20_000).is_err());
    }

    #[tokio::test]
    async fn traffic_stays_on_this_machine() {
        let load = Load {
            pages: vec![],
            cookie: String::new(),
            connections: 1,
            time: Duration::from_secs(1),
            most: 1,
        };
        assert!(run(([192, 0, 2, 1], 80).into(), &load).await.is_err());
    }
}
