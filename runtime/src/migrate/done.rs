//! Whether a statement that is run again had been done, told from what the database says to it.
//!
//! Only for MySQL, which does a statement wholly or not at all, and never takes it back. In doubt
//! the answer is no.

use super::run::words;
use super::sql::Backend;
use crate::error::Error;

/// What is said to one that makes or drops what is made or dropped.
const SAID: [&str; 9] = [
    "already exists",
    "Duplicate column name",
    "Duplicate key name",
    "Duplicate foreign key constraint name",
    "Duplicate check constraint name",
    "Duplicate CHECK constraint name",
    "errno: 121",
    "check that it exists",
    "check that column/key exists",
];

/// What is said to one that renames, or drops a table, besides.
const SAID_OF_NAMES: [&str; 3] = ["Unknown table", "doesn't exist", "Unknown column"];

/// Whether the database refuses the statement because its work is done.
pub(super) fn is_done(backend: Backend, statement: &str, error: &Error) -> bool {
    if backend != Backend::Mysql {
        return false;
    }
    let said = words(error);
    let says = |texts: &[&str]| texts.iter().any(|text| said.contains(text));
    let statement: Vec<String> = statement.split_whitespace().map(str::to_uppercase).collect();
    let begins = |word: &str| statement.first().is_some_and(|first| first == word);
    let defines = ["CREATE", "ALTER", "DROP", "RENAME"].into_iter().any(begins);
    let names = statement.iter().any(|word| word == "RENAME") || begins("DROP");
    defines && (says(&SAID) || names && says(&SAID_OF_NAMES))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_done_by(statement: &str, said: &str) -> bool {
        is_done(Backend::Mysql, statement, &Error::internal(said.to_owned()))
    }

    #[test]
    fn what_is_made_or_gone_is_done() {
        for (statement, said) in [
            ("CREATE TABLE `a` (id INT)", "Table 'a' already exists"),
            ("ALTER TABLE `a` ADD COLUMN b INT", "Duplicate column name 'b'"),
            ("create index b ON a (b)", "Duplicate key name 'b'"),
            ("ALTER TABLE a ADD CONSTRAINT b …", "Can't create table (errno: 121 \"Duplicate…\")"),
            ("ALTER TABLE a DROP COLUMN b", "Can't DROP COLUMN `b`; check that it exists"),
            ("DROP TABLE a", "Unknown table 'd.a'"),
            ("RENAME TABLE a TO b", "Table 'd.a' doesn't exist"),
            ("ALTER TABLE a RENAME COLUMN b TO c", "Unknown column 'b' in 'a'"),
        ] {
            assert!(is_done_by(statement, said), "{statement}");
        }
    }

    #[test]
    fn all_else_is_a_mistake() {
        for (statement, said) in [
            ("ALTER TABLE a ALTER COLUMN b DROP DEFAULT", "Unknown column 'b' in 'a'"),
            ("ALTER TABLE a ADD COLUMN b INT", "Table 'd.a' doesn't exist"),
            ("INSERT INTO a VALUES ('already exists')", "Table 'd.a' doesn't exist"),
            ("CREATE UNIQUE INDEX b ON a (b)", "Duplicate entry '1' for key 'b'"),
        ] {
            assert!(!is_done_by(statement, said), "{statement}");
        }
        let error = Error::internal("table a already exists");
        assert!(!is_done(Backend::Sqlite, "CREATE TABLE a (id INT)", &error));
    }
}
