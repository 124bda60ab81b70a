//! Doc comments: the summary and the description that go into the document.
//!
//! They are read, never written.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// A doc comment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// The first paragraph on one line, without its full stop.
    pub summary: String,
    /// The whole comment.
    pub text: String,
}

impl Docs {
    /// Reads the doc comments among the attributes.
    pub fn read(attrs: &[Attribute]) -> Self {
        let lines: Vec<String> = attrs.iter().filter_map(line).collect();
        let text = lines.join("\n").trim().to_owned();
        let first: Vec<&str> =
            text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
        let summary = first.join(" ");
        let summary = summary.strip_suffix('.').unwrap_or(&summary).to_owned();
        Self { summary, text }
    }

    /// Whether there is no comment.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    if !pair.path.is_ident("doc") {
        return None;
    }
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    let text = text.value();
    Some(text.strip_prefix(' ').unwrap_or(&text).trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn the_summary_is_the_first_paragraph() {
        let attrs: Vec<Attribute> = vec![
            parse_quote!(#[doc = " Edit a post:"]),
            parse_quote!(#[doc = " its author, or an editor."]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " More."]),
        ];
        let docs = Docs::read(&attrs);
        assert_eq!(docs.summary, "Edit a post: its author, or an editor");
        assert_eq!(docs.text, "Edit a post:\nits author, or an editor.\n\nMore.");
    }
}
