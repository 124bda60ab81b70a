//! Names of actions: `user.delete`, `invoice.cancel`.
//!
//! Which of them there are is nobody's to say here.

use syn::LitStr;

use crate::errors::Errors;

const FORM: &str =
    "write what it is done to, a dot, and what is done, in small letters: `user.delete`";

/// As many characters as the audit log keeps.
const MOST: usize = 100;

/// Reads the name of an action and reports what is wrong with it.
pub fn read(text: &LitStr, errors: &mut Errors) -> Option<String> {
    let name = text.value();
    if let Err(message) = check(&name) {
        errors.at(text, message).help(FORM);
        return None;
    }
    Some(name)
}

fn check(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("the name of an action is empty".to_owned());
    }
    if name.len() > MOST {
        return Err(format!("the name of an action has {MOST} letters at most"));
    }
    let is_plain = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.');
    if let Some(letter) = name.chars().find(|letter| !is_plain(*letter)) {
        return Err(format!("the name of an action has no `{letter}`"));
    }
    if name.split('.').any(|word| !word.starts_with(|first: char| first.is_ascii_lowercase())) {
        return Err(format!("a word of `{name}` does not begin with a letter"));
    }
    if !name.contains('.') {
        return Err(format!("action `{name}` does not say what it is done to"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        for name in ["user.delete", "shop.order_line.cancel", "a.b2"] {
            assert_eq!(check(name), Ok(()), "{name}");
        }
        for (name, message) in [
            ("", "is empty"),
            ("delete", "does not say what"),
            ("User.delete", "has no `U`"),
            ("user delete", "has no ` `"),
            ("user.", "does not begin with a letter"),
            (".user", "does not begin with a letter"),
            ("user.2fa", "does not begin with a letter"),
            (&"a.".repeat(60), "100 letters at most"),
        ] {
            assert!(check(name).is_err_and(|error| error.contains(message)), "{name}");
        }
    }
}
