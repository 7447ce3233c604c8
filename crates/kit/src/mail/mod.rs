//! Letters and how they leave: building them safely, sending them over SMTP, and when to try again.
//!
//! What is to be sent waits in the outbox table, which is not here. A request never waits for a mail server.

pub mod letter;
pub mod schedule;
pub mod transport;

#[cfg(test)]
mod sink;
#[cfg(test)]
mod tests;

pub use letter::{Letter, LetterError, message_id};
pub use schedule::next_attempt;
pub use transport::{Delivery, SendError, Transport, TransportError};
