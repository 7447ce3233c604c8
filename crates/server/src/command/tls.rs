//! `--tls-self-signed`: https with a certificate that is made at the start and never leaves the process, so that
//! nobody weakens a cookie to try the product on this machine.

use std::sync::Arc;

use axum::http::Uri;
use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sojourn_kit::config::Config;
use sojourn_kit::error::{Error, Result};

use super::{ConfigFile, start};

const BASE_URL: &str = "SOJOURN_BASE_URL";

/// The configuration with an https address: the one that is set, or the one that is listened on.
///
/// # Errors
/// When a key is wrong, or `base_url` is set and is not https.
pub(super) fn config(file: &ConfigFile) -> Result<Config> {
    let load = |extra: (&str, String)| {
        let extra = (extra.0.to_owned(), extra.1);
        Config::load(file.config.as_deref(), std::env::vars().chain([extra])).map_err(Error::internal)
    };
    // plain http is allowed for this first look only, to learn the address
    let seen = load(("SOJOURN_ALLOW_INSECURE_HTTP", "true".to_owned()))?;
    let address = if seen.secure_cookies() {
        seen.base_url
    } else if seen.base_url == format!("http://{}", seen.listen) {
        format!("https://{}", seen.listen)
    } else {
        return Err(Error::internal(format!(
            "base_url is {}, but --tls-self-signed serves https: write https:// or leave base_url out",
            seen.base_url
        )));
    };
    start::checked(load((BASE_URL, address))?)
}

/// A fresh certificate for this machine and the host of `base_url`.
///
/// # Errors
/// When the certificate cannot be made.
pub(super) fn self_signed(base_url: &str) -> Result<RustlsConfig> {
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()];
    let uri: Option<Uri> = base_url.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).map(|host| host.trim_matches(['[', ']']).to_owned());
    names.extend(host.filter(|host| !names.contains(host)));
    let made = rcgen::generate_simple_self_signed(names).map_err(Error::internal)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .map_err(Error::internal)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
