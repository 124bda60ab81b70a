use ordain::prelude::*;

struct Slug(String);

impl std::str::FromStr for Slug {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

#[route(get, "/posts/{slug}", policy = public)]
async fn show_post(slug: Slug) -> String {
    slug.0
}

fn main() {}
