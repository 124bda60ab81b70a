//! One function for each rule: the value, if there is one, to the fault, if there is one.
//!
//! A value that is not there breaks no rule but `required`.

use std::borrow::Cow;
use std::fmt::Display;

use validator::AsRegex;

use super::look::Unit;
use super::{
    ContainsSubject, EmailSubject, Fault, IpSubject, LengthSubject, NonControlCharacterSubject,
    RangeSubject, RegexSubject, RequiredSubject, UrlSubject, Validate, Violations,
};

/// The bounds of `length`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Length {
    /// The fewest.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
    /// The only one.
    pub equal: Option<u64>,
}

/// The bounds of `range`.
#[derive(Debug, Clone, Default)]
pub struct Range<T> {
    /// The smallest.
    pub min: Option<T>,
    /// The greatest.
    pub max: Option<T>,
    /// Just below the smallest.
    pub exclusive_min: Option<T>,
    /// Just above the greatest.
    pub exclusive_max: Option<T>,
}

/// `length(min = 1, max = 80)`
pub fn length<T>(value: Option<&T>, unit: Unit, bounds: Length) -> Option<Fault>
where
    T: LengthSubject + ?Sized,
{
    let value = value?;
    let Length { min, max, equal } = bounds;
    if value.validate_length(min, max, equal) {
        return None;
    }
    let length = value.length()?;
    let text = match (equal, min, max) {
        (Some(equal), _, _) => measured("exactly", equal, unit),
        (None, Some(1), _) if length == 0 => Cow::Borrowed("must not be empty"),
        (None, Some(min), _) if length < min => measured("at least", min, unit),
        (None, _, max) => measured("at most", max?, unit),
    };
    Some(Fault::new("length", text))
}

fn measured(how: &str, count: u64, unit: Unit) -> Cow<'static, str> {
    let end = if count == 1 { "" } else { "s" };
    Cow::Owned(match unit {
        Unit::Characters => format!("must be {how} {count} character{end} long"),
        Unit::Items => format!("must have {how} {count} item{end}"),
    })
}

/// `range(min = 1, max = 10)`
pub fn range<T, B>(value: Option<&T>, bounds: &Range<B>) -> Option<Fault>
where
    T: RangeSubject<B>,
    B: Clone + Display,
{
    let value = value?;
    // As many bounds as there are, NaN is neither above nor below one.
    if let Range { min: Some(bound), .. }
    | Range { max: Some(bound), .. }
    | Range { exclusive_min: Some(bound), .. }
    | Range { exclusive_max: Some(bound), .. } = bounds
        && value.partial_cmp(bound).is_none()
    {
        return Some(Fault::new("range", "must be a number"));
    }
    let Range { min, max, exclusive_min, exclusive_max } = bounds.clone();
    if value.validate_range(min, max, exclusive_min, exclusive_max) {
        return None;
    }
    let text = match bounds {
        Range { min: Some(min), .. } if value < min => format!("must be at least {min}"),
        Range { max: Some(max), .. } if value > max => format!("must be at most {max}"),
        Range { exclusive_min: Some(bound), .. } if value <= bound => {
            format!("must be greater than {bound}")
        }
        Range { exclusive_max: Some(bound), .. } => format!("must be less than {bound}"),
        _ => "is out of range".to_owned(),
    };
    Some(Fault::new("range", text))
}

/// `email`
pub fn email<T: EmailSubject + ?Sized>(value: Option<&T>) -> Option<Fault> {
    broken(value?.validate_email(), "email", "must be an email address")
}

/// `url`
pub fn url<T: UrlSubject + ?Sized>(value: Option<&T>) -> Option<Fault> {
    broken(value?.validate_url(), "url", "must be a URL such as `https://example.com`")
}

/// `contains(pattern = "@")`
pub fn contains<T>(value: Option<&T>, pattern: &str) -> Option<Fault>
where
    T: ContainsSubject + ?Sized,
{
    broken(value?.validate_contains(pattern), "contains", || format!("must contain `{pattern}`"))
}

/// `does_not_contain(pattern = "@")`
pub fn does_not_contain<T>(value: Option<&T>, pattern: &str) -> Option<Fault>
where
    T: ContainsSubject + ?Sized,
{
    let free = !value?.validate_contains(pattern);
    broken(free, "does_not_contain", || format!("must not contain `{pattern}`"))
}

/// `regex(path = SLUG)`
pub fn regex<T>(value: Option<&T>, pattern: impl AsRegex) -> Option<Fault>
where
    T: RegexSubject + ?Sized,
{
    let pattern = pattern.as_regex();
    let text = || format!("must match the pattern `{}`", pattern.as_str());
    broken(value?.validate_regex(&*pattern), "regex", text)
}

/// The text of a pattern, for the document.
pub fn pattern(pattern: impl AsRegex) -> String {
    pattern.as_regex().as_str().to_owned()
}

/// `non_control_character`
pub fn non_control_character<T>(value: Option<&T>) -> Option<Fault>
where
    T: NonControlCharacterSubject + ?Sized,
{
    let clean = value?.validate_non_control_character();
    broken(clean, "non_control_character", "must not contain control characters")
}

/// `ip`
pub fn ip<T: IpSubject + ?Sized>(value: Option<&T>) -> Option<Fault> {
    broken(value?.validate_ip(), "ip", "must be an IP address")
}

/// `must_match(other = password)`
pub fn must_match<T: Eq>(value: &T, other: &T, name: &str) -> Option<Fault> {
    broken(validator::validate_must_match(value, other), "must_match", || {
        format!("must be the same as `{name}`")
    })
}

/// `required`
pub fn required<T: RequiredSubject>(value: &T) -> Option<Fault> {
    broken(value.validate_required(), "required", "must be given")
}

/// `custom(function = no_spam)`
pub fn custom<T, E>(value: Option<&T>, function: impl FnOnce(&T) -> Result<(), E>) -> Option<Fault>
where
    T: ?Sized,
    E: Into<Fault>,
{
    function(value?).err().map(Into::into)
}

/// `nested`
pub fn nested<T: Validate + ?Sized>(value: &T, found: &mut Violations) {
    value.validate(found);
}

fn broken(kept: bool, code: &'static str, text: impl Text) -> Option<Fault> {
    (!kept).then(|| Fault::new(code, text.text()))
}

/// A message that is written only when it is needed.
trait Text {
    fn text(self) -> Cow<'static, str>;
}

impl Text for &'static str {
    fn text(self) -> Cow<'static, str> {
        Cow::Borrowed(self)
    }
}

impl<F: FnOnce() -> String> Text for F {
    fn text(self) -> Cow<'static, str> {
        Cow::Owned(self())
    }
}
