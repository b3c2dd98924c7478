//! Makes text from transcripts harmless in the place it is printed to.
//!
//! Whatever a transcript holds, it is quoted, never obeyed: by a terminal, a
//! build log, a browser or a spreadsheet.

use std::borrow::Cow;

/// One line of text for a terminal or a build log.
///
/// Control characters become their pictures, line breaks and tabs spaces, marks
/// that turn the direction of writing disappear behind U+FFFD, and `##[` and its
/// kin, which build logs take for commands, are parted.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_active) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let quiet: String = text.chars().map(picture).collect();
    Cow::Owned(part_commands(&quiet))
}

/// A path for a terminal or a build log: one that looks like a command gets `./`.
#[must_use]
pub fn path(path: &str) -> Cow<'_, str> {
    match line(path) {
        quiet if quiet.trim_start().starts_with("::") => Cow::Owned(format!("./{quiet}")),
        quiet => quiet,
    }
}

/// Escapes in finished JSON what JSON lets pass but terminals and scripts may obey.
#[must_use]
pub fn json(text: String) -> String {
    // The second `#` of a build log's command, escaped, reads the same to whoever parses it.
    let text = if text.contains("##") { text.replace("##", "#\\u0023") } else { text };
    if !text.chars().any(is_active_in_json) {
        return text;
    }
    let mut quiet = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_active_in_json(c) {
            quiet.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            quiet.push(c);
        }
    }
    quiet
}

/// Finished JSON for a `<script>` element: nothing in it can close the element.
#[must_use]
pub fn script(text: String) -> String {
    json(text).replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// One line of text for XML, in an attribute or between tags.
#[must_use]
pub fn xml(text: &str) -> String {
    let quiet = line(text);
    let mut escaped = String::with_capacity(quiet.len());
    for c in quiet.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A cell of a CSV table: a text that a spreadsheet would compute gets an apostrophe.
#[must_use]
pub fn cell(text: &str) -> String {
    let quiet = line(text);
    let formula = quiet.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let guarded = if formula { format!("'{quiet}") } else { quiet.into_owned() };
    if guarded.contains(['"', ',', ';']) || guarded.starts_with(' ') {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

/// One line of text for Markdown: no mark-up, no HTML, no mention works in it.
#[must_use]
pub fn markdown(text: &str) -> String {
    let quiet = line(text);
    let mut escaped = String::with_capacity(quiet.len() + 8);
    for c in quiet.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' | '$' => {
                escaped.extend(['\\', c]);
            }
            c => escaped.push(c),
        }
    }
    guard_block(escaped.replace("://", "&#58;//"))
}

/// A line that begins like a list, a heading or a rule begins with an escape instead.
fn guard_block(line: String) -> String {
    let digits = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.starts_with(['-', '+', '=']) {
        return format!("\\{}", line.trim_start());
    }
    match digits.strip_prefix('.') {
        Some(_) if digits.len() < line.len() => line.replacen('.', "\\.", 1),
        _ => line,
    }
}

/// The message of a GitHub workflow command.
#[must_use]
pub fn annotation(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a GitHub workflow command.
#[must_use]
pub fn property(text: &str) -> String {
    annotation(&line(text)).replace(':', "%3A").replace(',', "%2C")
}

fn is_active_in_json(c: char) -> bool {
    is_active(c) && !matches!(c, '\n' | '\r' | '\t')
}

fn is_active(c: char) -> bool {
    c.is_control() || is_direction(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
}

fn picture(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ if is_active(c) => '\u{fffd}',
        _ => c,
    }
}

/// `##[group]`, `##vso[...]`, `##teamcity[...]` are commands wherever they stand in a log line.
fn part_commands(text: &str) -> String {
    let mut quiet = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("##") {
        let (before, after) = rest.split_at(at + 2);
        quiet.push_str(before);
        if after.starts_with(|c: char| c == '[' || c.is_ascii_alphabetic()) {
            quiet.push(' ');
        }
        rest = after;
    }
    quiet.push_str(rest);
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_sees_pictures() {
        assert_eq!(line("a\u{1b}[31mb\u{7}\u{9b}c\u{202e}d\ne"), "a␛[31mb␇\u{fffd}c\u{fffd}d e");
        assert!(matches!(line("plain – text"), Cow::Borrowed(_)));
    }

    #[test]
    fn log_commands_are_parted() {
        assert_eq!(line("x ##[error]y ##vso[task.set] ###"), "x ## [error]y ## vso[task.set] ###");
        assert_eq!(path("::error::x"), "./::error::x");
    }

    #[test]
    fn spreadsheets_compute_nothing() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("  @sum, \"a\""), "\"'  @sum, \"\"a\"\"\"");
        assert_eq!(cell("-5 degrees"), "'-5 degrees");
        assert_eq!(cell("5 degrees"), "5 degrees");
    }

    #[test]
    fn markdown_marks_nothing_up() {
        assert_eq!(markdown("**a** <b> @c"), "\\*\\*a\\*\\* &lt;b&gt; &#64;c");
        assert_eq!(markdown("12. a\n# b"), "12\\. a \\# b");
        assert_eq!(markdown("- a"), "\\- a");
        assert_eq!(markdown("1.5 million"), "1\\.5 million");
    }

    #[test]
    fn json_escapes_what_serde_leaves() {
        let text = "a\u{9b}\u{202e}\u{1b}</script>##[x]###";
        let made = serde_json::to_string(text).map(script).unwrap_or_default();
        assert!(made.is_ascii() && !made.contains('<') && !made.contains("##"), "{made}");
        assert_eq!(serde_json::from_str::<String>(&made).ok().as_deref(), Some(text));
    }
}
