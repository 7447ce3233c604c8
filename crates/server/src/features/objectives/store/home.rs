//! The objectives that wait for the actor's agreement, as rows of Home.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::actor::Role;
use crate::cx::Cx;
use crate::shell::{self, WorkRow};

/// The roles of those for whom something of this feature may wait on Home.
pub const WAITS_FOR: &[Role] = &[Role::Secondee, Role::HomeManager, Role::HostManager];

/// Objectives that the actor has not agreed to yet.
///
/// # Errors
/// When the database does not answer.
pub async fn home_rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let sql = "SELECT s.number, s.secondee_id, s.title, o.number AS plan, p.given_name, p.family_name
               FROM roles r JOIN objective_plans o ON o.secondment_id = r.secondment_id
               JOIN secondments s ON s.id = r.secondment_id JOIN people p ON p.id = s.secondee_id
               WHERE r.person_id = $1 AND r.role IN ('secondee', 'home_manager', 'host_manager')
                 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2)
                 AND s.workflow IN ('released', 'terms_negotiation', 'agreement_issued', 'partly_signed', 'executed',
                   'pre_start', 'active')
                 AND o.number = (SELECT MAX(n.number) FROM objective_plans n WHERE n.secondment_id = o.secondment_id)
                 AND NOT EXISTS (SELECT 1 FROM objective_agreements a WHERE a.plan_id = o.id AND a.party = r.role)
               ORDER BY o.written_at, s.number LIMIT 10";
    let rows = cx.tx.all(sql, args![cx.actor.person, cx.today()]).await?;
    let me = cx.actor.person;
    rows.iter()
        .map(|row| {
            let number: String = row.get("number")?;
            let person =
                format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?);
            let is_own = row.get::<crate::actor::PersonId>("secondee_id")? == me;
            let whose = if is_own { "your".to_owned() } else { format!("{person}’s") };
            let href = format!("/secondments/{number}/objectives");
            Ok(WorkRow {
                line: None,
                title: format!("Agree to {whose} objectives"),
                href: href.clone(),
                meta: vec![row.get("title")?, number.clone()],
                tags: Vec::new(),
                due: None,
                action: Some(shell::Action {
                    label: "Read".to_owned(),
                    href,
                    about: format!("{person}, {number}"),
                }),
            })
        })
        .collect()
}
