//! Numbers with their digits in groups: `1,000`. For counts, lengths and amounts; never for years, dates, or output
//! that programs read.

use std::fmt::Display;

/// The number with the digits before its point in groups of three, from four digits on.
///
/// ```
/// use plotlanes::time::digits::grouped;
///
/// assert_eq!(grouped(999), "999");
/// assert_eq!(grouped(1_000), "1,000");
/// assert_eq!(grouped("-12500.0625"), "-12,500.0625");
/// ```
pub fn grouped(number: impl Display) -> String {
    let number = number.to_string();
    let point = number.find('.').unwrap_or(number.len());
    let start = number.find(|c: char| c.is_ascii_digit()).unwrap_or(point).min(point);
    let digits = point - start;
    let mut text = String::with_capacity(number.len() + digits / 3);
    for (at, letter) in number.char_indices() {
        if (start + 1..point).contains(&at) && (point - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn groups_of_three_before_the_point() {
        let check = |number: &str, expect: &str| assert_eq!(grouped(number), expect);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("9999", "9,999");
        check("-999", "-999");
        check("-1000", "-1,000");
        check("123456", "123,456");
        check("0.000001", "0.000001");
        check("1234.56789", "1,234.56789");
        check("-9223372036854775808", "-9,223,372,036,854,775,808");
        check("", "");
        check("inf", "inf");
        assert_eq!(grouped(u64::MAX), "18,446,744,073,709,551,615");
    }
}
