use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[transparent(true)]
    Other(ordain::Error),
}

fn main() {}
