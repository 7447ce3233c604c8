//! The way out: an SMTP server, or nowhere.

use super::letter::{Letter, plain_address};
use axum::http::Uri;
use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::fmt;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

const TIME_OUT: Duration = Duration::from_secs(30);

/// Why the mail server in the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The address of the server is not understood.
    #[error("write it like smtps://user:password@mail.example.org:465 or smtp://mail.example.org:587")]
    Url,
    /// Mail over an open line is only accepted on this machine.
    #[error("tls=none sends letters in the clear, which is only accepted for a mail server on this machine")]
    OpenLine,
    /// The sender is not understood.
    #[error("write it like Sojourn <sojourn@example.org>")]
    Sender,
}

/// Why a letter did not leave; the sentence is for the record and the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Worth trying again later.
    #[error("{0}")]
    Temporary(String),
    /// It will never work: show it where the letter belongs.
    #[error("{0}")]
    Permanent(String),
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The mail server has accepted it.
    Sent,
    /// There is no mail server: it stays readable in the outbox.
    Kept,
}

/// Sends letters, or keeps them when no mail server is configured.
#[derive(Clone)]
pub enum Transport {
    /// Through an SMTP server.
    Smtp(Box<Smtp>),
    /// Nothing is sent; the outbox page shows the letters.
    Keep,
}

/// An SMTP server and the sender that letters carry.
#[derive(Clone)]
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    time_out: Duration,
}

impl Transport {
    /// The transport for `smtp_url` (`None`: letters are kept) with the sender `mail_from`.
    ///
    /// `smtps://` speaks TLS from the start, `smtp://` demands STARTTLS; `smtp://...?tls=none` is accepted only
    /// for a server on this machine. A path gives the name to say at the greeting.
    ///
    /// # Errors
    /// [`TransportError`] with what to write instead.
    pub fn try_new(smtp_url: Option<&str>, mail_from: &str) -> Result<Self, TransportError> {
        let from = sender(mail_from)?;
        let Some(smtp_url) = smtp_url else { return Ok(Self::Keep) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&strict_url(smtp_url)?)
            .map_err(|_| TransportError::Url)?;
        let server = builder.timeout(Some(TIME_OUT)).build();
        Ok(Self::Smtp(Box::new(Smtp { server, from, time_out: TIME_OUT })))
    }

    /// Checks a sender without connecting.
    ///
    /// # Errors
    /// [`TransportError::Sender`] when it is not one mailbox.
    pub fn check_sender(mail_from: &str) -> Result<(), TransportError> {
        sender(mail_from).map(|_| ())
    }

    /// Checks the address of a mail server without connecting.
    ///
    /// # Errors
    /// [`TransportError`] with what to write instead.
    pub fn check_url(smtp_url: &str) -> Result<(), TransportError> {
        strict_url(smtp_url).and_then(|url| {
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map(|_| ()).map_err(|_| TransportError::Url)
        })
    }

    /// The same with another time-out for one whole letter (30 seconds unless told).
    #[must_use]
    pub fn with_time_out(mut self, time_out: Duration) -> Self {
        if let Self::Smtp(smtp) = &mut self {
            smtp.time_out = time_out;
        }
        self
    }

    /// Hands `letter` to the mail server. `now` becomes its date.
    ///
    /// Sending is at least once: when the line breaks before the server's answer, the answer is
    /// [`SendError::Temporary`] although the letter may have left, and the same `message_id` marks the copy.
    ///
    /// # Errors
    /// [`SendError`], temporary or permanent, with a sentence.
    pub async fn send(
        &self,
        letter: &Letter,
        message_id: &str,
        now: DateTime<Utc>,
    ) -> Result<Delivery, SendError> {
        let Self::Smtp(smtp) = self else { return Ok(Delivery::Kept) };
        let message = message(&smtp.from, letter, message_id, now)?;
        match tokio::time::timeout(smtp.time_out, smtp.server.send(message)).await {
            Ok(Ok(_)) => Ok(Delivery::Sent),
            Ok(Err(error)) => Err(explain(&error)),
            Err(_) => Err(SendError::Temporary(format!(
                "The mail server did not answer within {} seconds.",
                smtp.time_out.as_secs_f32()
            ))),
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Smtp(smtp) => write!(f, "Smtp(from {})", smtp.from.email),
            Self::Keep => f.write_str("Keep"),
        }
    }
}

fn sender(mail_from: &str) -> Result<Mailbox, TransportError> {
    let one_line = !mail_from.chars().any(crate::telemetry::is_unsafe_to_print);
    let mailbox: Mailbox = mail_from.parse().map_err(|_| TransportError::Sender)?;
    let plain = plain_address(mailbox.email.as_ref()).is_ok();
    if one_line && plain { Ok(mailbox) } else { Err(TransportError::Sender) }
}

/// The address with encryption spelled out, because leaving it out must never mean sending in the clear.
fn strict_url(smtp_url: &str) -> Result<String, TransportError> {
    let uri: Uri = smtp_url.parse().map_err(|_| TransportError::Url)?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or(TransportError::Url)?;
    let bare = smtp_url.split('?').next().unwrap_or_default();
    match (uri.scheme_str(), uri.query()) {
        (Some("smtps"), None) => Ok(bare.to_owned()),
        (Some("smtp"), None | Some("tls=required")) => Ok(format!("{bare}?tls=required")),
        (Some("smtp"), Some("tls=none")) if is_this_machine(host) => Ok(bare.to_owned()),
        (Some("smtp"), Some("tls=none")) => Err(TransportError::OpenLine),
        _ => Err(TransportError::Url),
    }
}

/// Whether `host` names this machine: `localhost` or a loopback address.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

fn message(
    from: &Mailbox,
    letter: &Letter,
    message_id: &str,
    now: DateTime<Utc>,
) -> Result<Message, SendError> {
    let refuse = |what: &str| SendError::Permanent(format!("The letter could not be written: {what}."));
    let in_brackets = message_id.starts_with('<') && message_id.ends_with('>');
    if !in_brackets || !message_id.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(refuse("its message id is not valid"));
    }
    let address = letter.to_address().parse().map_err(|_| refuse("its address is not valid"))?;
    let name = Some(letter.to_name().to_owned()).filter(|name| !name.is_empty());
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(letter.subject())
        .date(SystemTime::from(now))
        .message_id(Some(message_id.to_owned()))
        // Tells holiday responders not to answer.
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text().to_owned())
        .map_err(|error| refuse(&error.to_string()))
}

/// Sorts an SMTP error. A refused log-in is ours to repair and not the recipient's, so it is temporary.
fn explain(error: &lettre::transport::smtp::Error) -> SendError {
    let Some(code) = error.status().map(u16::from) else {
        let what =
            if error.is_tls() { "did not agree on encryption" } else { "could not be reached or broke off" };
        return SendError::Temporary(format!("The mail server {what}: {}.", detail(error)));
    };
    match code {
        530 | 534 | 535 | 538 => {
            SendError::Temporary(format!("The mail server does not let us in: {}.", detail(error)))
        }
        500.. => SendError::Permanent(format!("The mail server refuses the letter: {}.", detail(error))),
        _ => SendError::Temporary(format!("The mail server asks to try again later: {}.", detail(error))),
    }
}

/// The server's own words, one short printable line.
fn detail(error: &lettre::transport::smtp::Error) -> String {
    let clean: String = error
        .to_string()
        .chars()
        .map(|c| if crate::telemetry::is_unsafe_to_print(c) { ' ' } else { c })
        .collect();
    clean.chars().take(300).collect::<String>().trim_end_matches(['.', ' ']).to_owned()
}
