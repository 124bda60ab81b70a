pub(crate) fn posts(db: &Db) {}
::core::compile_error! {
    "unknown option `afer` of `#[seeder]`\nhelp: did you mean `after(users, tags)`?"
}
::core::compile_error! {
    "seeder `posts` is not async\nhelp: write `async fn posts`"
}
::core::compile_error! {
    "an argument of a seeder is taken by value\nhelp: write `Db`"
}
