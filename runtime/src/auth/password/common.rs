//! Passwords that everybody tries first.
//!
//! It knows their stems: capitals, figures and marks make no difference. A list of all that were ever
//! leaked is a service of its own.

use crate::validate::Fault;

/// The stems of common passwords, in lower case, as they are without digits and marks around them.
const COMMON: [&str; 64] = [
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "access",
    "admin",
    "administrator",
    "asdf",
    "asdfasdf",
    "asdfgh",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "basketball",
    "batman",
    "changeme",
    "charlie",
    "chocolate",
    "computer",
    "dragon",
    "football",
    "freedom",
    "guest",
    "hallo",
    "hello",
    "helloworld",
    "iloveyou",
    "internet",
    "jordan",
    "letmein",
    "liverpool",
    "login",
    "master",
    "michael",
    "monkey",
    "mustang",
    "passw",
    "password",
    "passwort",
    "pokemon",
    "princess",
    "qazwsx",
    "qazwsxedc",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyui",
    "qwertyuiop",
    "qwertz",
    "root",
    "samsung",
    "secret",
    "shadow",
    "starwars",
    "summer",
    "sunshine",
    "superman",
    "supersecret",
    "test",
    "testtest",
    "trustnoone",
    "welcome",
    "whatever",
    "zxcvbnm",
];

/// A shorter number is a date, or that of a telephone.
const NUMBER: usize = 12;

/// A rule for new passwords: refuses those that everybody tries first, such as `Passw0rd!` and
/// `12345678`.
///
/// It does not look at the length: that is the rule `length`, which stands in the document.
///
/// # Errors
///
/// A fault with the code `common` if the password is a common one.
///
/// # Examples
///
/// ```
/// use ordain::auth::uncommon_password;
/// use ordain::prelude::*;
///
/// #[dto]
/// struct SignUp {
///     #[validate(email)]
///     email: String,
///     #[validate(length(min = 8, max = 200), custom(function = uncommon_password))]
///     password: String,
/// }
/// # fn main() {}
/// ```
pub fn uncommon_password(password: &str) -> Result<(), Fault> {
    if is_common(password) {
        return Err(Fault::new("common", "is one of the passwords that everybody tries first"));
    }
    Ok(())
}

fn is_common(password: &str) -> bool {
    let bytes = password.as_bytes();
    let is_step = |pair: &[u8]| pair[0].abs_diff(pair[1]) <= 1;
    // `11111111`, `12345678`, `abcdefgh`, `87654321`.
    if bytes.windows(2).all(is_step) {
        return true;
    }
    let typed = password.to_lowercase();
    let meant = |text: &str| text.chars().map(meant).collect::<String>();
    let stem = stem(&typed);
    if stem.is_empty() && password.chars().count() < NUMBER {
        return true;
    }
    [stem, &meant(stem), self::stem(&meant(&typed))]
        .into_iter()
        .any(|stem| COMMON.contains(&stem) || is_repeated(stem))
}

/// What remains without the figures and marks around it.
fn stem(password: &str) -> &str {
    password.trim_matches(|c: char| !c.is_alphabetic())
}

/// Whether it is a common one again and again: `testtesttest`.
fn is_repeated(stem: &str) -> bool {
    COMMON.iter().any(|common| stem.len() > common.len() && stem.split(common).all(str::is_empty))
}

/// The letter that a figure or a mark stands for.
fn meant(character: char) -> char {
    match character {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_tries_is_common() {
        for password in [
            "",
            "password",
            "PassWord",
            "Password1!",
            "P@ssw0rd",
            "p4$$w0rd2024",
            "$ecret99",
            "123password123",
            "12345678",
            "87654321",
            "11111111",
            "abcdefgh",
            "2024-11-27",
            "QWERTZ1234",
            "letmein!!",
            "testtesttest",
            "Summer2026!",
        ] {
            assert!(uncommon_password(password).is_err(), "{password}");
        }
    }

    #[test]
    fn what_a_person_or_a_machine_thought_up_is_not() {
        for password in [
            "correct horse",
            "password of a careful person",
            "kX9#vQ2m",
            "d41d8cd98f",
            "zebra7lamp",
            "testimony",
            "7391 8265 0471",
            "mein Passwort ist lang",
            "пароль-мой-дом",
        ] {
            assert_eq!(uncommon_password(password), Ok(()), "{password}");
        }
    }
}
