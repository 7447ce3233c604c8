//! The files of `ui/`, compiled into the program and served from `/assets/`.

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

/// Where the files are served from.
pub const PREFIX: &str = "/assets/";
/// A year: the address of a file changes when its bytes do.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For an address without a hash: ask again each time, answer 304 when nothing changed.
const ASK_AGAIN: &str = "public, no-cache";

#[derive(RustEmbed)]
#[folder = "../../ui"]
struct Ui;

struct Asset {
    bytes: std::borrow::Cow<'static, [u8]>,
    kind: &'static str,
    hash: String,
    url: String,
}

static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    Ui::iter().filter_map(|name| load(&name).map(|asset| (name.into_owned(), asset))).collect()
});

fn load(name: &str) -> Option<Asset> {
    let kind = content_type(name)?;
    let file = Ui::get(name)?;
    let mut hash = String::new();
    for byte in file.metadata.sha256_hash().iter().take(8) {
        // Writing to a String cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    let url = format!("{PREFIX}{name}?v={hash}");
    Some(Asset { bytes: file.data, kind, hash, url })
}

/// Only these kinds are served: notes and licences in `ui/` stay out of the program's addresses.
fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

/// The address of a file with the hash of its content, such as `/assets/css/sojourn.css?v=0f3a…`.
/// An unknown name gives the empty string; a test walks the templates, so that none ships.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS.get(name).map_or("", |asset| asset.url.as_str())
}

/// Answers `GET /assets/{*path}`: 200 with the file, 304 when the browser already has it, or 404.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let Some((name, asset)) =
        uri.path().strip_prefix(PREFIX).and_then(|name| Some((name, ASSETS.get(name)?)))
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", asset.hash);
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes());
    let mut reply = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(asset.bytes.clone().into_owned()).into_response()
    };
    // The stylesheet names fonts without a hash: a font never changes under its name.
    let hashed = uri.query().is_some_and(|query| query == format!("v={}", asset.hash));
    let keep = if hashed || name.starts_with("fonts/") { FOR_EVER } else { ASK_AGAIN };
    let reply_headers = reply.headers_mut();
    reply_headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    reply_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        reply_headers.insert(header::ETAG, etag);
    }
    reply
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode, Uri, header};

    use super::{serve, url};

    async fn get(address: &str, etag: Option<&str>) -> axum::response::Response {
        let mut headers = HeaderMap::new();
        if let Some(etag) = etag {
            headers.insert(header::IF_NONE_MATCH, etag.parse().expect("a plain header value"));
        }
        serve(address.parse::<Uri>().expect("a plain address"), headers).await
    }

    #[tokio::test]
    async fn a_hashed_address_is_kept_for_ever_and_a_known_etag_costs_nothing() {
        let first = get(url("css/sojourn.css"), None).await;
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(first.headers()[header::CACHE_CONTROL].to_str().expect("ascii").contains("immutable"));
        let etag = first.headers()[header::ETAG].to_str().expect("ascii").to_owned();
        assert_eq!(get(url("css/sojourn.css"), Some(&etag)).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[tokio::test]
    async fn an_address_without_its_hash_is_asked_for_again() {
        for address in ["/assets/js/sojourn.js", "/assets/js/sojourn.js?v=stale"] {
            let reply = get(address, None).await;
            assert_eq!(reply.headers()[header::CACHE_CONTROL], "public, no-cache");
        }
    }

    #[tokio::test]
    async fn only_known_files_of_known_kinds_are_served() {
        for address in ["/assets/../Cargo.toml", "/assets/fonts/OFL.txt", "/assets/nothing.css"] {
            assert_eq!(get(address, None).await.status(), StatusCode::NOT_FOUND, "{address}");
        }
    }
}
