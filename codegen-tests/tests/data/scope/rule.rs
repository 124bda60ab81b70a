//! Whole rules, who is not signed in, and other places where a scope may stand.

use ordain::http::Route;
use ordain::policy::Rule;
use ordain::prelude::*;

use super::super::{database, request, send};
use super::row::{Rank, Right};

#[model(soft_delete)]
#[derive(PartialEq)]
struct Essay {
    #[key]
    pub id: i64,
    pub author_id: i64,
    #[column(default = false)]
    pub shown: bool,
    pub deleted_at: Option<DateTime<Utc>>,
}

#[model(has_many(Margin))]
struct Leaf {
    #[key]
    pub id: i64,
    pub number: i32,
}

#[model]
struct Margin {
    #[key]
    pub id: i64,
    #[belongs_to(Leaf)]
    pub leaf_id: i64,
    pub author_id: i64,
}

#[policy]
fn own_essay(actor: &Actor, essay: &Essay) -> bool {
    actor.id == essay.author_id
}

#[policy]
fn shown(_: &Actor, essay: &Essay) -> bool {
    essay.shown
}

#[policy]
fn own_margin(actor: &Actor, margin: &Margin) -> bool {
    actor.id == margin.author_id
}

/// The same rule on a route and in SQL.
macro_rules! rules {
    ($($name:ident: $path:literal, $policy:ident $(($($rest:tt)*))?;)*) => {
        $(
            #[route(get, $path, policy = $policy $(($($rest)*))?)]
            async fn $name(essay: Authorized<Essay>) -> Essay {
                essay.into_inner()
            }
        )*

        /// The rule that a route enforces, and its rows for one who asks.
        fn rules(asker: &Option<Actor>) -> Vec<(Rule, Scope<Essay>)> {
            vec![$((<$name as Route>::SPEC.policy, scope!($policy $(($($rest)*))?, asker))),*]
        }
    };
}

rules! {
    own: "/essays/own/{id}", own_essay;
    any: "/essays/any/{id}", any(own_essay, Right::SeeAll);
    all: "/essays/all/{id}", all(shown, Rank::Clerk, not(own_essay));
    not: "/essays/not/{id}", not(any(own_essay, shown));
    open: "/essays/open/{id}", any(all(public, shown), not(all(authenticated, own_essay)));
    mixed: "/essays/mixed/{id}", any(public, own_essay,);
}

async fn essays(db: &Db) -> Vec<Essay> {
    let mut all = Vec::new();
    for (author_id, shown) in [(1, true), (1, false), (2, true), (2, false)] {
        let new = EssayCreate { author_id, shown: Some(shown) };
        all.push(Essay::create(db, new).await.unwrap());
    }
    all
}

#[tokio::test]
async fn a_rule_filters_as_its_route_decides() {
    let (db, _place) = database().await;
    let rows = essays(&db).await;
    let ranks = [Rank::Guest, Rank::Clerk, Rank::Chief];
    let actors = [1, 2, 3].into_iter().flat_map(|id| ranks.map(|rank| Actor::new(id, rank)));
    for asker in actors.map(Some).chain([None]) {
        for (rule, scope) in rules(&asker) {
            let accepts = |row: &&Essay| rule.decide(asker.as_ref(), Some(*row)).is_allowed();
            let expected: Vec<Essay> = rows.iter().filter(accepts).cloned().collect();
            let found = Essay::query().filter(scope).order(essays::id);
            let found: Vec<Essay> = found.load(&db).await.unwrap();
            assert_eq!(found, expected, "`{rule}` for {asker:?}");
        }
    }
}

#[tokio::test]
async fn a_query_begins_with_what_is_visible() {
    let (db, _place) = database().await;
    let rows = essays(&db).await;
    rows[1].delete(&db).await.unwrap();
    let actor = Actor::new(1, ());
    let found: Vec<Essay> = Essay::visible_to::<own_essay>(&actor).load(&db).await.unwrap();
    assert_eq!(found, [rows[0].clone()]);
    let newest = Essay::visible_to::<shown>(&actor).order(essays::id.desc());
    let page: Page<Essay> = newest.page(Paging::default(), &db).await.unwrap();
    assert_eq!(page.total, Some(2));
    let both = Essay::query().filter(own_essay::scope(&actor).or(essays::id.eq(rows[3].id)));
    assert_eq!(both.total(&db).await.unwrap(), 2);
    let gone = Essay::with_deleted().filter(own_essay::scope(&actor)).total(&db).await;
    assert_eq!(gone.unwrap(), 2);
}

#[tokio::test]
async fn a_scope_stands_in_conditions_on_other_models() {
    let (db, _place) = database().await;
    for author_id in [1, 2] {
        let leaf = Leaf::create(&db, LeafCreate { number: 1 }).await.unwrap();
        let new = MarginCreate { leaf_id: Set(leaf.id), author_id };
        Margin::create(&db, new).await.unwrap();
    }
    let mine = || own_margin::scope(&Actor::new(2, ()));
    let leaves = Leaf::query().filter(Leaf::has_margins(mine())).select(leafs::id);
    assert_eq!(leaves.load::<i64>(&db).await.unwrap().len(), 1);
    let joined = leafs::table.inner_join(margins::table).filter(mine()).select(margins::author_id);
    assert_eq!(joined.load::<i64>(&db).await.unwrap(), [2]);
    let changed = diesel::update(margins::table.filter(mine())).set(margins::author_id.eq(3));
    assert_eq!(changed.execute(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_scope_is_made_of_any_condition() {
    let (db, _place) = database().await;
    for (number, author_id) in [(1, 1), (2, 2), (3, 2)] {
        let leaf = Leaf::create(&db, LeafCreate { number }).await.unwrap();
        Margin::create(&db, MarginCreate { leaf_id: Set(leaf.id), author_id }).await.unwrap();
    }
    let found = async |scope: Scope<Leaf>| -> Vec<i32> {
        let query = Leaf::query().filter(scope).order(leafs::number).select(leafs::number);
        query.load(&db).await.unwrap()
    };
    let mut wanted = Scope::from(true);
    assert_eq!(found(wanted.clone()).await, [1, 2, 3]);
    wanted &= Scope::of(Leaf::has_margins(margins::author_id.eq(2)));
    assert_eq!(found(wanted.clone()).await, [2, 3]);
    assert_eq!(found(!wanted.clone()).await, [1]);
    // Either condition stands for itself, whatever is in it.
    let ends = Scope::of(leafs::number.eq(1).or(leafs::number.eq(3)));
    assert_eq!(found(wanted.clone() & ends.clone()).await, [3]);
    wanted |= ends;
    assert_eq!(found(wanted).await, [1, 2, 3]);
    let some = margins::table.filter(margins::author_id.eq(1)).select(margins::leaf_id);
    assert_eq!(found(Scope::of(leafs::id.eq_any(some))).await, [1]);
}

#[test]
fn what_concerns_the_actor_alone_costs_no_condition() {
    let chief = Actor::new(1, Rank::Chief);
    let all: Scope<Essay> = scope!(any(own_essay, Right::SeeAll), &chief);
    assert!(all.is_always() && !all.is_never());
    let none: Scope<Essay> = scope!(all(own_essay, not(Right::SeeAll)), &chief);
    assert!(none.is_never());
    assert!(own_essay::scope(&None::<Actor>).is_never());
    assert!((!own_essay::scope(&chief)).is_never() == own_essay::scope(&chief).is_always());
    assert!(own_essay::scope(&None::<&Actor>).is_never());
    assert_eq!(format!("{:?}", own_essay::scope(&&chief)).matches("Essay").count(), 1);
}

#[test]
fn the_routes_of_the_rules_answer() {
    assert_eq!(send(&request("GET", "/essays/own/1")).status, 401);
}
