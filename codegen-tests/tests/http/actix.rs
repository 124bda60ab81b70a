//! Plain actix beside declared routes.

use actix_web::dev::Service;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, error};
use futures_util::future::{Either, err};

use super::{assert_problem, get, request, send};

pub(super) fn configure(services: &mut ServiceConfig) {
    services
        .service(web::resource("/actix/plain").route(web::get().to(async || "plain")))
        .route(
            "/actix/error",
            web::get().to(async || Err::<&str, _>(error::ErrorConflict("taken"))),
        )
        .route(
            "/actix/inside",
            web::get().to(async || Err::<&str, _>(error::ErrorBadGateway("inside"))),
        )
        .route("/actix/empty", web::get().to(async || HttpResponse::Forbidden().finish()))
        .route("/actix/own", web::get().to(async || HttpResponse::Gone().body("own words")))
        .route("/actix/path/{id}", web::get().to(async |id: web::Path<u8>| id.to_string()))
        .service(
            web::scope("/actix/guarded")
                .wrap_fn(|request, service| match request.path().ends_with("open") {
                    true => Either::Left(service.call(request)),
                    false => Either::Right(err(error::ErrorUnauthorized("who are you?"))),
                })
                .route("/open", web::get().to(async || "open")),
        );
}

#[test]
fn services_of_actix_are_asked_first() {
    assert_eq!(get("/actix/plain").text(), "plain");
    assert_eq!(get("/actix/path/7").text(), "7");
    assert_eq!(get("/actix/guarded/open").text(), "open");
    assert!(get("/actix/plain").header("x-request-id").is_some());
}

#[test]
fn errors_of_actix_are_problems_too() {
    let answer = get("/actix/error");
    assert_problem(&answer, 409, "conflict");
    assert_eq!(answer.member("/detail"), "taken");
    let answer = get("/actix/inside");
    assert_problem(&answer, 502, "bad_gateway");
    assert!(!answer.text().contains("inside"), "{}", answer.text());
    assert_problem(&get("/actix/path/x"), 404, "not_found");
    assert_problem(&get("/actix/empty"), 403, "forbidden");
    assert_problem(&send(&request("DELETE", "/actix/plain")), 405, "method_not_allowed");
    assert_problem(&get("/actix/nowhere"), 404, "not_found");
    assert_problem(&get("/actix/guarded/nowhere-open"), 404, "not_found");
}

#[test]
fn errors_of_middleware_keep_their_status() {
    assert_eq!(get("/actix/guarded/closed").status, 401);
}

#[test]
fn what_a_service_says_itself_stays() {
    let answer = get("/actix/own");
    assert_eq!((answer.status, answer.text().as_str()), (410, "own words"));
}
