//! Tests of the case page through the router.
