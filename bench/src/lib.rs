//! Measures the product beside a bare handler that runs the same SQL and returns the same HTML, and the import of
//! many people. Run it with `cargo xtask bench`. Nothing of it is in the product.

pub mod bare;
pub mod bulk;
pub mod client;
pub mod crowd;
pub mod fault;
pub mod import;
pub mod measure;
pub mod pages;
pub mod papers;
pub mod process;
pub mod random;
pub mod replay;
pub mod report;
pub mod seed;
pub mod sizes;
#[cfg(test)]
mod tests;
