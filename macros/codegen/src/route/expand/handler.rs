//! What runs for a request: takes the arguments in order, all faults together, calls the function
//! and replies.
//!
//! It decides nothing: the runtime's traits do.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;

use crate::names::hidden;
use crate::paths::{at_start, located};
use crate::route::ir::{Param, Route, Source};

// A pattern cannot have the name of a constant or a unit struct around, such as a column's.
const CALL: &str = "__call";

/// For `async fn show_post(post: Found<Post>) -> Post`:
///
/// ```ignore
/// fn handle<A0, F>(mut call: Call, _: A0, reply: F) -> Handling
/// where
///     A0: Takes<Found<Post>> + 'static,
///     F: FnOnce(Post, &Call) -> Answer + 'static,
/// {
///     Box::pin(async move {
///         let a0 = <A0 as Takes<Found<Post>>>::take(&mut call).await?;
///         let value = show_post(a0).await;
///         reply(value, &call)
///     })
/// }
/// ```
///
/// It is generic over what is known, so that what a type cannot do is no mistake in here but one,
/// and only one, where `expand_call` names the type.
pub(super) fn expand(route: &Route) -> TokenStream {
    let ident = &route.ident;
    let handle = hidden(ident, "handle");
    let private = route.root.private();
    let span = Span::mixed_site();
    let call = Ident::new(CALL, span);
    let arguments: Vec<Argument> = route
        .params
        .iter()
        .enumerate()
        .map(|(at, param)| expand_argument(route, param, at, &call))
        .collect();
    let generics = arguments.iter().filter_map(|argument| argument.generics.as_ref());
    let sources = arguments.iter().filter_map(|argument| argument.source.as_ref());
    let bounds = arguments.iter().map(|argument| &argument.bounds);
    let authorize = expand_authorize(route, &call);
    let changes = authorize.is_some() || route.extracted().next().is_some();
    let mutable = changes.then(|| quote_spanned!(span=> mut));
    let taking = expand_taking(route, &arguments);
    let values = arguments.iter().map(|argument| &argument.given);
    let dot_await = route.is_async.then(|| quote_spanned!(span=> .await));
    let reply = route.reply_type();
    let answer = quote_spanned! {span=>
        let __value = #ident(#(#values),*)#dot_await;
        __reply(__value, &#call)
    };
    let answer = if route.has_transaction() {
        quote_spanned!(span=> #private::http::in_transaction(&#call, async |__tx| { #answer }).await)
    } else {
        answer
    };
    quote_spanned! {span=>
        fn #handle<#(#generics,)* F>(
            #mutable #call: #private::http::Call,
            #(_: #sources,)*
            __reply: F,
        ) -> #private::http::Handling
        where
            #(#bounds)*
            F: ::core::ops::FnOnce(#reply, &#private::http::Call) -> #private::http::Answer + 'static,
        {
            ::std::boxed::Box::pin(async move {
                #authorize
                #taking
                #answer
            })
        }
    }
}

/// One argument in `handle`.
struct Argument {
    generics: Option<TokenStream>,
    bounds: TokenStream,
    /// The type that knows where it comes from, where a value says which.
    source: Option<Ident>,
    /// A `Result` of it, where it is taken from the request.
    take: Option<TokenStream>,
    value: Ident,
    /// The value as the function takes it.
    given: TokenStream,
}

fn expand_argument(route: &Route, param: &Param, at: usize, call: &Ident) -> Argument {
    let Param { ty, source } = param;
    let private = route.root.private();
    let span = Span::mixed_site();
    let value = format_ident!("__a{at}", span = span);
    let own = format_ident!("A{at}", span = span);
    match source {
        Source::Segment(name) => {
            let marker = format_ident!("M{at}", span = span);
            Argument {
                generics: Some(quote!(#own, #marker)),
                bounds: quote! {
                    #own: #private::http::Segment<#marker> + #private::http::Same<#ty> + 'static,
                    #marker: 'static,
                },
                source: None,
                take: Some(quote_spanned! {span=>
                    #private::http::segment::<#own, #marker>(&#call, #name)
                }),
                given: quote_spanned!(span=> #private::http::Same::same(#value)),
                value,
            }
        }
        Source::Extracted => Argument {
            generics: Some(quote!(#own)),
            bounds: quote!(#own: #private::http::Takes<#ty> + 'static,),
            take: Some(quote_spanned! {span=>
                <#own as #private::http::Takes<#ty>>::take(&mut #call).await
            }),
            given: quote!(#value),
            source: Some(own),
            value,
        },
        Source::Transaction => Argument {
            generics: None,
            bounds: TokenStream::new(),
            source: None,
            take: None,
            given: quote_spanned!(located(ty)=> <#ty as #private::http::Borrowed>::of(__tx)),
            value,
        },
    }
}

/// Decides a policy over a resource before anything else is looked at.
fn expand_authorize(route: &Route, call: &Ident) -> Option<TokenStream> {
    let root = &route.root;
    let private = root.private();
    let path = route.policy.objects().into_iter().next()?;
    Some(quote_spanned! {located(path)=>
        #private::http::authorize::<<#path as #root::policy::ObjectPolicy>::Resource>(&mut #call).await?;
    })
}

/// Values of all arguments: of one as soon as it is there, of more when all have been looked at.
fn expand_taking(route: &Route, arguments: &[Argument]) -> TokenStream {
    let private = route.root.private();
    let span = Span::mixed_site();
    let taken =
        arguments.iter().filter_map(|argument| Some((&argument.value, argument.take.as_ref()?)));
    let (values, sources): (Vec<&Ident>, Vec<&TokenStream>) = taken.unzip();
    match (&*values, &*sources) {
        ([], []) => return TokenStream::new(),
        ([value], [source]) => return quote_spanned!(span=> let #value = #source?;),
        _ => {}
    }
    quote_spanned! {span=>
        let mut __faults = #private::http::Faults::new();
        #(let #values = #private::http::Faults::keep(&mut __faults, #sources)?;)*
        let (#(::core::option::Option::Some(#values),)*) = (#(#values,)*) else {
            return ::core::result::Result::Err(#private::http::Faults::into_error(__faults));
        };
    }
}

/// The function of the declaration: `|call| handle(call, source, |value, call| …)`.
pub(super) fn expand_call(route: &Route) -> TokenStream {
    let span = Span::mixed_site();
    let handle = hidden(&route.ident, "handle");
    let types = route.params.iter().filter_map(|Param { ty, source }| match source {
        Source::Segment(_) => Some(quote_spanned!(span=> #ty, _,)),
        // At the type, where the compiler looks when it says what the type cannot do.
        Source::Extracted => Some(at_start(ty, quote!(_,))),
        Source::Transaction => None,
    });
    let sources = route.extracted().map(|ty| expand_source(route, ty));
    let outcome = expand_outcome(route);
    quote_spanned! {span=>
        |__call| #handle::<#(#types)* _>(
            __call,
            #(#sources,)*
            |__value, __call| #outcome.answer(__value, __call),
        )
    }
}

/// Where an argument comes from.
pub(super) fn expand_source(route: &Route, ty: &Type) -> TokenStream {
    let Route { root, ident, .. } = route;
    let private = root.private();
    at_start(ty, quote!(#private::http::Asked::<#ident, #ty>::comes_from()))
}

/// How a response is made of what the function returns.
pub(super) fn expand_outcome(route: &Route) -> TokenStream {
    let private = route.root.private();
    let ty = route.reply_type();
    at_start(&ty, quote!(#private::http::Returned::<#ty>::becomes()))
}
