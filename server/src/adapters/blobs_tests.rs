//! The same behaviour of every place; what a failed upload leaves behind; S3 over a small server.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
use super::*;
use std::collections::HashMap;
use std::sync::Mutex;

fn files(folder: &std::path::Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    found
}

async fn read(store: &BlobStore, key: &str) -> Result<(u64, Vec<u8>), BlobError> {
    let (size, stream) = store.get_stream(key).await?;
    let parts: Vec<Bytes> = stream.try_collect().await?;
    Ok((size, parts.concat()))
}

async fn keeps_streams_and_deletes(store: BlobStore) {
    store.check().await.unwrap();
    let bytes = Bytes::from(vec![7u8; 300_000]);
    store.put("ab/cd-1", bytes.clone()).await.unwrap();
    assert_eq!(read(&store, "ab/cd-1").await, Ok((300_000, bytes.to_vec())));
    assert_eq!(store.get("ab/cd-1").await, Ok(bytes));
    assert_eq!(store.get("ab/other").await, Err(BlobError::NotFound));
    assert_eq!(store.delete("ab/cd-1").await, Ok(()));
    assert_eq!(store.delete("ab/cd-1").await, Ok(()), "deleting twice is no error");
    assert_eq!(read(&store, "ab/cd-1").await, Err(BlobError::NotFound));
}

async fn lists_by_age(store: BlobStore) {
    store.put("old/one", Bytes::from_static(b"123")).await.unwrap();
    let past = Utc::now() - chrono::Duration::hours(1);
    let future = Utc::now() + chrono::Duration::hours(1);
    assert_eq!(store.list_older_than(past).count().await, 0);
    let found: Vec<_> = store.list_older_than(future).try_collect().await.unwrap();
    assert_eq!(found.iter().map(|blob| (blob.key.as_str(), blob.size)).collect::<Vec<_>>(), [("old/one", 3)]);
}

#[tokio::test]
async fn memory_and_folder_keep_stream_and_delete_alike() {
    let folder = tempfile::tempdir().unwrap();
    keeps_streams_and_deletes(BlobStore::memory()).await;
    keeps_streams_and_deletes(BlobStore::folder(folder.path().join("made/here")).unwrap()).await;
    lists_by_age(BlobStore::memory()).await;
    lists_by_age(BlobStore::folder(folder.path().join("list")).unwrap()).await;
}

#[tokio::test]
async fn a_key_that_could_be_another_place_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = BlobStore::folder(folder.path().join("blobs")).unwrap();
    for key in ["", "/a", "a/", "a//b", "../a", "a/../../b", ".a", "a/.b", "A", "a b", "a#1", "a\\b", "a\0", "é"] {
        let put = store.put(key, Bytes::from_static(b"x")).await;
        assert_eq!(put, Err(BlobError::BadKey), "{key:?}");
        assert_eq!(store.delete(key).await, Err(BlobError::BadKey), "{key:?}");
    }
    assert_eq!(files(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn a_failed_upload_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let store = BlobStore::folder(folder.path()).unwrap();
    // The name is taken by a folder, so the last step, the rename, cannot succeed.
    std::fs::create_dir_all(folder.path().join("ab/taken/deep")).unwrap();
    let put = store.put("ab/taken", Bytes::from(vec![1; 100_000])).await;
    assert_eq!(put, Err(BlobError::Unavailable));
    assert_eq!(files(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn what_a_killed_process_left_is_swept_and_never_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = BlobStore::folder(folder.path()).unwrap();
    store.put("ab/whole", Bytes::from_static(b"x")).await.unwrap();
    std::fs::write(folder.path().join("ab/half#1"), b"ha").unwrap();
    let future = Utc::now() + chrono::Duration::hours(1);
    assert_eq!(store.list_older_than(future).count().await, 1);
    assert_eq!(store.sweep_unfinished(Utc::now() - chrono::Duration::hours(1)).await, Ok(0));
    assert_eq!(store.sweep_unfinished(future).await, Ok(1));
    assert_eq!(files(folder.path()), ["whole"]);
    assert_eq!(BlobStore::memory().sweep_unfinished(future).await, Ok(0));
}

#[tokio::test]
async fn errors_tell_nothing_of_the_inside() {
    let folder = tempfile::tempdir().unwrap();
    let store = BlobStore::folder(folder.path()).unwrap();
    let error = store.get("ab/secret-key").await.err().unwrap().to_string();
    assert!(!error.contains("secret-key") && !error.contains(&folder.path().display().to_string()));
    let file = folder.path().join("a-file");
    std::fs::write(&file, b"").unwrap();
    assert_eq!(BlobStore::folder(file).err(), Some(BlobError::Misconfigured));
}

/// Just enough of S3: signed requests, path-style addresses, one object a request.
async fn small_s3() -> String {
    use axum::extract::{Path, State};
    use axum::http::{HeaderMap, StatusCode};
    use axum::response::IntoResponse;
    type Kept = Arc<Mutex<HashMap<String, Bytes>>>;
    async fn put(State(kept): State<Kept>, Path(key): Path<String>, head: HeaderMap, body: Bytes) -> impl IntoResponse {
        let signed =
            head.get("authorization").is_some_and(|sign| sign.to_str().unwrap().starts_with("AWS4-HMAC-SHA256"));
        if !signed {
            return (StatusCode::FORBIDDEN, [("etag", "")]);
        }
        kept.lock().unwrap().insert(key, body);
        (StatusCode::OK, [("etag", "\"1\"")])
    }
    async fn get(State(kept): State<Kept>, Path(key): Path<String>) -> impl IntoResponse {
        match kept.lock().unwrap().get(&key) {
            Some(body) => {
                ([("last-modified", "Mon, 02 Nov 2026 08:00:00 GMT"), ("etag", "\"1\"")], body.clone()).into_response()
            }
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
    async fn delete(State(kept): State<Kept>, Path(key): Path<String>) -> StatusCode {
        kept.lock().unwrap().remove(&key);
        StatusCode::NO_CONTENT
    }
    async fn list() -> &'static str {
        "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
    }
    let routes = axum::Router::new()
        .route("/lampiran", axum::routing::get(list))
        .route("/lampiran/{*key}", axum::routing::get(get).put(put).delete(delete))
        .with_state(Kept::default());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

fn s3_config(endpoint: String) -> S3Config {
    S3Config {
        bucket: "lampiran".into(),
        region: "ap-southeast-3".into(),
        endpoint: Some(endpoint),
        access_key: "key".into(),
        secret_key: "very-secret".into(),
        allow_http: true,
    }
}

#[tokio::test]
async fn an_s3_compatible_store_keeps_streams_and_deletes_alike() {
    let store = BlobStore::s3(s3_config(small_s3().await)).unwrap();
    keeps_streams_and_deletes(store).await;
}

#[tokio::test]
async fn an_s3_store_that_does_not_answer_is_unavailable_and_its_secret_is_never_shown() {
    let config = s3_config("http://127.0.0.1:1".into());
    assert!(!format!("{config:?}").contains("very-secret"));
    let store = BlobStore::s3(config).unwrap();
    assert!(!format!("{store:?}").contains("very-secret"));
    assert_eq!(store.get("ab/cd").await, Err(BlobError::Unavailable));
}
