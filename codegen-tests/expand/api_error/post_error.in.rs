enum PostError {
    /// The slug is taken by another post.
    #[status(409)]
    SlugTaken { slug: String },
    #[status(404)]
    #[detail("there is no post `{slug}`")]
    Missing { slug: String },
    #[status(503)]
    Closed,
    #[transparent]
    Other(ordain::Error),
}
