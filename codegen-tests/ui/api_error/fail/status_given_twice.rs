use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(409)]
    #[status(410)]
    SlugTaken,
}

fn main() {}
