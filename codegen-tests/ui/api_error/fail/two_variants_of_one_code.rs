use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(404)]
    NoPost,
    #[status(410)]
    #[allow(non_camel_case_types)]
    No_Post,
}

fn main() {}
