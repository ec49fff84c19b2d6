//! Proposals on small stories, as tables.

mod adds;
mod drops;
mod made;
mod moves;
mod relates;
