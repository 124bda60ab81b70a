#[job(queue = "mail", retries = 5, backoff = "exponential 10s..1h", timeout = "30s")]
async fn announce(post_id: i64, db: Db, attempt: Attempt) -> Result<()> {
    db.ping().await
}
