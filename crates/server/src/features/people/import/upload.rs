//! Keeping a file that is sent, piece by piece, up to the size that the operator allows.

use std::io::Write;

use sojourn_kit::error::{Error, Result};
use tempfile::NamedTempFile;

use super::actions::file_of;
use super::model::ImportId;
use crate::app::App;

/// A file on its way in. Dropped before [`Upload::keep`], it is gone.
pub struct Upload {
    file: NamedTempFile,
    size: usize,
    most: usize,
}

impl Upload {
    /// An empty file in the folder of imports, readable by this process's user only.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn try_new(app: &App) -> Result<Self> {
        let folder = app.config.data_dir.join("imports");
        std::fs::create_dir_all(&folder).map_err(|error| Error::Unavailable(error.to_string()))?;
        let file = NamedTempFile::new_in(&folder).map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self { file, size: 0, most: app.config.max_upload_bytes })
    }

    /// Adds what came. A piece is small, and the disk's cache takes it at once.
    ///
    /// # Errors
    /// When the file grows too large, or the disk takes no more.
    pub fn add(&mut self, piece: &[u8]) -> Result<()> {
        self.size += piece.len();
        if self.size > self.most {
            let most = self.most / 1_048_576;
            return Err(Error::field(
                "file",
                format!("The file is larger than {most} MB. Split it and try again."),
            ));
        }
        self.file.write_all(piece).map_err(|error| Error::Unavailable(error.to_string()))
    }

    /// Whether nothing came.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// Keeps the file as that of the import.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep(self, app: &App, id: ImportId) -> Result<()> {
        self.file.persist(file_of(app, id)).map(drop).map_err(|error| Error::Unavailable(error.to_string()))
    }
}
