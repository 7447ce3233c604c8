//! That a pulse was sent and a call was made. Neither says what was answered, and neither stands in the history of
//! the record.

use super::model::{CallId, PulseId};
use crate::event_of;

event_of!(
    /// Somebody away sent the pulse of the week.
    PulseSent, "pulse.sent", pulse: PulseId {}
);

event_of!(
    /// The mobility team noted a call.
    CallDone, "pulse.call_done", call: CallId {}
);
