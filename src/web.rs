//! The program on a page. eframe draws on the page's canvas; this room starts it, and mirrors what is accessible in
//! the window as elements of the page, which eframe leaves out. Refuses to know what the window shows.

pub mod outline;

#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod mirror;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
pub use page::main;
