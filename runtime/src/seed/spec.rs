//! What a seeder declares: the descriptor that `#[seeder]` registers.
//!
//! Nothing here runs or stores anything.

use std::any::{TypeId, type_name};
use std::fmt;

use futures_util::future::BoxFuture;

use super::context::SeedContext;
use crate::error::Result;
use crate::policy::Pass;

/// A seeder that is about to run.
pub type Pending = BoxFuture<'static, Result<()>>;

type Start = fn(&SeedContext) -> Result<Pending>;

/// A function, as the compiler tells it from all others. So a seeder is named by its path, and no
/// type has to stand beside it: `users` is the table of a model already.
#[derive(Clone, Copy)]
pub struct Function {
    id: TypeId,
    path: fn() -> &'static str,
}

impl Function {
    /// Its path, for a message: `shop::seed::users`.
    #[must_use]
    pub fn path(&self) -> &'static str {
        (self.path)()
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Function {}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Function").field(&self.path()).finish()
    }
}

/// The function of that name.
#[must_use]
pub const fn function<F: 'static>(_: &F) -> Function {
    Function { id: TypeId::of::<F>(), path: type_name::<F> }
}

/// The call of a seeder, which has its arguments and waits to be run.
///
/// # Errors
///
/// None: it is the last line of a function that finds the arguments.
pub fn begin<F>(call: F) -> Result<Pending>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    Ok(Box::pin(call))
}

/// What a seeder declares, registered by `#[seeder]`.
#[derive(Debug, Clone, Copy)]
pub struct SeederSpec {
    name: &'static str,
    module: &'static str,
    function: Function,
    after: &'static [Function],
    start: Start,
}

impl SeederSpec {
    /// The descriptor of a seeder that runs after no other one.
    #[must_use]
    pub const fn new(
        name: &'static str,
        module: &'static str,
        function: Function,
        start: Start,
    ) -> Self {
        Self { name, module, function, after: &[], start }
    }

    /// The option `after`.
    #[must_use]
    pub const fn with_after(mut self, after: &'static [Function]) -> Self {
        self.after = after;
        self
    }

    /// The name of the function: what commands and databases call the seeder.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The module that it stands in.
    #[must_use]
    pub const fn module(&self) -> &'static str {
        self.module
    }

    /// The function itself.
    #[must_use]
    pub const fn function(&self) -> Function {
        self.function
    }

    /// The functions of the seeders that run before.
    #[must_use]
    pub const fn after(&self) -> &'static [Function] {
        self.after
    }

    /// Finds the arguments of the function.
    pub(super) fn check(&self, cx: &SeedContext) -> Result<()> {
        (self.start)(cx).map(drop)
    }

    /// Runs the function, when it was asked whether it may run.
    pub(super) async fn run(&self, cx: &SeedContext, _: Pass) -> Result<()> {
        (self.start)(cx)?.await
    }
}

inventory::collect!(SeederSpec);

/// Every seeder that is compiled in, by name.
#[must_use]
pub fn specs() -> Vec<&'static SeederSpec> {
    let mut specs: Vec<_> = inventory::iter::<SeederSpec>().collect();
    specs.sort_unstable_by_key(|spec| (spec.name, spec.module));
    specs
}
