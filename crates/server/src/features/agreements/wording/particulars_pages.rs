//! The form for the particulars of clauses.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::{Given, Kind};

use super::actions;
use super::pages::by_name;
use super::particulars::{AbroadInput, Asked, ParticularsInput, asked, typed};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::Paper;
use crate::features::agreements::pages::{Seen, crumbs, framed, writing};
use crate::features::clauses::model::{given_words, parameter_words};
use crate::page::render;
use crate::shell::words::capital;
use crate::shell::{Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Width};
use crate::typed::{Form, both, invalid};

/// What one clause asks for.
struct Group {
    title: String,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "features/agreements/wording/particulars.html")]
struct ParticularsPage {
    frame: Frame,
    crumbs: Crumbs,
    errors: ErrorSummary,
    groups: Vec<Group>,
    version: String,
    back: String,
}

/// GET `/secondments/{number}/agreement/particulars`.
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = writing(&mut cx, &number).await?;
    let form = stored(&seen.agreement.paper).put("version", seen.agreement.version.to_string());
    render(&page(&door, &seen, &form))
}

/// What was answered, as the fields of the form.
fn stored(paper: &Paper) -> Form {
    let mut form = Form::default();
    for one in asked(paper) {
        let value = match &one.given {
            Some(Given::Text(word)) => word.clone(),
            Some(given) => given_words(one.parameter, given),
            None => continue,
        };
        form = form.put(&one.name(), value);
    }
    let day = |day: Option<chrono::NaiveDate>| {
        day.map(|day| day.format("%-d %b %Y").to_string()).unwrap_or_default()
    };
    if let Some(abroad) = paper.facts.more.abroad.as_ref().map(AbroadInput::from) {
        form = form
            .put("abroad.home_country", abroad.home_country)
            .put("abroad.host_country", abroad.host_country)
            .put("abroad.local_entity", abroad.local_entity)
            .put("abroad.visa", abroad.visa)
            .put("abroad.visa_ends", day(abroad.visa_ends))
            .put("abroad.certificate", abroad.certificate)
            .put("abroad.certificate_ends", day(abroad.certificate_ends));
    }
    form.put("contract_ends", day(paper.facts.more.contract_ends))
}

fn page(door: &Door, seen: &Seen, form: &Form) -> ParticularsPage {
    let paper = &seen.agreement.paper;
    let mut groups: Vec<Group> = Vec::new();
    if paper.facts.more.abroad.is_some() {
        groups.push(Group { title: "Crossing a border".to_owned(), fields: abroad(form) });
    }
    let contract = form
        .field("contract_ends", "Last day of the employment contract")
        .hint("Only when it has one. The secondment cannot end after it.")
        .date()
        .optional();
    groups.push(Group { title: "Employment".to_owned(), fields: vec![contract] });
    for one in asked(paper) {
        let title = one.title.to_owned();
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.fields.push(field(form, &one)),
            None => groups.push(Group { title, fields: vec![field(form, &one)] }),
        }
    }
    let all: Vec<&FieldView> = groups.iter().flat_map(|group| &group.fields).collect();
    let errors = form.summary(&all);
    ParticularsPage {
        frame: framed(door, &seen.record).with_errors(!errors.is_empty()),
        crumbs: crumbs(seen, "Particulars of clauses".to_owned()),
        errors,
        groups,
        version: form.text("version"),
        back: format!("/secondments/{}/agreement", seen.record.secondment.number),
    }
}

fn abroad(form: &Form) -> Vec<FieldView> {
    vec![
        form.field("abroad.home_country", "Country of home")
            .hint("As it stands in a sentence: “the United Kingdom”."),
        form.field("abroad.host_country", "Country of the work"),
        form.field("abroad.local_entity", "Part of the host in that country")
            .hint("Only when it is another legal entity.")
            .optional(),
        form.field("abroad.visa", "Visa or permit").hint("In words, such as “a skilled worker visa”."),
        form.field("abroad.visa_ends", "Last day of the visa or permit").date(),
        form.field("abroad.certificate", "Certificate of social security")
            .hint("In words, such as “an A1 certificate”."),
        form.field("abroad.certificate_ends", "Last day of the certificate").date(),
    ]
}

fn field(form: &Form, one: &Asked) -> FieldView {
    let parameter = one.parameter;
    let field = form
        .field(&one.name(), capital(&parameter.label))
        .hint(format!("{}.", capital(&parameter_words(parameter))))
        .optional();
    let open = || FieldOption::new("", "As usual");
    match parameter.kind {
        Kind::List | Kind::Paragraphs => field.lines(),
        Kind::Date => field.date(),
        Kind::Number | Kind::Duration | Kind::Percent => field.width(Width::Short),
        Kind::Money => field.width(Width::Middle),
        Kind::Flag => {
            field.select(vec![open(), FieldOption::new("yes", "Yes"), FieldOption::new("no", "No")])
        }
        Kind::Choice => {
            let values =
                parameter.values.iter().map(|(word, printed)| FieldOption::new(word, capital(printed)));
            field.select(std::iter::once(open()).chain(values).collect())
        }
        Kind::Text | Kind::Clause => field,
    }
}

/// POST `/secondments/{number}/agreement/particulars`.
pub async fn save(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = writing(&mut cx, &number).await?;
    let mut form = Form::sent(by_name(fields));
    let input = read(&mut form, &seen.agreement.paper, &cx);
    let unread = form.errors.clone();
    match invalid(both(unread, actions::fill_in(&mut cx, &seen.record, &input).await))? {
        Ok(_) => {
            let to = format!("/secondments/{number}/agreement");
            cx.finish(Reply::see(to).flash("Saved and filled in")).await
        }
        Err(errors) => {
            drop(cx);
            let form = form.with(errors);
            Ok(form.status(render(&page(&door, &seen, &form))?))
        }
    }
}

/// What was typed into the fields of the page, beside the answers that it does not show.
fn read(form: &mut Form, paper: &Paper, cx: &Cx) -> ParticularsInput {
    let today = cx.today();
    let mut answers = paper.facts.more.answers.clone();
    for one in asked(paper) {
        let of_clause = answers.entry(one.code.clone()).or_default();
        match typed(one.parameter, &form.text(&one.name()), today) {
            Ok(Some(given)) => drop(of_clause.insert(one.parameter.name.clone(), given)),
            Ok(None) => drop(of_clause.remove(&one.parameter.name)),
            Err(sentence) => form.errors.add(one.name(), sentence),
        }
    }
    let abroad = paper.facts.more.abroad.is_some().then(|| AbroadInput {
        home_country: form.text("abroad.home_country"),
        host_country: form.text("abroad.host_country"),
        local_entity: form.text("abroad.local_entity"),
        visa: form.text("abroad.visa"),
        visa_ends: form.day("abroad.visa_ends", today),
        certificate: form.text("abroad.certificate"),
        certificate_ends: form.day("abroad.certificate_ends", today),
    });
    let contract_ends = form.day("contract_ends", today);
    ParticularsInput { revision: form.version(), answers, abroad, contract_ends }
}
