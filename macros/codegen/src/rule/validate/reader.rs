//! The arguments of one rule, read as that rule's.
//!
//! A misspelt argument is reported once, never also as a missing one.

use syn::Ident;
use syn::parse::Parse;

use super::bound::Bound;
use super::{
    EQUAL, EXCLUSIVE_MAX, EXCLUSIVE_MIN, FUNCTION, Grammar, Kind, Length, MAX, MIN, OTHER, PATH,
    PATTERN, Range,
};
use crate::args::{Args, Known};
use crate::errors::Errors;

/// Reads the arguments of one rule.
pub(super) struct Reader<'a> {
    pub(super) name: &'a Ident,
    pub(super) grammar: &'a Grammar,
    pub(super) args: &'a Args,
    pub(super) errors: &'a mut Errors,
}

impl Reader<'_> {
    pub(super) fn kind(mut self) -> Option<Kind> {
        Some(match self.grammar.rule.name {
            "length" => Kind::Length(self.length()?),
            "range" => Kind::Range(self.range()?),
            "email" => Kind::Email,
            "url" => Kind::Url,
            "ip" => Kind::Ip,
            "non_control_character" => Kind::NonControlCharacter,
            "contains" => Kind::Contains(self.obligatory(PATTERN)?),
            "does_not_contain" => Kind::DoesNotContain(self.obligatory(PATTERN)?),
            "regex" => Kind::Regex(self.obligatory(PATH)?),
            "must_match" => Kind::MustMatch(self.obligatory(OTHER)?),
            "custom" => Kind::Custom(self.obligatory(FUNCTION)?),
            "nested" => Kind::Nested,
            "required" => Kind::Required,
            _ => return None,
        })
    }

    fn obligatory<T: Parse>(&mut self, option: Known) -> Option<T> {
        if self.args.get(option.name).is_none() {
            if self.has_unknown() {
                return None;
            }
            let rule = self.grammar.rule;
            self.errors
                .at(self.name, format!("rule `{}` needs `{}`", rule.name, option.name))
                .help(format!("write `{}`", rule.form));
            return None;
        }
        self.args.parsed(option, self.errors)
    }

    fn length(&mut self) -> Option<Length> {
        let min = self.size(MIN);
        let max = self.size(MAX);
        let equal = self.size(EQUAL);
        self.any_of(&[MIN, MAX, EQUAL])?;
        if let (Some(equal), true) = (self.args.get("equal"), min.is_some() || max.is_some()) {
            self.errors
                .at(equal, "`equal` leaves nothing for `min` and `max` to say")
                .help("write `length(equal = 5)` or `length(min = 1, max = 80)`");
        }
        self.ordered(min.as_ref(), max.as_ref(), true);
        Some(Length { min, max, equal })
    }

    fn range(&mut self) -> Option<Range> {
        let min = self.args.parsed(MIN, self.errors);
        let max = self.args.parsed(MAX, self.errors);
        let exclusive_min = self.args.parsed(EXCLUSIVE_MIN, self.errors);
        let exclusive_max = self.args.parsed(EXCLUSIVE_MAX, self.errors);
        self.any_of(&[MIN, MAX, EXCLUSIVE_MIN, EXCLUSIVE_MAX])?;
        self.either(MIN, EXCLUSIVE_MIN);
        self.either(MAX, EXCLUSIVE_MAX);
        let inclusive = exclusive_min.is_none() && exclusive_max.is_none();
        let (least, most) =
            (min.as_ref().or(exclusive_min.as_ref()), max.as_ref().or(exclusive_max.as_ref()));
        self.ordered(least, most, inclusive);
        Some(Range { min, max, exclusive_min, exclusive_max })
    }

    /// A bound that is a length.
    fn size(&mut self, option: Known) -> Option<Bound> {
        let bound: Bound = self.args.parsed(option, self.errors)?;
        if bound.is_length() {
            return Some(bound);
        }
        self.errors
            .at(&bound, format!("`{}` of a length must be a whole number from 0", option.name))
            .help(format!("write `{}`", option.form));
        None
    }

    fn any_of(&mut self, options: &[Known]) -> Option<()> {
        if options.iter().any(|option| self.args.get(option.name).is_some()) {
            return Some(());
        }
        if self.has_unknown() {
            return None;
        }
        let names: Vec<String> =
            options.iter().map(|option| format!("`{}`", option.name)).collect();
        let rule = self.grammar.rule;
        self.errors
            .at(self.name, format!("rule `{}` needs one of {}", rule.name, names.join(", ")))
            .help(format!("write `{}`", rule.form));
        None
    }

    /// Whether an argument is misspelt: then the missing one is no second mistake.
    fn has_unknown(&self) -> bool {
        let known = self.grammar.arguments;
        self.args.pieces().iter().any(|piece| !known.iter().any(|known| piece.is(known.name)))
    }

    fn either(&mut self, one: Known, other: Known) {
        if self.args.get(one.name).is_none() {
            return;
        }
        if let Some(piece) = self.args.get(other.name) {
            let text = format!("`{}` and `{}` contradict each other", one.name, other.name);
            self.errors.at(piece, text).help(format!("write `{}` or `{}`", one.form, other.form));
        }
    }

    /// No value is at least `least` and at most `most` when they are the wrong way round.
    fn ordered(&mut self, least: Option<&Bound>, most: Option<&Bound>, inclusive: bool) {
        let (Some(least), Some(most)) = (least, most) else { return };
        let (Some(low), Some(high)) = (least.number(), most.number()) else { return };
        if low > high || (!inclusive && low >= high) {
            let text = format!("no value is between {least} and {most}");
            self.errors.at(most, text).help(format!("write `{}`", self.grammar.rule.form));
        }
    }
}
