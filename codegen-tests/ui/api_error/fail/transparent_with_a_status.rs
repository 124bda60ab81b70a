use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[transparent]
    #[status(500)]
    #[detail("it failed")]
    Other(ordain::Error),
}

fn main() {}
