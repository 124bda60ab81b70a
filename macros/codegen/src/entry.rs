//! `#[ordain::main]`: the async function that a program begins with.
//!
//! The function is put, unchanged, inside the one that the system calls.

use std::path::Path;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::item::function::Function;
use crate::item::migrations::{File, find};
use crate::paths::{Root, at_start};

/// The options of `#[ordain::main]`.
pub const OPTIONS: &[Known] = &[CRATE];

const EXPECTS: &str = "`#[ordain::main]` stands on `async fn main() -> Result<()>`";

/// Expands `#[ordain::main]`.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let args = Args::split(args);
    args.check("#[ordain::main]", OPTIONS, &mut errors);
    let root = args.root(&mut errors);
    let function = match syn::parse2::<Function>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            errors.syntax(&error).help(EXPECTS);
            let errors = errors.finish();
            return quote!(#item fn main() {} #errors);
        }
    };
    check(&function, &mut errors);
    if let Some(errors) = errors.finish() {
        return quote!(fn main() { #[allow(dead_code)] #item } #errors);
    }
    expand_main(&root, &function)
}

fn check(function: &Function, errors: &mut Errors) {
    let sig = &function.sig;
    if sig.ident != "main" {
        errors.at(&sig.ident, format!("`{}` is not called `main`", sig.ident)).help(EXPECTS);
    }
    if sig.asyncness.is_none() {
        errors.at(sig.fn_token, "`main` is not async").help(EXPECTS);
    }
    if !sig.inputs.is_empty() {
        errors.at(&sig.inputs, "`main` takes no arguments").help(EXPECTS);
    }
    if function.output().is_none() {
        errors.at(&sig.ident, "`main` returns nothing").help(EXPECTS);
    }
}

/// ```ignore
/// fn main() -> ExitCode {
///     async fn main() -> Result<()> { … }
///     run_main(Application { … }, main())
/// }
/// ```
fn expand_main(root: &Root, function: &Function) -> TokenStream {
    let private = root.private();
    let name = &function.sig.ident;
    let package = Ident::new("__package", Span::call_site());
    let migrations = expand_migrations(root);
    let call = quote!(#private::app::run_main(#package, #name()));
    let call = at_start(function.output(), call);
    quote_spanned! {Span::mixed_site()=>
        fn main() -> ::std::process::ExitCode {
            #function
            let #package = #private::app::Application {
                name: ::core::env!("CARGO_PKG_NAME"),
                version: ::core::env!("CARGO_PKG_VERSION"),
                description: ::core::env!("CARGO_PKG_DESCRIPTION"),
                migrations: #migrations,
            };
            #call
        }
    }
}

/// The files of `migrations/`, as texts inside the program: a changed one causes a new build.
///
/// ```ignore
/// Migrations { package: "/shop", source: file!(), snapshot: Some(include_str!("…")), files: &[…] }
/// ```
fn expand_migrations(root: &Root) -> TokenStream {
    let private = root.private();
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let found = find(&Path::new(&package).join("migrations"));
    let text = |path: &str| quote!(::core::include_str!(#path));
    let optional = |path: &Option<String>| {
        let text = path.as_deref().map(text);
        let none = quote!(::core::option::Option::None);
        text.map_or(none, |text| quote!(::core::option::Option::Some(#text)))
    };
    let snapshot = optional(&found.snapshot);
    let files = found.files.iter().map(|File { backend, name, up, down, metadata }| {
        let (up, down, metadata) = (text(up), optional(down), optional(metadata));
        quote! {
            #private::migrate::Embedded {
                backend: #backend,
                name: #name,
                up: #up,
                down: #down,
                metadata: #metadata,
            }
        }
    });
    quote! {
        #private::migrate::Migrations {
            package: ::core::env!("CARGO_MANIFEST_DIR"),
            source: ::core::file!(),
            snapshot: #snapshot,
            files: &[#(#files),*],
        }
    }
}
