//! Reading story files: good ones, broken ones, and any bytes at all.

mod any_bytes;
mod broken;
mod calendars;
mod good;
mod salvage;
