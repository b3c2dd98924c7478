//! JSON with the place of every string: what a general parser does not hand over.

use crate::span::Span;

/// No value lies deeper.
const DEEPEST: usize = 96;

/// A JSON value; strings are spans of the text, between the quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Null, true, false.
    Word,
    /// A number, and whether it is written as an integer.
    Number(f64, bool),
    /// A string, escapes not resolved.
    Text(Span),
    /// An array.
    Array(Vec<Value>),
    /// An object, in order.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The value under a key of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of an array.
    pub(super) fn items(&self) -> &[Self] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    /// The fields of an object.
    pub(super) fn fields(&self) -> &[(String, Self)] {
        if let Self::Object(fields) = self { fields } else { &[] }
    }
}

/// Reads the JSON value at the head of a text; also where it ends.
///
/// # Errors
/// What is wrong and at which byte.
pub(super) fn parse(text: &str, at: usize) -> Result<(Value, usize), String> {
    let mut parser = Parser { text, at };
    let value = parser.value(0)?;
    parser.gap();
    Ok((value, parser.at))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn gap(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn wrong<T>(&self, what: &str) -> Result<T, String> {
        Err(format!("not JSON at byte {}: {what}", self.at))
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST {
            return self.wrong("nested too deep");
        }
        self.gap();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(Value::Text),
            Some(b'-' | b'0'..=b'9' | b'I' | b'N') => self.number(),
            Some(b't' | b'f' | b'n') => self.word(),
            Some(_) => self.wrong("no value begins so"),
            None => self.wrong("the text ends"),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.gap();
            match self.peek() {
                Some(b']') => break,
                Some(b',') if !items.is_empty() => self.at += 1,
                _ if items.is_empty() => {}
                _ => return self.wrong("a comma or ] is missing"),
            }
            self.gap();
            if self.peek() == Some(b']') {
                break;
            }
            items.push(self.value(depth + 1)?);
        }
        self.at += 1;
        Ok(Value::Array(items))
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        let mut fields = Vec::new();
        self.at += 1;
        loop {
            self.gap();
            match self.peek() {
                Some(b'}') => break,
                Some(b',') if !fields.is_empty() => self.at += 1,
                _ if fields.is_empty() => {}
                _ => return self.wrong("a comma or } is missing"),
            }
            self.gap();
            match self.peek() {
                Some(b'}') => break,
                Some(b'"') => fields.push(self.field(depth)?),
                _ => return self.wrong("a key is missing"),
            }
        }
        self.at += 1;
        Ok(Value::Object(fields))
    }

    fn field(&mut self, depth: usize) -> Result<(String, Value), String> {
        let key = self.string()?.of(self.text).to_owned();
        self.gap();
        if self.peek() != Some(b':') {
            return self.wrong("a colon is missing");
        }
        self.at += 1;
        Ok((key, self.value(depth + 1)?))
    }

    fn string(&mut self) -> Result<Span, String> {
        let start = self.at + 1;
        let mut at = start;
        let bytes = self.text.as_bytes();
        while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
            at += step;
            if bytes.get(at) == Some(&b'"') {
                self.at = at + 1;
                return Ok(Span::new(start, at));
            }
            at += 2;
        }
        self.wrong("a string does not end")
    }

    fn number(&mut self) -> Result<Value, String> {
        let rest = self.text.get(self.at..).unwrap_or("");
        let end =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))).unwrap_or(rest.len());
        let digits = rest.get(..end).unwrap_or("");
        let Ok(number) = digits.parse::<f64>() else { return self.wrong("no number") };
        self.at += end;
        Ok(Value::Number(number, !digits.contains(['.', 'e', 'E'])))
    }

    fn word(&mut self) -> Result<Value, String> {
        let rest = self.text.get(self.at..).unwrap_or("");
        match ["null", "true", "false"].iter().find(|word| rest.starts_with(**word)) {
            Some(word) => {
                self.at += word.len();
                Ok(Value::Word)
            }
            None => self.wrong("no value begins so"),
        }
    }
}

/// A piece of a string: a span as it stands, or an escape and what it means.
pub(super) enum Piece {
    /// Text as it stands.
    Plain(Span),
    /// The span of an escape and its character.
    Escape(Span, char),
}

/// The pieces of a string, escapes resolved.
pub(super) fn pieces(text: &str, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let rest = text.get(at..span.end).unwrap_or("");
        match rest.find('\\') {
            Some(0) => {
                let (len, c) = escape(rest);
                pieces.push(Piece::Escape(Span::new(at, at + len), c));
                at += len;
            }
            plain => {
                let len = plain.unwrap_or(rest.len()).max(1);
                pieces.push(Piece::Plain(Span::new(at, at + len)));
                at += len;
            }
        }
    }
    pieces
}

/// The length of the escape at the head of a text, and its character.
fn escape(text: &str) -> (usize, char) {
    let code = |at: usize| text.get(at..at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let c = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b' | b'f') => ' ',
        Some(b'u') => return unicode(code(2), code(8).filter(|_| text.get(6..8) == Some("\\u"))),
        _ => {
            let c = text.chars().nth(1);
            return c.map_or((1, '\\'), |c| (1 + c.len_utf8(), c));
        }
    };
    (2, c)
}

fn unicode(first: Option<u32>, second: Option<u32>) -> (usize, char) {
    let Some(first) = first else { return (2, char::REPLACEMENT_CHARACTER) };
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, second) {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (12, char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    (6, char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
}

/// A string with its escapes resolved.
pub(super) fn resolved(text: &str, span: Span) -> String {
    pieces(text, span).iter().fold(String::with_capacity(span.len()), |mut all, piece| {
        match piece {
            Piece::Plain(span) => all.push_str(span.of(text)),
            Piece::Escape(_, c) => all.push(*c),
        }
        all
    })
}
