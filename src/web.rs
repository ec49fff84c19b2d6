//! The program on a page. eframe draws on the page's canvas; this room starts it, keeps settings and unsaved work in
//! the browser, and mirrors the window's accessible tree as elements of the page, which eframe does not do. Refuses to know what the window shows.

pub mod outline;

#[cfg(target_arch = "wasm32")]
mod keeper;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod script;
#[cfg(target_arch = "wasm32")]
pub use page::main;
