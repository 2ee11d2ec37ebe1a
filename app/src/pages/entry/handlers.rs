//! `GET` and `POST /entri`
use axum::http::StatusCode;
use axum::response::Response;

use super::queries::{EnterReport, EnterVars, ReporterContactInput, SubmitReportInput};
use super::views::{self, Scene};
use crate::components::{Found, RegionLists};
use crate::forms::{Posted, Typed};
use crate::gql::Fault;
use crate::gql::enums::{Channel, Classification};
use crate::pages::lists;
use crate::texts::k;
use crate::visit::Visit;

/// The empty form.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, Typed::default(), None, StatusCode::OK).await
}

async fn page(visit: &Visit, typed: Typed, found: Option<Found>, status: StatusCode) -> Result<Response, Fault> {
    let viewer = lists::viewer(visit).await?;
    visit.officers_only(&viewer)?;
    let (limits, topics, regions) =
        (lists::limits(visit).await?, lists::topics(visit).await?, lists::region_lists(visit, &typed).await?);
    Ok(views::page(
        &Scene {
            visit,
            viewer: &viewer,
            typed: &typed,
            limits: &limits,
            topics: &topics,
            regions: &regions,
            found: found.as_ref(),
        },
        status,
    ))
}

/// Files the report and shows its receipt; sending twice shows the same receipt again.
pub async fn submit(mut posted: Posted) -> Result<Response, Fault> {
    posted.take_files("files").await;
    let Posted { visit, mut typed, .. } = posted;
    match typed.opt("tombol").as_deref() {
        Some("cari-instansi") => {
            let found = lists::find_agencies(&visit, "named_agency_code", &typed.get("named_search")).await?;
            return page(&visit, typed, Some(found), StatusCode::OK).await;
        }
        Some(_) => return page(&visit, typed, None, StatusCode::OK).await,
        None => {}
    }
    let channel = Channel::parse(&typed.get("channel"));
    if channel.is_none() {
        typed.fault(Some("channel"), visit.t(k::ENTRY_CHOOSE_CHANNEL));
    }
    if typed.opt("occurred_on").is_some() && typed.day("occurred_on").is_none() {
        typed.fault(Some("occurred_on"), visit.t(k::FORM_BAD_DATE));
    }
    if typed.has_faults() {
        return page(&visit, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let input = SubmitReportInput {
        title: typed.get("title"),
        body: typed.get("body").replace("\r\n", "\n"),
        classification: Classification::parse(&typed.get("classification")).unwrap_or(Classification::ServiceComplaint),
        topic_code: typed.opt("topic_code"),
        region_code: RegionLists::chosen(&typed),
        place: typed.opt("place"),
        occurred_on: typed.day("occurred_on"),
        named_agency_code: typed.opt("named_agency_code"),
        anonymous: typed.flag("anonymous"),
        secret: typed.flag("secret"),
        contact: Some(ReporterContactInput {
            name: typed.opt("name"),
            email: typed.opt("email"),
            phone: typed.opt("phone"),
        }),
        channel,
        attachment_ids: typed.all("attachment_ids").into_iter().map(cynic::Id::new).collect(),
        client_mutation_id: typed.opt("kunci"),
    };
    let answer = visit.mutate::<EnterReport, _>(EnterVars { input }).await?.submit_report;
    typed.refuse(&answer.user_errors);
    let Some(reference) = answer.case.map(|case| case.reference).filter(|_| !typed.has_faults()) else {
        return page(&visit, typed, None, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let viewer = lists::viewer(&visit).await?;
    Ok(views::receipt_page(
        &visit,
        &viewer,
        &reference,
        answer.tracking_code.as_deref(),
        answer.tracking_secret.as_deref(),
    ))
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::{CSRF, Canned, HOSTILE, citizen, get, nobody, officer, post, post_file};

    fn client(viewer: Value, answer: Value) -> Canned {
        Canned::new()
            .data("WhoLooks", json!({ "viewer": viewer }))
            .data("FormLimits", json!({ "limits": { "titleMin": 5, "titleMax": 120, "bodyMin": 20, "bodyMax": 5000, "noteMax": 2000, "placeMax": 200,
                "attachmentsMax": 5, "attachmentBytesMax": 10_000_000, "attachmentTypes": ["image/png"], "passwordMin": 10 } }))
            .data("TopicList", json!({ "topics": [{ "code": "roads", "parentCode": null, "name": HOSTILE, "sensitive": false }] }))
            .data("RegionList", json!({ "regions": [{ "code": "63.71", "name": HOSTILE, "fullName": HOSTILE }] }))
            .data("AgencySearch", json!({ "agencies": { "nodes": [{ "code": "KALSEL-PUPR", "name": HOSTILE, "shortName": "PUPR", "open": true, "ancestors": [], "officersInOffice": 0 }],
                "pageInfo": { "hasPreviousPage": false, "hasNextPage": true, "startCursor": null, "endCursor": null } } }))
            .data("EnterReport", json!({ "submitReport": answer }))
    }

    fn refused() -> Value {
        json!({ "case": null, "trackingCode": null, "trackingSecret": null, "userErrors": [{ "code": "TOO_SHORT", "message": "Judul paling sedikit 5 huruf.", "path": ["input", "title"] }] })
    }

    #[tokio::test]
    async fn a_report_that_is_refused_comes_back_with_all_that_was_typed() {
        let client = client(officer(), refused()).ready();
        let fields = [
            ("channel", "PHONE"),
            ("title", "a"),
            ("body", HOSTILE),
            ("place", HOSTILE),
            ("name", HOSTILE),
            ("phone", "0812"),
            ("regency", "63.71"),
            ("secret", "true"),
            ("kunci", "0123456789abcdef"),
        ];
        let answer = post(&client, "/entri", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        answer.assert_harmless();
        assert!(
            answer.html.contains("href=\"#entri-title\"") && answer.html.contains("id=\"entri-title-error\""),
            "{}",
            answer.html
        );
        assert!(
            answer.html.contains("value=\"0812\"")
                && answer.html.contains("value=\"PHONE\" selected")
                && answer.html.contains("value=\"63.71\" selected"),
            "{}",
            answer.html
        );
        let input = client.variables("EnterReport").unwrap_or_default()["input"].clone();
        assert_eq!(
            (&input["channel"], &input["regionCode"], &input["secret"], &input["clientMutationId"]),
            (&json!("PHONE"), &json!("63.71"), &json!(true), &json!("0123456789abcdef"))
        );
    }

    #[tokio::test]
    async fn a_report_that_is_taken_in_shows_its_receipt_once() {
        let done = json!({ "case": { "reference": "TG-2611-0500" }, "trackingCode": "ABCD-1234", "trackingSecret": HOSTILE, "userErrors": [] });
        let answer = post(
            &client(officer(), done).english().ready(),
            "/entri",
            &[("channel", "WALK_IN"), ("title", "Lampu mati"), ("body", "x")],
        )
        .await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert!(answer.html.contains("ABCD-1234") && answer.html.contains("/laporan/TG-2611-0500"), "{}", answer.html);
    }

    #[tokio::test]
    async fn buttons_that_search_change_nothing_and_keep_what_was_typed() {
        let client = client(officer(), refused()).ready();
        let answer =
            post(&client, "/entri", &[("tombol", "cari-instansi"), ("named_search", "pupr"), ("title", "Jalan rusak")])
                .await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.assert_harmless();
        assert!(
            answer.html.contains("value=\"KALSEL-PUPR\"")
                && answer.html.contains("value=\"Jalan rusak\"")
                && answer.html.contains("Masih ada yang lain"),
            "{}",
            answer.html
        );
        assert!(client.variables("EnterReport").is_none());
    }

    #[tokio::test]
    async fn a_picture_is_handed_over_and_kept_when_the_form_comes_back() {
        let good = client(officer(), refused()).ready();
        let fields = [("_csrf", CSRF), ("channel", "PHONE"), ("title", "a")];
        let answer = post_file(&good, "/entri", &fields, ("files", "foto.png", b"12345")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.html.contains("name=\"attachment_ids\" value=\"file-1\""), "{}", answer.html);
        assert_eq!(good.variables("EnterReport").unwrap_or_default()["input"]["attachmentIds"], json!(["file-1"]));

        let mut bad = client(officer(), refused());
        bad.refuse_files = Some(HOSTILE.into());
        let bad = bad.ready();
        let answer = post_file(&bad, "/entri", &fields, ("files", "foto.png", b"12345")).await;
        answer.assert_harmless();
        assert!(answer.html.contains("foto.png: ") && bad.variables("EnterReport").is_none(), "{}", answer.html);

        let forged = client(officer(), refused()).ready();
        let answer = post_file(&forged, "/entri", &[("_csrf", "x")], ("files", "foto.png", b"12345")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(forged.uploads.lock().is_ok_and(|uploads| uploads.is_empty()), "no file is taken in without the token");
    }

    #[tokio::test]
    async fn only_officers_enter_reports_of_others() {
        assert_eq!(get(&client(citizen(), refused()).ready(), "/entri").await.status, StatusCode::FORBIDDEN);
        assert_eq!(get(&client(nobody(), refused()).ready(), "/entri").await.location, "/masuk?kembali=%2Fentri");
        assert_eq!(get(&client(officer(), refused()).ready(), "/entri").await.status, StatusCode::OK);
    }
}
