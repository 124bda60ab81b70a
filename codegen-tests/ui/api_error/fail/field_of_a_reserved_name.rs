use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(409)]
    SlugTaken { code: u32, r#type: String },
}

fn main() {}
