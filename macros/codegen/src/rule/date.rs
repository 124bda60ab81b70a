//! Days as text: `2026-01-31`, in the Gregorian calendar, at midnight UTC.
//!
//! Days before 1970 are never meant.

use syn::LitStr;

use crate::errors::Errors;

const FORM: &str = "write a day such as `2026-01-31`";
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// Reads a day and reports what is wrong with it.
    pub fn read(text: &LitStr, errors: &mut Errors) -> Option<Self> {
        let date = parse(&text.value());
        if date.is_none() {
            errors.at(text, format!("`{}` is no day", text.value())).help(FORM);
        }
        date
    }

    /// Seconds since 1970-01-01.
    pub fn timestamp(self) -> i64 {
        i64::from(self.days()) * 24 * 60 * 60
    }

    /// As HTTP writes it (RFC 9110 §5.6.7): `Sat, 31 Jan 2026 00:00:00 GMT`.
    pub fn http(self) -> String {
        let weekday = WEEKDAYS[(self.days() % 7) as usize];
        let month = MONTHS[(self.month - 1) as usize];
        format!("{weekday}, {:02} {month} {} 00:00:00 GMT", self.day, self.year)
    }

    fn days(self) -> u32 {
        let years = 1970..self.year;
        let before: u32 = years.map(|year| 365 + u32::from(is_leap(year))).sum();
        let months: u32 = (1..self.month).map(|month| month_length(self.year, month)).sum();
        before + months + self.day - 1
    }
}

fn parse(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let date =
        Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    let known = date.year >= 1970
        && (1..=12).contains(&date.month)
        && (1..=month_length(date.year, date.month)).contains(&date.day);
    known.then_some(date)
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn month_length(year: u32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn days_are_counted_and_written_for_http() {
        for (text, seconds, http) in [
            ("1970-01-01", 0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("2024-02-29", 1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
            ("2026-01-31", 1_769_817_600, "Sat, 31 Jan 2026 00:00:00 GMT"),
        ] {
            let date = parse(text);
            assert_eq!(date.map(super::Date::timestamp), Some(seconds), "{text}");
            assert_eq!(date.map(super::Date::http).as_deref(), Some(http), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "today", "1969-12-31", "2026-00-10"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
