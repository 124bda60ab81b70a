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
    &["db", "schema", "validate"],
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
