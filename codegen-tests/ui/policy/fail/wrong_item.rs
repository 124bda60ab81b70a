use ordain::policy;

#[policy]
struct Permission {
    write_posts: bool,
}

fn main() {}
