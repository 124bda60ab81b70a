//! What is printed. Nothing is measured here.

use crate::feature::Feature;
use crate::measure::{Figures, Ratio};
use crate::server::Usage;

/// How fast a generated handler must be, if one written by hand has the speed 1.
const LEAST_SPEED: f64 = 0.97;

/// What the last of many routes may cost, if the first one costs 1.
pub(crate) const MOST_FOR_LAST_ROUTE: f64 = 1.2;

/// The head of the table of features.
pub(crate) fn features_head() {
    println!("Generated handlers beside handlers written by hand on actix-web");
    println!("speed: by hand = 1.00, required >= {LEAST_SPEED} by CPU time\n");
    println!(
        "{:16} {:^32} {:^32} {:^20}",
        "", "CPU µs for a request", "requests in a second", "allocations"
    );
    println!(
        "{:16} {:>9} {:>8} {:>13} {:>9} {:>8} {:>13} {:>10} {:>9}",
        "feature",
        "generated",
        "by hand",
        "speed",
        "generated",
        "by hand",
        "speed",
        "generated",
        "by hand",
    );
}

/// A row of the table of features; says whether the generated handler is fast enough.
pub(crate) fn feature(feature: &Feature, figures: &[Figures; 2], allocations: [f64; 2]) -> bool {
    let name = feature.name;
    let [generated, by_hand] = figures;
    let speed = by_hand.ratio(generated, |slice| slice.cpu);
    let rate = generated.ratio(by_hand, |slice| slice.rate);
    let is_good = !feature.is_fair || speed.median >= LEAST_SPEED;
    println!(
        "{name:16} {:>9.2} {:>8.2} {:>13} {:>9.0} {:>8.0} {:>13} {:>10.1} {:>9.1}{}",
        generated.median(|slice| slice.cpu),
        by_hand.median(|slice| slice.cpu),
        text(speed),
        generated.median(|slice| slice.rate),
        by_hand.median(|slice| slice.rate),
        text(rate),
        allocations[0],
        allocations[1],
        if is_good { "" } else { "  too slow" },
    );
    is_good
}

/// How much memory the two servers of the features have had.
pub(crate) fn memory([generated, by_hand]: [Usage; 2]) {
    let mib = |usage: Usage| usage.memory / 1024.0;
    println!("\nresident memory: {:.1} MiB, by hand {:.1} MiB", mib(generated), mib(by_hand));
}

/// The head of the table of routers.
pub(crate) fn routers_head() {
    println!(
        "\nRouting: CPU µs for a request (last : first, required <= {MOST_FOR_LAST_ROUTE} of Ordain)\n"
    );
    println!(
        "{:16} {:>6} {:>9} {:>9} {:>9} {:>13}",
        "router", "routes", "first", "middle", "last", "last : first"
    );
}

/// A row of the table of routers: the first, a middle and the last route. Returns last : first.
pub(crate) fn router(name: &str, routes: usize, figures: &[Figures; 3]) -> f64 {
    let [first, middle, last] = figures;
    let ratio = last.ratio(first, |slice| slice.cpu);
    println!(
        "{name:16} {routes:>6} {:>9.2} {:>9.2} {:>9.2} {:>13}",
        first.median(|slice| slice.cpu),
        middle.median(|slice| slice.cpu),
        last.median(|slice| slice.cpu),
        text(ratio),
    );
    ratio.median
}

/// The last line.
pub(crate) fn verdict(is_good: bool) {
    println!("\n{}", if is_good { "as fast as required" } else { "not as fast as required" });
}

fn text(Ratio { median, spread }: Ratio) -> String {
    format!("{median:.3} ±{spread:.3}")
}
