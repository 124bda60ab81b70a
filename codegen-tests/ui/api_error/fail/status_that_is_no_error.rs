use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(201)]
    SlugTaken,
    #[status(4090)]
    Missing,
    #[status(100_000)]
    Closed,
}

fn main() {}
