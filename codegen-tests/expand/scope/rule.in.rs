const EDITABLE: Scope<Post> = scope!(
    any(access::own_post, Permission::EditAnyPost, all(authenticated, not(hidden))),
    &actor,
);
