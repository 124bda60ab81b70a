#[seeder(afer(users))]
pub(crate) fn posts(db: &Db) {}
