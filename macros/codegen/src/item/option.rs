//! The one type that is known by its name: a column may be null when its field is an `Option`.
//!
//! No other type is ever looked at.

use syn::{GenericArgument, PathArguments, Type};

/// The `T` of a type that is written `Option<T>`, by whatever path.
pub fn inside_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn an_option_is_known_by_its_last_name() {
        assert!(inside_option(&parse_quote!(Option<i64>)).is_some());
        assert!(inside_option(&parse_quote!(::core::option::Option<i64>)).is_some());
        assert!(inside_option(&parse_quote!(Optional<i64>)).is_none());
        assert!(inside_option(&parse_quote!(Vec<Option<i64>>)).is_none());
    }
}
