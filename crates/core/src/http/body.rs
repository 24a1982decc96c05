//! Reading an answer without trusting its length: the cap counts bytes after decompression.

use bytes::{Bytes, BytesMut};

use super::{BODY_CAP, Failure, Response, fault};

pub(super) async fn read(mut answer: reqwest::Response, fault: &fault::At<'_>) -> Result<Response, Failure> {
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    let mut body = BytesMut::new();
    while let Some(chunk) = next(&mut answer, fault).await? {
        if body.len() + chunk.len() > BODY_CAP {
            return Err(fault.too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response { status, headers, body: body.freeze() })
}

async fn next(answer: &mut reqwest::Response, fault: &fault::At<'_>) -> Result<Option<Bytes>, Failure> {
    answer.chunk().await.map_err(|error| fault.failure(error))
}
