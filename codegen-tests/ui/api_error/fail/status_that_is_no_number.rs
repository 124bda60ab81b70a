use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status = 409]
    SlugTaken,
    #[status("conflict")]
    Missing,
    #[status]
    Closed,
}

fn main() {}
