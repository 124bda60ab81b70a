//! Statements on PostgreSQL: a model of Ordain beside diesel-async with deadpool and beside sqlx.
//!
//! `POSTGRES_URL=postgres://… cargo run --release --manifest-path benches/peers/Cargo.toml --bin postgres`
//!
//! It makes a table of its own, `bench_notes`, and drops it. Each side is asked from two threads
//! with a runtime each, as the workers of actix-web are; the sides take turns.

#[path = "../../../src/quartiles.rs"]
mod quartiles;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use ordain::db::{Db, Options, Paging, RunQuery};
use ordain::{Result as OwnResult, model};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use quartiles::quartiles;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How many connections a pool has.
const CONNECTIONS: u32 = 10;
/// How many rows are there before anything is measured.
const ROWS: i64 = 1_000;
/// How long a side is asked before it is the other's turn.
const SLICE: Duration = Duration::from_millis(500);
const ROUNDS: usize = 9;

/// A note.
#[model(table = bench_notes)]
struct Note {
    #[key]
    pub id: i64,
    pub name: String,
    #[index]
    pub size: i32,
}

type Row = (i64, String, i32);

#[derive(Debug, Clone, Copy)]
enum Task {
    ByKey,
    Page,
    Insert,
}

enum Side {
    Own(Db),
    Deadpool(Pool<AsyncPgConnection>),
    Sqlx(sqlx::PgPool),
}

const SIDES: [&str; 3] = ["Ordain", "deadpool", "sqlx"];

impl Side {
    async fn open(name: &str, url: &str) -> Result<Self> {
        Ok(match name {
            "Ordain" => Self::Own(Db::connect(url, &Options::default()).await.map_err(plain)?),
            "deadpool" => {
                let manager =
                    AsyncDieselConnectionManager::new_with_config(url, ManagerConfig::default());
                Self::Deadpool(Pool::builder(manager).max_size(CONNECTIONS as usize).build()?)
            }
            _ => {
                let options = sqlx::postgres::PgPoolOptions::new().max_connections(CONNECTIONS);
                Self::Sqlx(options.connect(url).await?)
            }
        })
    }

    async fn run(&self, task: Task, number: i64) -> Result<()> {
        let key = number % ROWS + 1;
        match self {
            Self::Own(db) => own(db, task, key).await.map_err(plain),
            Self::Deadpool(pool) => deadpool(pool, task, key).await,
            Self::Sqlx(pool) => sqlx_pool(pool, task, key).await,
        }
    }
}

fn plain(error: ordain::Error) -> Box<dyn Error + Send + Sync> {
    error.to_string().into()
}

async fn own(db: &Db, task: Task, key: i64) -> OwnResult<()> {
    match task {
        Task::ByKey => drop(Note::find(db, key).await?),
        Task::Page => {
            let few = Note::query().filter(bench_notes::size.eq(5)).order(bench_notes::id);
            let page: ordain::db::Page<Note> = few.page(Paging::default(), db).await?;
            assert_eq!(page.items.len(), 20);
        }
        Task::Insert => {
            let new = NoteCreate { name: "a note".to_owned(), size: -1 };
            drop(Note::create(db, new).await?);
        }
    }
    Ok(())
}

async fn deadpool(pool: &Pool<AsyncPgConnection>, task: Task, key: i64) -> Result<()> {
    let mut conn = pool.get().await?;
    match task {
        Task::ByKey => {
            drop(RunQueryDsl::first::<Row>(bench_notes::table.find(key), &mut conn).await?)
        }
        Task::Page => {
            let few = bench_notes::table.filter(bench_notes::size.eq(5));
            RunQueryDsl::get_result::<i64>(few.count(), &mut conn).await?;
            let page = few.order(bench_notes::id).limit(20).offset(0);
            let rows: Vec<Row> = RunQueryDsl::load(page, &mut conn).await?;
            assert_eq!(rows.len(), 20);
        }
        Task::Insert => {
            let values = (bench_notes::name.eq("a note"), bench_notes::size.eq(-1));
            let insert = diesel::insert_into(bench_notes::table).values(values);
            let insert = insert.returning(bench_notes::all_columns);
            drop(RunQueryDsl::get_result::<Row>(insert, &mut conn).await?);
        }
    }
    Ok(())
}

async fn sqlx_pool(pool: &sqlx::PgPool, task: Task, key: i64) -> Result<()> {
    match task {
        Task::ByKey => {
            let sql = "SELECT id, name, size FROM bench_notes WHERE id = $1";
            sqlx::query_as::<_, Row>(sql).bind(key).fetch_one(pool).await?;
        }
        Task::Page => {
            let sql = "SELECT count(*) FROM bench_notes WHERE size = $1";
            sqlx::query_as::<_, (i64,)>(sql).bind(5).fetch_one(pool).await?;
            let sql = "SELECT id, name, size FROM bench_notes WHERE size = $1 ORDER BY id \
                       LIMIT $2 OFFSET $3";
            let page = sqlx::query_as::<_, Row>(sql).bind(5).bind(20_i64).bind(0_i64);
            assert_eq!(page.fetch_all(pool).await?.len(), 20);
        }
        Task::Insert => {
            let sql = "INSERT INTO bench_notes (name, size) VALUES ($1, $2) \
                       RETURNING id, name, size";
            sqlx::query_as::<_, Row>(sql).bind("a note").bind(-1).fetch_one(pool).await?;
        }
    }
    Ok(())
}

type Work = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = ()>>> + Send>;

/// A thread with a runtime of its own, which does what it is sent.
fn worker() -> UnboundedSender<Work> {
    let (sender, mut receiver) = unbounded_channel::<Work>();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        tokio::task::LocalSet::new().block_on(&runtime, async {
            while let Some(work) = receiver.recv().await {
                work().await;
            }
        });
    });
    sender
}

/// Asks a side for a while; gives statements in a second and CPU microseconds for each.
fn slice(
    workers: &[UnboundedSender<Work>],
    side: &Arc<Side>,
    task: Task,
    tasks: usize,
) -> Result<(f64, f64)> {
    let (sender, receiver) = mpsc::channel();
    let workers = &workers[..tasks.min(workers.len())];
    let (cpu, started) = (cpu()?, Instant::now());
    for (at, worker) in workers.iter().enumerate() {
        let (side, sender, share) = (Arc::clone(side), sender.clone(), tasks / workers.len());
        let work: Work = Box::new(move || {
            Box::pin(async move {
                let runs = (0..share).map(|task_at| {
                    let side = Arc::clone(&side);
                    tokio::task::spawn_local(async move {
                        let (mut number, first) = (0_i64, (at * 31 + task_at * 17) as i64);
                        while started.elapsed() < SLICE {
                            side.run(task, first + number * 7).await?;
                            number += 1;
                        }
                        Result::Ok(number)
                    })
                });
                let runs: Vec<_> = runs.collect();
                let mut total = 0;
                for run in runs {
                    total += run.await.map_err(Into::into).flatten().unwrap_or(i64::MIN / 1_000);
                }
                let _ = sender.send(total);
            })
        });
        worker.send(work).map_err(|_| "a worker has ended")?;
    }
    let total: i64 = receiver.iter().take(workers.len()).sum();
    if total <= 0 {
        return Err("a statement failed".into());
    }
    #[expect(clippy::cast_precision_loss, reason = "they are few")]
    let total = total as f64;
    Ok((total / started.elapsed().as_secs_f64(), (self::cpu()? - cpu) / total))
}

#[expect(clippy::cast_precision_loss, reason = "a process does not live that long")]
fn cpu() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64)
}

async fn prepare(url: &str) -> Result<Db> {
    let db = Db::connect(url, &Options::default()).await.map_err(plain)?;
    let sql = "DROP TABLE IF EXISTS bench_notes; CREATE TABLE bench_notes (id BIGINT GENERATED BY \
               DEFAULT AS IDENTITY PRIMARY KEY, name TEXT NOT NULL, size INTEGER NOT NULL); \
               CREATE INDEX bench_notes_size ON bench_notes (size)";
    ordain::db::batch(sql, &db).await.map_err(plain)?;
    let fill = format!(
        "INSERT INTO bench_notes (name, size) SELECT 'n' || i, i % 10 FROM generate_series(1, {ROWS}) i; \
         ANALYZE bench_notes"
    );
    ordain::db::batch(&fill, &db).await.map_err(plain)?;
    Ok(db)
}

fn main() -> Result<()> {
    let url = std::env::var("POSTGRES_URL").map_err(
        |_| "POSTGRES_URL says which database is measured: postgres://root@127.0.0.1/test",
    )?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let db = runtime.block_on(prepare(&url))?;
    let workers = [worker(), worker()];
    println!("statement  at once  side       in a second   CPU µs");
    for task in [Task::ByKey, Task::Page, Task::Insert] {
        for tasks in [1, 64] {
            let mut sides = Vec::new();
            for name in SIDES {
                sides.push(Arc::new(runtime.block_on(Side::open(name, &url))?));
            }
            let mut figures = [const { (Vec::new(), Vec::new()) }; SIDES.len()];
            for round in 0..=ROUNDS {
                for turn in 0..SIDES.len() {
                    let at = if round % 2 == 0 { turn } else { SIDES.len() - 1 - turn };
                    let (rate, cpu) = slice(&workers, &sides[at], task, tasks)?;
                    // The first round opens connections and prepares statements.
                    if round > 0 {
                        figures[at].0.push(rate);
                        figures[at].1.push(cpu);
                    }
                }
            }
            for (name, (rates, cpus)) in SIDES.iter().zip(figures) {
                let (rate, cpu) = (quartiles(rates)[1], quartiles(cpus)[1]);
                println!("{:10} {tasks:7}  {name:9} {rate:12.0} {cpu:8.1}", format!("{task:?}"));
            }
        }
    }
    runtime.block_on(ordain::db::batch("DROP TABLE bench_notes", &db)).map_err(plain)
}
