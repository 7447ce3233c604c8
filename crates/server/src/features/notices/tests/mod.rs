//! Letters leave when they can, wait when they cannot, and no request ever notices.

mod confidential;

use std::sync::{Arc, Mutex};

use chrono::Duration;
use sojourn_kit::args;
use sojourn_kit::config::Config;
use sojourn_kit::ids::uuid_v7;
use sojourn_kit::jobs::More;
use sojourn_kit::mail::Transport;
use sojourn_kit::outbox::Outgoing;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::features::notices::worker;
use crate::testing::{House, on_each_database};

/// A mail server on this machine; `answer` is what it says to a recipient.
struct Sink {
    url: String,
    answer: Arc<Mutex<&'static str>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    async fn start(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}?tls=none", listener.local_addr().unwrap());
        let (answer, taken) = (Arc::new(Mutex::new(answer)), Arc::new(Mutex::new(Vec::new())));
        let (says, takes) = (Arc::clone(&answer), Arc::clone(&taken));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&says), Arc::clone(&takes)));
            }
        });
        Self { url, answer, taken }
    }

    fn says(&self, answer: &'static str) {
        *self.answer.lock().unwrap() = answer;
    }

    fn transport(&self) -> Transport {
        Transport::try_new(Some(&self.url), "Sojourn <sojourn@brightwater.example>").unwrap()
    }
}

async fn talk(
    stream: TcpStream,
    answer: Arc<Mutex<&'static str>>,
    taken: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 sink\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let says = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250-sink\r\n250 8BITMIME",
            "RCPT" => *answer.lock().unwrap(),
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                let mut letter = String::new();
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    letter += &line;
                    letter.push('\n');
                }
                taken.lock().unwrap().push(letter);
                "250 taken"
            }
            _ => "250 fine",
        };
        writer.write_all(format!("{says}\r\n").as_bytes()).await.ok()?;
    }
    Some(())
}

async fn write_letter(house: &House, dedup: &str) {
    let mut cx = house.cx("maya").await;
    let letter = Outgoing {
        dedup: dedup.to_owned(),
        kind: "release_asked".to_owned(),
        subject_id: None,
        to_name: "Ruth Hale".to_owned(),
        to_address: "ruth.hale@brightwater-group.example".to_owned(),
        subject: "Tomasz asks for your release".to_owned(),
        body: "Hello Ruth,\n\nRead it here: http://127.0.0.1:8080/secondments/SO-0001\n".to_owned(),
    };
    cx.enqueue(&letter).await.unwrap();
    cx.commit().await.unwrap();
}

async fn states(house: &House) -> Vec<(String, i64, Option<String>)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT state, attempts, last_error FROM outbox ORDER BY created_at, id";
    let rows = tx.all(sql, args![]).await.unwrap();
    let read = |row: &sojourn_kit::db::Row| {
        (row.get("state").unwrap(), row.get("attempts").unwrap(), row.get("last_error").unwrap())
    };
    rows.iter().map(read).collect()
}

async fn deliver(house: &House, sink: &Sink) -> More {
    worker::deliver(house.app.clone(), sink.transport()).await.unwrap()
}

#[tokio::test]
async fn a_letter_waits_for_a_mail_server_that_is_busy_and_leaves_once() {
    on_each_database(async |house| {
        let sink = Sink::start("451 busy").await;
        write_letter(house, "a").await;
        write_letter(house, "a").await;
        assert_eq!(deliver(house, &sink).await, More::Yes);
        let tried = states(house).await;
        assert_eq!((tried.len(), tried[0].0.as_str(), tried[0].1), (1, "waiting", 1));
        assert!(tried[0].2.as_ref().unwrap().contains("451"), "{tried:?}");
        assert_eq!(deliver(house, &sink).await, More::No, "not before its time");
        assert_eq!(house.browser("ruth").await.get("/outbox").await.status, 200, "no page minds");

        sink.says("250 welcome");
        house.app.clock.advance(Duration::minutes(2));
        assert_eq!(deliver(house, &sink).await, More::Yes);
        assert_eq!(deliver(house, &sink).await, More::No);
        assert_eq!(states(house).await[0], ("sent".to_owned(), 2, None));
        let taken = sink.taken.lock().unwrap().clone();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].contains("Message-ID: <") && taken[0].contains("@127.0.0.1>"), "{}", taken[0]);
    })
    .await;
}

#[tokio::test]
async fn a_refused_letter_is_shown_as_not_delivered() {
    on_each_database(async |house| {
        let sink = Sink::start("550 no such person").await;
        write_letter(house, "a").await;
        deliver(house, &sink).await;
        assert_eq!(states(house).await[0].0, "failed");
        let page = house.browser("maya").await.get("/outbox").await;
        assert!(page.text.contains("Not delivered") && page.text.contains("no such person"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_is_away_and_one_that_dies_lose_nothing() {
    on_each_database(async |house| {
        let away = Transport::try_new(Some("smtp://127.0.0.1:1?tls=none"), "Sojourn <s@x.example>").unwrap();
        write_letter(house, "a").await;
        assert_eq!(worker::deliver(house.app.clone(), away).await.unwrap(), More::Yes);
        assert_eq!(states(house).await[0].0, "waiting");

        // a worker that leased the letter and died: after its lease another one takes it
        house.app.clock.advance(Duration::minutes(2));
        let mut tx = house.app.db.write().await.unwrap();
        assert_eq!(sojourn_kit::outbox::claim(&mut tx, house.app.clock.now(), 5).await.unwrap().len(), 1);
        tx.commit().await.unwrap();
        let sink = Sink::start("250 welcome").await;
        assert_eq!(deliver(house, &sink).await, More::No, "leased");
        house.app.clock.advance(Duration::minutes(6));
        assert_eq!(deliver(house, &sink).await, More::Yes);
        assert_eq!(states(house).await[0].0, "sent");
    })
    .await;
}

#[tokio::test]
async fn without_a_mail_server_letters_stay_and_can_be_read_in_the_demo() {
    on_each_database(async |house| {
        write_letter(house, "a").await;
        let kept = Transport::try_new(None, "Sojourn <s@x.example>").unwrap();
        worker::deliver(house.app.clone(), kept).await.unwrap();
        assert_eq!(states(house).await[0].0, "waiting");
        let browser = house.browser("tomasz").await;
        let list = browser.get("/outbox").await;
        assert!(
            list.text.contains("Letters are kept here") && list.text.contains("Tomasz asks"),
            "{}",
            list.text
        );
        let at = list.text.find("href=\"/outbox/").unwrap() + 6;
        let letter = browser.get(&list.text[at..at + 40]).await;
        assert_eq!(letter.status, 200);
        assert!(letter.text.contains("href=\"/secondments/SO-0001\""), "{}", letter.text);
        assert_eq!(house.anonymous().get("/outbox").await.status, 303);
        let other = uuid_v7(house.app.clock.now()).simple().to_string();
        assert_eq!(browser.get(&format!("/outbox/{other}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_real_installation_shows_envelopes_to_those_who_run_it_and_texts_to_nobody() {
    on_each_database(async |demo| {
        write_letter(demo, "a").await;
        let house = demo.with(Config::load(None, std::iter::empty()).unwrap(), false);
        let admin = house.browser("admin").await.get("/outbox").await;
        assert!(admin.text.contains("Ruth Hale") && admin.text.contains("release asked"), "{}", admin.text);
        assert!(!admin.text.contains("Tomasz asks") && !admin.text.contains("Read it here"));
        // not about a record of theirs
        assert!(!house.browser("maya").await.get("/outbox").await.text.contains("Ruth Hale"));
        assert_eq!(house.browser("tomasz").await.get("/outbox").await.status, 403);
        let mut tx = house.app.db.read().await.unwrap();
        let row = tx.one("SELECT id FROM outbox", args![]).await.unwrap().unwrap();
        let path = format!("/outbox/{}", row.get::<uuid::Uuid>("id").unwrap().simple());
        assert_eq!(house.browser("admin").await.get(&path).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn older_letters_are_a_page_further() {
    on_each_database(async |house| {
        for number in 0..60 {
            write_letter(house, &format!("{number}")).await;
            house.app.clock.advance(Duration::seconds(1));
        }
        let browser = house.browser("maya").await;
        let first = browser.get("/outbox").await;
        assert_eq!(first.text.matches("href=\"/outbox/").count(), 50);
        let at = first.text.find("/outbox?older=").unwrap();
        let second = browser.get(&first.text[at..at + 46]).await;
        assert_eq!(second.text.matches("href=\"/outbox/").count(), 10);
        assert!(!second.text.contains("/outbox?older="));
        assert_eq!(browser.get("/outbox?older=nonsense").await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn cleaning_removes_what_expired_and_nothing_else() {
    on_each_database(async |house| {
        let browser = house.browser("maya").await;
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "INSERT INTO requests_once (actor, route, key, request_hash, created_at) VALUES ('a', 'r', $1, $2, $3)";
        let now = house.app.clock.now();
        tx.run(sql, args!["old", vec![0_u8], now - Duration::days(8)]).await.unwrap();
        tx.run(sql, args!["new", vec![0_u8], now - Duration::days(6)]).await.unwrap();
        tx.commit().await.unwrap();
        worker::clean(house.app.clone()).await.unwrap();
        let mut tx = house.app.db.read().await.unwrap();
        let left = tx.all("SELECT key FROM requests_once", args![]).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].get::<String>("key").unwrap(), "new");
        drop(tx);
        assert_eq!(browser.get("/outbox").await.status, 200, "a living session stays");
    })
    .await;
}
