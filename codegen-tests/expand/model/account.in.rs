#[model(identity(login = email, password = hash, role = rank, routes = "/auth", manage = Right::Manage))]
/// A person with an account.
pub struct Person {
    #[key]
    pub id: i64,
    #[unique]
    pub email: String,
    #[secret]
    pub hash: PasswordHash,
    #[column(default = "Reader")]
    pub rank: Rank,
}
