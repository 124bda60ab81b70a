#[job(crate = my::ordain)]
pub async fn sweep(_: ()) {}
