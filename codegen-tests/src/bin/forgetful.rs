//! A program that declares more than it uses, for the tests of its commands.

use ordain::prelude::*;

#[policy]
enum Permission {
    WriteNotes,
    ReadNotes,
    BurnNotes,
    #[in_code]
    CountNotes,
    HideNotes,
}

#[policy(permissions = Permission)]
enum Role {
    /// It is the default of a column.
    #[grants()]
    Newcomer,
    /// Others include it.
    #[grants()]
    Guest,
    #[grants(Guest, WriteNotes, ReadNotes)]
    Clerk,
    /// All that it grants is of no use.
    #[grants(BurnNotes)]
    Stoker,
    /// A function asks for it.
    #[in_code]
    #[grants(HideNotes)]
    Ghost,
    #[grants(CountNotes)]
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
    let seen = scope!(any(own_person, Permission::ReadNotes), &actor);
    let hidden = actor.has(Permission::CountNotes) || actor.has(Role::Ghost);
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
