use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[transparent]
    Other,
    #[transparent]
    Two(ordain::Error, String),
}

fn main() {}
