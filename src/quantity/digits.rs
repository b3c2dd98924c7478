//! Numerals in digits: grouping, decimals, exponents, fractions.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while_m_n};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{map_opt, not, opt, recognize, verify};
use nom::multi::many1_count;
use nom::sequence::{pair, preceded, terminated};
use rust_decimal::Decimal;

use super::lex::{Parsed, fail, gap};
use super::numeral::Numeral;
use super::{Form, Notation};

/// A numeral in digits, sign included, scale words not.
pub(super) fn numeral(i: &str) -> Parsed<'_, Numeral> {
    let (i, negative) = opt(sign).parse(i)?;
    let (rest, mut numeral) = alt((mixed, fraction, glyph, decimal)).parse(i)?;
    if negative == Some(true) {
        numeral.value = -numeral.value;
    }
    Ok((rest, numeral))
}

/// A sign before digits; true for minus.
fn sign(i: &str) -> Parsed<'_, bool> {
    let minus = alt((tag("-"), tag("−"), tag("–")));
    alt((minus.map(|_| true), tag("+").map(|_| false))).parse(i)
}

/// An integer or decimal, with exponent.
fn decimal(i: &str) -> Parsed<'_, Numeral> {
    let start = i;
    let (i, whole) = opt(whole).parse(i)?;
    let (i, places) = opt(preceded(char('.'), digit1)).parse(i)?;
    if whole.is_none() && places.is_none() || version(i, places) {
        return fail();
    }
    let (i, exponent) = opt(exponent).parse(i)?;
    let (i, raised) = opt(raised).parse(i)?;
    let number = from_parts(whole.unwrap_or(""), places.unwrap_or(""), exponent);
    let number = match raised {
        Some(degree) => number.and_then(|(value, _)| Some((to_the(value, degree)?, Decimal::ZERO))),
        None => number,
    };
    number.map_or_else(fail, |(value, slack)| {
        let bare = whole.is_some_and(|whole| whole.len() + i.len() == start.len());
        let plain = places.is_none() && exponent.is_none() && raised.is_none();
        let bare = bare && plain && whole.is_some_and(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
        Ok((i, Numeral { value, slack, bare, plain, ..Numeral::default() }))
    })
}

/// "1.2.3" and "10.0.0.1" are no decimals.
fn version(rest: &str, places: Option<&str>) -> bool {
    let mut next = rest.bytes();
    places.is_some() && next.next() == Some(b'.') && next.next().is_some_and(|byte| byte.is_ascii_digit())
}

/// The value of the parts and half the unit of the last place written.
fn from_parts(whole: &str, places: &str, exponent: Option<i32>) -> Option<(Decimal, Decimal)> {
    let mut mantissa: i128 = 0;
    for byte in whole.bytes().chain(places.bytes()).filter(u8::is_ascii_digit) {
        mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let scale = i32::try_from(places.len()).ok()?.checked_sub(exponent.unwrap_or(0))?;
    let half = if places.is_empty() && exponent.is_none() { Decimal::ZERO } else { shift(5, scale.checked_add(1)?)? };
    Some((shift(mantissa, scale)?, half))
}

/// `mantissa / 10^scale`, where it fits.
fn shift(mantissa: i128, scale: i32) -> Option<Decimal> {
    if scale >= 0 {
        return Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok();
    }
    let factor = super::lex::power(scale.unsigned_abs())?;
    Decimal::try_from_i128_with_scale(mantissa, 0).ok()?.checked_mul(factor)
}

/// The digits before the point, grouped in any of the usual ways.
fn whole(i: &str) -> Parsed<'_, &str> {
    if !may_be_grouped(i) {
        return digit1.parse(i);
    }
    alt((grouped(","), apart, indian, grouped("'"), grouped("’"), spaced, dotted, digit1)).parse(i)
}

/// Whether up to three digits stand before what can part groups of digits, and a digit behind it: few numbers do.
fn may_be_grouped(i: &str) -> bool {
    let rest = i.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.starts_with(", 000") {
        return i.len() - rest.len() <= 3;
    }
    let mut after = rest.chars();
    let parts =
        after.next().is_some_and(|c| matches!(c, ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'));
    parts && i.len() - rest.len() <= 3 && after.next().is_some_and(|c| c.is_ascii_digit())
}

fn three(i: &str) -> Parsed<'_, &str> {
    terminated(take_while_m_n(3, 3, |c: char| c.is_ascii_digit()), not(one_of("0123456789"))).parse(i)
}

fn lead(i: &str) -> Parsed<'_, &str> {
    take_while_m_n(1, 3, |c: char| c.is_ascii_digit()).parse(i)
}

fn grouped<'a>(separator: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = ()> {
    recognize(pair(lead, many1_count(preceded(tag(separator), three))))
}

/// "80, 000": no list has an item of nothing but zeros.
fn apart(i: &str) -> Parsed<'_, &str> {
    recognize(pair(lead, many1_count(preceded(tag(", "), verify(three, |group: &str| group == "000"))))).parse(i)
}

/// Spaces of any width; a plain space only before whole groups of three.
fn spaced(i: &str) -> Parsed<'_, &str> {
    let space = one_of(" \u{a0}\u{2009}\u{202f}");
    recognize(pair(lead, many1_count(preceded(space, three)))).parse(i)
}

/// "1.430.000": two groups at least, lest it be a decimal.
fn dotted(i: &str) -> Parsed<'_, &str> {
    let groups = verify(many1_count(preceded(char('.'), three)), |count| *count >= 2);
    recognize(pair(lead, groups)).parse(i)
}

/// "1,43,000" and "12,34,56,789".
fn indian(i: &str) -> Parsed<'_, &str> {
    let digit = |c: char| c.is_ascii_digit();
    let two = terminated(take_while_m_n(2, 2, digit), nom::combinator::peek(char(',')));
    recognize((take_while_m_n(1, 2, digit), many1_count(preceded(char(','), two)), char(','), three)).parse(i)
}

/// "e5", "E-5", "× 10^5", "x 10⁵".
fn exponent(i: &str) -> Parsed<'_, i32> {
    let short = preceded(tag_no_case("e"), integer);
    let times = (opt(gap), alt((tag("×"), tag("x"), tag("*"), tag("·"))), opt(gap), tag("10"));
    let signed = preceded(nom::combinator::peek(one_of("-−")), integer);
    let raised = preceded(times, alt((preceded(tag("^"), integer), superscript, signed)));
    let (rest, exponent) = alt((short, raised)).parse(i)?;
    if super::lex::ends(rest) { Ok((rest, exponent)) } else { fail() }
}

/// "^23", "^-1" behind a number.
fn raised(i: &str) -> Parsed<'_, i32> {
    let (rest, degree) = preceded(char('^'), integer).parse(i)?;
    if super::lex::ends(rest) { Ok((rest, degree)) } else { fail() }
}

/// A number to a whole power.
fn to_the(value: Decimal, degree: i32) -> Option<Decimal> {
    let power = (0..degree.unsigned_abs()).try_fold(Decimal::ONE, |power, _| power.checked_mul(value))?;
    if degree < 0 { Decimal::ONE.checked_div(power) } else { Some(power) }
}

fn integer(i: &str) -> Parsed<'_, i32> {
    let sign = opt(alt((tag("-"), tag("−"), tag("+"))));
    let (rest, (sign, digits)) = pair(sign, digit1).parse(i)?;
    let value = digits.parse::<i32>().ok().filter(|value| *value < 40);
    value.map_or_else(fail, |value| Ok((rest, if matches!(sign, Some("-" | "−")) { -value } else { value })))
}

fn superscript(i: &str) -> Parsed<'_, i32> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = |c: char| DIGITS.chars().position(|known| known == c);
    let minus = i.strip_prefix('⁻');
    let body = minus.unwrap_or(i);
    let end = body.find(|c| digit(c).is_none()).unwrap_or(body.len());
    let value =
        body[..end].chars().filter_map(digit).take(3).fold(0_i32, |sum, d| sum * 10 + i32::try_from(d).unwrap_or(0));
    if end == 0 || value >= 40 { fail() } else { Ok((&body[end..], if minus.is_some() { -value } else { value })) }
}

/// "3/4".
fn fraction(i: &str) -> Parsed<'_, Numeral> {
    map_opt(ratio, |(above, below)| share(Decimal::ZERO, above.into(), below.into())).parse(i)
}

/// Numerator and denominator, where they look like a fraction and not like a date.
fn ratio(i: &str) -> Parsed<'_, (u32, u32)> {
    let number =
        |i| map_opt(verify(digit1, |digits: &str| digits.len() <= 4), |digits: &str| digits.parse().ok()).parse(i);
    let slash = alt((tag("/"), tag("⁄")));
    let (rest, (above, _, below)) = (number, slash, number).parse(i)?;
    let ended =
        !rest.starts_with(['/', '-']) && (super::lex::ends(rest) || rest.starts_with(['k', 'm', 'l', 'h', 'g', 'c']));
    if ended && below > 1 && above > 0 && above != 24 { Ok((rest, (above, below))) } else { fail() }
}

/// "½", "2½".
fn glyph(i: &str) -> Parsed<'_, Numeral> {
    let (i, whole) = opt(terminated(digit1, opt(char(' ')))).parse(i)?;
    let mut rest = i.chars();
    let parts = rest.next().and_then(glyph_parts);
    let whole = whole.unwrap_or("0").parse::<Decimal>().ok();
    let numeral = parts.zip(whole).and_then(|((above, below), whole)| share(whole, above.into(), below.into()));
    numeral.map_or_else(fail, |numeral| Ok((rest.as_str(), numeral)))
}

fn glyph_parts(c: char) -> Option<(u32, u32)> {
    const GLYPHS: [(char, u32, u32); 18] = [
        ('½', 1, 2),
        ('¼', 1, 4),
        ('¾', 3, 4),
        ('⅓', 1, 3),
        ('⅔', 2, 3),
        ('⅕', 1, 5),
        ('⅖', 2, 5),
        ('⅗', 3, 5),
        ('⅘', 4, 5),
        ('⅙', 1, 6),
        ('⅚', 5, 6),
        ('⅛', 1, 8),
        ('⅜', 3, 8),
        ('⅝', 5, 8),
        ('⅞', 7, 8),
        ('⅐', 1, 7),
        ('⅑', 1, 9),
        ('⅒', 1, 10),
    ];
    GLYPHS.iter().find(|(glyph, ..)| *glyph == c).map(|(_, above, below)| (*above, *below))
}

/// "1 1/2", "1-1/2".
fn mixed(i: &str) -> Parsed<'_, Numeral> {
    let (rest, (whole, _, (above, below))) =
        (digit1, alt((tag("  "), tag(" "), tag("-"), tag("\u{a0}"))), ratio).parse(i)?;
    let whole = whole.parse::<Decimal>().ok();
    let numeral =
        whole.filter(|_| above < below && below <= 64).and_then(|whole| share(whole, above.into(), below.into()));
    numeral.map_or_else(fail, |numeral| Ok((rest, numeral)))
}

/// `whole + above / below`: a fraction where there is no whole, else an amount.
pub(super) fn share(whole: Decimal, above: u64, below: u64) -> Option<Numeral> {
    let part = Decimal::from(above).checked_div(Decimal::from(below))?;
    let value = whole.checked_add(part)?;
    let form = if whole.is_zero() { Form::Fraction } else { Form::Amount };
    Some(Numeral { value, form, notation: Notation::Digits, ..Numeral::default() })
}
