#[route(
    get,
    "/busy",
    policy = authenticated,
    rate_limit = ["100/min burst 20 per ip", "9/s per header X-Tenant", "1000/day per key"]
)]
async fn busy() {}
