//! Every identifier that the macros make up, and the changes of case they need.
//!
//! Nothing here looks at a type or at an option.

use heck::{ToKebabCase, ToPascalCase, ToSnakeCase};
use proc_macro2::Span;
use syn::Ident;

/// `__ordain_<item>_<role>`: a helper that only generated code names.
pub fn hidden(item: &Ident, role: &str) -> Ident {
    Ident::new(&format!("__ordain_{}_{role}", bare(item)), Span::mixed_site())
}

/// The text of an identifier without `r#`.
pub fn bare(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

/// An identifier of that text, raw where the text is a keyword.
pub fn argument(text: &str, span: Span) -> Ident {
    match syn::parse_str::<Ident>(text) {
        Ok(_) => Ident::new(text, span),
        Err(_) => Ident::new_raw(text, span),
    }
}

/// `SlugTaken` → `slug_taken`.
pub fn snake(text: &str) -> String {
    text.to_snake_case()
}

/// `author_id` → `AuthorId`.
pub fn pascal(text: &str) -> String {
    text.to_pascal_case()
}

/// `list_posts` → `list-posts`.
pub fn kebab(text: &str) -> String {
    text.to_kebab_case()
}

/// The plural of an English noun in snake case, as table names have it: `category` → `categories`.
pub fn plural(noun: &str) -> String {
    let before_last = noun.chars().rev().nth(1);
    let vowel = matches!(before_last, Some('a' | 'e' | 'i' | 'o' | 'u'));
    if noun.ends_with('y') && !vowel {
        return format!("{}ies", &noun[..noun.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_english() {
        for (one, many) in [
            ("post", "posts"),
            ("category", "categories"),
            ("day", "days"),
            ("box", "boxes"),
            ("address", "addresses"),
            ("branch", "branches"),
            ("blog_entry", "blog_entries"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
