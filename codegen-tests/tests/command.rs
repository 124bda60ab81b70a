//! The commands `policies`, `check`, `routes` and `audit`, of a program that declares more than it uses.
#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use std::path::Path;
use std::process::Command;

/// Runs a command: its exit code, what it printed, and what it said beside.
fn run(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_forgetful"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("ORDAIN_ENV", "test")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const DATABASE: (&str, &str) = ("DATABASE_URL", "sqlite:test.db");

/// The line of the program's source that holds a text.
fn line(text: &str) -> usize {
    let source = include_str!("../src/bin/forgetful.rs");
    1 + source.lines().position(|line| line.trim() == text).unwrap()
}

#[test]
fn what_makes_no_difference_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let (code, printed, said) = run(folder.path(), &[DATABASE], &["check"]);
    assert_eq!(code, 0, "{said}");
    assert!(printed.ends_with(" routes, no faults, 5 warnings\n"), "{printed}");
    let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning")).collect();
    let unused = "is used by no route and no `scope!`";
    let at = |text| format!("(codegen-tests/src/bin/forgetful.rs:{})", line(text));
    let expected = [
        format!("warning: permission `Permission::BurnPaper` {unused} {}", at("BurnPaper,")),
        format!("warning: permission `Permission::HideFaces` {unused} {}", at("HideFaces,")),
        format!("warning: role `Role::Stoker` makes no difference {}", at("Stoker,")),
        format!("warning: role `Role::Nobody` makes no difference {}", at("Nobody,")),
        format!(
            "warning: policy `nice_person` {unused} (codegen-tests/src/bin/forgetful.rs:{})",
            line("fn nice_person(_: &Actor, person: &Person) -> bool {") - 1
        ),
    ];
    assert_eq!(warnings, expected, "{said}");
    assert!(said.contains("help: remove it, or mark it with `#[in_code]`"), "{said}");
    let (code, _, said) = run(folder.path(), &[DATABASE], &["check", "--strict"]);
    assert_eq!(code, 1);
    assert!(said.ends_with("error: there are warnings, and `--strict` refuses them\n"), "{said}");
}

#[test]
fn a_log_needs_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = run(folder.path(), &[], &["check"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("is written into the audit log, and there is no database"), "{said}");
    let (code, _, said) = run(folder.path(), &[], &["audit", "list"]);
    assert!(code == 1 && said.contains("set `DATABASE_URL`"), "{said}");
    let (code, _, said) = run(folder.path(), &[DATABASE], &["audit", "verify"]);
    assert!(code == 1 && said.contains("the database has no audit log"), "{said}");
}

#[test]
fn every_entry_point_is_in_the_matrix() {
    let folder = tempfile::tempdir().unwrap();
    let (code, matrix, _) = run(folder.path(), &[], &["policies"]);
    assert_eq!(code, 0);
    let row = |name: &str| {
        let line = matrix.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(row("ENTRY POINT")[..4], ["ENTRY POINT", "POLICY", "nobody", "Newcomer"]);
    assert_eq!(row("PUT /people/{id}")[2..5], ["no", "no", "no"]);
    assert_eq!(row("PUT /people/{id}")[5], "depends on not(first_person)");
    for name in
        ["job count", "job forgetful::greet", "job forgetful::other::greet", "seeder people"]
    {
        assert_eq!(row(name)[1..3], ["the application", "-"], "{name}");
    }
    for name in ["serve", "routes", "policies", "openapi", "check", "audit", "migrate", "seed"] {
        let name = format!("command {name}");
        assert_eq!(row(&name)[1..3], ["whoever runs the program", "-"], "{name}");
    }
    let last = row("services of plain actix");
    assert_eq!(last[1..3], ["what their own code says", "?"]);
}

#[test]
fn a_matrix_that_is_kept_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let check = |file: &str| run(folder.path(), &[], &["policies", "--check", file]);
    for (format, file) in [("md", "policies.md"), ("json", "a.json"), ("text", "a.txt")] {
        let (code, _, said) = check(file);
        assert_eq!(code, 1);
        let help =
            format!("`{file}` is not there: write it with `policies --format {format} > {file}`");
        assert!(said.contains(&help), "{said}");
        let (_, written, _) = run(folder.path(), &[], &["policies", "--format", format]);
        std::fs::write(folder.path().join(file), &written).unwrap();
        let (code, printed, said) = check(file);
        assert_eq!(code, 0, "{said}");
        assert!(printed.ends_with(" entry points, no differences\n"), "{printed}");
    }
    let file = folder.path().join("policies.md");
    let text = std::fs::read_to_string(&file).unwrap();
    let people = text.lines().find(|line| line.starts_with("| GET /people ")).unwrap();
    let opened = people.replacen("authenticated", "public", 1).replacen("no ", "yes", 1);
    let text = text.replace(people, &opened).replace("| job count ", "| job account ");
    std::fs::write(&file, text).unwrap();
    let (code, _, said) = check("policies.md");
    assert_eq!(code, 1);
    let expected = "error: access is not what `policies.md` says:\n\n\
        removed  job account\n\
        changed  GET /people\n           policy: public -> authenticated\n           nobody: yes -> no\n\
        added    job count\n           policy: the application\n           nobody: -\n";
    assert!(said.starts_with(expected), "{said}");
    let help = "if this is meant, write the file anew with `policies --format md > policies.md`\n";
    assert!(said.ends_with(help), "{said}");
    assert!(check("policies").2.contains("its name ends in `.md`, `.json` or `.txt`"));
    std::fs::write(&file, "# Access\n").unwrap();
    assert!(check("policies.md").2.contains("`policies.md` is no access matrix"));
    let (code, _, _) = run(folder.path(), &[], &["policies", "--check", "a.md", "--format", "md"]);
    assert_eq!(code, 2);
}

#[test]
fn routes_say_what_is_audited() {
    let folder = tempfile::tempdir().unwrap();
    let (_, routes, _) = run(folder.path(), &[], &["routes"]);
    assert!(routes.lines().next().unwrap().ends_with("AUDIT"), "{routes}");
    let line = routes.lines().find(|line| line.contains("/people/{id}")).unwrap();
    assert!(line.ends_with("  person.change"), "{line}");
}
