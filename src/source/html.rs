//! HTML pages: the main text, without navigation, scripts and attributes.

mod entity;
mod page;

use std::cell::RefCell;
use std::rc::Rc;

use lol_html::html_content::{Element, TextType};
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};

use self::page::Page;
use super::decode::{self, Decoded};
use super::{Document, Source, SourceError};
use crate::span::Span;

/// What the parser may hold in memory: nesting costs a few dozen bytes a level.
const MEMORY: usize = 64 << 20;

/// What an element means for its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// No part of what the page says: scripts, forms.
    Hidden,
    /// The page's frame: navigation, header, footer.
    Frame,
    /// A heading.
    Heading,
    /// A paragraph or anything else that stands on its own.
    Block,
    /// A line break.
    Break,
    /// Text whose lines stand as they are.
    Pre,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A heading cell.
    Head,
    /// A cell.
    Cell,
    /// The page's main part.
    Main,
    /// Struck out.
    Struck,
    /// A part of a line.
    Inline,
}

/// What the parser meets, in order.
#[derive(Debug, Clone, Copy)]
enum Event {
    Open(Kind),
    Close(Kind),
    Text(Span),
    Title(Span),
}

type Events = Rc<RefCell<Vec<Event>>>;

/// Reads an HTML page.
pub(super) fn read(source: &Source) -> Result<Document, SourceError> {
    let decoded = decode::text(&source.bytes).map_err(|reason| source.malformed(reason))?;
    let events = parse(&decoded).map_err(|reason| source.malformed(format!("not readable as HTML: {reason}")))?;
    let document = Page::new(&decoded, true).read(&events);
    if !document.blocks.is_empty() {
        return Ok(document);
    }
    // A frame that is never closed hides everything: then it is read too.
    Ok(Page::new(&decoded, false).read(&events))
}

fn parse(decoded: &Decoded) -> Result<Vec<Event>, String> {
    let events: Events = Rc::default();
    let (on_element, on_text) = (Rc::clone(&events), Rc::clone(&events));
    let elements = element!("*", move |el| {
        open(el, &on_element);
        Ok(())
    });
    let texts = doc_text!(move |chunk| {
        let span = Span::from(chunk.source_location().bytes());
        match chunk.text_type() {
            TextType::Data | TextType::PlainText => on_text.borrow_mut().push(Event::Text(span)),
            TextType::RCData => on_text.borrow_mut().push(Event::Title(span)),
            _ => {}
        }
        Ok(())
    });
    let settings = Settings::new()
        .append_element_content_handler(elements)
        .append_document_content_handler(texts)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .with_strict(false);
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter.write(decoded.text.as_bytes()).map_err(|error| error.to_string())?;
    rewriter.end().map_err(|error| error.to_string())?;
    Ok(events.take())
}

fn open(el: &mut Element<'_, '_>, events: &Events) {
    let kind = kind(&el.tag_name());
    if kind == Kind::Inline {
        return;
    }
    events.borrow_mut().push(Event::Open(kind));
    let events = Rc::clone(events);
    if let Some(handlers) = el.end_tag_handlers() {
        handlers.push(Box::new(move |_| {
            events.borrow_mut().push(Event::Close(kind));
            Ok(())
        }));
    }
}

fn kind(tag: &str) -> Kind {
    match tag {
        "script" | "style" | "noscript" | "template" | "svg" | "iframe" | "form" | "button" | "select" | "object"
        | "canvas" | "head" | "textarea" | "dialog" | "math" | "audio" | "video" => Kind::Hidden,
        "nav" | "footer" | "aside" | "menu" | "header" => Kind::Frame,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "section" | "blockquote" | "center" | "hr" | "body"
        | "figure" | "figcaption" | "address" | "caption" | "details" | "summary" | "fieldset" | "title" => Kind::Block,
        "br" => Kind::Break,
        "pre" => Kind::Pre,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "th" => Kind::Head,
        "td" => Kind::Cell,
        "main" | "article" => Kind::Main,
        "s" | "del" | "strike" => Kind::Struck,
        _ => Kind::Inline,
    }
}
