//! Seals from the outside: made, read back, attacked, and shown to other tools.

mod files;
mod hostile;
mod keys;
mod seals;
mod tools;
