//! A story as it is written in its file. Knows which fields there are and of what kind; what they mean, whether names
//! in them are known and where events lie in time, the story says.

pub mod format;
pub mod made_id;
