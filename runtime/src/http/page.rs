//! Pages of rows, with links to the other pages (RFC 8288).
//!
//! Where a page begins and ends, the database layer says.

use actix_web::http::header::{HeaderValue, LINK};
use actix_web::{HttpRequest, HttpResponse};

use super::call::{Call, success};
use super::operation::Operation;
use super::reply::{Output, Reply, json, kind};
use crate::error::Result;
use crate::model::{CursorPage, Page};

#[diagnostic::do_not_recommend]
impl<T: Output> Reply<kind::Own> for Page<T> {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let mut response = json(call.success(), &self)?;
        if let Some(links) = links(&call.request, &self) {
            response.headers_mut().insert(LINK, links);
        }
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_json::<Self>();
        let status = success(operation.spec);
        operation.header::<String>(
            status,
            "Link",
            "The first, previous, next and last page; the last one only if rows are counted.",
        );
    }
}

#[diagnostic::do_not_recommend]
impl<T: Output> Reply<kind::Own> for CursorPage<T> {
    fn reply(self, call: &Call) -> Result<HttpResponse> {
        let mut response = json(call.success(), &self)?;
        if let Some(next) = &self.next {
            let link = link(&call.request, &["after"], &[("after", next)], "next");
            response.headers_mut().insert(LINK, HeaderValue::try_from(link)?);
        }
        Ok(response)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.success_json::<Self>();
        let status = success(operation.spec);
        operation.header::<String>(status, "Link", "The next page, if there is one.");
    }
}

/// The addresses of the other pages.
fn links<T>(request: &HttpRequest, page: &Page<T>) -> Option<HeaderValue> {
    let per_page = page.per_page.to_string();
    let link = |relation: &str, to: u64| {
        let parameters = [("page", &*to.to_string()), ("per_page", &*per_page)];
        link(request, &["page", "per_page"], &parameters, relation)
    };
    let (current, last) = (u64::from(page.page), page.pages());
    let mut links = vec![link("first", 1)];
    if current > 1 {
        links.push(link("prev", (current - 1).min(last.unwrap_or(u64::MAX))));
    }
    if page.has_next {
        links.push(link("next", current + 1));
    }
    links.extend(last.map(|last| link("last", last)));
    HeaderValue::try_from(links.join(", ")).ok()
}

/// The address of the request with some of its parameters replaced.
fn link(
    request: &HttpRequest,
    replaced: &[&str],
    parameters: &[(&str, &str)],
    relation: &str,
) -> String {
    let old = form_urlencoded::parse(request.query_string().as_bytes());
    let kept = old.filter(|(name, _)| !replaced.contains(&&**name));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kept).extend_pairs(parameters);
    format!("<{}?{}>; rel=\"{relation}\"", request.path(), query.finish())
}
