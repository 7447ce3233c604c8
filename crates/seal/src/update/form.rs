//! Which objects the new revision holds: the form, the page, the field and the seal.

use super::page;
use crate::pdf::{Dict, Document, Id, Place, Value, broken, text};
use crate::{About, SealError};
use std::collections::{BTreeMap, BTreeSet};

/// Signatures exist, and the file may only be added to.
const SIGNATURES_EXIST: i64 = 1 | 2;
/// Printed and locked; nothing else, as PDF/A asks.
const PRINT_AND_LOCKED: i64 = 4 | 128;
/// Larger object numbers than any reader takes.
const MOST_OBJECTS: u32 = 8_388_000;

pub(super) struct Plan {
    /// By number: the generation and what is written between `obj` and `endobj`.
    pub(super) objects: BTreeMap<u32, (u16, Vec<u8>)>,
    /// The number of the seal's dictionary.
    pub(super) seal: u32,
    /// The first number that is free behind all of these.
    pub(super) next: u32,
}

impl Plan {
    pub(super) fn new(document: &Document<'_>, about: &About) -> Result<Plan, SealError> {
        let Some(Value::Ref(root)) = document.trailer.get("Root") else {
            return Err(broken("it has no catalogue."));
        };
        let Value::Dict(mut catalogue) = document.object(root.number)? else {
            return Err(broken("its catalogue cannot be read."));
        };
        let size = document
            .trailer
            .get("Size")
            .and_then(Value::as_int)
            .and_then(|size| u32::try_from(size).ok())
            .unwrap_or(0);
        let seal = size.max(document.highest() + 1);
        if seal > MOST_OBJECTS {
            return Err(broken("its object numbers are out of reach."));
        }
        let field = Id { number: seal + 1, generation: 0 };
        let mut plan = Plan { objects: BTreeMap::new(), seal, next: seal + 2 };
        let form = plan.form(document, &catalogue, field)?;
        let (page_id, first) = page::first(document, &catalogue)?;
        plan.put(document, page_id, &page::with_annotation(document, first, field)?);
        plan.put(document, field, &widget(&form.name, about, page_id, seal));
        match form.id {
            Some(id) => plan.put(document, id, &form.dict),
            None => {
                let id = Id { number: plan.next, generation: 0 };
                plan.next += 1;
                plan.put(document, id, &form.dict);
                catalogue.set("AcroForm", Value::Ref(id));
                plan.put(document, *root, &catalogue);
            }
        }
        Ok(plan)
    }

    fn put(&mut self, document: &Document<'_>, id: Id, dict: &Dict) {
        let mut body = Vec::new();
        dict.write(&mut body);
        // The generation of the cross-reference counts; a reference may say another.
        let generation = match document.place(id.number) {
            Place::At { generation, .. } => generation,
            _ => 0,
        };
        self.objects.insert(id.number, (generation, body));
    }

    fn form(&self, document: &Document<'_>, catalogue: &Dict, field: Id) -> Result<Form, SealError> {
        let known = catalogue.get("AcroForm");
        let id = if let Some(Value::Ref(id)) = known { Some(*id) } else { None };
        let mut dict = match known.map(|known| document.resolve(known)).transpose()? {
            None | Some(Value::Null) => Dict::default(),
            Some(Value::Dict(dict)) => dict,
            Some(_) => return Err(broken("its form cannot be read.")),
        };
        let known = dict.get("Fields").map(|fields| document.resolve(fields)).transpose()?;
        let mut fields = match known {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(fields)) => fields,
            Some(_) => return Err(broken("the fields of its form cannot be read.")),
        };
        let name = free_name(document, &fields)?;
        fields.push(Value::Ref(field));
        dict.set("Fields", Value::Array(fields));
        dict.set("SigFlags", Value::Int(dict.int("SigFlags").unwrap_or(0) | SIGNATURES_EXIST));
        Ok(Form { id, dict, name })
    }
}

struct Form {
    /// Where the form is, when it is an object of its own.
    id: Option<Id>,
    dict: Dict,
    /// What the new field is called.
    name: String,
}

fn free_name(document: &Document<'_>, fields: &[Value]) -> Result<String, SealError> {
    let mut taken = BTreeSet::new();
    for field in fields {
        if let Value::Dict(field) = document.resolve(field)?
            && let Some(Value::Text(name)) = field.get("T")
        {
            taken.insert(name.clone());
        }
    }
    let mut count = 1;
    while taken.contains(format!("Seal{count}").as_bytes()) {
        count += 1;
    }
    Ok(format!("Seal{count}"))
}

fn widget(name: &str, about: &About, page: Id, seal: u32) -> Dict {
    let nothing = Value::Array(vec![Value::Int(0); 4]);
    let words = text::encode(&format!("Seal: {}", about.name));
    let mut widget = Dict::default();
    for (key, value) in [
        ("Type", Value::name("Annot")),
        ("Subtype", Value::name("Widget")),
        ("FT", Value::name("Sig")),
        ("T", Value::Text(text::encode(name))),
        ("TU", Value::Text(words)),
        ("Rect", nothing),
        ("F", Value::Int(PRINT_AND_LOCKED)),
        ("P", Value::Ref(page)),
        ("V", Value::Ref(Id { number: seal, generation: 0 })),
    ] {
        widget.set(key, value);
    }
    widget
}
