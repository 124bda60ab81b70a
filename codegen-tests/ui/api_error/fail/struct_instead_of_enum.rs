use ordain::ApiError;

#[derive(ApiError)]
struct PostError {
    slug: String,
}

fn main() {}
