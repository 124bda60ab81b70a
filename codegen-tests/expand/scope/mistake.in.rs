const EDITABLE: Scope<Post> = scope!(own_post);
