use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[transparent]
    One(ordain::Error),
    #[transparent]
    Other(ordain::Error),
}

fn main() {}
