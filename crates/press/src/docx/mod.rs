use crate::PressError;
use sojourn_papers::Sheet;
pub(crate) fn print(_: &Sheet) -> Result<Vec<u8>, PressError> {
    Err(PressError::Engine("not yet".to_owned()))
}
