//! A whole file: where its objects are, newest first, and the objects themselves.

use super::section::{self, Section};
use super::work::Work;
use super::{Dict, Parser, Value, broken, stream};
use crate::{LARGEST, SealError};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub(crate) use super::section::Place;

/// How far from the end the last `startxref` may stand.
const TAIL: usize = 1024;
/// Revisions, and half as many for files that use both kinds.
const MOST_SECTIONS: usize = 512;

/// Which kind of cross-reference the newest revision uses; what is written behind it uses the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Table,
    Stream,
}

pub(crate) struct Document<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) trailer: Dict,
    pub(crate) kind: Kind,
    /// Where the newest cross-reference stands.
    pub(crate) newest: usize,
    pub(crate) work: Work,
    places: BTreeMap<u32, Place>,
    /// Where objects stand in any revision.
    pub(crate) offsets: BTreeSet<usize>,
    unpacked: RefCell<HashMap<u32, Rc<Unpacked>>>,
}

/// An object stream: where each of its objects begins.
struct Unpacked {
    bytes: Vec<u8>,
    objects: Vec<(u32, usize)>,
}

impl<'a> Document<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Document<'a>, SealError> {
        if bytes.len() > LARGEST {
            return Err(broken(format!("it is larger than {} MB.", LARGEST / 1024 / 1024)));
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(broken("it does not begin like one."));
        }
        let work = Work::new();
        let newest = newest(bytes, &work)?;
        let first = section::read(bytes, newest, &work)?;
        let mut document = Document {
            bytes,
            trailer: first.trailer.clone(),
            kind: if first.is_table { Kind::Table } else { Kind::Stream },
            newest,
            work,
            places: BTreeMap::new(),
            offsets: BTreeSet::new(),
            unpacked: RefCell::default(),
        };
        document.follow(first)?;
        if document.trailer.get("Encrypt").is_some() {
            return Err(broken("it is encrypted."));
        }
        Ok(document)
    }

    /// The newest section and those before it.
    fn follow(&mut self, newest: Section) -> Result<(), SealError> {
        let mut seen = BTreeSet::from([self.newest]);
        let mut section = newest;
        loop {
            let (used, free): (Vec<_>, Vec<_>) =
                section.places.into_iter().partition(|(_, place)| *place != Place::Free);
            self.learn(used);
            if let Some(at) = section.trailer.get("XRefStm").filter(|_| section.is_table) {
                let hidden = self.read_once(at, &mut seen)?;
                self.learn(hidden.places);
            }
            // The objects that only a stream knows are free in the table, for the sake of older readers.
            self.learn(free);
            let Some(previous) = section.trailer.get("Prev") else { return Ok(()) };
            let previous = previous.clone();
            section = self.read_once(&previous, &mut seen)?;
        }
    }

    fn read_once(&self, at: &Value, seen: &mut BTreeSet<usize>) -> Result<Section, SealError> {
        let at = at.as_usize().ok_or_else(|| broken("its cross-references lead nowhere."))?;
        if !seen.insert(at) {
            return Err(broken("its cross-references go round in a circle."));
        }
        if seen.len() > MOST_SECTIONS {
            return Err(broken("it has more revisions than can be looked at."));
        }
        section::read(self.bytes, at, &self.work)
    }

    fn learn(&mut self, places: Vec<(u32, Place)>) {
        for (number, place) in places {
            if let Place::At { offset, .. } = place {
                self.offsets.insert(offset);
            }
            self.places.entry(number).or_insert(place);
        }
    }

    pub(crate) fn place(&self, number: u32) -> Place {
        self.places.get(&number).copied().unwrap_or(Place::Free)
    }

    /// The highest object number that is known.
    pub(crate) fn highest(&self) -> u32 {
        self.places.last_key_value().map_or(0, |(number, _)| *number)
    }

    /// The object; of a stream, its dictionary. `Null` when it is not there.
    pub(crate) fn object(&self, number: u32) -> Result<Value, SealError> {
        match self.place(number) {
            Place::Free => Ok(Value::Null),
            Place::At { offset, .. } => self.object_at(number, offset).map(|(value, _)| value),
            Place::Packed { stream, index } => self.packed(number, stream, index),
        }
    }

    fn object_at(&self, number: u32, offset: usize) -> Result<(Value, Parser<'_>), SealError> {
        let mut parser = Parser::new(self.bytes, offset, &self.work);
        if parser.heading()?.number != number {
            return Err(broken(format!("object {number} is not where the cross-references say.")));
        }
        let value = parser.value()?;
        self.work.parsed(parser.at - offset)?;
        Ok((value, parser))
    }

    fn packed(&self, number: u32, stream: u32, index: usize) -> Result<Value, SealError> {
        let known = self.unpacked.borrow().get(&stream).cloned();
        let unpacked = match known {
            Some(unpacked) => unpacked,
            None => {
                let fresh = Rc::new(self.unpack(stream)?);
                self.unpacked.borrow_mut().insert(stream, Rc::clone(&fresh));
                fresh
            }
        };
        match unpacked.objects.get(index) {
            Some((known, at)) if *known == number => {
                let mut parser = Parser::new(&unpacked.bytes, *at, &self.work);
                let value = parser.value()?;
                self.work.parsed(parser.at.saturating_sub(*at))?;
                Ok(value)
            }
            _ => Err(broken(format!("object {number} is not where the cross-references say."))),
        }
    }

    fn unpack(&self, number: u32) -> Result<Unpacked, SealError> {
        let wrong = || broken(format!("the object stream {number} cannot be read."));
        // Streams themselves are never packed, so this ends.
        let Place::At { offset, .. } = self.place(number) else { return Err(wrong()) };
        let (Value::Dict(dict), mut parser) = self.object_at(number, offset)? else { return Err(wrong()) };
        let length = self.length(&dict).ok_or_else(wrong)?;
        let bytes = stream::decode(&dict, stream::raw(self.bytes, &mut parser, length)?, &self.work)?;
        let count = dict.get("N").and_then(Value::as_usize).ok_or_else(wrong)?;
        let first = dict.get("First").and_then(Value::as_usize).ok_or_else(wrong)?;
        let mut heads = Parser::new(&bytes, 0, &self.work);
        let mut objects = Vec::new();
        for _ in 0..count {
            self.work.entry()?;
            let head = (heads.number()?, heads.number::<usize>()?.saturating_add(first));
            objects.push(head);
        }
        Ok(Unpacked { bytes, objects })
    }

    /// The length of a stream may stand in another object, but not in one that is packed.
    fn length(&self, dict: &Dict) -> Option<usize> {
        match dict.get("Length")? {
            Value::Ref(id) => match self.place(id.number) {
                Place::At { offset, .. } => self.object_at(id.number, offset).ok()?.0.as_usize(),
                _ => None,
            },
            direct => direct.as_usize(),
        }
    }

    /// The value itself, or what it refers to.
    pub(crate) fn resolve(&self, value: &Value) -> Result<Value, SealError> {
        match value {
            Value::Ref(id) => self.object(id.number),
            direct => Ok(direct.clone()),
        }
    }
}

/// What `startxref` says, at the end of the file.
fn newest(bytes: &[u8], work: &Work) -> Result<usize, SealError> {
    let missing = || broken("its end is missing: no startxref is there.");
    let from = bytes.len().saturating_sub(TAIL);
    let at = memchr::memmem::rfind(&bytes[from..], b"startxref").ok_or_else(missing)?;
    let mut parser = Parser::new(bytes, from + at, work);
    parser.expect("startxref").map_err(|_| missing())?;
    let newest = parser.number().map_err(|_| missing())?;
    parser.space();
    Ok(newest)
}
