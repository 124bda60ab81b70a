enum PostError {
    SlugTaken,
}
