/// Roles, each with what it grants.
#[policy(permissions = Permission)]
#[derive(Debug)]
pub enum Role {
    #[grants()]
    Reader,
    /// Writes posts.
    #[grants(Reader, WritePosts)]
    Author,
    #[grants(Author, all)]
    Admin,
}
