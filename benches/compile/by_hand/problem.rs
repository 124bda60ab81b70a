//! Errors, as `application/problem+json`.

use actix_web::error::{JsonPayloadError, QueryPayloadError};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use serde::Serialize;
use utoipa::ToSchema;
use validator::ValidationErrors;

pub type Result<T> = std::result::Result<T, Problem>;

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    status: u16,
    title: String,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Fault>,
}

/// What is wrong with one value.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fault {
    pointer: String,
    code: String,
    message: String,
}

impl Problem {
    fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or_default().to_owned();
        Self { status: status.as_u16(), title, detail: detail.into(), errors: Vec::new() }
    }

    pub fn not_found(detail: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "something went wrong")
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).content_type("application/problem+json").json(self)
    }
}

impl From<ValidationErrors> for Problem {
    fn from(found: ValidationErrors) -> Self {
        let fields = found.field_errors();
        let faults = fields.iter().flat_map(|(field, errors)| {
            errors.iter().map(move |error| Fault {
                pointer: format!("/{field}"),
                code: error.code.to_string(),
                message: error.message.as_deref().unwrap_or("is not valid").to_owned(),
            })
        });
        let errors = faults.collect();
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "the request is not valid") }
    }
}

impl From<DieselError> for Problem {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::not_found("there is no such row"),
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                let name = info.column_name().or_else(|| info.constraint_name());
                let fault = Fault {
                    pointer: format!("/{}", name.unwrap_or_default()),
                    code: "unique".to_owned(),
                    message: "is already taken".to_owned(),
                };
                Self { errors: vec![fault], ..Self::new(StatusCode::CONFLICT, "already taken") }
            }
            DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "refers to nothing that exists")
            }
            error => Self::internal(error),
        }
    }
}

pub fn of_body(error: JsonPayloadError, _: &HttpRequest) -> actix_web::Error {
    let status = match error {
        JsonPayloadError::Overflow { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        JsonPayloadError::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::BAD_REQUEST,
    };
    Problem::new(status, error.to_string()).into()
}

pub fn of_query(error: QueryPayloadError, _: &HttpRequest) -> actix_web::Error {
    Problem::new(StatusCode::BAD_REQUEST, error.to_string()).into()
}

pub async fn no_route() -> Problem {
    Problem::not_found("there is nothing here")
}

impl actix_web::Responder for Problem {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.error_response()
    }
}
