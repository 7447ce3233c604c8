//! What a person can do with an import: start it, read it again in another way, confirm it, drop it.

use std::path::PathBuf;

use sojourn_kit::error::{Error, Result};

use super::model::{Findings, Import, ImportId, PeopleImported, Plan, State};
use super::reading::{self, MOST_ROWS, Source};
use super::{store, takeover};
use crate::actor::{Actor, OrganisationId, Role, Way};
use crate::app::App;
use crate::cx::Cx;
use crate::features::organisations::{self, OrganisationKind};

/// Whether the actor may import people of the organisation.
#[must_use]
pub fn may_import(actor: &Actor, organisation: OrganisationId) -> bool {
    matches!(actor.way, Way::Job(_))
        || [Role::SysAdmin, Role::ProgrammeAdmin, Role::Hr]
            .into_iter()
            .any(|role| actor.holds(role, organisation))
}

/// Where the file of an import is kept while it may still be read.
#[must_use]
pub fn file_of(app: &App, id: ImportId) -> PathBuf {
    app.config.data_dir.join("imports").join(format!("{id}.csv"))
}

/// Starts an import; earlier ones of the organisation that were not confirmed are dropped. The caller commits,
/// then reads the file with [`reading::read`].
///
/// # Errors
/// [`Error::NotFound`] when the organisation is not theirs to import into.
pub async fn start(
    cx: &mut Cx,
    id: ImportId,
    organisation: OrganisationId,
    name: &str,
    plan: Plan,
) -> Result<Import> {
    let home = organisations::store::load(cx, organisation).await?;
    if !may_import(&cx.actor, organisation) || home.kind != OrganisationKind::Member {
        return Err(Error::NotFound);
    }
    for earlier in store::unfinished(&mut cx.tx, organisation).await? {
        drop_one(cx, earlier).await?;
    }
    let person = (!matches!(cx.actor.way, Way::Job(_))).then_some(cx.actor.person);
    let import = Import {
        id,
        organisation,
        file_name: super::problem::shortened(name),
        plan,
        state: State::Reading,
        rows_read: 0,
        counts: super::model::Counts::default(),
        findings: Findings::default(),
        started_by: person,
        started_at: cx.now(),
    };
    store::insert(cx, &import).await?;
    Ok(import)
}

async fn drop_one(cx: &mut Cx, id: ImportId) -> Result<()> {
    while store::clean(&mut cx.tx, id).await? {}
    store::remove(&mut cx.tx, id).await?;
    forget_file(&cx.app, id);
    Ok(())
}

/// Removes the file of an import, if it is here.
pub fn forget_file(app: &App, id: ImportId) {
    if let Err(error) = std::fs::remove_file(file_of(app, id))
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(import = %id, %error, "the file of an import could not be removed");
    }
}

/// The import, if the actor started it and may still import into its organisation. Others of the team see
/// neither the rows nor the values in it.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, id: ImportId) -> Result<Import> {
    let import = store::find(&mut cx.tx, id).await?.ok_or(Error::NotFound)?;
    let own = matches!(cx.actor.way, Way::Job(_)) || import.started_by == Some(cx.actor.person);
    if own && may_import(&cx.actor, import.organisation) { Ok(import) } else { Err(Error::NotFound) }
}

/// Everything that reading the import's file needs.
///
/// # Errors
/// When the organisation is not there.
pub async fn source(cx: &mut Cx, import: &Import, path: PathBuf) -> Result<Source> {
    let home = organisations::store::load(cx, import.organisation).await?;
    Ok(Source {
        path,
        plan: import.plan.clone(),
        currency: home.currency,
        today: cx.today(),
        limit: MOST_ROWS,
    })
}

/// Has the file read again in another way. The caller commits, then reads.
///
/// # Errors
/// [`Error::Stale`] when the import is done, and as [`load`].
pub async fn read_again(cx: &mut Cx, id: ImportId, plan: Plan) -> Result<Import> {
    let mut import = load(cx, id).await?;
    while store::clean(&mut cx.tx, id).await? {}
    (import.plan, import.state, import.started_at) = (plan, State::Reading, cx.now());
    (import.rows_read, import.findings) = (0, Findings::default());
    store::restart(cx, &import).await?;
    Ok(import)
}

/// Takes everything over that was read, in one transaction: the caller commits, then cleans with [`tidy`].
///
/// # Errors
/// Refused when the import is not ready; [`Error::Stale`] when somebody was quicker.
pub async fn confirm(cx: &mut Cx, id: ImportId) -> Result<Import> {
    let mut import = load(cx, id).await?;
    if import.state != State::Ready {
        return Err(Error::refused(
            "import_not_ready",
            "This import cannot be confirmed: it is still being read, was refused, or is done already.",
        ));
    }
    store::finish(cx, id).await?;
    import.counts = takeover::apply(cx, &import).await?;
    import.state = State::Done;
    store::save_counts(cx, id, import.counts).await?;
    let event = PeopleImported {
        organisation: import.organisation,
        import: id,
        rows: import.rows_read,
        complete: import.plan.complete,
        counts: import.counts,
    };
    cx.record(&event).await?;
    Ok(import)
}

/// Empties the waiting room and removes the file, after the import is done.
///
/// # Errors
/// When the database refuses; the next import of the organisation cleans then.
pub async fn tidy(app: &App, import: &Import) -> Result<()> {
    forget_file(app, import.id);
    reading::clean(app, import).await
}

/// Drops an import that was not taken over.
///
/// # Errors
/// Refused when it is done, and as [`load`].
pub async fn discard(cx: &mut Cx, id: ImportId) -> Result<()> {
    let import = load(cx, id).await?;
    if import.state == State::Done {
        return Err(Error::refused("import_done", "This import is done; it cannot be dropped."));
    }
    drop_one(cx, id).await
}
