//! Every type of a column: what is written is read, up to its borders, or refused as the client's
//! fault.

use ordain::http::Json;
use ordain::prelude::*;
use serde_json::{Value, json};

use super::{database, told};

#[model]
#[derive(PartialEq)]
struct Sample {
    #[key]
    pub id: i64,
    pub flag: bool,
    pub small: i16,
    pub medium: i32,
    pub large: i64,
    pub single: f32,
    pub double: f64,
    pub text: String,
    #[validate(length(max = 40))]
    pub short: String,
    pub bytes: Vec<u8>,
    pub moment: DateTime<Utc>,
    pub day: NaiveDate,
    pub time: NaiveTime,
    pub uuid: Uuid,
    pub decimal: Decimal,
    pub value: Value,
    pub list: Json<Vec<i32>>,
    pub no_flag: Option<bool>,
    pub no_large: Option<i64>,
    pub no_double: Option<f64>,
    pub no_text: Option<String>,
    pub no_bytes: Option<Vec<u8>>,
    pub no_moment: Option<DateTime<Utc>>,
    pub no_day: Option<NaiveDate>,
    pub no_uuid: Option<Uuid>,
    pub no_decimal: Option<Decimal>,
    pub no_value: Option<Value>,
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Random values, the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// One of the borders, or something else.
    fn pick<T: Clone>(&mut self, borders: &[T], other: impl FnOnce(&mut Self) -> T) -> T {
        let at = usize::try_from(self.below(borders.len() as u64 * 2)).unwrap();
        borders.get(at).cloned().unwrap_or_else(|| other(self))
    }

    fn option<T>(&mut self, value: T) -> Option<T> {
        (self.below(2) == 0).then_some(value)
    }

    #[expect(clippy::cast_possible_truncation, reason = "any number will do")]
    #[expect(clippy::cast_possible_wrap, reason = "any number will do")]
    #[expect(clippy::cast_precision_loss, reason = "any number will do")]
    fn sample(&mut self) -> SampleCreate {
        let texts =
            ["", "'; DROP TABLE samples; --", "\"\\`%_", "ß 漢字 🦀 e\u{301}", " a ", "\n\r\t"];
        let texts = texts.map(str::to_owned);
        let text = self.pick(&texts, |random| format!("{:x}", random.next()));
        let moments =
            ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z"];
        let at = self.pick(&moments.map(moment), |random| {
            DateTime::from_timestamp_micros(random.below(1 << 51) as i64).unwrap()
        });
        let decimals = [
            "0",
            "-0.01",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "1.50",
        ];
        let decimals = decimals.map(|text| Decimal::from_str_exact(text).unwrap());
        let decimal = self
            .pick(&decimals, |random| Decimal::new(random.next() as i64, random.below(19) as u32));
        let values = [json!(null), json!({"a": [1, "x", {"b": null}]}), json!("text"), json!(-1.5)];
        let value = self.pick(&values, |random| json!({"n": random.below(1 << 40)}));
        let large = self.pick(&[i64::MIN, i64::MAX, 0], |random| random.next() as i64);
        let double = self.pick(&[f64::MIN, f64::MAX, f64::MIN_POSITIVE, -0.0], |random| {
            random.next() as f64 / 3.0
        });
        let bytes = self
            .pick(&[vec![], vec![0, 255, 39, 92]], |random| random.next().to_be_bytes().to_vec());
        let uuid = Uuid::from_u128(u128::from(self.next()) << 64 | u128::from(self.next()));
        SampleCreate {
            flag: self.below(2) == 0,
            small: self.pick(&[i16::MIN, i16::MAX], |random| random.next() as i16),
            medium: self.pick(&[i32::MIN, i32::MAX], |random| random.next() as i32),
            large,
            single: self
                .pick(&[f32::MIN, f32::MAX, 0.1], |random| random.below(1 << 30) as f32 / 7.0),
            double,
            text: text.clone(),
            short: text.clone(),
            bytes: bytes.clone(),
            moment: at,
            day: at.date_naive(),
            time: at.time(),
            uuid,
            decimal,
            value: value.clone(),
            list: Json(vec![1, -2, i32::MAX]),
            no_flag: self.option(true),
            no_large: self.option(large),
            no_double: self.option(double),
            no_text: self.option(text),
            no_bytes: self.option(bytes),
            no_moment: self.option(at),
            no_day: self.option(at.date_naive()),
            no_uuid: self.option(uuid),
            no_decimal: self.option(decimal),
            no_value: self.option(json!([value])),
        }
    }
}

fn sample() -> SampleCreate {
    Random(7).sample()
}

/// What was given, as it is to be read.
fn expected(id: i64, new: SampleCreate) -> Sample {
    let SampleCreate {
        flag,
        small,
        medium,
        large,
        single,
        double,
        text,
        short,
        bytes,
        moment,
        day,
        time,
        uuid,
        decimal,
        value,
        list,
        no_flag,
        no_large,
        no_double,
        no_text,
        no_bytes,
        no_moment,
        no_day,
        no_uuid,
        no_decimal,
        no_value,
    } = new;
    Sample {
        id,
        flag,
        small,
        medium,
        large,
        single,
        double,
        text,
        short,
        bytes,
        moment,
        day,
        time,
        uuid,
        decimal,
        value,
        list,
        no_flag,
        no_large,
        no_double,
        no_text,
        no_bytes,
        no_moment,
        no_day,
        no_uuid,
        no_decimal,
        no_value,
    }
}

#[tokio::test]
async fn what_is_written_is_read() {
    let (db, _place) = database().await;
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..200 {
        let new = random.sample();
        let created = Sample::create(&db, new.clone()).await.unwrap();
        assert_eq!(created, expected(created.id, new));
        assert_eq!(Sample::find(&db, created.id).await.unwrap(), created);
    }
    assert_eq!(Sample::count(&db).await.unwrap(), 200);
}

#[tokio::test]
async fn values_are_compared_as_what_they_are() {
    use ordain::model::bind;
    let (db, _place) = database().await;
    let mut decimals = ["9.5", "-10", "10", "0.1", "9.50000001"];
    for text in decimals {
        let decimal = Decimal::from_str_exact(text).unwrap();
        Sample::create(&db, SampleCreate { decimal, ..sample() }).await.unwrap();
    }
    decimals.sort_by_key(|text| Decimal::from_str_exact(text).unwrap());
    let found: Vec<Decimal> =
        samples::table.select(samples::decimal).order(samples::decimal).load(&db).await.unwrap();
    let found: Vec<String> = found.iter().map(|decimal| decimal.normalize().to_string()).collect();
    assert_eq!(found, decimals);
    let nine = bind(Decimal::from(9));
    assert_eq!(samples::table.filter(samples::decimal.gt(nine)).total(&db).await.unwrap(), 3);

    let upper = SampleCreate { text: "Aa".into(), ..sample() };
    Sample::create(&db, upper).await.unwrap();
    let lower = samples::table.filter(samples::text.eq("aa"));
    assert_eq!(lower.total(&db).await.unwrap(), 0, "letters are not folded");
    let late = samples::table.filter(samples::moment.gt(bind(moment("9999-12-31T23:59:59Z"))));
    late.total(&db).await.unwrap();
}

#[tokio::test]
async fn what_does_not_fit_is_the_clients_fault() {
    let (db, _place) = database().await;
    let long = SampleCreate { text: "x".repeat(10_000_000), ..sample() };
    let row = Sample::create(&db, long.clone()).await.unwrap();
    assert_eq!(Sample::find(&db, row.id).await.unwrap().text, long.text);

    let nul = SampleCreate { text: "a\0b".into(), ..sample() };
    match Sample::create(&db, nul).await {
        Ok(row) => assert_eq!(row.text, "a\0b"),
        Err(error) => assert_eq!(error.status(), 422, "{error}"),
    }
    let wide = SampleCreate { short: "x".repeat(41), ..sample() };
    assert_eq!(told(Sample::create(&db, wide).await), (422, "/short".into()));
    for double in [f64::NAN, f64::INFINITY] {
        if let Err(error) = Sample::create(&db, SampleCreate { double, ..sample() }).await {
            assert_eq!(error.status(), 422, "{error}");
        }
    }
    let far = DateTime::<Utc>::MAX_UTC;
    let result = Sample::create(&db, SampleCreate { moment: far, ..sample() }).await;
    assert_eq!(result.unwrap_err().status(), 422);
    let value = json!("a\0b");
    match Sample::create(&db, SampleCreate { value: value.clone(), ..sample() }).await {
        Ok(row) => assert_eq!(row.value, value),
        Err(error) => assert_eq!(error.status(), 422, "{error}"),
    }
}
