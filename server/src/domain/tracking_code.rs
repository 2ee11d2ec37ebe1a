//! tracking_code
