//! The paths of routes: `/posts/{slug}/comments/{id}`, `/files/{*path}`.
//!
//! Segments are only named here; who takes them is for the route to check.

use syn::LitStr;

use crate::errors::Errors;

/// A checked path.
#[derive(Debug, Clone)]
pub struct PathTemplate {
    /// The path as it was written, with its prefix.
    pub text: String,
    /// The names of its segments in braces, in order.
    pub segments: Vec<String>,
    /// Where it was written.
    pub literal: LitStr,
}

impl PathTemplate {
    /// Reads the path behind a prefix and reports everything that is wrong with it.
    pub fn read(prefix: &str, literal: &LitStr, errors: &mut Errors) -> Option<Self> {
        let own = literal.value();
        check_shape(&own, literal, errors)?;
        let text = match (prefix, own.as_str()) {
            ("", own) => own.to_owned(),
            (prefix, "/") => prefix.to_owned(),
            (prefix, own) => format!("{prefix}{own}"),
        };
        let mut segments: Vec<String> = Vec::new();
        let parts: Vec<&str> = text.split('/').skip(1).collect();
        for (at, part) in parts.iter().enumerate() {
            let Some(name) = read_part(part, at + 1 == parts.len(), literal, errors)? else {
                continue;
            };
            if segments.contains(&name) {
                errors
                    .at(literal, format!("path segment `{{{name}}}` is there twice"))
                    .help("give each a name of its own, such as `{post_id}` and `{comment_id}`");
                return None;
            }
            segments.push(name);
        }
        Some(Self { text, segments, literal: literal.clone() })
    }

    /// The path without the names of its segments, as part of an identifier: two paths have the same
    /// if and only if a request cannot tell them apart.
    pub fn identifier(&self) -> String {
        let parts = self.text.split('/').skip(1);
        parts.fold(String::new(), |identifier, part| identifier + "__" + &identify(part))
    }
}

/// `{slug}` → `_any`, `a-b` → `a_2db`.
fn identify(part: &str) -> String {
    if part.starts_with('{') {
        return "_any".to_owned();
    }
    let letter = |c: char| match c {
        c if c.is_ascii_alphanumeric() => c.to_string(),
        other => format!("_{:02x}", u32::from(other)),
    };
    part.chars().map(letter).collect()
}

/// Reads a prefix of paths.
pub fn read_prefix(literal: &LitStr, errors: &mut Errors) -> Option<String> {
    let text = literal.value();
    if text == "/" {
        errors.at(literal, "a prefix of `/` says nothing").help("leave it out, or write \"/api\"");
        return None;
    }
    check_shape(&text, literal, errors)?;
    for part in text.split('/').skip(1) {
        read_part(part, false, literal, errors)?;
    }
    Some(text)
}

/// Slashes stand between segments, and before the first.
fn check_shape(text: &str, literal: &LitStr, errors: &mut Errors) -> Option<()> {
    let message = if text.is_empty() {
        "this path is empty".to_owned()
    } else if !text.starts_with('/') {
        format!("path `{text}` does not start with `/`")
    } else if text.len() > 1 && text.ends_with('/') {
        format!("path `{text}` ends with `/`")
    } else if text.contains("//") {
        format!("path `{text}` has an empty segment")
    } else {
        return Some(());
    };
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    errors.at(literal, message).help(format!("write \"/{}\"", parts.join("/")));
    None
}

/// The name in a part with braces; `Some(None)` for a part without.
#[expect(clippy::option_option, reason = "no name is well, a wrong one is not")]
fn read_part(
    part: &str,
    last: bool,
    literal: &LitStr,
    errors: &mut Errors,
) -> Option<Option<String>> {
    if !part.contains(['{', '}']) {
        return match check_text(part) {
            Ok(()) => Some(None),
            Err((message, help)) => {
                errors.at(literal, message).help(help);
                None
            }
        };
    }
    match name_in(part, last) {
        Ok(name) => Some(Some(name.to_owned())),
        Err((message, help)) => {
            errors.at(literal, message).help(help);
            None
        }
    }
}

/// The name in braces, or what is wrong with it and what to write.
fn name_in(part: &str, last: bool) -> Result<&str, (String, String)> {
    let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let Some(name) = name.filter(|name| !name.contains(['{', '}'])) else {
        let message = format!("path segment `{part}` is neither plain text nor one name in braces");
        return Err((message, "a name fills the whole segment: \"/posts/{slug}\"".to_owned()));
    };
    if let Some((name, _)) = name.split_once(':') {
        let message = format!("path segment `{part}` has more in its braces than a name");
        let name = name.trim();
        return Err((message, format!("write `{{{name}}}`: the argument's type says what fits")));
    }
    let name = match name.strip_prefix('*') {
        Some(rest) if !last => {
            let message =
                format!("path segment `{part}` takes all that follows, and more follows it");
            return Err((message, format!("write `{{{rest}}}`, which takes one segment")));
        }
        Some(rest) => rest,
        None => name,
    };
    if !is_name(name) {
        let message = format!("path segment `{part}` has no name that an argument can have");
        return Err((message, "name it in snake case: \"/posts/{slug}\"".to_owned()));
    }
    Ok(name)
}

/// Whether an argument can have the name, if need be as `r#type`.
fn is_name(text: &str) -> bool {
    let raw = !matches!(text, "self" | "Self" | "super" | "crate" | "_");
    raw && syn::parse_str::<syn::Ident>(&format!("r#{text}")).is_ok()
}

/// What is wrong with plain text, and what to write.
fn check_text(part: &str) -> Result<(), (String, String)> {
    // What other frameworks write for a name.
    let name = match part.as_bytes() {
        [b':', ..] => Some(&part[1..]),
        [b'<', .., b'>'] => Some(part[1..part.len() - 1].trim_end_matches('.')),
        b"*" | b"**" => Some("*path"),
        _ => None,
    };
    if let Some(name) = name {
        let message = format!("path segment `{part}` looks like a name and is plain text");
        return Err((message, format!("write `{{{name}}}`")));
    }
    let wrong = |c: &char| !c.is_ascii_alphanumeric() && !"-._~!$&'()*+,;=:@".contains(*c);
    let Some(wrong) = part.chars().find(wrong) else { return Ok(()) };
    let message = format!("path segment `{part}` has a `{}` in it", wrong.escape_default());
    Err(match wrong {
        '?' => (message, "the query string is no part of a path: take it as an argument whose type has `#[dto(query)]`".to_owned()),
        _ => (message, "write letters, digits and `-._~!$&'()*+,;=:@`".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    fn read(prefix: &str, text: &str) -> (Option<PathTemplate>, String) {
        let mut errors = Errors::new();
        let template =
            PathTemplate::read(prefix, &LitStr::new(text, Span::call_site()), &mut errors);
        (template, errors.finish().map(|tokens| tokens.to_string()).unwrap_or_default())
    }

    #[test]
    fn segments_are_named() {
        let (template, errors) = read("/api", "/posts/{slug}/comments/{id}");
        assert!(errors.is_empty(), "{errors}");
        let Some(template) = template else { panic!("no template") };
        assert_eq!(template.text, "/api/posts/{slug}/comments/{id}");
        assert_eq!(template.segments, ["slug", "id"]);
        assert_eq!(template.identifier(), "__api__posts___any__comments___any");
    }

    #[test]
    fn different_paths_are_identified_differently() {
        let paths = ["/", "/a", "/a/b", "/a_b", "/a__b", "/a-b", "/a_2db", "/{x}", "/_any", "/any"];
        let mut all: Vec<String> = paths
            .into_iter()
            .filter_map(|path| read("", path).0)
            .map(|template| template.identifier())
            .collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), paths.len(), "{all:?}");
        let same = |path| read("", path).0.map(|template| template.identifier());
        assert_eq!(same("/a/{x}/b"), same("/a/{y}/b"));
    }

    #[test]
    fn the_root_of_a_prefix_is_the_prefix() {
        assert_eq!(read("/api", "/").0.map(|template| template.text).as_deref(), Some("/api"));
        assert_eq!(read("", "/").0.map(|template| template.text).as_deref(), Some("/"));
    }

    #[test]
    fn what_no_path_is_is_reported() {
        for (text, message) in [
            ("", "write \\\"/\\\""),
            ("posts", "does not start with `/`"),
            ("/posts/", "write \\\"/posts\\\""),
            ("/a//b", "empty segment"),
            ("/a?b", "has a `?` in it"),
            ("/a b", "has a ` ` in it"),
            ("/a/:id", "write `{id}`"),
            ("/a/<path..>", "write `{path}`"),
            ("/a/*", "write `{*path}`"),
            ("/post-{id}", "neither plain text nor one name in braces"),
            ("/{id", "neither plain text nor one name in braces"),
            ("/{id: i64}", "write `{id}`"),
            ("/{id}/{id}", "is there twice"),
            ("/{*all}/x", "takes all that follows"),
            ("/{1}", "no name that an argument can have"),
            ("/{}", "no name that an argument can have"),
            ("/{self}", "no name that an argument can have"),
        ] {
            let (template, errors) = read("", text);
            assert!(template.is_none(), "{text}");
            assert!(errors.contains(message), "{text}: {errors}");
        }
        assert!(read("", "/kinds/{type}/verb:run").0.is_some());
    }
}
