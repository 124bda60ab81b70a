#[main]
async fn main() -> Result<()> {
    App::new().run().await
}
