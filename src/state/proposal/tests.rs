//! Proposals on small stories, as tables.

mod adds;
mod clocks;
mod drops;
mod lanes;
mod made;
mod moves;
mod relates;
mod stretches;
mod tells;
mod trials;
mod written_dates;
