/// The name in an address.
#[dto]
struct Slug(#[validate(regex(path = SLUG), custom(function = is_free))] String);
