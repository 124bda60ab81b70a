#[seeder(after(users, crate::tag::tags))]
pub async fn posts(db: Db, State(names): State<Names>) -> Result<()> {
    db.ping().await
}
