const EDITABLE: Scope<Post> = {
    const __ORDAIN_RULE: ordain::policy::Rule = ordain::policy::Rule::Any(const {
        &[
            <access::own_post as ordain::policy::ObjectPolicy>::RULE,
            {
                use ordain::__private::policy::{grant, granted};
                let __value = Permission::EditAnyPost;
                let __value = granted(__value);
                grant(__value, __value as ::core::primitive::usize)
            },
            ordain::policy::Rule::All(const {
                &[
                    ordain::policy::Rule::Authenticated,
                    ordain::policy::Rule::Not(const {
                        &<hidden as ordain::policy::ObjectPolicy>::RULE
                    }),
                ]
            }),
        ]
    });
    ordain::__private::inventory::submit! {
        ordain::__private::policy::RuleInCode(__ORDAIN_RULE)
    }
    match ordain::__private::scope::Asker::actor(&actor) {
        ::core::option::Option::None => {
            ordain::__private::scope::constant(
                ordain::policy::Rule::decide(
                        &__ORDAIN_RULE,
                        ::core::option::Option::None,
                        ::core::option::Option::None,
                    )
                    .is_allowed(),
            )
        }
        ::core::option::Option::Some(actor) => {
            (<access::own_post>::scope(actor)
                | ordain::__private::scope::constant(
                    ordain::policy::Rule::decide(
                            &{
                                use ordain::__private::policy::{grant, granted};
                                let __value = Permission::EditAnyPost;
                                let __value = granted(__value);
                                grant(__value, __value as ::core::primitive::usize)
                            },
                            ::core::option::Option::Some(actor),
                            ::core::option::Option::None,
                        )
                        .is_allowed(),
                )
                | (ordain::__private::scope::constant(
                    ordain::policy::Rule::decide(
                            &ordain::policy::Rule::Authenticated,
                            ::core::option::Option::Some(actor),
                            ::core::option::Option::None,
                        )
                        .is_allowed(),
                ) & (!<hidden>::scope(actor))))
        }
    }
};
