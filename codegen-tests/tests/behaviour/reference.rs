//! `#[belongs_to(.., on_delete = ..)]`: what becomes of a row whose reference is deleted.

use ordain::db::{Db, Options};
use ordain::migrate::create_tables_of;
use ordain::model::Model;
use ordain::prelude::*;

#[model(table = shelves)]
pub(crate) struct Shelf {
    #[key]
    pub id: i64,
    pub name: String,
}

#[model]
pub(crate) struct Volume {
    #[key]
    pub id: i64,
    #[belongs_to(Shelf, on_delete = cascade)]
    pub shelf_id: i64,
}

#[model]
pub(crate) struct Loan {
    #[key]
    pub id: i64,
    #[belongs_to(Shelf, on_delete = set_null)]
    pub shelf_id: Option<i64>,
}

#[model]
pub(crate) struct Lock {
    #[key]
    pub id: i64,
    #[belongs_to(Shelf, on_delete = restrict)]
    pub shelf_id: i64,
}

#[tokio::test]
async fn rows_follow_are_emptied_or_hold_what_they_refer_to() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let db = Db::connect(&url, &Options::default()).await?;
    let specs = [Shelf::SPEC, Volume::SPEC, Loan::SPEC, Lock::SPEC];
    create_tables_of(&db, &specs).await?;

    let shelf = Shelf::create(&db, ShelfCreate { name: "poems".to_owned() }).await?;
    let volume = Volume::create(&db, VolumeCreate { shelf_id: Set(shelf.id) }).await?;
    let loan = Loan::create(&db, LoanCreate { shelf_id: Some(shelf.id) }).await?;
    let lock = Lock::create(&db, LockCreate { shelf_id: Set(shelf.id) }).await?;

    let refused = shelf.delete(&db).await.unwrap_err();
    assert_eq!(refused.status(), 409, "{refused}");
    lock.delete(&db).await?;
    shelf.delete(&db).await?;
    assert!(!Volume::exists(&db, volume.id).await?);
    assert_eq!(Loan::find(&db, loan.id).await?.shelf_id, None);
    Ok(())
}
