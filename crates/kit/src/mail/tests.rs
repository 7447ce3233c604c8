//! Letters against a real socket.

use super::sink::{Mode, Sink};
use super::{Delivery, Letter, SendError, Transport, TransportError, message_id};
use chrono::{DateTime, TimeZone, Utc};
use std::time::Duration;

const FROM: &str = "Sojourn <sojourn@brightwater.example>";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 12, 0, 0).unwrap()
}

fn letter() -> Letter {
    Letter::try_new(
        "Maya Okonjo",
        "maya@brightwater.example",
        "Tomasz asks for your release",
        "Hello\n.\nBye\n",
    )
    .unwrap()
}

async fn send(sink: &Sink, letter: &Letter) -> Result<Delivery, SendError> {
    let transport =
        Transport::try_new(Some(&sink.url()), FROM).unwrap().with_time_out(Duration::from_millis(500));
    transport.send(letter, &message_id("out_1", "https://sojourn.example"), now()).await
}

#[tokio::test]
async fn a_letter_arrives_whole_and_once() {
    let sink = Sink::start(Mode::Accept).await;
    assert_eq!(send(&sink, &letter()).await, Ok(Delivery::Sent));
    let letters = sink.letters();
    assert_eq!(letters.len(), 1);
    for expected in [
        "From: Sojourn <sojourn@brightwater.example>\n",
        "To: \"Maya Okonjo\" <maya@brightwater.example>\n",
        "Subject: Tomasz asks for your release\n",
        "Message-ID: <out_1@sojourn.example>\n",
        "Date: Mon, 02 Mar 2026 12:00:00 +0000\n",
        "Auto-Submitted: auto-generated\n",
        "\n\nHello\n..\nBye\n",
    ] {
        assert!(letters[0].contains(expected), "{expected:?} in {}", letters[0]);
    }
}

#[tokio::test]
async fn hostile_names_and_subjects_stay_in_their_lines() {
    let sink = Sink::start(Mode::Accept).await;
    let subject = "Zażółć\r\nBcc: eve@evil.example\r\n\r\n<b>hi</b>";
    let hostile =
        Letter::try_new("Ana \"X\"\r\nBcc: eve\nCc: eve", "ana@x.example", subject, "text").unwrap();
    assert_eq!(send(&sink, &hostile).await, Ok(Delivery::Sent));
    let raw = &sink.letters()[0];
    let head = raw.split("\n\n").next().unwrap();
    assert!(
        !head.lines().any(|l| l.to_lowercase().starts_with("bcc:") || l.to_lowercase().starts_with("cc:"))
    );
    assert_eq!(head.lines().filter(|line| line.starts_with("Subject:")).count(), 1, "{raw}");
}

#[tokio::test]
async fn later_means_later() {
    for answer in ["451 busy", "421 closing", "450 greylisted"] {
        let sink = Sink::start(Mode::Recipient(answer)).await;
        let error = send(&sink, &letter()).await.unwrap_err();
        assert!(matches!(&error, SendError::Temporary(s) if s.contains(&answer[..3])), "{error}");
    }
}

#[tokio::test]
async fn no_means_no() {
    for answer in ["550 no such person", "552 mailbox full", "553 not allowed"] {
        let sink = Sink::start(Mode::Recipient(answer)).await;
        let error = send(&sink, &letter()).await.unwrap_err();
        assert!(matches!(&error, SendError::Permanent(s) if s.contains(&answer[4..])), "{error}");
        assert!(sink.letters().is_empty());
    }
}

#[tokio::test]
async fn a_refused_log_in_is_not_the_recipients_fault() {
    let sink = Sink::start(Mode::Sender("530 log in first")).await;
    assert!(matches!(send(&sink, &letter()).await, Err(SendError::Temporary(_))));
}

#[tokio::test]
async fn a_silent_server_is_left_after_the_time_out() {
    let sink = Sink::start(Mode::Hang).await;
    let error = send(&sink, &letter()).await.unwrap_err();
    assert!(matches!(&error, SendError::Temporary(s) if s.contains("0.5 seconds")), "{error}");
}

#[tokio::test]
async fn a_cut_line_is_tried_again_with_the_same_id() {
    let sink = Sink::start(Mode::CutBefore250).await;
    for _ in 0..2 {
        assert!(matches!(send(&sink, &letter()).await, Err(SendError::Temporary(_))));
    }
    let letters = sink.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|letter| letter.contains("Message-ID: <out_1@sojourn.example>")));
}

#[tokio::test]
async fn an_absent_server_is_temporary() {
    let transport = Transport::try_new(Some("smtp://127.0.0.1:1?tls=none"), FROM).unwrap();
    let sent = transport.send(&letter(), "<a@b>", now()).await;
    assert!(matches!(sent, Err(SendError::Temporary(_))), "{sent:?}");
}

#[tokio::test]
async fn a_server_without_encryption_is_not_trusted() {
    let sink = Sink::start(Mode::Accept).await;
    let url = format!("smtp://{}", sink.address);
    let transport = Transport::try_new(Some(&url), FROM).unwrap();
    let sent = transport.send(&letter(), "<a@b>", now()).await;
    assert!(matches!(sent, Err(SendError::Temporary(_))), "{sent:?}");
    assert!(sink.letters().is_empty());
}

#[tokio::test]
async fn without_a_server_letters_are_kept() {
    let transport = Transport::try_new(None, FROM).unwrap();
    assert_eq!(transport.send(&letter(), "<a@b>", now()).await, Ok(Delivery::Kept));
}

#[tokio::test]
async fn a_bent_message_id_is_refused() {
    let sink = Sink::start(Mode::Accept).await;
    let transport = Transport::try_new(Some(&sink.url()), FROM).unwrap();
    for id in ["", "a@b", "<a@b>\r\nBcc: x@y"] {
        assert!(matches!(transport.send(&letter(), id, now()).await, Err(SendError::Permanent(_))), "{id:?}");
    }
}

#[tokio::test]
async fn the_server_address_must_be_safe() {
    let error = |url: &str| Transport::try_new(Some(url), FROM).err();
    assert_eq!(error("smtp://mail.example.org?tls=none"), Some(TransportError::OpenLine));
    for url in ["", "mail.example.org", "http://mail.example.org", "smtp://h?tls=opportunistic", "smtp://"] {
        assert_eq!(error(url), Some(TransportError::Url), "{url}");
    }
    for url in
        ["smtps://u:p%40x@mail.example.org:465", "smtp://mail.example.org:587", "smtp://[::1]:25?tls=none"]
    {
        assert_eq!(error(url), None, "{url}");
    }
    for from in ["", "Sojourn", "a@b@c", "x\r\ny <a@b.example>"] {
        assert_eq!(Transport::try_new(None, from).err(), Some(TransportError::Sender), "{from:?}");
    }
}
