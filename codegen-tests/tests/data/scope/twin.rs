//! Two columns beside each other, of which either may be null.

use ordain::prelude::*;

use super::row::{Random, State};
use super::{Case, policies};

#[model]
pub(super) struct Twin {
    #[key]
    pub id: i64,
    pub large: i64,
    pub large_too: i64,
    pub no_large: Option<i64>,
    pub no_large_too: Option<i64>,
    pub double: f64,
    pub double_too: f64,
    pub no_double: Option<f64>,
    pub no_double_too: Option<f64>,
    pub text: String,
    pub text_too: String,
    pub no_text: Option<String>,
    pub no_text_too: Option<String>,
    pub decimal: Decimal,
    pub decimal_too: Decimal,
    pub no_decimal: Option<Decimal>,
    pub no_decimal_too: Option<Decimal>,
    pub state: State,
    pub state_too: State,
}

impl Random {
    pub(super) fn twin(&mut self, odd: bool) -> TwinCreate {
        TwinCreate {
            large: self.any(),
            large_too: self.any(),
            no_large: self.perhaps(),
            no_large_too: self.perhaps(),
            double: self.float(odd),
            double_too: self.float(odd),
            no_double: (self.below(3) > 0).then(|| self.float(odd)),
            no_double_too: (self.below(3) > 0).then(|| self.float(odd)),
            text: self.any(),
            text_too: self.any(),
            no_text: self.perhaps(),
            no_text_too: self.perhaps(),
            decimal: self.any(),
            decimal_too: self.any(),
            no_decimal: self.perhaps(),
            no_decimal_too: self.perhaps(),
            state: self.any(),
            state_too: self.any(),
        }
    }
}

macro_rules! twins {
    ($left:ident, $right:ident, $no_left:ident, $no_right:ident) => {
        mod $left {
            use super::*;

            policies! { Twin;
                equal: |_actor, twin| twin.$left == twin.$right;
                unequal: |_actor, twin| twin.$left != twin.$right;
                less: |_actor, twin| twin.$left < twin.$right;
                less_or_equal: |_actor, twin| twin.$left <= twin.$right;
                greater: |_actor, twin| twin.$left > twin.$right;
                greater_or_equal: |_actor, twin| twin.$left >= twin.$right;
                no_equal: |_actor, twin| twin.$no_left == twin.$no_right;
                no_unequal: |_actor, twin| twin.$no_left != twin.$no_right;
                no_less: |_actor, twin| twin.$no_left < twin.$no_right;
                no_less_or_equal: |_actor, twin| twin.$no_left <= twin.$no_right;
                no_greater: |_actor, twin| twin.$no_left > twin.$no_right;
                no_greater_or_equal: |_actor, twin| twin.$no_left >= twin.$no_right;
                some: |_actor, twin| Some(twin.$left.clone()) == twin.$no_right;
                some_less: |_actor, twin| Some(twin.$left.clone()) < twin.$no_right;
            }
        }
    };
}

twins!(large, large_too, no_large, no_large_too);
twins!(double, double_too, no_double, no_double_too);
twins!(text, text_too, no_text, no_text_too);
twins!(decimal, decimal_too, no_decimal, no_decimal_too);

policies! { Twin;
    states: |_actor, twin| twin.state == twin.state_too || twin.id > twin.large;
}

pub(super) fn all() -> [&'static [Case<Twin>]; 5] {
    [large::CASES, double::CASES, text::CASES, decimal::CASES, CASES]
}
