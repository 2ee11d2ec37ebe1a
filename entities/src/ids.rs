//! Identifiers as types of their own, each with the prefix of its global id.
