#[policy(permissions = Permission)]
enum Role {
    #[grants(Author)]
    Author,
}
