use ordain::ApiError;

#[derive(ApiError)]
#[api_error(krate = ordain)]
enum PostError {
    #[status(404)]
    Missing,
}

fn main() {}
