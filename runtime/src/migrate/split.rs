//! The statements of a file, one by one.
//!
//! It knows where a statement ends, and nothing of what it says.

use super::sql::Backend;

/// The statements, without the comments between them.
#[must_use]
pub(super) fn statements(sql: &str, backend: Backend) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < sql.len() {
        let rest = &sql[at..];
        if rest.starts_with(';') {
            found.push(&sql[start..at]);
            at += 1;
            start = at;
        } else {
            at += token(rest, backend);
        }
    }
    found.push(&sql[start..]);
    found.into_iter().map(|text| bare(text, backend)).filter(|text| !text.is_empty()).collect()
}

/// Whether the file asks for references not to be enforced while it runs: SQLite takes that word
/// outside of a transaction only, so it is for the runner to say.
#[must_use]
pub(super) fn is_rebuild(sql: &str) -> bool {
    let first = statements(sql, Backend::Sqlite).first().map(|text| text.to_lowercase());
    first
        .is_some_and(|text| text.split_whitespace().collect::<String>() == "pragmaforeign_keys=off")
}

/// The statement without the comments before it.
fn bare(mut text: &str, backend: Backend) -> &str {
    loop {
        text = text.trim();
        match comment(text, backend) {
            Some(length) => text = &text[length..],
            None => return text,
        }
    }
}

/// The length of what stands at the beginning and holds no end of a statement.
fn token(rest: &str, backend: Backend) -> usize {
    if let Some(length) = comment(rest, backend) {
        return length;
    }
    match rest.chars().next() {
        Some(quote @ ('\'' | '"' | '`')) => string(rest, quote, backend),
        Some('$') if backend == Backend::Postgres => dollars(rest),
        Some(other) => other.len_utf8(),
        None => 1,
    }
}

fn comment(rest: &str, backend: Backend) -> Option<usize> {
    if rest.starts_with("--") || backend == Backend::Mysql && rest.starts_with('#') {
        return Some(rest.find('\n').map_or(rest.len(), |end| end + 1));
    }
    let inner = rest.strip_prefix("/*")?;
    Some(inner.find("*/").map_or(rest.len(), |end| end + 4))
}

fn string(rest: &str, quote: char, backend: Backend) -> usize {
    let escapes = backend == Backend::Mysql && quote != '`';
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, found)) = chars.next() {
        if found == '\\' && escapes {
            chars.next();
        } else if found == quote {
            // Two of them are one inside, which the next turn sees as another string.
            return at + quote.len_utf8();
        }
    }
    rest.len()
}

/// `$$ … $$` and `$name$ … $name$`
fn dollars(rest: &str) -> usize {
    let Some(end) = rest[1..].find('$').map(|end| end + 2) else { return 1 };
    let tag = &rest[..end];
    if !tag[1..end - 1].chars().all(|c| c == '_' || c.is_alphanumeric()) {
        return 1;
    }
    rest[end..].find(tag).map_or(rest.len(), |at| end + at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_ends_at_its_semicolon_only() {
        let sql = "-- one; two\nSELECT ';', \"a;b\", 'it''s;'; /* ; */\nSELECT 2;\n\n;";
        let found = statements(sql, Backend::Sqlite);
        assert_eq!(found, ["SELECT ';', \"a;b\", 'it''s;'", "SELECT 2"]);
        let body = "CREATE FUNCTION f() AS $x$ a; b; $x$ LANGUAGE sql; SELECT $1";
        assert_eq!(statements(body, Backend::Postgres).len(), 2);
        assert_eq!(statements(r"SELECT 'a\';b'; SELECT `;`", Backend::Mysql).len(), 2);
        assert_eq!(statements("SELECT 'open; ", Backend::Sqlite).len(), 1);
        assert!(statements(" -- nothing", Backend::Sqlite).is_empty());
    }

    #[test]
    fn a_rebuild_says_so_first() {
        assert!(is_rebuild("-- why\nPRAGMA foreign_keys=off;\nSELECT 1"));
        assert!(!is_rebuild("SELECT 1; PRAGMA foreign_keys = OFF;"));
    }
}
