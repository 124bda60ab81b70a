use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    c1: bool,
    c2: bool,
    c3: bool,
    c4: bool,
    c5: bool,
    c6: bool,
    c7: bool,
    c8: bool,
    c9: bool,
    c10: bool,
    c11: bool,
    c12: bool,
    c13: bool,
    c14: bool,
    c15: bool,
    c16: bool,
    c17: bool,
    c18: bool,
    c19: bool,
    c20: bool,
    c21: bool,
    c22: bool,
    c23: bool,
    c24: bool,
    c25: bool,
    c26: bool,
    c27: bool,
    c28: bool,
    c29: bool,
    c30: bool,
    c31: bool,
    c32: bool,
    c33: bool,
}

fn main() {}
