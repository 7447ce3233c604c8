//! The first page, which the field of the seal belongs to though nothing is seen of it.

use crate::SealError;
use crate::pdf::{Dict, Document, Id, Value, broken};

/// Nodes of the page tree that are looked at for a first page.
const MOST_NODES: usize = 10_000;

pub(super) fn first(document: &Document<'_>, catalogue: &Dict) -> Result<(Id, Dict), SealError> {
    let missing = || broken("it has no page.");
    let mut open = vec![catalogue.get("Pages").cloned().ok_or_else(missing)?];
    for _ in 0..MOST_NODES {
        let Value::Ref(id) = open.pop().ok_or_else(missing)? else { return Err(missing()) };
        let Value::Dict(node) = document.object(id.number)? else { return Err(missing()) };
        match node.get("Kids") {
            None => return Ok((id, node)),
            Some(kids) => match document.resolve(kids)? {
                Value::Array(kids) => open.extend(kids.into_iter().rev()),
                _ => return Err(missing()),
            },
        }
    }
    Err(missing())
}

/// The page with one annotation more.
pub(super) fn with_annotation(
    document: &Document<'_>,
    mut page: Dict,
    annotation: Id,
) -> Result<Dict, SealError> {
    let known = page.get("Annots").map(|known| document.resolve(known)).transpose()?;
    let mut annotations = match known {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(annotations)) => annotations,
        Some(_) => return Err(broken("the annotations of its first page cannot be read.")),
    };
    annotations.push(Value::Ref(annotation));
    page.set("Annots", Value::Array(annotations));
    if page.get("Tabs").is_none() {
        // PDF/UA asks for the order of the structure on every page with annotations.
        page.set("Tabs", Value::name("S"));
    }
    Ok(page)
}
