//! The signed message inside a seal: CMS `SignedData` (RFC 5652) without the content, as CAdES asks.

mod attributes;
mod judge;
mod make;
pub(crate) mod modest;
pub(crate) mod names;

pub(crate) use judge::{Judged, judge};
pub(crate) use make::{make, room};
