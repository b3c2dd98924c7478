//! Lemmas, parts of speech, synonyms and derivations.

/// Lemmas, parts of speech, synonyms and derivations.
#[derive(Debug, Clone, Default)]
pub struct Words {}
