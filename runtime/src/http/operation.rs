//! One operation of the document, put together from what its arguments and replies say.
//!
//! It writes no JSON: that is the document's work.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Parameter as Described, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{RefOr, Required, Schema};

use super::call::success;
use super::failure::ErrorForm;
use super::field::{Fields, has_rules};
use super::spec::RouteSpec;
use crate::error::ErrorResponse;
use crate::policy::Rule;
use crate::schema::{JsonSchema, Parameter, READ, Schemas, WRITE, parameters};

/// An operation in the making.
pub struct Operation<'a> {
    /// The route that is described.
    pub spec: &'static RouteSpec,
    schemas: &'a mut Schemas,
    parameters: Vec<Described>,
    body: Option<RequestBody>,
    knows_actors: bool,
    fields: Fields,
    errors: ErrorForm,
    replies: BTreeMap<u16, ReplyParts>,
    problems: BTreeMap<u16, Problems>,
}

#[derive(Default)]
struct ReplyParts {
    description: String,
    content: Vec<(String, Option<RefOr<Schema>>)>,
    headers: Vec<(&'static str, &'static str, RefOr<Schema>)>,
}

#[derive(Default)]
struct Problems {
    descriptions: Vec<String>,
    schemas: Vec<RefOr<Schema>>,
    plain: bool,
    headers: Vec<(&'static str, &'static str, RefOr<Schema>)>,
}

/// What the document takes over.
pub struct Parts {
    /// Path, query, header and cookie parameters.
    pub parameters: Vec<Described>,
    /// The request's body.
    pub body: Option<RequestBody>,
    /// Whether it makes a difference who calls, even where anybody may.
    pub knows_actors: bool,
    /// Responses by status.
    pub responses: Vec<(String, Response)>,
}

impl<'a> Operation<'a> {
    /// An operation that says nothing yet.
    pub fn new(spec: &'static RouteSpec, schemas: &'a mut Schemas) -> Self {
        let (parameters, body) = (Vec::new(), None);
        let (replies, problems) = (BTreeMap::new(), BTreeMap::new());
        let (knows_actors, fields, errors) = (false, Fields::default(), ErrorForm::default());
        Self { spec, schemas, parameters, body, knows_actors, fields, errors, replies, problems }
    }

    /// The operation, whose errors have this form.
    #[must_use]
    pub fn with_errors(self, errors: ErrorForm) -> Self {
        Self { errors, ..self }
    }

    /// A segment of the path.
    pub fn segment<T: JsonSchema>(&mut self, name: &str) {
        let schema = self.schemas.of::<T>();
        self.segment_schema(name, schema);
        self.problem(StatusCode::BAD_REQUEST, "A path segment is malformed.");
    }

    /// A segment of the path whose schema is already made.
    pub fn segment_schema(&mut self, name: &str, schema: RefOr<Schema>) {
        self.parameters.push(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(schema))
                .build(),
        );
    }

    /// The fields of `T` as parameters.
    pub fn fields<T: JsonSchema>(&mut self, place: &ParameterIn) {
        let dashes = matches!(place, ParameterIn::Header);
        for parameter in parameters::<T>(self.schemas) {
            let Parameter { name, required, description, schema } = parameter;
            self.parameters.push(
                ParameterBuilder::new()
                    .name(if dashes { name.replace('_', "-") } else { name })
                    .parameter_in(place.clone())
                    .required(if required { Required::True } else { Required::False })
                    .description(description)
                    .schema(Some(schema))
                    .build(),
            );
        }
        self.problem(StatusCode::BAD_REQUEST, "A parameter is malformed.");
        self.problem(StatusCode::UNPROCESSABLE_ENTITY, "A parameter breaks a rule.");
    }

    /// A header that a request must have.
    pub fn request_header(&mut self, name: &str, description: &str) {
        let schema = self.schemas.of::<String>();
        self.parameter(name, ParameterIn::Header, Required::True, description, schema);
    }

    /// A parameter of the query string that may be left out.
    pub fn optional_parameter(&mut self, name: &str, description: &str, schema: RefOr<Schema>) {
        self.parameter(name, ParameterIn::Query, Required::False, description, schema);
    }

    /// Parameters are parsed, so they can be malformed.
    pub fn malformed_parameter(&mut self) {
        self.problem(StatusCode::BAD_REQUEST, "A parameter is malformed.");
    }

    fn parameter(
        &mut self,
        name: &str,
        place: ParameterIn,
        required: Required,
        description: &str,
        schema: RefOr<Schema>,
    ) {
        self.parameters.push(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(place)
                .required(required)
                .description(Some(description))
                .schema(Some(schema))
                .build(),
        );
    }

    /// Who calls, where somebody says so.
    pub fn actor(&mut self) {
        self.knows_actors = true;
        self.problem(StatusCode::UNAUTHORIZED, "The credentials are not good.");
    }

    /// The request's body.
    pub fn body<T: JsonSchema>(&mut self, media_type: &str) {
        let schema = self.schemas.of::<T>();
        self.note_writing(&schema);
        self.body = Some(
            RequestBodyBuilder::new()
                .required(Some(Required::True))
                .content(media_type, ContentBuilder::new().schema(Some(schema)).build())
                .build(),
        );
        self.problem(StatusCode::BAD_REQUEST, "The body cannot be read.");
        self.problem(StatusCode::PAYLOAD_TOO_LARGE, "The body is too large.");
        self.problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is of another media type.");
        self.problem(
            StatusCode::UNPROCESSABLE_ENTITY,
            "The body breaks rules; all of them are listed.",
        );
    }

    /// A good reply of JSON with the route's status.
    pub fn success_json<T: JsonSchema>(&mut self) {
        self.json::<T>(success(self.spec), "Done.");
    }

    /// A good reply of JSON with the route's status, of which only a schema is known.
    #[cfg(feature = "accounts")]
    pub fn success_schema(&mut self, schema: impl FnOnce(&mut Schemas) -> RefOr<Schema>) {
        let schema = schema(self.schemas);
        self.note_reading(&schema);
        let content = ("application/json".to_owned(), Some(schema));
        self.reply(success(self.spec), "Done.").content.push(content);
    }

    /// A good reply of text with the route's status.
    pub fn success_text(&mut self, media_type: &str) {
        self.content::<String>(success(self.spec), media_type);
    }

    /// Another media type of a good reply.
    pub fn content<T: JsonSchema>(&mut self, status: StatusCode, media_type: &str) {
        let schema = self.schemas.of::<T>();
        self.note_reading(&schema);
        self.reply(status, "Done.").content.push((media_type.to_owned(), Some(schema)));
    }

    /// A good reply of which the declaration says nothing more.
    pub fn success_any(&mut self) {
        self.reply(success(self.spec), "Done.").content.push(("*/*".to_owned(), None));
    }

    /// A good reply without a body.
    pub fn success_empty(&mut self, status: StatusCode, description: &str) {
        self.reply(status, description);
    }

    /// A redirection.
    pub fn redirect(&mut self) {
        self.replies.insert(
            StatusCode::SEE_OTHER.as_u16(),
            ReplyParts { description: "Look there.".to_owned(), ..ReplyParts::default() },
        );
        self.header::<String>(StatusCode::SEE_OTHER, "Location", "Where to look.");
    }

    /// A reply of JSON.
    pub fn json<T: JsonSchema>(&mut self, status: StatusCode, description: &str) {
        let schema = self.schemas.of::<T>();
        self.note_reading(&schema);
        let reply = self.reply(status, description);
        reply.content.push(("application/json".to_owned(), Some(schema)));
    }

    /// A header of a good reply.
    pub fn header<T: JsonSchema>(
        &mut self,
        status: StatusCode,
        name: &'static str,
        text: &'static str,
    ) {
        let schema = self.schemas.of::<T>();
        self.reply(status, "Done.").headers.push((name, text, schema));
    }

    /// A problem that the declaration can lead to.
    pub fn problem(&mut self, status: StatusCode, description: impl Into<String>) {
        let problems = self.problems(status);
        problems.plain = true;
        add_text(&mut problems.descriptions, description.into());
    }

    /// A header of a problem.
    pub fn problem_header<T: JsonSchema>(
        &mut self,
        status: StatusCode,
        name: &'static str,
        text: &'static str,
    ) {
        let schema = self.schemas.of::<T>();
        self.problems(status).headers.push((name, text, schema));
    }

    /// A header of every answer that has been described so far.
    pub fn every_header<T: JsonSchema>(&mut self, name: &'static str, text: &'static str) {
        let schema = self.schemas.of::<T>();
        let replies = self.replies.values_mut().map(|reply| &mut reply.headers);
        let problems = self.problems.values_mut().map(|problems| &mut problems.headers);
        replies.chain(problems).for_each(|headers| headers.push((name, text, schema.clone())));
    }

    /// A problem of the application's own.
    pub fn error_response(&mut self, response: ErrorResponse) {
        if !self.errors.is_problem {
            return self.problem(response.status, response.description);
        }
        let base = (self.errors.schema)(self.schemas);
        let code =
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some([response.code]));
        let mut own = ObjectBuilder::new().schema_type(Type::Object).property("code", code);
        for (name, schema) in response.fields {
            self.note_reading(&schema);
            own = own.property(name, schema).required(name);
        }
        let schema: Schema = AllOfBuilder::new().item(base).item(own).into();
        let problems = self.problems(response.status);
        add_text(&mut problems.descriptions, response.description.to_owned());
        problems.schemas.push(RefOr::T(schema));
    }

    /// Which rules for fields were met.
    pub(super) fn fields_with_rules(&self) -> Fields {
        self.fields
    }

    /// A reply in which not everybody sees everything depends on who calls.
    fn note_reading(&mut self, schema: &RefOr<Schema>) {
        if self.schemas.has_keyword(schema, READ) {
            self.fields.read = true;
            self.ask_who_calls();
        }
    }

    /// So does a stream of which the type does not say what is in it.
    pub(super) fn streams_anything(&mut self) {
        if has_rules() {
            self.fields.read = true;
            self.ask_who_calls();
        }
    }

    /// So does a body of which not everybody may give everything.
    fn note_writing(&mut self, schema: &RefOr<Schema>) {
        if self.schemas.has_keyword(schema, WRITE) {
            self.fields.written = true;
            self.ask_who_calls();
            let text = "A field is given that the caller may not write; all of them are listed.";
            self.problem(StatusCode::FORBIDDEN, text);
        }
    }

    fn ask_who_calls(&mut self) {
        if matches!(self.spec.policy, Rule::Public) {
            self.actor();
        }
    }

    /// Everything that was said.
    pub fn finish(self) -> Parts {
        let errors = self.errors;
        let problem = (errors.schema)(self.schemas);
        let mut responses: BTreeMap<String, Response> = BTreeMap::new();
        for (status, reply) in self.replies {
            responses.insert(status.to_string(), reply.finish());
        }
        for (status, problems) in self.problems {
            responses.insert(status.to_string(), problems.finish(&problem, errors.media_type));
        }
        let other = Problems {
            descriptions: vec!["Any other failure.".to_owned()],
            plain: true,
            ..Problems::default()
        };
        responses.insert("default".to_owned(), other.finish(&problem, errors.media_type));
        Parts {
            parameters: self.parameters,
            body: self.body,
            knows_actors: self.knows_actors,
            responses: responses.into_iter().collect(),
        }
    }

    /// What is said so far of a status, which may be answered as another one.
    fn problems(&mut self, status: StatusCode) -> &mut Problems {
        self.problems.entry((self.errors.status)(status).as_u16()).or_default()
    }

    fn reply(&mut self, status: StatusCode, description: &str) -> &mut ReplyParts {
        let reply = self.replies.entry(status.as_u16()).or_default();
        if reply.description.is_empty() {
            description.clone_into(&mut reply.description);
        }
        reply
    }
}

impl ReplyParts {
    fn finish(self) -> Response {
        let mut response = ResponseBuilder::new().description(self.description);
        for (media_type, schema) in self.content {
            response = response.content(media_type, ContentBuilder::new().schema(schema).build());
        }
        with_headers(response, self.headers).build()
    }
}

impl Problems {
    fn finish(mut self, problem: &RefOr<Schema>, media_type: &str) -> Response {
        if self.plain {
            self.schemas.insert(0, problem.clone());
        }
        let schema = if self.schemas.len() == 1 {
            self.schemas.remove(0)
        } else if self.plain {
            // The plain form admits every problem, so the forms overlap.
            let any = utoipa::openapi::schema::AnyOfBuilder::new();
            let any =
                self.schemas.into_iter().fold(any, utoipa::openapi::schema::AnyOfBuilder::item);
            RefOr::T(any.into())
        } else {
            RefOr::T(self.schemas.into_iter().fold(OneOfBuilder::new(), OneOfBuilder::item).into())
        };
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description(self.descriptions.join(" "))
            .content(media_type, content);
        with_headers(response, self.headers).build()
    }
}

fn with_headers(
    mut response: ResponseBuilder,
    headers: Vec<(&'static str, &'static str, RefOr<Schema>)>,
) -> ResponseBuilder {
    for (name, text, schema) in headers {
        let header = HeaderBuilder::new().schema(Some(schema)).description(Some(text)).build();
        response = response.header(name, header);
    }
    response
}

fn add_text(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}
