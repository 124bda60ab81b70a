#[dto]
#[serde(deny_unknown_fields)]
struct Envelope<T> {
    content: T,
}
