//! The reference pages name what the attributes know: every option, every helper attribute, every
//! rule, each in the form that help shows, and nothing else.

use std::collections::BTreeSet;

use ordain_codegen::args::Known;
use ordain_codegen::rule::validate::rules;
use ordain_codegen::{api_error, dto, entry, job, model, policy, route, seeder};

macro_rules! page {
    ($name:literal) => {
        include_str!(concat!("../../runtime/docs/", $name, ".md"))
    };
}

/// The first cells of the rows of a section's table.
fn rows<'a>(page: &'a str, section: &str) -> BTreeSet<&'a str> {
    let heading = format!("## {section}\n");
    let text = page.split_once(heading.as_str()).map_or("", |(_, rest)| rest);
    let text = text.split("\n## ").next().unwrap_or_default();
    text.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0)).collect()
}

fn forms(known: &[Known]) -> BTreeSet<&'static str> {
    known.iter().map(|option| option.form).collect()
}

#[test]
fn every_option_is_explained() {
    for (page, known) in [
        (page!("api_error"), api_error::OPTIONS),
        (page!("dto"), dto::OPTIONS),
        (page!("job"), job::OPTIONS),
        (page!("main"), entry::OPTIONS),
        (page!("model"), model::OPTIONS),
        (page!("policy"), policy::OPTIONS),
        (page!("route"), route::OPTIONS),
        (page!("routes"), route::group::OPTIONS),
        (page!("seeder"), seeder::OPTIONS),
    ] {
        assert_eq!(rows(page, "Options"), forms(known));
    }
}

#[test]
fn every_option_inside_an_option_is_explained() {
    for (page, known) in [
        (page!("route"), route::DEPRECATED_OPTIONS),
        (page!("model"), model::IDENTITY_OPTIONS),
        (page!("model"), model::COLUMN_OPTIONS),
        (page!("model"), model::BELONGS_TO_OPTIONS),
        (page!("model"), model::KEY_OPTIONS),
        (page!("model"), model::INDEX_OPTIONS),
        (page!("model"), model::CHILDREN_OPTIONS),
        (page!("model"), model::LINK_OPTIONS),
        (page!("model"), model::RESOURCE_OPTIONS),
    ] {
        for form in forms(known) {
            assert!(page.contains(&format!("`{form}`")), "`{form}`");
        }
    }
}

#[test]
fn every_rule_is_explained() {
    let page = page!("dto");
    let known: Vec<Known> = rules().map(|(rule, _)| rule).collect();
    assert_eq!(rows(page, "Rules"), forms(&known));
    for argument in rules().flat_map(|(_, arguments)| arguments) {
        assert!(page.contains(argument.form), "`{}`", argument.form);
    }
}

#[test]
fn every_key_of_a_provider_is_explained() {
    let chapter = include_str!("../../book/src/sign-in.md");
    let (_, table) = chapter.split_once("## `[auth.providers.<name>]`").expect("the section");
    for key in ordain::config::block_keys() {
        let (name, form, default, doc) = (key.name, key.form(), key.default_text(), key.doc());
        let row = format!("| `{name}` | {form} | {default} | {doc} |\n");
        assert!(table.contains(&row), "the chapter needs:\n{row}");
    }
    assert_eq!(table.matches("\n| `").count(), ordain::config::block_keys().count());
}

/// The names in the lists `attributes(..)` of the derives.
fn helpers() -> BTreeSet<&'static str> {
    let derives = include_str!("../../macros/src/lib.rs");
    let lists = derives.split("attributes(").skip(1);
    let names = lists.filter_map(|rest| rest.split(')').next()).flat_map(|list| list.split(','));
    names.map(str::trim).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_helper_attribute_is_explained() {
    let sections = [
        rows(page!("api_error"), "On variants"),
        rows(page!("dto"), "On fields"),
        rows(page!("model"), "On fields"),
        rows(page!("policy"), "Roles"),
    ];
    let explained: BTreeSet<&str> = sections
        .iter()
        .flatten()
        .filter_map(|form| form.strip_prefix("#[")?.split(['(', ']']).next())
        .collect();
    let mut known = helpers();
    // serde's own, and the one whose options have a section of their own.
    for name in ["serde", "api_error"] {
        known.remove(name);
    }
    assert_eq!(explained, known);
}
