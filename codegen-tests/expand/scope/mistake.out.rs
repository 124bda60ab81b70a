const EDITABLE: Scope<Post> = {
    ::core::compile_error! {
        "`scope!` does not say who asks\nhelp: write `scope!(any(own_post, Permission::EditAnyPost), &actor)`"
    }
};
