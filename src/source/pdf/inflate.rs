//! How much a PDF unpacks to: the reader itself knows no limit.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// All streams together may unpack to so much.
const MOST: usize = 512 << 20;

/// Whether the packed streams of a file unpack to more than is read.
///
/// Each is unpacked once more and thrown away, piece by piece, so memory stays flat.
pub(super) fn is_bomb(bytes: &[u8]) -> bool {
    let mut sum = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if at >= 3 && bytes.get(at - 3..at) == Some(b"end") {
            continue;
        }
        let data = bytes.get(at + 6..).unwrap_or(&[]);
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        sum += unpacked(data, MOST - sum);
        if sum >= MOST {
            return true;
        }
    }
    false
}

/// The bytes that a packed stream gives, up to a limit.
fn unpacked(data: &[u8], most: usize) -> usize {
    let mut decoder = ZlibDecoder::new(data);
    let mut buffer = vec![0; 1 << 16];
    let mut sum = 0;
    while sum < most {
        match decoder.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => sum += read,
        }
    }
    sum.min(most)
}
