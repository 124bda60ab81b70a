use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[transparent]
    Other(String),
}

fn main() {}
