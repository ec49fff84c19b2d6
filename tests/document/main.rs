//! A story as text: what edits make of it, and that everything else stays as it is.

mod any;
mod anything;
mod broken;
mod bytes;
mod compiled;
mod lists;
mod oracle;
mod sequences;
mod tables;
mod written;
