//! Bounds in validation rules: numbers, or constants that hold one.
//!
//! The value of a constant is not known here, so only written numbers are compared.

use std::fmt;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Lit, Path, Token};

/// One bound.
#[derive(Debug, Clone)]
pub struct Bound {
    value: BoundValue,
    tokens: TokenStream,
}

#[derive(Debug, Clone)]
enum BoundValue {
    Whole(i128),
    Fraction(f64),
    Constant,
}

impl Bound {
    /// The whole number, if it is one that is written down.
    #[must_use]
    pub fn whole(&self) -> Option<i128> {
        match self.value {
            BoundValue::Whole(value) => Some(value),
            BoundValue::Fraction(_) | BoundValue::Constant => None,
        }
    }

    /// The number, if it is written down.
    #[expect(clippy::cast_precision_loss, reason = "used to compare bounds, not to emit them")]
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.value {
            BoundValue::Whole(value) => Some(value as f64),
            BoundValue::Fraction(value) => Some(value),
            BoundValue::Constant => None,
        }
    }

    /// Whether it can be a length: a constant, or a whole number that is not negative.
    #[must_use]
    pub fn is_length(&self) -> bool {
        match self.value {
            BoundValue::Whole(value) => u64::try_from(value).is_ok(),
            BoundValue::Fraction(_) => false,
            BoundValue::Constant => true,
        }
    }

    /// The bound where nothing else says its type: numbers are written with one.
    #[must_use]
    pub fn typed(&self) -> TokenStream {
        let literal = match self.value {
            BoundValue::Whole(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => Literal::i64_suffixed(value),
                (Err(_), Ok(value)) => Literal::u64_suffixed(value),
                (Err(_), Err(_)) => Literal::i128_suffixed(value),
            },
            BoundValue::Fraction(value) => Literal::f64_suffixed(value),
            BoundValue::Constant => return self.tokens.clone(),
        };
        literal.into_token_stream()
    }

    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        self.tokens.span()
    }
}

/// As it was written, so that the field's type decides about the number's.
impl ToTokens for Bound {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tokens.to_string().replace("- ", "-"))
    }
}

impl Parse for Bound {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Lit) || input.peek(Token![-]) {
            return number(input);
        }
        let path: Path = input.parse()?;
        Ok(Self { value: BoundValue::Constant, tokens: path.into_token_stream() })
    }
}

fn number(input: ParseStream<'_>) -> syn::Result<Bound> {
    let minus: Option<Token![-]> = input.parse()?;
    let sign = if minus.is_some() { "-" } else { "" };
    let literal: Lit = input.parse()?;
    let value = match &literal {
        Lit::Int(int) => BoundValue::Whole(
            format!("{sign}{}", int.base10_digits()).parse().map_err(|_| too_large(int))?,
        ),
        Lit::Float(float) => BoundValue::Fraction(
            format!("{sign}{}", float.base10_digits()).parse().map_err(|_| too_large(float))?,
        ),
        other => return Err(syn::Error::new(other.span(), "not a number")),
    };
    Ok(Bound { value, tokens: quote!(#minus #literal) })
}

fn too_large(literal: &impl ToTokens) -> syn::Error {
    syn::Error::new_spanned(literal, "too large a number")
}
