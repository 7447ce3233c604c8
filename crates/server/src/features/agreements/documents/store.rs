//! Every SQL statement for documents.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::Document;
use crate::cx::Cx;

pub(super) async fn insert(cx: &mut Cx, sha: [u8; 32], bytes: &[u8], media: &str) -> Result<()> {
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let sql = "INSERT INTO documents (sha256, media, size, bytes, created_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (sha256) DO NOTHING";
    cx.tx.run(sql, args![sha, media, size, bytes, cx.now()]).await.map(drop)
}

pub(super) async fn load(cx: &mut Cx, sha: [u8; 32]) -> Result<Option<Document>> {
    let row = cx.tx.one("SELECT media, bytes FROM documents WHERE sha256 = $1", args![sha]).await?;
    row.map(|row| Ok(Document { media: row.get("media")?, bytes: row.get("bytes")? })).transpose()
}
