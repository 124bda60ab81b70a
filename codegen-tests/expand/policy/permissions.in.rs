/// What a signed-in person may be allowed to do.
#[policy]
pub enum Permission {
    /// Write posts.
    WritePosts,
    ManageUsers,
}
