//! How fast generated handlers are: each beside the same handler written by hand on actix-web.
//!
//! `cargo run --release -p benches`; `README.md` says how to read what it prints.

mod by_hand;
mod count;
mod feature;
mod generated;
mod load;
mod measure;
mod quartiles;
mod report;
mod server;
mod sqlite;

use std::io;
use std::process::ExitCode;

use feature::Feature;
use measure::{Plan, Subject, take_turns};
use server::{Kind, Server};

/// How many routes there are where the router is measured.
const ROUTES: usize = 2_000;

/// How many routes a large application has that is built on actix alone.
const FEWER_ROUTES: usize = 500;

const FEATURES: Plan = Plan { rounds: 101, requests: 2_000 };
const OWN_ROUTER: Plan = Plan { rounds: 101, requests: 400 };
/// Less, since the last of many routes takes its time.
const ACTIX_ROUTER: Plan = Plan { rounds: 11, requests: 160 };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((first, rest)) if first == server::SERVE => server::serve(rest).map(|()| true),
        _ => compare(&arguments),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Compares everything, or only what is named; says whether all of it is as fast as it must be.
fn compare(names: &[String]) -> io::Result<bool> {
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|asked| asked == name);
    let mut features = feature::all()?;
    features.retain(|feature| is_asked(feature.name));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut is_good = true;
    if is_asked("sqlite") {
        is_good &= sqlite::compare()?;
    }
    runtime.block_on(async {
        if !features.is_empty() {
            is_good &= compare_features(&features).await?;
        }
        if is_asked("router") {
            is_good &= compare_routers().await?;
        }
        report::verdict(is_good);
        Ok(is_good)
    })
}

async fn compare_features(features: &[Feature]) -> io::Result<bool> {
    let generated = Server::start(Kind::Generated)?;
    let by_hand = Server::start(Kind::ByHand)?;
    let mut is_good = true;
    report::features_head();
    for feature in features {
        let Feature { name, request, .. } = feature;
        let mut pair =
            [Subject::new(&generated, request).await?, Subject::new(&by_hand, request).await?];
        let [own, other] = pair.each_ref().map(Subject::answer);
        if own != other {
            let text = format!("{name}: the answers differ: {own:?}, {other:?}");
            return Err(io::Error::other(text));
        }
        let figures = take_turns(&mut pair, FEATURES).await?;
        let [own, other] = &mut pair;
        let allocations = [
            own.allocations(FEATURES.requests).await?,
            other.allocations(FEATURES.requests).await?,
        ];
        is_good &= report::feature(feature, &figures, allocations);
    }
    report::memory([generated.usage()?, by_hand.usage()?]);
    Ok(is_good)
}

async fn compare_routers() -> io::Result<bool> {
    report::routers_head();
    let own = compare_routes("Ordain", Kind::GeneratedRoutes(ROUTES), OWN_ROUTER).await?;
    compare_routes("actix-web", Kind::ByHandRoutes(FEWER_ROUTES), ACTIX_ROUTER).await?;
    compare_routes("actix-web", Kind::ByHandRoutes(ROUTES), ACTIX_ROUTER).await?;
    Ok(own <= report::MOST_FOR_LAST_ROUTE)
}

/// What the last route costs if the first one costs 1.
async fn compare_routes(name: &str, kind: Kind, plan: Plan) -> io::Result<f64> {
    let server = Server::start(kind)?;
    let subject = async |at: usize| {
        let request = feature::get(&format!("{}/7", server::resource(at)), "");
        Subject::new(&server, &request).await
    };
    let routes = kind.routes();
    let mut subjects = [subject(0).await?, subject(routes / 2).await?, subject(routes - 1).await?];
    if let Some(wrong) = subjects.iter().map(Subject::answer).find(|answer| answer.body != "7") {
        return Err(io::Error::other(format!("{name}: a route does not answer: {wrong:?}")));
    }
    let figures = take_turns(&mut subjects, plan).await?;
    Ok(report::router(name, routes, &figures))
}
