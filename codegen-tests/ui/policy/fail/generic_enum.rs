use ordain::policy;

#[policy]
enum Permission<T> {
    WritePosts,
    Other(T),
}

fn main() {}
