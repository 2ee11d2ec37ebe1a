//! A quick table of short words. FNV-1a: the words come from our own lists, so nobody can choose them to collide, and a
//! table of keywords is looked into, never filled, by what a reporter types.
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);
impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}
impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

/// For maps.
pub type Quick = BuildHasherDefault<Fnv>;
/// A map with it.
pub type Map<K, V> = std::collections::HashMap<K, V, Quick>;
/// A set with it.
pub type Set<K> = std::collections::HashSet<K, Quick>;
