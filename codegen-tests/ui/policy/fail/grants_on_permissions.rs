use ordain::policy;

#[policy]
enum Role {
    #[grants()]
    Reader,
    #[grants(Reader)]
    Author,
}

fn main() {}
