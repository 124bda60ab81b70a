//! What each rule can check: the `validator` crate's traits, with an explanation for who misses one.
//!
//! But for `range`, none is implemented by hand: implement the trait of `validator` it stands for.

use validator::{
    ValidateContains, ValidateEmail, ValidateIp, ValidateLength, ValidateNonControlCharacter,
    ValidateRange, ValidateRegex, ValidateRequired, ValidateUrl,
};

macro_rules! subjects {
    ($(
        $(#[$doc:meta])*
        $name:ident: [$($bound:tt)*] $message:literal, $note:literal;
    )*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = "not for this type", note = $note)]
        pub trait $name: $($bound)* {}

        #[diagnostic::do_not_recommend]
        impl<T: $($bound)* + ?Sized> $name for T {}
    )*};
}

subjects! {
    /// What the rule `length` can check.
    LengthSubject: [ValidateLength<u64>]
        "the rule `length` cannot check a value of type `{Self}`",
        "it checks texts, lists and maps; for numbers there is `range(min = 1, max = 10)`";
    /// What the rule `email` can check.
    EmailSubject: [ValidateEmail]
        "the rule `email` cannot check a value of type `{Self}`",
        "it checks texts";
    /// What the rule `url` can check.
    UrlSubject: [ValidateUrl]
        "the rule `url` cannot check a value of type `{Self}`",
        "it checks texts";
    /// What the rules `contains` and `does_not_contain` can check.
    ContainsSubject: [ValidateContains]
        "the rules `contains` and `does_not_contain` cannot check a value of type `{Self}`",
        "they check texts, and the keys of maps";
    /// What the rule `regex` can check.
    RegexSubject: [ValidateRegex]
        "the rule `regex` cannot check a value of type `{Self}`",
        "it checks texts";
    /// What the rule `non_control_character` can check.
    NonControlCharacterSubject: [ValidateNonControlCharacter]
        "the rule `non_control_character` cannot check a value of type `{Self}`",
        "it checks texts";
    /// What the rule `ip` can check.
    IpSubject: [ValidateIp + AsRef<str>]
        "the rule `ip` cannot check a value of type `{Self}`",
        "it checks texts; a field of type `std::net::IpAddr` needs no rule";
    /// What the rule `required` can check.
    RequiredSubject: [ValidateRequired]
        "the rule `required` cannot check a value of type `{Self}`",
        "it checks an `Option`; every other field must be given anyway";
}

/// What the rule `range` can check, with bounds of type `B`: the numbers of the language, and those
/// of other crates for which this is implemented.
#[diagnostic::on_unimplemented(
    message = "the rule `range` cannot check a value of type `{Self}`",
    label = "not for this type",
    note = "it checks numbers; for texts, lists and maps there is `length(min = 1, max = 10)`"
)]
pub trait RangeSubject<B>: ValidateRange<B> + PartialOrd<B> {}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl RangeSubject<$number> for $number {}
    )*};
}

// Not for every `T: ValidateRange<T>`: then the compiler would complain about the bounds as well.
numbers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 }
