//! Only one side of the two can say how they are joined.
use ordain::prelude::*;

#[model]
struct Person {
    #[key]
    id: i64,
    #[belongs_to(Team)]
    team_id: i64,
}

#[model]
struct Team {
    #[key]
    id: i64,
    #[belongs_to(Person, joinable = false)]
    captain_id: Option<i64>,
}

async fn joined(db: &ordain::db::Db) -> Result<Vec<(Person, Team)>> {
    Person::query().inner_join(teams::table).load(db).await
}

fn main() {}
