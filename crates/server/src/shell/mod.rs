//! The shell: what every page shares. The frame (title, navigation, person, message), the components a page
//! is put together from, and the files of `ui/`.
//!
//! A page is a template that extends `shell/layout.html` (with navigation) or `shell/document.html` (without),
//! over a struct with a field `frame: Frame`. Components are small typed values that render themselves:
//! `{{ row.tag }}`. Nothing here knows about the database, the request or a lifecycle.

pub mod assets;
mod away;
mod downloads;
mod fields;
mod frame;
mod journey;
mod lists;
mod look;
mod markup;
mod pages;
mod parts;
mod record;
pub mod sample;
#[cfg(test)]
mod tests;
pub mod words;

pub use away::away;
pub use downloads::Downloads;
pub use fields::{ErrorSummary, FieldKind, FieldOption, FieldView, Width};
pub use frame::{Flash, Frame, Nav, NavItem, Place, Who};
pub use journey::{Journey, Leg, Moment, Stop};
pub use lists::{
    Action, Cell, Column, Due, Pager, Row, SummaryList, SummaryRow, SummaryValue, Table, TaskItem, TaskList,
    TaskState, Timeline, TimelineItem, WorkList, WorkRow,
};
pub use look::{Density, LOOK_COOKIE, Look, Theme};
pub use markup::Markup;
pub use pages::{DesignPage, ErrorPage, HelpPage};
pub use parts::{
    Crumb, Crumbs, Empty, Link, Notice, PersonChip, PlaceLabel, Side, Step, StepState, Steps, Tab, Tabs, Tag,
    Tone,
};
pub use record::{
    Estimate, EstimateLine, Fact, Facts, FlowStrip, Limit, Meter, Parties, Signer, Signers, SplitBar,
    StripItem,
};
pub use words::{COUNTED, up_to_many};
