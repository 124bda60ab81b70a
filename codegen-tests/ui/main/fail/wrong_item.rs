#[ordain::main]
struct Main;
