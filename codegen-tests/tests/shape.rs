//! The rows of the architecture: a module imports only from rows above its own, never from its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

const CODEGEN: [&[&str]; 6] = [
    &["errors", "names", "paths"],
    &["args", "item"],
    &["rule"],
    &["driver", "shape"],
    &["api_error", "dto", "entry", "job", "model", "policy", "route", "scope", "seeder"],
    &["lib"],
];

const RUNTIME: [&[&str]; 10] = [
    &["config", "error", "json"],
    &["policy"],
    &["db", "redis", "schema", "validate"],
    &["limit", "mail", "metrics", "model", "telemetry", "work"],
    &["audit", "auth", "job", "migrate"],
    &["http", "seed"],
    &["account", "openapi"],
    &["app"],
    &["testing"],
    &["__private", "lib"],
];

#[test]
fn codegen_keeps_its_rows() {
    check("../macros/codegen/src", &CODEGEN);
}

#[test]
fn the_runtime_keeps_its_rows() {
    check("../runtime/src", &RUNTIME);
}

fn check(folder: &str, rows: &[&[&str]]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut row_of = BTreeMap::new();
    for (row, names) in rows.iter().enumerate() {
        row_of.extend(names.iter().map(|name| (*name, row)));
    }
    let mut faults = Vec::new();
    for file in sources(&root) {
        let path = file.strip_prefix(&root).expect("below the root");
        let module = path.components().next().expect("a name").as_os_str();
        let module = Path::new(module).file_stem().and_then(|stem| stem.to_str()).expect("UTF-8");
        let Some(own) = row_of.get(module) else {
            faults.push(format!("{} stands in no row", path.display()));
            continue;
        };
        for import in imports(&file) {
            let row = row_of.get(import.as_str());
            if import != module && row.is_some_and(|row| row >= own) {
                faults.push(format!("{} imports `{import}`", path.display()));
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// All source files but those of tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if stem == "tests" {
            continue;
        }
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The modules that a file names by `crate::`.
fn imports(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("a file");
    let mut named = Named::default();
    named.visit_file(&syn::parse_file(&text).expect("Rust"));
    named.0
}

#[derive(Default)]
struct Named(Vec<String>);

impl<'a> Visit<'a> for Named {
    fn visit_item(&mut self, item: &'a syn::Item) {
        // Tests may look around.
        let is_test =
            matches!(item, syn::Item::Mod(module) if module.attrs.iter().any(is_cfg_test));
        if !is_test {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_use_path(&mut self, path: &'a syn::UsePath) {
        if path.ident == "crate" {
            self.roots(&path.tree);
        }
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if let [first, second, ..] = names.as_slice()
            && first == "crate"
        {
            self.0.push(second.clone());
        }
        syn::visit::visit_path(self, path);
    }
}

impl Named {
    fn roots(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => self.0.push(path.ident.to_string()),
            syn::UseTree::Name(name) => self.0.push(name.ident.to_string()),
            syn::UseTree::Rename(rename) => self.0.push(rename.ident.to_string()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.roots(tree)),
            syn::UseTree::Glob(_) => {}
        }
    }
}

fn is_cfg_test(attr: &syn::Attribute) -> bool {
    attr.path().is_ident("cfg")
        && attr.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
}

/// What is not compared by `==`: secrets, and what is kept of them.
const SECRETS: [&str; 12] = [
    "csrf",
    "digest",
    "hash",
    "hmac",
    "password",
    "recovery",
    "secret",
    "signature",
    "state",
    "tag",
    "ticket",
    "verifier",
];

/// Comparisons that are none of a guess with a secret: the file, and what is compared.
const ALLOWED: [(&str, &str); 3] = [
    // The tables compare what they have themselves, read before and checked: whether another process changed it.
    ("auth/session/table.rs", "secret"),
    ("auth/standing.rs", "recovery"),
    // Two settings of the operator.
    ("auth/key/mod.rs", "expose_secret"),
];

/// Nothing that a stranger guesses at is compared by `==`, which ends at the first difference and so tells by its time
/// how much of the guess is right: the ids of sessions and of API keys with their secrets, links, refresh tokens, recovery
/// codes and CSRF tokens are looked up by a name that is no secret and compared by `same`, or by the signature of
/// the seal.
///
/// It reads the source instead of measuring: such a difference is nanoseconds, which no test on a shared machine
/// tells from noise, and a test that fails now and then by itself is one that nobody believes.
#[test]
fn secrets_are_compared_in_constant_time() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/src");
    let mut faults = Vec::new();
    let mut places = 0;
    for folder in ["auth", "account"] {
        for file in sources(&root.join(folder)) {
            let text = std::fs::read_to_string(&file).expect("a file");
            let mut compared = Compared::default();
            compared.visit_file(&syn::parse_file(&text).expect("Rust"));
            let path = file.strip_prefix(&root).expect("below the root").display().to_string();
            places += compared.same;
            let is_allowed = |word: &String| ALLOWED.contains(&(path.as_str(), word.as_str()));
            let words = compared.words.iter().filter(|word| !is_allowed(word));
            faults.extend(words.map(|word| format!("{path} compares `{word}` with `==`")));
        }
    }
    assert!(faults.is_empty(), "\n{}\nuse `auth::same`", faults.join("\n"));
    // That of tickets, of recovery codes, of the state of a sign-in elsewhere, and of sessions in Redis.
    assert!(
        places >= 4,
        "secrets are compared at {places} places: does this test look at the right ones?"
    );
}

/// A comparison is told from others by the words in it; that the test would see one is shown here.
#[test]
fn a_comparison_of_a_secret_is_seen() {
    let words = |text: &str| {
        let mut compared = Compared::default();
        compared.visit_expr(&syn::parse_str(text).expect("Rust"));
        compared.words
    };
    for text in [
        "row.secret == given",
        "self.hash() != hash",
        "given.as_deref() == Some(&flow.state)",
        "codes.any(|known| known == hash(code))",
        "links::table.filter(links::secret.eq(given))",
        "Some(given).eq(&row.secret)",
    ] {
        assert!(!words(text).is_empty(), "{text}");
    }
    for text in ["row.id == id && same(row.secret, given)", "links::id.eq(ticket.name())"] {
        assert!(words(text).is_empty(), "{text}");
    }
}

/// The secrets that a file compares by `==` or `eq`, and how often it does so by `same`.
#[derive(Default)]
struct Compared {
    words: Vec<String>,
    same: usize,
}

impl<'a> Visit<'a> for Compared {
    fn visit_item(&mut self, item: &'a syn::Item) {
        let is_test =
            matches!(item, syn::Item::Mod(module) if module.attrs.iter().any(is_cfg_test));
        if !is_test {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        if matches!(binary.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_)) {
            self.words.extend(secrets(&binary.left));
            self.words.extend(secrets(&binary.right));
        }
        syn::visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if matches!(call.method.to_string().as_str(), "eq" | "ne" | "eq_any") {
            self.words.extend(secrets(&call.receiver));
            self.words.extend(call.args.iter().flat_map(secrets));
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("same")) {
            self.same += 1;
        }
        syn::visit::visit_expr_call(self, call);
    }
}

/// The names of secrets among what an expression is.
fn secrets(expr: &syn::Expr) -> Vec<String> {
    let mut names = Vec::new();
    words(expr, &mut names);
    let is_secret = |name: &String| name.split('_').any(|part| SECRETS.contains(&part));
    names.into_iter().filter(is_secret).collect()
}

/// What an expression is by its own words: a field, what a call makes, and of what.
fn words(expr: &syn::Expr, found: &mut Vec<String>) {
    match expr {
        syn::Expr::Path(path) => {
            found.extend(path.path.segments.last().map(|last| last.ident.to_string()));
        }
        syn::Expr::Field(field) => {
            if let syn::Member::Named(name) = &field.member {
                found.push(name.to_string());
            }
        }
        syn::Expr::MethodCall(call) => {
            let name = call.method.to_string();
            let is_view = ["as_", "to_", "into_"].iter().any(|begin| name.starts_with(begin));
            if is_view || matches!(name.as_str(), "clone" | "iter" | "map" | "unwrap_or_default") {
                words(&call.receiver, found);
            }
            found.push(name);
        }
        syn::Expr::Call(call) => {
            words(&call.func, found);
            call.args.iter().for_each(|arg| words(arg, found));
        }
        syn::Expr::Reference(inner) => words(&inner.expr, found),
        syn::Expr::Unary(inner) => words(&inner.expr, found),
        syn::Expr::Paren(inner) => words(&inner.expr, found),
        syn::Expr::Try(inner) => words(&inner.expr, found),
        syn::Expr::Await(inner) => words(&inner.base, found),
        syn::Expr::Index(inner) => words(&inner.expr, found),
        syn::Expr::Tuple(inner) => inner.elems.iter().for_each(|elem| words(elem, found)),
        _ => {}
    }
}
