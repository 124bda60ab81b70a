#[model(timestmps)]
struct Post {
    title: String,
}
