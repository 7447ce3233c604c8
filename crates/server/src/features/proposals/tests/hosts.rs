//! Finding the host: an organisation that shares the installation, and one that nobody has written down yet.

use crate::features::proposals::actions;
use crate::features::proposals::fixtures::{self, Case};
use crate::features::proposals::model::{Contact, Document, Host};
use crate::features::secondments::{self, Party};
use crate::testing::{House, on_each_database};
use sojourn_kit::error::Error;

/// Tomasz's answers with another host.
fn to(house: &House, organisation: &str, name: &str, email: &str) -> Document {
    let mut document = Case::Tomasz.document(house.app.clock.today());
    document.destination.host =
        Some(Host::Organisation { name: organisation.to_owned(), legal_name: String::new() });
    document.destination.manager =
        Some(Contact { name: name.to_owned(), email: email.to_owned(), job_title: "Lead".to_owned() });
    document
}

#[tokio::test]
async fn an_organisation_on_this_installation_names_somebody_who_signs_in_there() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Tomasz).await.unwrap();
        let mut cx = house.cx("tomasz").await;
        let unknown = to(house, "halden software", "Nobody", "nobody@halden-software.example");
        let refused = actions::save_document(&mut cx, &number, None, unknown).await;
        let Err(Error::Invalid(errors)) = refused else { panic!("{refused:?}") };
        assert!(errors.get("manager_email").unwrap().contains("Halden Software"));
        let known = to(house, "Halden Software", "", "ERIK.NYMAN@halden-software.example");
        actions::save_document(&mut cx, &number, None, known).await.unwrap();
        actions::send(&mut cx, &number, None).await.unwrap();
        cx.commit().await.unwrap();
        let mut cx = house.cx("erik").await;
        let record = secondments::store::load(&mut cx, &number).await.unwrap();
        assert!(record.standing.is(Party::HostManager));
        drop(cx);
        let page = house.browser("erik").await.get(&format!("/secondments/{number}/proposal")).await;
        assert!(page.status == 200 && !page.text.contains("24,300"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn an_outside_contact_is_written_down_once() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Tomasz).await.unwrap();
        let mut cx = house.cx("tomasz").await;
        let mut hosts = Vec::new();
        for name in ["Northgate Payments", "northgate  payments"] {
            let document = to(house, name, "Ada Quill", "ada@northgate.example");
            let record = actions::save_document(&mut cx, &number, None, document).await.unwrap();
            hosts.push((record.secondment.host_organisation, record.secondment.host_manager));
        }
        assert!(hosts[0].0.is_some() && hosts[0] == hosts[1], "{hosts:?}");
        let own = to(house, "Brightwater Group", "Ruth", "ruth.hale@brightwater-group.example");
        let refused = actions::save_document(&mut cx, &number, None, own).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    })
    .await;
}
