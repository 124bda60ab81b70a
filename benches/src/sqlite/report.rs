//! What is printed. Nothing is measured here.

use super::measure::{Figures, Ratio};
use super::short::Short;
use super::{Side, Task};

/// How many times as long a short query may take beside a long one.
const MOST_BESIDE_LONG: f64 = 2.0;

pub(crate) fn head<S: Side>(_: &S) {
    let name = S::NAME;
    println!("\nSQLite, durable: models of Ordain beside {name}\n");
    println!("{:34} {:^35} {:^32}", "", "statements a second", "CPU µs for each");
    println!(
        "{:26} {:>7} {:>9} {name:>9} {:>15} {:>8} {name:>8} {:>14} {:>9}",
        "statement", "at once", "Ordain", "faster", "Ordain", "cheaper", "required"
    );
}

/// A row of the table; says whether Ordain is as fast as it must be, if it must be.
pub(crate) fn row(task: Task, tasks: usize, [own, other]: &[Figures; 2], is_judged: bool) -> bool {
    let (faster, cheaper) = (own.faster(other), own.cheaper(other));
    let judged = if task == Task::Insert { faster } else { cheaper };
    let least = task.least(tasks).filter(|_| is_judged);
    let is_good = least.is_none_or(|least| judged.median >= least);
    println!(
        "{:26} {tasks:>7} {:>9.0} {:>9.0} {:>15} {:>8.1} {:>8.1} {:>14} {:>9}{}",
        task.name(),
        own.rate(),
        other.rate(),
        text(faster),
        own.cpu(),
        other.cpu(),
        text(cheaper),
        least.map_or_else(String::new, |least| format!(">= {least}")),
        if is_good { "" } else { "  too slow" },
    );
    is_good
}

fn text(Ratio { median, spread }: Ratio) -> String {
    format!("{median:.2} ±{spread:.2}")
}

pub(crate) fn short_head() {
    println!("\nOne row by its key, µs, alone and while a long query runs\n");
    println!(
        "{:10} {:>10} {:>10} {:>12} {:>12} {:>8}",
        "", "p50 alone", "p99 alone", "p50 beside", "p99 beside", "p99 : 1"
    );
}

/// A row of the second table; says whether the long query holds up nobody, where it must not.
pub(crate) fn short(name: &str, short: &Short, is_judged: bool) -> bool {
    let is_good = !is_judged || short.ratio <= MOST_BESIDE_LONG;
    println!(
        "{name:10} {:>10.1} {:>10.1} {:>12.1} {:>12.1} {:>8.2}{}",
        short.alone[0],
        short.alone[1],
        short.beside[0],
        short.beside[1],
        short.ratio,
        if is_good { "" } else { "  held up" },
    );
    is_good
}
