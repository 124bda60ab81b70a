//! Routes that run in a transaction.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use ordain::prelude::*;
use serde_json::json;

use super::{database, operation, request, send};

#[model]
struct Payment {
    #[key]
    pub id: i64,
    #[unique]
    pub reference: String,
}

#[dto]
enum End {
    Good,
    Error,
    Refusal,
    Nothing,
    Panic,
}

/// Pay, and then end in some way.
#[route(post, "/payments/{reference}", policy = public, transaction)]
async fn pay(reference: String, tx: &Tx, end: End) -> Result<Option<Payment>> {
    let payment = Payment::create(tx, PaymentCreate { reference }).await?;
    // A transaction inside is a savepoint: what it takes back is its own.
    let lost: Result<()> = tx
        .transaction(async |tx| {
            Payment::create(tx, PaymentCreate { reference: "inner".into() }).await?;
            Err(Error::conflict("no"))
        })
        .await;
    assert!(lost.is_err());
    match end {
        End::Good => Ok(Some(payment)),
        End::Error => Err(Error::conflict("no")),
        End::Refusal => Err(Error::not_found("no")),
        End::Nothing => Ok(None),
        End::Panic => panic!("on purpose"),
    }
}

#[route(get, "/payments", policy = public)]
async fn list_payments(db: Db) -> Result<Json<Vec<String>>> {
    payments::table.select(payments::reference).order(payments::id).load(&db).await.map(Json)
}

/// A reply of plain actix says by its status how it went.
#[route(put, "/payments/{reference}", policy = public, transaction)]
async fn put_payment(tx: &Tx, reference: String, status: Query<Status>) -> Result<HttpResponse> {
    Payment::create(tx, PaymentCreate { reference }).await?;
    let status = StatusCode::from_u16(status.0.status).map_err(Error::internal)?;
    Ok(HttpResponse::new(status))
}

#[dto]
struct Status {
    status: u16,
}

#[test]
fn what_a_good_reply_wrote_is_kept_and_nothing_else() {
    let pay = |name: &str, end: &str| {
        send(&request("POST", &format!("/payments/{name}")).json(&json!(end))).status
    };
    assert_eq!(pay("kept", "Good"), 200);
    for (end, status) in [("Error", 409), ("Refusal", 404), ("Nothing", 404), ("Panic", 500)] {
        assert_eq!(pay("lost", end), status, "{end}");
    }
    assert_eq!(pay("kept", "Good"), 409, "the unique column");
    let put = |name: &str, status: u16| {
        send(&request("PUT", &format!("/payments/{name}?status={status}"))).status
    };
    assert_eq!((put("moved", 303), put("refused", 402), put("broken", 503)), (303, 402, 503));
    let listed = send(&request("GET", "/payments")).json();
    assert_eq!(listed, json!(["kept", "moved"]));
}

#[test]
fn the_transaction_is_no_parameter() {
    let documented = operation("post", "/payments/{reference}");
    assert_eq!(documented["parameters"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_function_is_an_ordinary_one() {
    let (db, _place) = database().await;
    let paid = db.transaction(async |tx| pay("own".into(), tx, End::Good).await).await.unwrap();
    assert_eq!(paid.unwrap().reference, "own");
    assert_eq!(Payment::count(&db).await.unwrap(), 1);
}
