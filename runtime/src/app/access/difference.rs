//! What changed from one matrix to another, for a person.

use std::fmt::Write;

use super::{Entry, Matrix};

/// The differences, one text each; none when both say the same. The order of rows says nothing.
pub(super) fn between(old: &Matrix, new: &Matrix) -> Vec<String> {
    let mut texts = Vec::new();
    let gone = old.callers.iter().filter(|caller| !new.callers.contains(caller));
    texts.extend(gone.map(|caller| format!("removed  the caller `{caller}`\n")));
    let come = new.callers.iter().filter(|caller| !old.callers.contains(caller));
    texts.extend(come.map(|caller| format!("added    the caller `{caller}`\n")));
    let gone = old.entries.iter().filter(|entry| new.entry(&entry.name).is_none());
    texts.extend(gone.map(|entry| format!("removed  {}\n", entry.name)));
    for entry in &new.entries {
        match old.entry(&entry.name) {
            Some(before) => texts.extend(changes(old, before, new, entry)),
            None => texts.push(addition(new, entry)),
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for entry in &old.entries {
        if seen.contains(&entry.name.as_str()) {
            texts.push(format!("twice in the file: {}\n", entry.name));
        }
        seen.push(&entry.name);
    }
    texts
}

fn changes(old: &Matrix, before: &Entry, new: &Matrix, after: &Entry) -> Option<String> {
    let mut lines = String::new();
    if before.policy != after.policy {
        let _ = writeln!(lines, "           policy: {} -> {}", before.policy, after.policy);
    }
    for (caller, now) in new.callers.iter().zip(&after.access) {
        let known = old.callers.iter().position(|other| other == caller);
        if let Some(was) = known.and_then(|at| before.access.get(at))
            && was != now
        {
            let _ = writeln!(lines, "           {caller}: {was} -> {now}");
        }
    }
    if lines.is_empty() { None } else { Some(format!("changed  {}\n{lines}", after.name)) }
}

/// A new row in full: nobody has looked at it yet.
fn addition(new: &Matrix, entry: &Entry) -> String {
    let mut text = format!("added    {}\n           policy: {}\n", entry.name, entry.policy);
    for (caller, cell) in new.callers.iter().zip(&entry.access) {
        let _ = writeln!(text, "           {caller}: {cell}");
    }
    text
}

impl Matrix {
    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(callers: &[&str], entries: &[(&str, &str, &[&str])]) -> Matrix {
        let text = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
        let entries = entries.iter().map(|(name, policy, access)| Entry {
            name: (*name).to_owned(),
            policy: (*policy).to_owned(),
            access: text(access),
        });
        Matrix { callers: text(callers), entries: entries.collect() }
    }

    #[test]
    fn each_difference_is_named() {
        let old = matrix(
            &["nobody", "Reader"],
            &[("GET /a", "public", &["yes", "yes"]), ("GET /b", "public", &["yes", "yes"])],
        );
        let new = matrix(
            &["nobody", "Author"],
            &[("GET /a", "authenticated", &["no", "yes"]), ("GET /c", "public", &["yes", "yes"])],
        );
        let text = between(&old, &new).concat();
        let expected = "removed  the caller `Reader`\n\
            added    the caller `Author`\n\
            removed  GET /b\n\
            changed  GET /a\n           policy: public -> authenticated\n           nobody: yes -> no\n\
            added    GET /c\n           policy: public\n           nobody: yes\n           Author: yes\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn an_order_says_nothing_and_a_row_stands_once() {
        let one: (&str, &str, &[&str]) = ("GET /a", "public", &["yes"]);
        let other: (&str, &str, &[&str]) = ("GET /b", "public", &["yes"]);
        let sorted = matrix(&["nobody"], &[one, other]);
        assert!(between(&matrix(&["nobody"], &[other, one]), &sorted).is_empty());
        let twice = between(&matrix(&["nobody"], &[one, other, one]), &sorted);
        assert_eq!(twice, ["twice in the file: GET /a\n"]);
    }
}
