//! Tables that are made of the models when a program without migrations starts.

use ordain::db::{Db, Options};
use ordain::migrate::create_tables;

use super::Place;

#[tokio::test(flavor = "multi_thread")]
async fn those_that_begin_at_once_make_the_tables_once() {
    let place = tokio::task::spawn_blocking(Place::new).await.unwrap();
    let begin = async || {
        let options = Options { pool_size: 2, ..Options::default() };
        let db = Db::connect(place.url(), &options).await?;
        create_tables(&db).await
    };
    let all = futures_util::future::join_all((0..8).map(|_| begin()));
    for made in all.await {
        made.unwrap_or_else(|error| panic!("{}", error.source_chain()));
    }
}
