/// Greet somebody.
#[route(get, "/hello/{name}", policy = public)]
async fn hello(name: String) -> String {
    format!("Hello, {name}!")
}
