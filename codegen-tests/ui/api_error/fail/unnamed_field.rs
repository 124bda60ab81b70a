use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(409)]
    SlugTaken(String),
}

fn main() {}
