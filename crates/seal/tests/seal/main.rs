//! Seals from the outside: made, read back, attacked, and shown to other tools.

#[cfg(test)]
mod files;
#[cfg(test)]
mod greedy;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod seals;
#[cfg(test)]
mod tools;
