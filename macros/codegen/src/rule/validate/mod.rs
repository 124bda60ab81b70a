//! `#[validate(..)]` on a field: the rules that its value keeps.
//!
//! What a rule can check is for the compiler to say, when it sees the field's type.

mod bound;
mod reader;

use syn::{Attribute, Ident, LitStr, Meta, Path};

pub use bound::Bound;
use reader::Reader;

use crate::args::{Args, Known, Piece, Value};
use crate::errors::{Errors, nearest};
use crate::names::bare;

/// One rule and how its fault is told.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What is checked.
    pub kind: Kind,
    /// The code of the fault, if it is not the rule's name.
    pub code: Option<LitStr>,
    /// The message of the fault, if it is not the rule's own.
    pub message: Option<LitStr>,
    /// The rule's name, for messages about it.
    pub name: Ident,
}

/// What a rule checks.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `length(min = 1, max = 80)`
    Length(Length),
    /// `range(min = 1, max = 10)`
    Range(Range),
    /// `email`
    Email,
    /// `url`
    Url,
    /// `ip`
    Ip,
    /// `non_control_character`
    NonControlCharacter,
    /// `contains(pattern = "@")`
    Contains(LitStr),
    /// `does_not_contain(pattern = "@")`
    DoesNotContain(LitStr),
    /// `regex(path = SLUG)`
    Regex(Path),
    /// `must_match(other = password)`
    MustMatch(Ident),
    /// `custom(function = no_spam)`
    Custom(Path),
    /// `nested`
    Nested,
    /// `required`
    Required,
}

/// The bounds of a length.
#[derive(Debug, Clone, Default)]
pub struct Length {
    /// The fewest.
    pub min: Option<Bound>,
    /// The most.
    pub max: Option<Bound>,
    /// The only one.
    pub equal: Option<Bound>,
}

/// The bounds of a number.
#[derive(Debug, Clone, Default)]
pub struct Range {
    /// The smallest.
    pub min: Option<Bound>,
    /// The greatest.
    pub max: Option<Bound>,
    /// Just below the smallest.
    pub exclusive_min: Option<Bound>,
    /// Just above the greatest.
    pub exclusive_max: Option<Bound>,
}

const fn known(name: &'static str, form: &'static str) -> Known {
    Known { name, form }
}

const CODE: Known = known("code", "code = \"my_code\"");
const MESSAGE: Known = known("message", "message = \"is not what we want\"");
const MIN: Known = known("min", "min = 1");
const MAX: Known = known("max", "max = 80");
const EQUAL: Known = known("equal", "equal = 5");
const EXCLUSIVE_MIN: Known = known("exclusive_min", "exclusive_min = 0");
const EXCLUSIVE_MAX: Known = known("exclusive_max", "exclusive_max = 100");
const PATTERN: Known = known("pattern", "pattern = \"@\"");
const PATH: Known = known("path", "path = SLUG");
const OTHER: Known = known("other", "other = password");
const FUNCTION: Known = known("function", "function = no_spam");

/// One rule of the language: its name, its shortest form, its arguments.
struct Grammar {
    rule: Known,
    arguments: &'static [Known],
}

const fn rule(name: &'static str, form: &'static str, arguments: &'static [Known]) -> Grammar {
    Grammar { rule: Known { name, form }, arguments }
}

const RULES: &[Grammar] = &[
    rule("length", "length(min = 1, max = 80)", &[MIN, MAX, EQUAL, CODE, MESSAGE]),
    rule(
        "range",
        "range(min = 1, max = 10)",
        &[MIN, MAX, EXCLUSIVE_MIN, EXCLUSIVE_MAX, CODE, MESSAGE],
    ),
    rule("email", "email", &[CODE, MESSAGE]),
    rule("url", "url", &[CODE, MESSAGE]),
    rule("ip", "ip", &[CODE, MESSAGE]),
    rule("regex", "regex(path = SLUG)", &[PATH, CODE, MESSAGE]),
    rule("contains", "contains(pattern = \"@\")", &[PATTERN, CODE, MESSAGE]),
    rule("does_not_contain", "does_not_contain(pattern = \"@\")", &[PATTERN, CODE, MESSAGE]),
    rule("non_control_character", "non_control_character", &[CODE, MESSAGE]),
    rule("must_match", "must_match(other = password)", &[OTHER, CODE, MESSAGE]),
    rule("custom", "custom(function = no_spam)", &[FUNCTION, CODE, MESSAGE]),
    rule("nested", "nested", &[]),
    rule("required", "required", &[CODE, MESSAGE]),
];

/// The rules of `#[validate(..)]`, each with its arguments.
pub fn rules() -> impl Iterator<Item = (Known, &'static [Known])> {
    RULES.iter().map(|grammar| (grammar.rule, grammar.arguments))
}

/// The rules that make sense more than once on a field.
const REPEATABLE: &[&str] = &["contains", "does_not_contain", "must_match", "custom"];

/// The rules in all `#[validate(..)]` among the attributes of a field.
pub fn parse_rules(attrs: &[Attribute], errors: &mut Errors) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("validate")) {
        let Some(args) = arguments(attr, errors) else { continue };
        for piece in args.pieces() {
            let Some(rule) = parse_rule(piece, errors) else { continue };
            let name = bare(&rule.name);
            let again = rules.iter().any(|other| other.name == rule.name);
            if again && !REPEATABLE.contains(&name.as_str()) {
                errors
                    .at(&rule.name, format!("rule `{name}` is given twice"))
                    .help("put all its arguments into one, and remove the other");
                continue;
            }
            rules.push(rule);
        }
    }
    rules
}

fn arguments(attr: &Attribute, errors: &mut Errors) -> Option<Args> {
    if let Meta::List(list) = &attr.meta {
        let args = Args::split(list.tokens.clone());
        if !args.pieces().is_empty() {
            return Some(args);
        }
    }
    errors
        .at(&attr.meta, "`#[validate]` needs rules in parentheses")
        .help(format!("write `#[validate({})]`", RULES[0].rule.form));
    None
}

fn parse_rule(piece: &Piece, errors: &mut Errors) -> Option<Rule> {
    let Some(name) = piece.name.clone().filter(|_| !matches!(piece.value, Value::Other)) else {
        errors.at(piece, "expected a rule").help(all_rules());
        return None;
    };
    let text = bare(&name);
    let Some(grammar) = RULES.iter().find(|grammar| grammar.rule.name == text) else {
        unknown(&name, &text, errors);
        return None;
    };
    let args = match &piece.value {
        Value::List(tokens) => Args::split(tokens.clone()),
        Value::None => Args::default(),
        Value::Is(_) | Value::Other => {
            errors
                .at(piece, format!("rule `{text}` is not given by `=`"))
                .help(format!("write `{}`", grammar.rule.form));
            return None;
        }
    };
    args.check(&text, grammar.arguments, errors);
    let code = text_of(&args, CODE, grammar, errors);
    let message = text_of(&args, MESSAGE, grammar, errors);
    let kind = Reader { name: &name, grammar, args: &args, errors }.kind()?;
    Some(Rule { kind, code, message, name })
}

fn text_of(args: &Args, option: Known, grammar: &Grammar, errors: &mut Errors) -> Option<LitStr> {
    if !grammar.arguments.iter().any(|known| known.name == option.name) {
        return None;
    }
    args.text(option, errors)
}

fn unknown(name: &Ident, text: &str, errors: &mut Errors) {
    let noted = errors.at(name, format!("unknown rule `{text}`"));
    let near = nearest(text, RULES.iter().map(|grammar| grammar.rule.name));
    match RULES.iter().find(|grammar| Some(grammar.rule.name) == near) {
        Some(grammar) => noted.help(format!("did you mean `{}`?", grammar.rule.form)),
        None => noted.help(all_rules()),
    };
}

fn all_rules() -> String {
    let forms: Vec<String> =
        RULES.iter().map(|grammar| format!("`{}`", grammar.rule.form)).collect();
    format!("the rules are {}", forms.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn read(attrs: &[Attribute]) -> (Vec<Rule>, String) {
        let mut errors = Errors::new();
        let rules = parse_rules(attrs, &mut errors);
        (rules, errors.finish().map(|tokens| tokens.to_string()).unwrap_or_default())
    }

    fn mistakes(attr: Attribute) -> String {
        read(&[attr]).1
    }

    #[test]
    fn every_rule_is_read() {
        let (rules, text) = read(&[
            parse_quote!(#[validate(length(min = 1, max = MAX), email, url, ip, required)]),
            parse_quote!(#[serde(default)]),
            parse_quote!(#[validate(range(min = -1, exclusive_max = 2.5), nested)]),
            parse_quote!(#[validate(contains(pattern = "a"), contains(pattern = "b"))]),
            parse_quote!(#[validate(does_not_contain(pattern = "c"), non_control_character)]),
            parse_quote!(#[validate(regex(path = re::SLUG), must_match(other = r#type))]),
            parse_quote!(#[validate(custom(function = f, code = "spam", message = "no spam"))]),
        ]);
        assert_eq!(text, "");
        assert_eq!(rules.len(), 14);
        assert_eq!(rules[13].code.as_ref().map(LitStr::value).as_deref(), Some("spam"));
        assert_eq!(rules[13].message.as_ref().map(LitStr::value).as_deref(), Some("no spam"));
        let Kind::Length(length) = &rules[0].kind else { unreachable!() };
        assert_eq!(length.min.as_ref().and_then(Bound::whole), Some(1));
        assert!(length.max.as_ref().is_some_and(|max| max.whole().is_none() && max.is_length()));
        let Kind::Range(range) = &rules[5].kind else { unreachable!() };
        assert_eq!(range.min.as_ref().and_then(Bound::number), Some(-1.0));
    }

    #[test]
    fn a_misspelt_rule_is_corrected() {
        let text = mistakes(parse_quote!(#[validate(emial)]));
        assert!(text.contains("unknown rule `emial`"), "{text}");
        assert!(text.contains("did you mean `email`?"), "{text}");
        let text = mistakes(parse_quote!(#[validate(bananas)]));
        assert!(text.contains("the rules are `length(min = 1, max = 80)`, `range("), "{text}");
    }

    #[test]
    fn every_mistake_is_reported() {
        let (rules, text) = read(&[
            parse_quote!(#[validate(length(mim = 1), 7, url = true)]),
            parse_quote!(#[validate]),
            parse_quote!(#[validate(range, regex(path = "x"), custom)]),
        ]);
        assert!(rules.is_empty());
        for part in [
            "did you mean `min = 1`?",
            "expected a rule",
            "rule `url` is not given by `=`",
            "`#[validate]` needs rules in parentheses",
            "rule `range` needs one of `min`, `max`, `exclusive_min`, `exclusive_max`",
            "this is no value for option `path`",
            "rule `custom` needs `function`",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn contradictions_are_reported() {
        for (attr, part) in [
            (parse_quote!(#[validate(length(min = 9, max = 1))]), "no value is between 9 and 1"),
            (parse_quote!(#[validate(range(min = -1, max = -2))]), "no value is between -1 and -2"),
            (
                parse_quote!(#[validate(range(exclusive_min = 1, max = 1))]),
                "no value is between 1 and 1",
            ),
            (
                parse_quote!(#[validate(range(min = 1, exclusive_min = 1))]),
                "`min` and `exclusive_min` contradict each other",
            ),
            (parse_quote!(#[validate(length(min = 1, equal = 5))]), "`equal` leaves nothing"),
            (parse_quote!(#[validate(length(max = -5))]), "must be a whole number from 0"),
            (parse_quote!(#[validate(email, email)]), "rule `email` is given twice"),
            (parse_quote!(#[validate(nested(code = "x"))]), "unknown option `code` of `nested`"),
            (parse_quote!(#[validate(length(max = "5"))]), "this is no value for option `max`"),
        ] {
            let text = mistakes(attr);
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }
}
