//! Replies that a browser saves as a file.
//!
//! The name is one of the application's: it is escaped, not trusted.

use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::http::header::{
    CONTENT_DISPOSITION, CONTENT_TYPE, Charset, ContentDisposition, DispositionParam,
    DispositionType, ExtendedValue, HeaderValue, TryIntoHeaderValue,
};
use actix_web::web::Bytes;

use super::call::{Call, success};
use super::operation::Operation;
use super::reply::{Reply, kind};
use crate::error::Result;

/// A file to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    name: String,
    media_type: String,
    content: Bytes,
}

impl Attachment {
    /// A file of this name, media type and content.
    pub fn new(
        name: impl Into<String>,
        media_type: impl Into<String>,
        content: impl Into<Bytes>,
    ) -> Self {
        Self { name: name.into(), media_type: media_type.into(), content: content.into() }
    }
}

#[diagnostic::do_not_recommend]
impl Reply<kind::Own> for Attachment {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let name = if self.name.is_ascii() {
            DispositionParam::Filename(self.name)
        } else {
            // RFC 8187
            DispositionParam::FilenameExt(ExtendedValue {
                charset: Charset::Ext("UTF-8".to_owned()),
                language_tag: None,
                value: self.name.into_bytes(),
            })
        };
        let disposition =
            ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![name] };
        let mut response = HttpResponse::with_body(call.success(), BoxBody::new(self.content));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::try_from(self.media_type)?);
        headers.insert(CONTENT_DISPOSITION, disposition.try_into_value()?);
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_any();
        let status = success(operation.spec);
        operation.header::<String>(status, "Content-Disposition", "The name of the file.");
    }
}
