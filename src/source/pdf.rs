//! PDF files: the text of each page, without running heads and feet.
//!
//! Spans count bytes of the text drawn from the file; a "line" is a page.

use super::{Document, Source, SourceError};

#[cfg(feature = "pdf")]
mod inflate;
#[cfg(feature = "pdf")]
mod page;

/// Reads a PDF.
#[cfg(feature = "pdf")]
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    if inflate::is_bomb(&source.bytes) {
        return Err(source.malformed("a PDF that unpacks to more than 512 MB: refused as a bomb"));
    }
    let encrypted = memchr::memmem::find(&source.bytes, b"/Encrypt").is_some();
    let pages = extract(&source.bytes).map_err(|reason| source.malformed(reason))?;
    if pages.iter().all(|page| page.trim().is_empty()) {
        if encrypted {
            return Err(source.malformed(LOCKED));
        }
        return Err(source.malformed("a PDF without text: scanned pages, or no pages at all"));
    }
    Ok(page::document(&pages))
}

/// Says that this build cannot.
#[cfg(not(feature = "pdf"))]
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    Err(source.malformed("this build reads no PDF (feature `pdf`)"))
}

#[cfg(feature = "pdf")]
const LOCKED: &str = "an encrypted PDF: it needs a password";

/// Stack for the reader, which calls itself for nested objects.
#[cfg(feature = "pdf")]
const STACK: usize = 64 << 20;

/// The name of the thread that reads; its panics are results, not messages.
#[cfg(feature = "pdf")]
const THREAD: &str = "pdf-reader";

/// The text of each page.
///
/// The reader is another's and panics on files it does not understand. It runs in
/// a thread of its own, where a panic ends the thread only and comes back as an error.
#[cfg(feature = "pdf")]
fn extract(bytes: &[u8]) -> Result<Vec<String>, String> {
    hush();
    let bytes = bytes.to_vec();
    let reader = std::thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK);
    let thread = reader
        .spawn(move || pdf_extract::extract_text_from_mem_by_pages(&bytes))
        .map_err(|error| format!("no thread for the PDF reader: {error}"))?;
    match thread.join() {
        Ok(Ok(pages)) => Ok(pages),
        Ok(Err(error)) => Err(reason(&error.to_string())),
        Err(_) => Err("damaged PDF: its objects contradict each other".to_owned()),
    }
}

#[cfg(feature = "pdf")]
fn reason(error: &str) -> String {
    let lower = error.to_lowercase();
    if lower.contains("password") || lower.contains("crypt") {
        return LOCKED.to_owned();
    }
    format!("damaged PDF: {error}")
}

/// Keeps the reader's panics from being printed; all others are printed as before.
#[cfg(feature = "pdf")]
fn hush() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(THREAD) {
                before(info);
            }
        }));
    });
}
