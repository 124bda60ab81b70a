use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    SlugTaken,
    Missing { slug: String },
}

fn main() {}
