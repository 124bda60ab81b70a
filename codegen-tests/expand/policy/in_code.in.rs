#[policy]
enum Permission {
    #[in_code]
    SeeFigures,
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[in_code]
    #[grants(all)]
    Admin,
}

#[policy(in_code)]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}
