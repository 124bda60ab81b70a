//! With `crate = elsewhere`, nothing that is generated looks for the runtime under its own name.
//!
//! What else generated code must not take from its surroundings is in `ui/*/pass/hygiene.rs`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// The names and texts in `tokens` that say `ordain`.
fn names(tokens: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => found.extend(names(group.stream())),
            TokenTree::Punct(_) => {}
            other => found.push(other.to_string()),
        }
    }
    found.retain(|name| name.contains("ordain"));
    found
}

#[test]
fn the_runtime_is_looked_for_where_the_option_says() {
    let at = quote!(crate = elsewhere);
    let expansions = [
        ordain_codegen::dto(
            at.clone(),
            quote!(
                struct Post {
                    #[validate(email)]
                    mail: String,
                }
            ),
        ),
        ordain_codegen::job(
            at.clone(),
            quote!(
                async fn tell(id: i64) -> Result<()> {
                    Ok(())
                }
            ),
        ),
        ordain_codegen::main(
            at.clone(),
            quote!(
                async fn main() -> Result<()> {
                    Ok(())
                }
            ),
        ),
        ordain_codegen::model(
            at.clone(),
            quote!(
                struct Post {
                    #[key]
                    id: i64,
                    title: String,
                }
            ),
        ),
        ordain_codegen::policy(
            at.clone(),
            quote!(
                enum Permission {
                    Write,
                }
            ),
        ),
        ordain_codegen::policy(
            at.clone(),
            quote!(
                fn own(actor: &Actor, post: &Post) -> bool {
                    true
                }
            ),
        ),
        ordain_codegen::policy(
            at.clone(),
            quote!(
                fn short(actor: &Actor, post: &Post) -> bool {
                    post.title.len() < 3
                }
            ),
        ),
        ordain_codegen::policy(
            at.clone(),
            quote!(
                fn mine(actor: &Actor, post: &Post) -> bool {
                    post.id == actor.id && if post.shown { true } else { post.id < post.size }
                }
            ),
        ),
        ordain_codegen::scope(quote!(elsewhere any(own, not(Role::Admin)), &actor)),
        ordain_codegen::route(
            quote!(get, "/{id}", policy = any(own, Role::Admin), status = 200, #at),
            quote!(
                async fn show(id: i64, post: Authorized<Post>) -> Result<Post> {
                    Ok(post)
                }
            ),
        ),
        ordain_codegen::seeder(
            quote!(after(tags), #at),
            quote!(
                async fn posts(db: Db) -> Result<()> {
                    Ok(())
                }
            ),
        ),
    ];
    for expansion in expansions {
        let text = expansion.to_string();
        assert!(text.contains("elsewhere") && !text.contains("compile_error"), "{text}");
        let found = names(expansion);
        // Hidden names and symbols have it in front.
        let wrong: Vec<_> = found.iter().filter(|name| !name.contains("__ordain_")).collect();
        assert!(wrong.is_empty(), "{wrong:?} in {text}");
    }
}
