//! The names of indexes and constraints: the same for the same declaration, on every database.
//!
//! A failure is translated back to its column by them, so they are never left to the database.

use super::checksum;

/// PostgreSQL cuts names after 63 bytes, MySQL refuses those over 64.
const LONGEST: usize = 63;

/// `posts_slug_key`, `posts_published_idx`
pub(super) fn index(table: &str, columns: &[String], unique: bool) -> String {
    let end = if unique { "key" } else { "idx" };
    limited(format!("{table}_{}_{end}", columns.join("_")))
}

/// `posts_author_id_fkey`
pub(super) fn foreign_key(table: &str, columns: &[String]) -> String {
    limited(format!("{table}_{}_fkey", columns.join("_")))
}

/// `posts.title`
pub(super) fn check(table: &str, column: &str) -> String {
    limited(format!("{table}.{column}"))
}

/// `posts.check.title`
pub(super) fn check_of_sql(table: &str, column: &str) -> String {
    limited(format!("{table}.check.{column}"))
}

/// `posts.texts.state`
pub(super) fn check_of_texts(table: &str, column: &str) -> String {
    limited(format!("{table}.texts.{column}"))
}

fn limited(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let hash = checksum::of(&name);
    let end = name.floor_char_boundary(LONGEST - 9);
    format!("{}_{}", &name[..end], &hash[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        assert_eq!(index("posts", &["slug".into()], true), "posts_slug_key");
        let long = |end: &str| foreign_key(&"t".repeat(60), &[format!("column_{end}")]);
        assert_eq!(long("a").len(), LONGEST);
        assert_ne!(long("a"), long("b"));
    }
}
