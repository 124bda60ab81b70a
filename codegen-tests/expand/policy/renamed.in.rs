#[policy(crate = my_crate::ordain)]
enum Permission {
    WritePosts,
}
