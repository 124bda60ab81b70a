use ordain::ApiError;

#[derive(ApiError)]
#[status(409)]
enum PostError {
    #[status(409)]
    SlugTaken {
        #[detail("taken")]
        slug: String,
    },
}

fn main() {}
