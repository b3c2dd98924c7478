//! The hash by which the table of open words is laid out: the build script fills the slots, the lexicon looks into them.

/// Fowler, Noll and Vo's hash (FNV-1a) of a word, folded so that its low bits hold what the high ones know.
pub(crate) fn hash(word: &str) -> usize {
    let hash = word.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}
