//! Reading the project's own source.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of the project.
pub(crate) struct Source {
    /// Its path from the root of the project, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// The name of the file alone.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The text without the test module at its end, and empty for files of tests.
    pub(crate) fn product_text(&self) -> &str {
        let is_test = ["tests.rs", "fixtures.rs", "testing.rs"].contains(&self.name())
            || ["/tests/", "/walk/", "/house_rules", "/access_walk"]
                .iter()
                .any(|part| self.path.contains(part));
        if is_test {
            return "";
        }
        // a module of tests at the end of the file; a line that only names one stands near the top
        let inline = |at: &usize| {
            self.text[*at..]
                .lines()
                .nth(1)
                .is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
        };
        let end = self.text.match_indices("#[cfg(test)]").map(|(at, _)| at).find(inline);
        &self.text[..end.unwrap_or(self.text.len())]
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// All files under `folder` with one of the endings, build output and packages left out.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root.join(folder), endings, &mut found);
    assert!(!found.is_empty(), "nothing under {folder}");
    found
}

fn collect(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", ".git", "test-results", "shots"].contains(&name.as_str()) {
                collect(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = fs::read_to_string(&path).unwrap();
            found.push(Source {
                path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"),
                text,
            });
        }
    }
}

/// Compares a generated document with the file in the tree; `SOJOURN_TEST_WRITE=1` writes it anew.
pub(crate) fn must_be_fresh(path: &str, generated: &str) {
    let file = root().join(path);
    if std::env::var("SOJOURN_TEST_WRITE").is_ok() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, generated).unwrap();
    }
    let stored = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        stored == generated,
        "{path} is stale: run SOJOURN_TEST_WRITE=1 cargo test -p sojourn house_rules"
    );
}
