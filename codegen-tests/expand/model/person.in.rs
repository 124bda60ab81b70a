#[model]
struct Person {
    #[key]
    id: i64,
    name: String,
    #[column(read = any(own_person, Permission::ManagePeople))]
    email: String,
    #[column(default = false, write = Permission::Feature)]
    featured: bool,
}
