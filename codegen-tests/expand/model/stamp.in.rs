#[model(resource("/stamps", list = public, show = public, create = Right::Curate, update = own_stamp, delete = Right::Curate))]
struct Stamp {
    #[key]
    id: i64,
    #[column(filter, sort)]
    name: String,
}
