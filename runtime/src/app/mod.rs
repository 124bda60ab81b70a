//! The application: what is put together at start, the server, and the commands of the binary.
//!
//! Nothing here is asked for while a request is answered.

mod access;
#[cfg(feature = "accounts")]
mod accounts;
#[cfg(feature = "__database")]
mod ask;
#[cfg(feature = "__database")]
mod audit;
mod behalf;
mod builtin;
mod command;
#[cfg(feature = "docs")]
mod docs;
mod document;
mod entry;
mod limits;
#[cfg(feature = "__database")]
mod migrate;
mod print;
#[cfg(feature = "__database")]
mod seed;
mod server;
mod startup;
mod unused;

pub use entry::{Application, run_main};
pub use server::Running;
use startup::Provided;
pub use startup::Started;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::web::ServiceConfig;

use crate::auth::Scheme;
use crate::config::{Config, Defaults};
use crate::error::Result;
use crate::http::ErrorBody;
use crate::http::failure::ErrorForm;
use crate::openapi::Info;

type Configure = Arc<dyn Fn(&mut ServiceConfig) + Send + Sync>;
type Provide = Box<dyn FnOnce(&mut Provided) + Send>;
type Hook = Box<dyn FnOnce(Started) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> + Send>;

/// An application: all declared routes, models, policies and jobs of the program, and what is added
/// here by hand.
///
/// # Examples
///
/// ```no_run
/// use ordain::prelude::*;
///
/// #[ordain::main]
/// async fn main() -> Result<()> {
///     App::new().title("Shop").run().await
/// }
/// # mod hidden {}
/// ```
pub struct App {
    info: Info,
    defaults: Defaults,
    configure: Vec<Configure>,
    provided: Vec<Provide>,
    on_start: Vec<Hook>,
    auth_scheme: &'static str,
    errors: ErrorForm,
}

impl App {
    /// An application with the name and the version of the program's package.
    #[must_use]
    pub fn new() -> Self {
        let package = entry::package();
        let info = Info {
            title: package.name.to_owned(),
            version: package.version.to_owned(),
            description: package.description.to_owned(),
        };
        Self {
            info,
            defaults: Defaults::default(),
            configure: Vec::new(),
            provided: Vec::new(),
            on_start: Vec::new(),
            auth_scheme: Scheme::BEARER.name(),
            errors: ErrorForm::default(),
        }
    }

    /// The title of the document.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.info.title = title.into();
        self
    }

    /// The text at the top of the document, which may be Markdown.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.info.description = text.into();
        self
    }

    /// The database that development uses when the configuration names none:
    /// `sqlite:blog.db`.
    #[must_use]
    pub fn database_url(mut self, url: impl Into<String>) -> Self {
        self.defaults.database_url = Some(url.into());
        self
    }

    /// A value that routes, jobs and seeders take as [`State<T>`](crate::http::State).
    #[must_use]
    pub fn state<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.provided.push(Box::new(move |provided| provided.add(value)));
        self
    }

    /// The word before a token in the header `Authorization`, in place of `Bearer`: requests, challenges, the answers
    /// that give tokens and the document have it.
    #[must_use]
    pub fn auth_scheme(mut self, scheme: &'static str) -> Self {
        self.auth_scheme = scheme;
        self
    }

    /// What every error is answered with, in place of a problem document; the document has it, too.
    #[must_use]
    pub fn errors<T: ErrorBody>(mut self) -> Self {
        self.errors = ErrorForm::of::<T>();
        self
    }

    /// Services of plain actix, beside the declared routes. They are asked first.
    #[must_use]
    pub fn configure(
        mut self,
        configure: impl Fn(&mut ServiceConfig) + Send + Sync + 'static,
    ) -> Self {
        self.configure.push(Arc::new(configure));
        self
    }

    /// Runs once before the first request, after the database is ready.
    #[must_use]
    pub fn on_start<F, R>(mut self, hook: F) -> Self
    where
        F: FnOnce(Started) -> R + Send + 'static,
        R: Future<Output = Result<()>> + Send + 'static,
    {
        self.on_start.push(Box::new(move |started| Box::pin(hook(started))));
        self
    }

    /// Does what the command line says: serves, unless it names another command.
    ///
    /// # Errors
    /// A wrong configuration, declarations that contradict each other, a database or an address
    /// that cannot be had.
    pub async fn run(self) -> Result<()> {
        command::run(self).await
    }

    /// Serves with this configuration until [`Running::stop`] is called.
    ///
    /// # Errors
    /// As [`App::run`].
    pub async fn start(self, config: Config) -> Result<Running> {
        server::start(self, config).await
    }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}
