//! From an accepted offer to a draft: what the opportunity and the application say is in it already.

use super::actions::open;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::applications::{self, ApplicationId};
use crate::features::opportunities::model::SkillSort;
use crate::features::opportunities::{self, Opportunity};
use crate::features::people::{self, Brief};
use crate::features::secondments::opening::Host;
use crate::features::secondments::{Kind, Opening, Scope, WayIn};

/// An offer was accepted: a draft of the applicant's opens, and the two know of each other.
pub fn open_from_application<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let application = applications::store::bare(cx, ApplicationId(event.subject)).await?;
        let o = opportunities::store::bare(cx, application.opportunity).await?;
        let secondee = people::store::brief(cx, application.person).await?;
        let author = people::store::brief(cx, o.author).await?;
        let skills = opportunities::store::asked(cx, o.id).await?;
        let learnt: Vec<&str> = skills
            .iter()
            .filter(|skill| skill.sort == SkillSort::Learnt)
            .map(|skill| skill.name.as_str())
            .collect();
        let scope =
            if o.host_organisation == secondee.organisation { Scope::Internal } else { Scope::External };
        let opening = Opening {
            secondee: secondee.id,
            author: secondee.id,
            way_in: WayIn::Advert,
            kind: kind(&o, scope),
            scope,
            title: o.title.clone(),
            purpose: application.bring_back.clone(),
            need: o.why_secondment.clone(),
            skills: learnt.join(", "),
            duties: o.duties.clone(),
            host: Some(host(&o, &author)),
            place: o.place.clone(),
            dates: o.starts_on.zip(o.ends_on),
            fte_bp: o.fte_bp,
            is_confidential: false,
        };
        let secondment = open(cx, opening).await?;
        applications::store::link(cx, application.id, secondment.id).await
    })
}

/// The type as advertised; to somebody from elsewhere another department is another organisation.
fn kind(o: &Opportunity, scope: Scope) -> Kind {
    match (o.kind, scope) {
        (Kind::CrossDepartmental, Scope::External) => Kind::InterOrganisational,
        (kind, _) => kind,
    }
}

/// The author directs the work when it is in their own organisation; a client's or a supplier's manager is found
/// with the proposal.
fn host(o: &Opportunity, author: &Brief) -> Host {
    let directs =
        author.organisation == o.host_organisation && (o.host_unit.is_none() || author.unit == o.host_unit);
    Host { organisation: o.host_organisation, unit: o.host_unit, manager: directs.then_some(author.id) }
}
