use ordain::ApiError;

#[derive(ApiError)]
enum PostError<T> {
    #[status(409)]
    SlugTaken { slug: T },
}

fn main() {}
