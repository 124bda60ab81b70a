//! Rows of every type of column, and actors with values to compare them with.

use ordain::prelude::*;

#[policy]
pub(super) enum Right {
    SeeAll,
    SeeSome,
}

#[policy(permissions = Right)]
pub(super) enum Rank {
    #[grants()]
    Guest,
    #[grants(Guest, SeeSome)]
    Clerk,
    #[grants(all)]
    Chief,
}

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum State {
    Zero,
    Draft,
    Open,
}

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Cents(i64);

#[model]
#[derive(PartialEq)]
pub(super) struct Deed {
    #[key]
    pub id: i64,
    pub flag: bool,
    pub no_flag: Option<bool>,
    pub small: i16,
    pub no_small: Option<i16>,
    pub medium: i32,
    pub no_medium: Option<i32>,
    pub large: i64,
    pub no_large: Option<i64>,
    pub single: f32,
    pub no_single: Option<f32>,
    pub double: f64,
    pub no_double: Option<f64>,
    #[column(name = words)]
    pub text: String,
    #[column(name = no_words)]
    pub no_text: Option<String>,
    pub bytes: Vec<u8>,
    pub no_bytes: Option<Vec<u8>>,
    pub moment: DateTime<Utc>,
    pub no_moment: Option<DateTime<Utc>>,
    pub day: NaiveDate,
    pub no_day: Option<NaiveDate>,
    pub time: NaiveTime,
    pub no_time: Option<NaiveTime>,
    pub uuid: Uuid,
    pub no_uuid: Option<Uuid>,
    pub decimal: Decimal,
    pub no_decimal: Option<Decimal>,
    pub state: State,
    pub no_state: Option<State>,
    pub cents: Cents,
    pub no_cents: Option<Cents>,
}

/// What a field may hold, in any row: few, so that two are often equal.
pub(super) trait Values: Sized + Clone {
    fn values() -> Vec<Self>;

    /// Those that only some databases keep, and those that none does.
    fn odd() -> Vec<Self> {
        Vec::new()
    }

    /// One that belongs to the actor.
    fn of(actor: &Actor, salt: usize) -> Self {
        let all: Vec<Self> = Self::values().into_iter().chain(Self::odd()).collect();
        let at = usize::try_from(actor.id).unwrap() / (salt + 1) + salt;
        all[at % all.len()].clone()
    }

    /// One that belongs to the actor, or none.
    fn perhaps(actor: &Actor) -> Option<Self> {
        (actor.id % 3 != 0).then(|| Self::of(actor, 1))
    }

    /// Some that belong to the actor: none, one, or more.
    fn some(actor: &Actor) -> Vec<Self> {
        let count = usize::try_from(actor.id).unwrap() % 4;
        (0..count).map(|salt| Self::of(actor, salt)).collect()
    }

    /// The same, with gaps.
    fn gaps(actor: &Actor) -> Vec<Option<Self>> {
        let mut all: Vec<Option<Self>> = Self::some(actor).into_iter().map(Some).collect();
        if actor.id % 2 == 0 {
            all.push(None);
        }
        all
    }
}

macro_rules! values {
    ($($ty:ty: [$($value:expr),*] $([$($odd:expr),*])?;)*) => {$(
        impl Values for $ty {
            fn values() -> Vec<Self> {
                vec![$($value),*]
            }

            $(
                fn odd() -> Vec<Self> {
                    vec![$($odd),*]
                }
            )?
        }
    )*};
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

values! {
    bool: [false, true];
    i16: [i16::MIN, -1, 0, 1, i16::MAX];
    i32: [i32::MIN, -1, 0, 1, i32::MAX];
    i64: [i64::MIN, -1, 0, 1, 9_007_199_254_740_993, i64::MAX];
    f32: [-1.5, -0.0, 0.0, 0.1, 3.5] [f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
    f64: [-1.5, -0.0, 0.0, 0.1, 3.5] [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    String: [
        String::new(), " ".into(), "a".into(), "A".into(), "a ".into(), "B".into(), "ä".into(), "aa".into(),
        "e\u{301}".into(), "é".into(), "a\n".into(), "Z".into(), "🦀".into(), "\u{ffff}".into()
    ];
    Vec<u8>: [vec![], vec![0], vec![0, 0], vec![97], vec![97, 32], vec![255]];
    DateTime<Utc>: [
        moment("1969-12-31T23:59:59.999999Z"),
        moment("1970-01-01T00:00:00Z"),
        moment("2026-11-27T08:00:00.000001Z")
    ] [
        moment("1969-12-31T23:59:59.999999500Z"),
        moment("2026-11-27T08:00:00.000001999Z")
    ];
    NaiveDate: [
        NaiveDate::from_ymd_opt(1999, 12, 31).unwrap(),
        NaiveDate::from_ymd_opt(2026, 2, 1).unwrap(),
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()
    ];
    NaiveTime: [
        NaiveTime::MIN,
        NaiveTime::from_hms_micro_opt(9, 30, 0, 500_000).unwrap(),
        NaiveTime::from_hms_micro_opt(9, 30, 0, 500_001).unwrap(),
        NaiveTime::from_hms_opt(23, 59, 59).unwrap()
    ];
    Uuid: [Uuid::nil(), Uuid::from_u128(1), Uuid::from_u128(1 << 120), Uuid::max()];
    Decimal: [
        decimal("-10"), decimal("0"), decimal("1.5"), decimal("1.50"), decimal("9"), decimal("10"),
        decimal("0.0000000000000000000000000001")
    ];
    State: [State::Zero, State::Draft, State::Open];
    Cents: [Cents(-1), Cents(0), Cents(200)];
}

/// Random values, the same in each run.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    pub(super) fn any<T: Values>(&mut self) -> T {
        let all = T::values();
        all[self.below(all.len())].clone()
    }

    pub(super) fn perhaps<T: Values>(&mut self) -> Option<T> {
        (self.below(3) > 0).then(|| self.any())
    }

    /// A floating point number; with `odd`, one that is no number, too.
    pub(super) fn float<T: Values>(&mut self, odd: bool) -> T {
        let mut all = T::values();
        if odd {
            all.extend(T::odd());
        }
        all[self.below(all.len())].clone()
    }

    pub(super) fn actor(&mut self) -> Actor {
        let id = i64::try_from(self.below(1000)).unwrap();
        match self.below(4) {
            0 => Actor::new(id, ()),
            1 => Actor::new(id, Rank::Guest),
            2 => Actor::new(id, Rank::Clerk),
            _ => Actor::new(id, Rank::Chief),
        }
    }

    pub(super) fn deed(&mut self, odd: bool) -> DeedCreate {
        DeedCreate {
            flag: self.any(),
            no_flag: self.perhaps(),
            small: self.any(),
            no_small: self.perhaps(),
            medium: self.any(),
            no_medium: self.perhaps(),
            large: self.any(),
            no_large: self.perhaps(),
            single: self.float(odd),
            no_single: (self.below(3) > 0).then(|| self.float(odd)),
            double: self.float(odd),
            no_double: (self.below(3) > 0).then(|| self.float(odd)),
            text: self.any(),
            no_text: self.perhaps(),
            bytes: self.any(),
            no_bytes: self.perhaps(),
            moment: self.any(),
            no_moment: self.perhaps(),
            day: self.any(),
            no_day: self.perhaps(),
            time: self.any(),
            no_time: self.perhaps(),
            uuid: self.any(),
            no_uuid: self.perhaps(),
            decimal: self.any(),
            no_decimal: self.perhaps(),
            state: self.any(),
            no_state: self.perhaps(),
            cents: self.any(),
            no_cents: self.perhaps(),
        }
    }
}
