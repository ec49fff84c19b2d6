//! The story document as written: serde types only, nothing resolved.
