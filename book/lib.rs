//! The book as modules, one per chapter, so that every block of code is a test. It has no code of its own.
//!
//! The blocks of the reference are tests of `ordain`, which shows the same pages.

#[doc = include_str!("../README.md")]
pub mod readme {}

#[doc = include_str!("src/introduction.md")]
pub mod introduction {}

#[doc = include_str!("src/routes.md")]
pub mod routes {}

#[doc = include_str!("src/errors.md")]
pub mod errors {}

#[doc = include_str!("src/access.md")]
pub mod access {}

#[doc = include_str!("src/accounts.md")]
pub mod accounts {}

#[doc = include_str!("src/models.md")]
pub mod models {}

#[doc = include_str!("src/databases.md")]
pub mod databases {}

#[doc = include_str!("src/migrations.md")]
pub mod migrations {}

#[doc = include_str!("src/seeds.md")]
pub mod seeds {}

#[doc = include_str!("src/jobs.md")]
pub mod jobs {}

#[doc = include_str!("src/running.md")]
pub mod running {}

#[doc = include_str!("src/configuration.md")]
pub mod configuration {}

/// One page for each attribute, which mdBook includes.
#[expect(clippy::doc_markdown, reason = "the path of an included file is no prose")]
pub mod reference {
    #[doc = include_str!("src/reference/route.md")]
    pub mod route {}

    #[doc = include_str!("src/reference/routes.md")]
    pub mod routes {}

    #[doc = include_str!("src/reference/dto.md")]
    pub mod dto {}

    #[doc = include_str!("src/reference/api_error.md")]
    pub mod api_error {}

    #[doc = include_str!("src/reference/model.md")]
    pub mod model {}

    #[doc = include_str!("src/reference/policy.md")]
    pub mod policy {}

    #[doc = include_str!("src/reference/job.md")]
    pub mod job {}

    #[doc = include_str!("src/reference/seeder.md")]
    pub mod seeder {}

    #[doc = include_str!("src/reference/main.md")]
    pub mod main {}
}

#[doc = include_str!("src/architecture.md")]
pub mod architecture {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use ordain::config::{Key, keys};

    /// The names in `text` that stand between two marks.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> BTreeSet<&'a str> {
        text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
    }

    #[test]
    fn every_chapter_is_listed_and_tested() {
        let listed = between(include_str!("src/SUMMARY.md"), "](", ")");
        let tested = between(include_str!("lib.rs"), "#[doc = include_str!(\"src/", "\")]");
        assert_eq!(listed, tested);
    }

    #[test]
    fn every_reference_page_is_a_chapter() -> std::io::Result<()> {
        let book = Path::new(env!("CARGO_MANIFEST_DIR"));
        for page in std::fs::read_dir(book.join("../runtime/docs"))? {
            let name = page?.file_name();
            let chapter = std::fs::read_to_string(book.join("src/reference").join(&name))?;
            let include = format!("{{{{#include ../../../runtime/docs/{}}}}}", name.display());
            assert!(chapter.contains(&include), "the chapter needs `{include}`");
        }
        Ok(())
    }

    #[test]
    fn every_file_that_is_named_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let named = include_str!("src/architecture.md").split('`').skip(1).step_by(2);
        let files: Vec<&str> =
            named.filter(|name| name.contains('/') && !name.contains('"')).collect();
        assert!(files.len() > 30, "{files:?}");
        for file in files {
            assert!(root.join(file).exists(), "`{file}`");
        }
    }

    fn row(key: &Key) -> String {
        let platform = key.platform.map(|name| format!(", `{name}`")).unwrap_or_default();
        let (name, form, default, doc) = (key.name, key.form(), key.default_text(), key.doc());
        format!("| `{name}`{platform} | {form} | {default} | {doc} |\n")
    }

    #[test]
    fn every_key_is_explained_in_its_section() {
        let chapter = include_str!("src/configuration.md");
        for key in keys() {
            let mut sections = chapter.split("\n## `[");
            let section = sections.find(|text| text.starts_with(key.section)).unwrap_or_default();
            let row = row(key);
            assert!(section.contains(&row), "`[{}]` of the chapter needs:\n{row}", key.section);
        }
        let rows = chapter.lines().filter(|line| line.starts_with("| `")).count();
        assert_eq!(rows, keys().count(), "the chapter explains keys that do not exist");
    }
}
