//! A policy function.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Ident, Type, Visibility};

use super::super::ir::Object;
use super::{place, scope};
use crate::driver::Added;
use crate::item::docs::Docs;
use crate::item::function::Function;
use crate::names::bare;
use crate::paths::{Root, located};

/// ```text
/// struct own_post {}
/// const _: () = {
///     static SPEC: ::ordain::policy::ObjectSpec = ::ordain::policy::ObjectSpec {
///         in_code: false,
///         check: |actor, resource| ::ordain::__private::policy::check::<Post>(
///             |actor, resource| own_post(actor, resource), actor, resource,
///         ),
///         ..
///     };
///     impl ::ordain::policy::ObjectPolicy for own_post { .. }
///     ::ordain::__private::inventory::submit! { .. }
///     ::ordain::__private::with_models! { .. }
/// };
/// ```
pub(super) fn expand(object: &Object) -> Added {
    let Object { root, vis, ident, docs, resource, in_code, .. } = object;
    let private = root.private();
    let name = bare(ident);
    let resource_name = resource_name(resource);
    let place = place(root);
    let marker = marker(vis, ident, docs);
    let (call, scope) = (call(object), scope::expand(object));
    let items = quote! {
        #marker
        const _: () = {
            static SPEC: #root::policy::ObjectSpec = #root::policy::ObjectSpec {
                name: #name,
                resource: #resource_name,
                docs: #docs,
                place: #place,
                in_code: #in_code,
                check: |actor, resource| {
                    #private::policy::check::<#resource>(#call, actor, resource)
                },
            };
            impl #root::policy::ObjectPolicy for #ident {
                type Resource = #resource;
                const RULE: #root::policy::Rule = #root::policy::Rule::Object(&SPEC);
            }
            #private::inventory::submit! { #root::policy::PolicySpec::Object(&SPEC) }
            #scope
        };
    };
    Added { attrs: TokenStream::new(), items }
}

/// The call of the function. A first argument that is no actor is reported at its type, and an
/// answer that is no `bool` at its own.
fn call(object: &Object) -> TokenStream {
    let Object { ident, actor, output, .. } = object;
    let argument = |span| Ident::new("actor", span);
    let (bound, passed) = (argument(Span::mixed_site()), argument(located(actor)));
    let mut function = ident.clone();
    function.set_span(located(output));
    let call = quote_spanned!(located(output)=> #function(#passed, resource));
    let resource = Ident::new("resource", located(output));
    quote!(|#bound, #resource| #call)
}

/// The type that has the function's name.
fn marker(vis: &Visibility, ident: &Ident, docs: &str) -> TokenStream {
    let docs = if docs.is_empty() { "The policy of the same name." } else { docs };
    quote_spanned! {located(ident)=>
        #[doc = #docs]
        #[allow(non_camel_case_types, dead_code)]
        #vis struct #ident {}
    }
}

/// The last segment of the resource's type.
fn resource_name(resource: &Type) -> String {
    let path = match resource {
        Type::Path(ty) => ty.path.segments.last().map(|segment| bare(&segment.ident)),
        _ => None,
    };
    path.unwrap_or_else(|| quote!(#resource).to_string())
}

/// A policy that accepts nobody, over the resource if it can be seen.
pub(super) fn stub(item: &Function) -> Added {
    let root = Root::default();
    let ident = &item.sig.ident;
    let marker = marker(&item.vis, ident, &Docs::read(&item.attrs).text);
    let resource = item.arguments().nth(1).and_then(|argument| match &*argument.ty {
        Type::Reference(reference) => Some(&*reference.elem),
        Type::Path(_) => Some(&*argument.ty),
        _ => None,
    });
    let is_generic = !item.sig.generics.params.is_empty();
    let resource = resource.filter(|ty| !is_generic && matches!(ty, Type::Path(_)));
    let resource = resource.map_or_else(|| quote!(()), |ty| quote!(#ty));
    let items = quote! {
        #marker
        impl #root::policy::ObjectPolicy for #ident {
            type Resource = #resource;
            const RULE: #root::policy::Rule = #root::policy::Rule::Any(&[]);
        }
    };
    Added { attrs: TokenStream::new(), items }
}
