//! The key that seals signed agreements: one file beside the data and never in the database, so that whoever reads
//! or writes the database alone cannot seal in the name of the installation.

use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Uri;
use chrono::{DateTime, Duration, Utc};
use sojourn_kit::config::Config;
use sojourn_kit::error::{Error, Result};
use sojourn_seal::SealKey;
use tempfile::NamedTempFile;

/// The bits of a mode that let others than the owner read, write or run a file.
const OTHERS: u32 = 0o077;

/// The seal key of an installation, read once.
pub struct Sealing {
    path: PathBuf,
    name: String,
    backdated: Duration,
    key: Mutex<Option<Arc<SealKey>>>,
}

impl Sealing {
    /// The seal key that the configuration names. Nothing is read or made yet.
    #[must_use]
    pub fn new(config: &Config, demo: bool) -> Self {
        // the demo tells a past in which agreements were signed; their seals need a certificate that was valid then
        let backdated = Duration::days(if demo { 3 * 365 } else { 0 });
        let name = installation(&config.base_url);
        Self { path: config.seal_key.clone(), name, backdated, key: Mutex::new(None) }
    }

    /// Whose seal it is: the installation by the address that people know.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file of the key.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The key, read when it is first asked for; made when there is none.
    ///
    /// # Errors
    /// A refusal that names the file and what to do about it.
    pub fn key(&self, now: DateTime<Utc>) -> Result<Arc<SealKey>> {
        let mut known = self.key.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.as_ref() {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(match self.read()? {
            Some(key) => key,
            None => self.make(now)?,
        });
        *known = Some(Arc::clone(&key));
        Ok(key)
    }

    /// The key in the file, if there is a file.
    ///
    /// # Errors
    /// A refusal when others can read the file, or it holds no key.
    pub fn read(&self) -> Result<Option<SealKey>> {
        let path = self.path.display();
        let about = match std::fs::metadata(&self.path) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unusable(format!("The seal key {path} cannot be read: {error}."))),
        };
        if about.mode() & OTHERS != 0 {
            let sentence = format!(
                "The seal key {path} can be read or written by others (its mode is {:03o}). Run “chmod 600 {path}”; if \
                 somebody may have copied it, make a new one with “sojourn seal rotate”.",
                about.mode() & 0o777
            );
            return Err(unusable(sentence));
        }
        let text = std::fs::read_to_string(&self.path)
            .map_err(|error| unusable(format!("The seal key {path} cannot be read: {error}.")))?;
        let key = SealKey::from_pem(&text).map_err(|error| {
            let way = "Bring back a copy, or move the file away and start again to get a new key.";
            unusable(format!("The seal key {path} is broken ({error}). {way}"))
        })?;
        Ok(Some(key))
    }

    /// Makes a key and its file, readable for the owner only. A file that somebody else made meanwhile is left and read.
    fn make(&self, now: DateTime<Utc>) -> Result<SealKey> {
        let (key, file) = self.fresh(now)?;
        match file.persist_noclobber(&self.path) {
            Ok(_) => Ok(key),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                self.read()?.ok_or_else(|| self.unwritable(&error.error))
            }
            Err(error) => Err(self.unwritable(&error.error)),
        }
    }

    /// Puts a new key in the place of the present one, which is kept beside it under its fingerprint. Answers where, if
    /// there was one. Seals made so far stay ours: their certificates are on record.
    ///
    /// # Errors
    /// A refusal when the files cannot be written.
    pub fn rotate(&self, now: DateTime<Utc>) -> Result<(SealKey, Option<PathBuf>)> {
        let before = self.read()?;
        let (key, file) = self.fresh(now)?;
        let kept = before.map(|old| {
            let mark: String = old.certificate().chars().take(12).collect();
            self.path.with_extension(format!("{mark}.pem"))
        });
        if let Some(kept) = &kept {
            std::fs::copy(&self.path, kept).map_err(|error| self.unwritable(&error))?;
        }
        file.persist(&self.path).map_err(|error| self.unwritable(&error.error))?;
        *self.key.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok((key, kept))
    }

    /// A new key in a file of its own that only its owner can read, not yet in its place.
    fn fresh(&self, now: DateTime<Utc>) -> Result<(SealKey, NamedTempFile)> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder).map_err(|error| self.unwritable(&error))?;
        let key = SealKey::generate(&self.name, now - self.backdated).map_err(Error::internal)?;
        let mode = std::fs::Permissions::from_mode(0o600);
        let made = tempfile::Builder::new().prefix(".seal-").permissions(mode).tempfile_in(folder);
        let mut file = made.map_err(|error| self.unwritable(&error))?;
        let written = file.write_all(key.to_pem().as_bytes()).and_then(|()| file.as_file().sync_all());
        written.map_err(|error| self.unwritable(&error))?;
        Ok((key, file))
    }

    fn unwritable(&self, error: &std::io::Error) -> Error {
        let path = self.path.display();
        unusable(format!(
            "The seal key {path} cannot be written: {error}. Let the service write to its folder, or set seal_key."
        ))
    }
}

fn unusable(sentence: String) -> Error {
    Error::refused("seal_key", sentence)
}

/// “Sojourn at secondments.example.org”: nobody has chosen a name when the key is made.
fn installation(base_url: &str) -> String {
    let uri: Option<Uri> = base_url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or("this machine");
    format!("Sojourn at {host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealing(folder: &Path) -> Sealing {
        let pairs = [("SOJOURN_DATA_DIR", folder.display().to_string())];
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
        Sealing::new(&Config::load(None, pairs).unwrap(), false)
    }

    fn today() -> DateTime<Utc> {
        crate::testing::TODAY.parse().unwrap()
    }

    fn sentence(result: Result<Arc<SealKey>>) -> String {
        match result {
            Ok(_) => panic!("accepted"),
            Err(error) => error.sentence(),
        }
    }

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = sealing(&folder.path().join("new")).key(today()).unwrap().certificate();
        let again = sealing(&folder.path().join("new"));
        assert_eq!(again.key(today()).unwrap().certificate(), first);
        assert_eq!(first.len(), 64);
        assert_eq!(std::fs::metadata(again.path()).unwrap().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_key_that_others_can_read_is_refused_with_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let sealing = sealing(folder.path());
        std::fs::write(sealing.path(), "anything").unwrap();
        std::fs::set_permissions(sealing.path(), std::fs::Permissions::from_mode(0o640)).unwrap();
        let said = sentence(sealing.key(today()));
        assert!(said.contains("can be read or written by others (its mode is 640)"), "{said}");
        assert!(said.contains("chmod 600"), "{said}");
    }

    #[test]
    fn a_broken_key_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let sealing = sealing(folder.path());
        std::fs::write(sealing.path(), "no key").unwrap();
        std::fs::set_permissions(sealing.path(), std::fs::Permissions::from_mode(0o600)).unwrap();
        let said = sentence(sealing.key(today()));
        assert!(said.contains("is broken") && said.contains("Bring back a copy"), "{said}");
        assert_eq!(std::fs::read_to_string(sealing.path()).unwrap(), "no key");
    }

    #[test]
    fn a_new_key_keeps_the_old_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let sealing = sealing(folder.path());
        let old = sealing.key(today()).unwrap().certificate();
        let (new, kept) = sealing.rotate(today()).unwrap();
        let kept = kept.unwrap();
        assert!(kept.display().to_string().contains(&old[..12]), "{kept:?}");
        assert_eq!(std::fs::metadata(&kept).unwrap().mode() & 0o777, 0o600);
        assert_ne!(new.certificate(), old);
        assert_eq!(sealing.key(today()).unwrap().certificate(), new.certificate());
        let text = std::fs::read_to_string(kept).unwrap();
        assert_eq!(SealKey::from_pem(&text).unwrap().certificate(), old);
    }

    #[test]
    fn the_seal_names_the_address_that_people_know() {
        assert_eq!(
            installation("https://secondments.example.org:8443"),
            "Sojourn at secondments.example.org"
        );
        assert_eq!(installation("nonsense at all"), "Sojourn at this machine");
    }
}
