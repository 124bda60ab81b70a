//! A program that declares more than it uses, for the tests of its commands.

use ordain::prelude::*;

#[policy]
enum Permission {
    WriteNotes,
    ReadLetters,
    BurnPaper,
    #[in_code]
    CountHeads,
    HideFaces,
}

#[policy(permissions = Permission)]
enum Role {
    /// It is the default of a column.
    #[grants()]
    Newcomer,
    /// Others include it.
    #[grants()]
    Guest,
    #[grants(Guest, WriteNotes, ReadLetters)]
    Clerk,
    /// All that it grants is of no use.
    #[grants(BurnPaper)]
    Stoker,
    /// A function asks for it.
    #[in_code]
    #[grants(HideFaces)]
    Ghost,
    #[grants(CountHeads)]
    Counter,
    #[grants()]
    Nobody,
}

#[model]
struct Person {
    #[key]
    pub id: i64,
    #[column(default = "Newcomer")]
    pub role: Role,
    /// It is no role.
    #[column(default = "Nobody")]
    pub name: String,
}

#[policy]
fn own_person(actor: &Actor, person: &Person) -> bool {
    actor.id == person.id
}

#[policy]
fn first_person(_: &Actor, person: &Person) -> bool {
    person.id == 1
}

#[policy(in_code)]
fn last_person(_: &Actor, person: &Person) -> bool {
    person.id == 9
}

#[policy]
fn nice_person(_: &Actor, person: &Person) -> bool {
    person.name == "Ada"
}

/// List people.
#[route(get, "/people", policy = authenticated)]
async fn list_people(actor: Actor, db: Db) -> Result<Vec<Person>> {
    let seen = scope!(any(own_person, Permission::ReadLetters), &actor);
    let hidden = actor.has(Permission::CountHeads) || actor.has(Role::Ghost);
    if hidden {
        return Person::visible_to::<last_person>(&actor).load(&db).await;
    }
    Person::query().filter(seen).load(&db).await
}

/// Change somebody.
#[route(
    put,
    "/people/{id}",
    policy = all(not(first_person), Permission::WriteNotes),
    audit = "person.change"
)]
async fn change_person(person: Authorized<Person>) -> Person {
    person.into_inner()
}

/// Greet somebody.
#[job]
async fn greet(id: i64) {
    let _ = id;
}

mod other {
    use ordain::prelude::*;

    /// Greet nobody.
    #[job]
    pub(crate) async fn greet(id: i64) {
        let _ = id;
    }

    #[job]
    async fn count(id: i64) {
        let _ = id;
    }
}

/// The first people.
#[seeder]
async fn people() {}

#[ordain::main]
async fn main() -> Result<()> {
    App::new().configure(|_| {}).run().await
}
