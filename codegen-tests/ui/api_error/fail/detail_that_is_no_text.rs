use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(409)]
    #[detail = "taken"]
    SlugTaken,
    #[status(404)]
    #[detail(missing)]
    Missing,
}

fn main() {}
