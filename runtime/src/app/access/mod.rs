//! Every way into the application and who may take it: routes, fields with rules of their own, jobs,
//! seeders, commands.
//!
//! What it says of a route is what is enforced. It asks nothing and changes nothing.

mod difference;
mod format;

pub(super) use format::Format;

use std::path::Path;

use clap::CommandFactory;

use super::App;
use super::command::Line;
use crate::error::{Error, Result};
use crate::http::RouteSpec;
#[cfg(feature = "jobs")]
use crate::job::{self, JobSpec};
use crate::policy::Rule;
use crate::policy::matrix::{self, Caller};
#[cfg(feature = "__database")]
use crate::seed;

/// What stands for a caller where no request leads.
const NO_REQUEST: &str = "-";

/// The access matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Matrix {
    /// The kinds of callers.
    callers: Vec<String>,
    entries: Vec<Entry>,
}

/// One way in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// `GET /posts`, `job announce`
    name: String,
    /// The rule as it is written, or in words.
    policy: String,
    /// What it says to each of the callers.
    access: Vec<String>,
}

impl Matrix {
    /// The matrix of the program.
    pub(super) fn of(app: &App, routes: &[&'static RouteSpec]) -> Self {
        let callers = matrix::callers();
        let mut access =
            Self { callers: callers.iter().map(ToString::to_string).collect(), ..Self::default() };
        for spec in routes {
            let name = format!("{} {}", spec.method, spec.path);
            access.add_rule(name, &spec.policy, &callers);
        }
        #[cfg(feature = "__database")]
        access.add_fields(&callers);
        #[cfg(feature = "jobs")]
        for (name, spec) in named_jobs() {
            let name = format!("job {name}");
            match spec.rule() {
                Rule::Public => access.add(name, "the application", NO_REQUEST),
                rule => access.add_rule(name, rule, &callers),
            }
        }
        #[cfg(feature = "__database")]
        for spec in seed::specs() {
            access.add(format!("seeder {}", spec.name()), "the application", NO_REQUEST);
        }
        for command in Line::command().get_subcommands() {
            let name = format!("command {}", command.get_name());
            access.add(name, "whoever runs the program", NO_REQUEST);
        }
        if !app.on_start.is_empty() {
            access.add("hook on_start".to_owned(), "the application", NO_REQUEST);
        }
        if !app.configure.is_empty() {
            access.add("services of plain actix".to_owned(), "what their own code says", "?");
        }
        access
    }

    /// The fields that not everybody reads or writes: `Post.featured write`.
    #[cfg(feature = "__database")]
    fn add_fields(&mut self, callers: &[Caller]) {
        for model in crate::model::models() {
            for column in model.columns {
                for (action, rule) in [("read", &column.read), ("write", &column.write)] {
                    if let Some(rule) = rule {
                        let name = format!("{}.{} {action}", model.ident, column.field);
                        self.add_rule(name, rule, callers);
                    }
                }
            }
        }
    }

    fn add_rule(&mut self, name: String, rule: &Rule, callers: &[Caller]) {
        let decide = |caller: &Caller| matrix::decision(rule, *caller).to_string();
        let access = callers.iter().map(decide).collect();
        self.entries.push(Entry { name, policy: rule.to_string(), access });
    }

    fn add(&mut self, name: String, policy: &str, cell: &str) {
        let access = vec![cell.to_owned(); self.callers.len()];
        self.entries.push(Entry { name, policy: policy.to_owned(), access });
    }

    /// Compares it with the one in a file.
    ///
    /// # Errors
    /// A file that is not there or holds no matrix; a matrix that says anything else.
    pub(super) fn check(&self, file: &Path) -> Result<()> {
        let shown = file.display();
        let format = Format::of(file)?;
        let command = format!("policies --format {} > {shown}", format.name());
        let text = std::fs::read_to_string(file).map_err(|error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let what =
                if missing { "is not there".into() } else { format!("cannot be read: {error}") };
            Error::internal(format!("`{shown}` {what}: write it with `{command}`"))
        })?;
        let kept = format.read(&text).map_err(|reason| {
            Error::internal(format!(
                "`{shown}` is no access matrix: {reason}; write it anew with `{command}`"
            ))
        })?;
        let differences = difference::between(&kept, self);
        if differences.is_empty() {
            return Ok(());
        }
        Err(Error::internal(format!(
            "access is not what `{shown}` says:\n\n{}\nif this is meant, write the file anew with \
             `{command}`",
            differences.concat()
        )))
    }

    /// How many ways in there are.
    pub(super) fn count(&self) -> usize {
        self.entries.len()
    }
}

/// The jobs by the names of their functions; where two have one name, by their paths.
#[cfg(feature = "jobs")]
fn named_jobs() -> Vec<(&'static str, &'static JobSpec)> {
    let specs = job::specs();
    let short = |spec: &JobSpec| spec.name().rsplit("::").next().unwrap_or(spec.name());
    let name = |spec: &JobSpec| {
        let namesakes = specs.iter().filter(|other| short(other) == short(spec)).count();
        if namesakes == 1 { short(spec) } else { spec.name() }
    };
    let mut jobs: Vec<_> = specs.iter().map(|spec| (name(spec), *spec)).collect();
    jobs.sort_unstable_by_key(|(name, _)| *name);
    jobs
}
