//! Compound files: streams by name, as chains of sectors.

use super::{size, u16_at, u32_at};

/// From here on, numbers of sectors mean ends and gaps.
const LAST: u32 = 0xFFFF_FFFA;
/// An entry of the directory.
const ENTRY: usize = 128;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector.
    sector: usize,
    /// The sector behind each sector.
    next: Vec<u32>,
    directory: Vec<u8>,
    /// Streams below this size live in small sectors inside another stream.
    cutoff: usize,
    small: Vec<u8>,
    small_next: Vec<u32>,
}

impl<'a> Compound<'a> {
    /// Reads the tables of a compound file.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = 1_usize << u16_at(bytes, 30)?.min(16);
        if sector < 128 {
            return None;
        }
        let mut file = Self {
            bytes,
            sector,
            next: Vec::new(),
            directory: Vec::new(),
            cutoff: size(u32_at(bytes, 56)?),
            small: Vec::new(),
            small_next: Vec::new(),
        };
        file.next = file.table()?;
        file.directory = file.chain(u32_at(bytes, 48)?);
        file.small_next = numbers(&file.chain(u32_at(bytes, 60)?));
        file.small = file.chain(u32_at(&file.directory, 116)?);
        Some(file)
    }

    fn sector_bytes(&self, number: u32) -> Option<&'a [u8]> {
        let start = size(number).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The table of chains: its sectors are listed in the header and, beyond, in sectors of their own.
    fn table(&self) -> Option<Vec<u32>> {
        let mut sectors = numbers(self.bytes.get(76..512)?);
        let mut more = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector + 1;
        while more < LAST && sectors.len() <= most {
            let list = numbers(self.sector_bytes(more)?);
            let (link, list) = list.split_last()?;
            sectors.extend(list);
            more = *link;
        }
        let used = sectors.into_iter().filter(|sector| *sector < LAST).take(most);
        Some(used.filter_map(|sector| self.sector_bytes(sector)).flat_map(numbers).collect())
    }

    /// The bytes of a chain; a chain that runs in a circle ends when it is as long as the file.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = first;
        while at < LAST && bytes.len() < self.bytes.len() {
            let Some(sector) = self.sector_bytes(at) else { break };
            bytes.extend_from_slice(sector);
            at = self.next.get(size(at)).copied().unwrap_or(LAST);
        }
        bytes
    }

    fn small_chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = first;
        while at < LAST && bytes.len() < self.small.len() {
            let Some(sector) = self.small.get(size(at).saturating_mul(64)..).and_then(|rest| rest.get(..64)) else {
                break;
            };
            bytes.extend_from_slice(sector);
            at = self.small_next.get(size(at)).copied().unwrap_or(LAST);
        }
        bytes
    }

    /// The bytes of a stream by its name.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let entry = self.directory.chunks_exact(ENTRY).find(|entry| entry.starts_with(&wanted))?;
        let (first, length) = (u32_at(entry, 116)?, size(u32_at(entry, 120)?));
        let mut bytes = if length < self.cutoff { self.small_chain(first) } else { self.chain(first) };
        bytes.truncate(length);
        Some(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    (0..bytes.len() / 4).filter_map(|at| u32_at(bytes, at * 4)).collect()
}
