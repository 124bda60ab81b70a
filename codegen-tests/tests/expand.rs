//! What the macros add: `expand/<macro>/<case>.in.rs` next to `<case>.out.rs`. `UPDATE_EXPECT=1`
//! writes the results anew.
//!
//! The expansions run here as plain functions: nothing is compiled.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Item, Meta};

/// What runs for the items in a folder.
enum Entry {
    Attribute(fn(TokenStream, TokenStream) -> TokenStream),
    Derive(fn(TokenStream) -> TokenStream),
    /// A call that is the value of a constant.
    Call(fn(TokenStream) -> TokenStream),
}

fn entry(name: &str) -> Entry {
    match name {
        "api_error" => Entry::Derive(ordain_codegen::api_error),
        "dto" => Entry::Attribute(ordain_codegen::dto),
        "job" => Entry::Attribute(ordain_codegen::job),
        "main" => Entry::Attribute(ordain_codegen::main),
        "model" => Entry::Attribute(ordain_codegen::model),
        "policy" => Entry::Attribute(ordain_codegen::policy),
        "route" => Entry::Attribute(ordain_codegen::route),
        "routes" => Entry::Attribute(ordain_codegen::routes),
        "scope" => Entry::Call(ordain_codegen::scope),
        "seeder" => Entry::Attribute(ordain_codegen::seeder),
        other => panic!("no macro belongs to the folder `expand/{other}`"),
    }
}

#[test]
fn expansions_are_the_expected_ones() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut different = Vec::new();
    for folder in entries(Path::new("expand")) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for input in entries(&folder) {
            let Some(stem) = input.to_str().and_then(|path| path.strip_suffix(".in.rs")) else {
                continue;
            };
            let expected = PathBuf::from(format!("{stem}.out.rs"));
            let text = expand(&name, &fs::read_to_string(&input).unwrap());
            if update {
                fs::write(&expected, text).unwrap();
            } else if fs::read_to_string(&expected).unwrap_or_default() != text {
                different.push(format!("--- {} would be:\n{text}", expected.display()));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn expand(name: &str, source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let entry = entry(name);
    let tokens: TokenStream = file.items.into_iter().map(|item| run(&entry, name, item)).collect();
    prettyplease::unparse(&syn::parse2(tokens).unwrap())
}

fn run(entry: &Entry, name: &str, mut item: Item) -> TokenStream {
    match entry {
        Entry::Derive(derive) => derive(item.to_token_stream()),
        Entry::Attribute(attribute) => match take_attribute(&mut item, name) {
            Some(arguments) => attribute(arguments, item.into_token_stream()),
            None => item.into_token_stream(),
        },
        Entry::Call(call) => {
            if let Item::Const(constant) = &mut item
                && let Expr::Macro(written) = &*constant.expr
            {
                // The path of the runtime, as the macro that users call puts it there.
                let tokens = &written.mac.tokens;
                let expansion = call(quote!(ordain #tokens));
                *constant.expr = Expr::Verbatim(expansion);
            }
            item.into_token_stream()
        }
    }
}

/// Takes the macro's own attribute off the item, as the compiler does, and returns its arguments.
fn take_attribute(item: &mut Item, name: &str) -> Option<TokenStream> {
    let attrs = attributes(item)?;
    let index = attrs
        .iter()
        .position(|attr| attr.path().segments.last().is_some_and(|last| last.ident == name))?;
    match attrs.remove(index).meta {
        Meta::List(list) => Some(list.tokens),
        _ => Some(TokenStream::new()),
    }
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    Some(match item {
        Item::Enum(item) => &mut item.attrs,
        Item::Fn(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
        _ => return None,
    })
}
