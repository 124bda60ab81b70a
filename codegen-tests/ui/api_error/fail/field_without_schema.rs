use ordain::ApiError;

struct Place;

#[derive(ApiError)]
enum PostError {
    #[status(409)]
    SlugTaken { at: Place },
}

fn main() {}
