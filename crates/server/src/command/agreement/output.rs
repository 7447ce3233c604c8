//! Writing a file whole or not at all.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Trouble;

/// Writes beside the file and then takes its place, so that nobody ever reads half of it.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let unwritable = |error: &dyn std::fmt::Display| {
        Trouble(format!(
            "{} cannot be written: {error}. Choose a folder that you may write to.",
            path.display()
        ))
    };
    if path.is_dir() {
        return Err(unwritable(&"it is a folder"));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // as any new file: what the user's mask leaves of it
    let mode = std::fs::Permissions::from_mode(0o666);
    let made = tempfile::Builder::new().prefix(".sojourn-").permissions(mode).tempfile_in(folder);
    let mut file = made.map_err(|error| unwritable(&error))?;
    let written = file.write_all(bytes).and_then(|()| file.as_file().sync_all());
    written.map_err(|error| unwritable(&error))?;
    file.persist(path).map(drop).map_err(|error| unwritable(&error.error))
}
