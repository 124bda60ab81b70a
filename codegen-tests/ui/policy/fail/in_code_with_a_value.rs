use ordain::policy;

#[policy]
enum Permission {
    #[in_code(true)]
    SeeFigures,
    #[in_code = "yes"]
    WritePosts,
}

fn main() {}
