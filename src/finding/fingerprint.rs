//! Names for findings that survive edits elsewhere in the text.

use std::collections::HashMap;

use crate::claim::Claims;
use crate::rule::Role;
use crate::transcript::Transcript;

/// Hashes a rule's name with the sentences and figures of a finding, spaces and case aside.
///
/// Neither the file's name nor the place in it matter.
pub(super) fn of(rule: &str, roles: &[Role], transcript: &Transcript, claims: &Claims) -> u64 {
    let mut hash = Fnv::new();
    hash.words(rule);
    for role in roles {
        let Some(claim) = claims.get(role.claim) else { continue };
        let sentence = transcript.sentences.get(claim.sentence).map_or("", |sentence| transcript.slice(sentence.span));
        hash.words(&role.name);
        hash.words(sentence);
        hash.words(transcript.slice(claim.span));
    }
    hash.0
}

/// Tells findings of equal sentences apart by counting them.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint as 16 hexadecimal digits, another one each time the same hash comes back.
    pub(super) fn unique(&mut self, hash: u64) -> String {
        let times = self.seen.entry(hash).or_insert(0);
        let mut unique = Fnv(hash);
        if *times > 0 {
            unique.words(&times.to_string());
        }
        *times += 1;
        format!("{:016x}", unique.0)
    }
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo).
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Takes words in lower case with one space between them, and an end mark.
    fn words(&mut self, text: &str) {
        for word in text.split_whitespace() {
            word.chars().flat_map(char::to_lowercase).for_each(|letter| self.letter(letter));
            self.byte(b' ');
        }
        self.byte(0);
    }

    fn letter(&mut self, letter: char) {
        let mut buffer = [0; 4];
        letter.encode_utf8(&mut buffer).bytes().for_each(|byte| self.byte(byte));
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
