#[seeder(crate = my::ordain)]
#[cfg(feature = "demo")]
async fn r#type() {}
