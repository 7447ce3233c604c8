//! Lifecycles as pictures: a table of steps becomes a Mermaid state diagram, for `docs/lifecycles`.

/// One step in words: from, to, what is done, by whom.
pub type Arrow<'a> = (&'a str, &'a str, &'a str, Vec<&'a str>);

/// The picture of a table: where a life begins, its steps in order, and where it ends.
#[must_use]
pub fn state_diagram<'a>(
    first: &str,
    arrows: impl IntoIterator<Item = Arrow<'a>>,
    last: impl IntoIterator<Item = &'a str>,
) -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), format!("  [*] --> {first}")];
    for (from, to, action, who) in arrows {
        lines.push(format!("  {from} --> {to}: {action} ({})", who.join(", ")));
    }
    lines.extend(last.into_iter().map(|state| format!("  {state} --> [*]")));
    lines.join("\n") + "\n"
}
