//! The structure of the document for people who listen to it: built while composing, filled while drawing.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// The structure, its root being the document.
pub(crate) struct Tree {
    nodes: Vec<Element>,
    /// What was drawn for each place.
    slots: Vec<Vec<Identifier>>,
}

struct Element {
    tag: Option<TagKind>,
    children: Vec<Child>,
}

enum Child {
    Element(usize),
    Slot(usize),
}

impl Tree {
    /// The document itself.
    pub(crate) const ROOT: usize = 0;

    pub(crate) fn new() -> Tree {
        Tree { nodes: vec![Element { tag: None, children: Vec::new() }], slots: Vec::new() }
    }

    /// A new element behind those that its parent has.
    pub(crate) fn element(&mut self, parent: usize, tag: impl Into<TagKind>) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Element { tag: Some(tag.into()), children: Vec::new() });
        self.nodes[parent].children.push(Child::Element(new));
        new
    }

    /// A new place for content in an element.
    pub(crate) fn slot(&mut self, element: usize) -> usize {
        let new = self.slots.len();
        self.slots.push(Vec::new());
        self.nodes[element].children.push(Child::Slot(new));
        new
    }

    /// A new element and its place for content.
    pub(crate) fn leaf(&mut self, parent: usize, tag: impl Into<TagKind>) -> usize {
        let element = self.element(parent, tag);
        self.slot(element)
    }

    /// Something was drawn for a place.
    pub(crate) fn fill(&mut self, slot: usize, drawn: Identifier) {
        self.slots[slot].push(drawn);
    }

    /// As the file wants it; elements for which nothing was drawn are left out.
    pub(crate) fn finish(mut self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        self.children(Tree::ROOT).into_iter().for_each(|child| tree.push(child));
        tree
    }

    /// Only as deep as the composition nests, whatever the paper says.
    fn children(&mut self, element: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        for child in std::mem::take(&mut self.nodes[element].children) {
            match child {
                Child::Slot(slot) => {
                    nodes.extend(std::mem::take(&mut self.slots[slot]).into_iter().map(Node::from));
                }
                Child::Element(inner) => {
                    let inside = self.children(inner);
                    if let (Some(tag), false) = (self.nodes[inner].tag.take(), inside.is_empty()) {
                        nodes.push(Node::from(TagGroup::with_children(tag, inside)));
                    }
                }
            }
        }
        nodes
    }
}
