#[policy(permission)]
enum Permission {
    WritePosts,
}
