use ordain::ApiError;

#[derive(ApiError)]
enum PostError {
    #[status(404)]
    #[detail("there is no post `{slog}`")]
    Missing { slug: String },
}

fn main() {}
