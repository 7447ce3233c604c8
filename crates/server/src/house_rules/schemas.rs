//! Names in the description of the API: one name stands for one thing.

use std::collections::BTreeMap;

use super::source::files;

/// Names of schemas and where they are declared: types that derive one, words made by `word_enum!`, and ids.
fn declared(text: &str) -> Vec<String> {
    let (mut names, mut above, mut follows) = (Vec::new(), String::new(), false);
    for line in text.lines().map(str::trim) {
        let starts_macro = ["word_enum!(", "id_type!("].iter().any(|start| line.ends_with(start));
        let is_above = line.starts_with("#[") || line.starts_with("///") || is_open(&above);
        if starts_macro {
            (above, follows) = (String::new(), true);
        } else if is_above && !line.is_empty() {
            above += line;
            above.push('\n');
        } else {
            let own = if follows { Some(line) } else { declared_type(line) };
            if let Some(own) = own.filter(|_| follows || above.contains("ToSchema")) {
                names.push(said(&above).unwrap_or_else(|| first_word(own)));
            }
            (above, follows) = (String::new(), false);
        }
    }
    names
}

/// Whether an attribute goes on over the next line.
fn is_open(above: &str) -> bool {
    let attributes: String = above.lines().filter(|line| !line.starts_with("///")).collect();
    attributes.matches('[').count() > attributes.matches(']').count()
}

fn declared_type(line: &str) -> Option<&str> {
    let rest = match line.strip_prefix("pub") {
        Some(rest) => rest.split_once(' ').map_or(rest, |(scope, rest)| {
            // `pub(in crate::features::x) struct`
            if scope == "(in" { rest.split_once(") ").map_or(rest, |(_, rest)| rest) } else { rest }
        }),
        None => line,
    };
    rest.strip_prefix("struct ").or_else(|| rest.strip_prefix("enum "))
}

/// The name that the type says to have in the description.
fn said(above: &str) -> Option<String> {
    above.split_once("schema(as = ").map(|(_, rest)| first_word(rest))
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn all() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in [
        "crates/calendar/src",
        "crates/kit/src",
        "crates/money/src",
        "crates/papers/src",
        "crates/server/src",
    ] {
        for source in files(folder, &[".rs"]).iter().filter(|source| !source.product_text().is_empty()) {
            for name in declared(source.product_text()) {
                found.entry(name).or_default().push(source.path.clone());
            }
        }
    }
    found
}

#[test]
fn two_types_never_share_a_name_in_the_description_of_the_api() {
    let twice: Vec<_> = all().into_iter().filter(|(_, places)| places.len() > 1).collect();
    assert!(twice.is_empty(), "the later one would win: write #[schema(as = NounName)] on {twice:#?}");
}

/// `proposals` alone names a map of its own, its answers; any other map stands where it is used.
const MAP: &str = "BTreeMap";

#[test]
fn the_search_for_names_finds_every_name_of_the_description() {
    let found = all();
    let described = crate::app::openapi();
    let schemas = described.components.map(|components| components.schemas).unwrap_or_default();
    assert!(schemas.len() > 300, "the description was read");
    let unseen: Vec<_> =
        schemas.keys().filter(|name| *name != MAP && !found.contains_key(name.as_str())).collect();
    assert!(unseen.is_empty(), "declared in a way that the search does not know: {unseen:#?}");
    let aliases = files("crates/server/src", &[".rs"])
        .iter()
        .filter(|source| source.product_text().contains("pub type Answers = BTreeMap<"))
        .count();
    assert_eq!(aliases, 1, "a second map with a name of its own would take the place of the first");
}

#[test]
fn names_are_read_as_they_are_declared() {
    let text = "/// A thing.\n#[derive(Debug, ToSchema)]\n#[serde(tag = \"a\")]\npub struct Plain {\n}\n\
                #[derive(\n    Debug,\n    ToSchema,\n)]\n#[schema(as = SwapAnswer)]\npub(super) enum Answer {\n}\n\
                #[derive(Debug)]\nstruct Other;\ncrate::word_enum!(\n    /// Words.\n    #[schema(as = SwapWord)]\n    \
                Word {\n    }\n);\nid_type!(\n    /// An id.\n    ThingId, \"thing\"\n);\n\
                #[derive(ToSchema)]\npub(in crate::features::x) struct Deep {\n}\n";
    assert_eq!(declared(text), ["Plain", "SwapAnswer", "SwapWord", "ThingId", "Deep"]);
}
