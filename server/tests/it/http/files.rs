//! Files come in cleaned and go out by the right of their case.
use entities::vocab::Role;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Browser, Got, PASSWORD, site};
use crate::support::{Trials, World};

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.story("a_picture_comes_in_with_a_report_and_goes_out_to_those_who_may_see_it", picture);
    trials.story("a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing", refused);
    trials.story("a_file_belongs_to_one_act_alone", bound_once);
}

/// A small picture.
fn png() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| {
        image::Rgb([u8::try_from(x * 3).unwrap(), u8::try_from(y * 5).unwrap(), 90])
    });
    let mut bytes = std::io::Cursor::new(vec![]);
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn send(browser: &mut Browser, field: &str, name: &str, kind: &str, bytes: &[u8]) -> Got {
    let mut body = format!("--batas\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--batas--\r\n");
    let headers = [("content-type", "multipart/form-data; boundary=batas"), ("x-tanggap-request", "1")];
    browser.send(Method::POST, "/uploads", &headers, body).await
}

const FILE: &str = "mutation($f: [ID!]!) { submitReport(input: { title: \"Jalan berlubang di pasar\", body: \"Lubang besar di tengah jalan raya.\",
    anonymous: true, attachmentIds: $f }) { trackingCode trackingSecret case { id attachments { fileName mediaType url thumbnailUrl } } userErrors { code path } } }";

async fn picture(world: World) {
    let site = site(&world);
    let mut citizen = Browser::new(&site, 1);
    let got = send(&mut citizen, "file", "../../foto jalan\".png", "image/jpeg", &png()).await;
    assert_eq!(got.status, StatusCode::CREATED, "{}", got.text());
    let taken = got.json();
    assert_eq!(taken["mediaType"], "image/png", "by its content, not by what was said");
    let name = taken["fileName"].as_str().unwrap();
    assert!(!name.contains('/') && !name.contains('"'), "{name}");
    let id = taken["id"].as_str().unwrap().to_owned();
    let path = format!("/berkas/{}", server::graphql::ids::to_attachment(&id).unwrap());
    assert_eq!(citizen.get(&path).await.status, StatusCode::NOT_FOUND, "nobody's until a report takes it");

    let filed = citizen.graphql(FILE, json!({ "f": [id] })).await.done("submitReport");
    let file = filed.at("/submitReport/case/attachments/0").clone();
    assert!(file["url"].as_str().unwrap().contains(&path), "{file}");
    let (code, secret) = (filed.text("/submitReport/trackingCode"), filed.text("/submitReport/trackingSecret"));

    assert_eq!(citizen.get(&path).await.status, StatusCode::NOT_FOUND, "without the secret not even here");
    let open = "mutation($c: String!, $s: String!) { openTrackedReport(input: { code: $c, secret: $s }) { case { id } userErrors { code } } }";
    citizen.graphql(open, json!({ "c": code, "s": secret })).await.done("openTrackedReport");
    let got = citizen.get(&path).await;
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "image/png"));
    assert!(got.header("content-disposition").starts_with("attachment"), "{}", got.header("content-disposition"));
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert!(got.header("cache-control").contains("no-store"));
    assert!(got.header("content-security-policy").contains("sandbox"));
    let picture = image::load_from_memory(&got.body).unwrap();
    assert_eq!((picture.width(), picture.height()), (64, 48));
    let small = citizen.get(&format!("{path}/kecil")).await;
    assert_eq!(small.status, StatusCode::OK);
    image::load_from_memory(&small.body).unwrap();

    for (role, agency, may) in [
        (Role::ProvinceCoordinator, "KALSEL", true),
        (Role::RegencyCoordinator, "HSS", false),
        (Role::AgencyAdmin, "KALSEL-PUPR", false),
        (Role::SystemAdmin, "", false),
    ] {
        world.officer(role, agency).await;
        let mut officer = Browser::new(&site, 9);
        officer.sign_in(&format!("{}.{}@contoh.id", role.as_str(), agency.to_lowercase()), PASSWORD).await;
        for path in [path.clone(), format!("{path}/kecil")] {
            let got = officer.get(&path).await;
            let wanted = if may { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(got.status, wanted, "{role:?} of {agency:?} at {path}");
            // The report is anonymous, and a file's name may be its sender's.
            assert!(!got.header("content-disposition").contains("foto"), "{}", got.header("content-disposition"));
        }
    }
    let mut nobody = Browser::new(&site, 8);
    let hidden = nobody.get(&path).await;
    let unknown = nobody.get("/berkas/00000000-0000-4000-8000-000000000000").await;
    assert_eq!(
        (hidden.status, &hidden.body),
        (StatusCode::NOT_FOUND, &unknown.body),
        "hidden and unknown answer alike"
    );
}

async fn refused(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    let mut cut = png();
    cut.truncate(60);
    let cases: Vec<(&str, Got, u16)> = vec![
        (
            "text named .jpg",
            send(&mut browser, "file", "foto.jpg", "image/jpeg", b"Ini bukan gambar, hanya tulisan biasa.").await,
            415,
        ),
        (
            "HTML named .png",
            send(&mut browser, "file", "a.png", "image/png", b"<html><script>alert(1)</script></html>").await,
            415,
        ),
        (
            "SVG",
            send(
                &mut browser,
                "file",
                "a.svg",
                "image/svg+xml",
                b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
            )
            .await,
            415,
        ),
        (
            "a program",
            send(&mut browser, "file", "a.pdf", "application/pdf", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0").await,
            415,
        ),
        ("a picture cut off", send(&mut browser, "file", "a.png", "image/png", &cut).await, 422),
        ("nothing", send(&mut browser, "file", "a.png", "image/png", b"").await, 422),
        ("another field", send(&mut browser, "berkas", "a.png", "image/png", &png()).await, 400),
        ("too large", send(&mut browser, "file", "a.png", "image/png", &vec![0x89; 11 * 1024 * 1024]).await, 413),
    ];
    for (what, got, status) in cases {
        assert_eq!(got.status.as_u16(), status, "{what}: {}", got.text());
        let body: Value = got.json();
        assert!(
            body["error"]["code"].is_string() && body["error"]["message"].as_str().is_some_and(|text| text.len() > 10),
            "{what}: {body}"
        );
    }
    let json = browser.send(Method::POST, "/uploads", &[("content-type", "application/json")], b"{}".to_vec()).await;
    assert_eq!(json.status.as_u16(), 415);
    let db = crate::store::connect(&world).await;
    assert!(crate::store::select(&db, "SELECT id FROM attachments").await.is_empty(), "a refused file leaves no row");
    db.close().await.unwrap();
}

async fn bound_once(world: World) {
    let mut browser = Browser::new(&site(&world), 1);
    let mut ids = vec![];
    for n in 0..2 {
        let got = send(&mut browser, "file", &format!("{n}.png"), "image/png", &png()).await;
        ids.push(got.json()["id"].as_str().unwrap().to_owned());
    }
    browser.graphql(FILE, json!({ "f": [ids[0]] })).await.done("submitReport");
    let before = crate::store::rows(&world).await;
    for again in [json!([ids[0]]), json!([ids[1], ids[0]]), json!([ids[1], ids[1]])] {
        let answer = browser.graphql(FILE, json!({ "f": again })).await;
        assert_eq!(answer.refusals("submitReport"), ["UNKNOWN"], "{again}: {:#}", answer.0);
        assert_eq!(answer.at("/submitReport/userErrors/0/path"), &json!(["input", "attachmentIds"]));
    }
    assert_eq!(crate::store::rows(&world).await, before, "all or none");
    browser.graphql(FILE, json!({ "f": [ids[1]] })).await.done("submitReport");
}
