//! Reads the page's sources from the repository, and tells whether any of them has changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::problem::Problem;

/// The page's sources by file name.
pub(crate) type Sources = BTreeMap<&'static str, Vec<u8>>;

/// Every source with its folder.
const SOURCES: [(&str, &str); 15] = [
    ("index.html", "assets/web"),
    ("page.css", "assets/web"),
    ("cards.css", "assets/web"),
    ("page.js", "assets/web"),
    ("update.js", "assets/web"),
    ("sw.js", "assets/web"),
    ("dev-sw.js", "assets/web"),
    ("dev-reload.js", "assets/web"),
    ("manifest.webmanifest", "assets/web"),
    ("icon.svg", "assets/web"),
    ("icon-192.png", "assets/web"),
    ("icon-512.png", "assets/web"),
    ("icon-maskable-512.png", "assets/web"),
    ("first-view.png", "assets/readme"),
    ("NotoSansArabic.ttf", "assets/fonts/page"),
];

/// Folders and files that the page is built from, the program's included.
const WATCHED: [&str; 5] = ["src", "data", "assets", "Cargo.toml", "Cargo.lock"];

/// Reads every source of the page; the program is built by itself.
pub(crate) fn read(root: &Path) -> Result<Sources, Problem> {
    let read = |(name, folder): (&'static str, &str)| {
        let path = root.join(folder).join(name);
        let bytes = fs::read(&path).map_err(|source| Problem::Read { path, source })?;
        Ok((name, bytes))
    };
    SOURCES.into_iter().map(read).collect()
}

/// A number that changes when a file of the page or the program is changed, added or removed.
pub(crate) fn fingerprint(root: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for name in WATCHED {
        walk(&root.join(name), &mut hasher);
    }
    hasher.finish()
}

/// A file that is removed meanwhile is left out; the next check sees the change.
fn walk(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(meta) = fs::metadata(path) else { return };
    if meta.is_file() {
        (path, meta.len(), meta.modified().ok()).hash(hasher);
    } else if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            walk(&path, hasher);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// Every colour that page.css, the manifest, the icon and index.html share with the theme.
    #[test]
    fn colours_are_those_of_the_theme() {
        let sources = read(&crate::root()).unwrap();
        let text = |name: &str| String::from_utf8(sources[name].clone()).unwrap();
        let theme = std::fs::read_to_string(crate::root().join("src/theme.rs")).unwrap().replace('_', "");
        let (light, dark) = {
            let (dark, light) = theme.split_once("pub fn light()").unwrap();
            (light.to_owned(), dark.split_once("pub fn dark()").unwrap().1.to_owned())
        };
        let css = text("page.css");
        let (css_light, css_dark) = css.split_once("prefers-color-scheme: dark").unwrap();
        for (css, theme) in [(css_light, light), (css_dark, dark)] {
            for name in ["ground", "panel", "raised", "hairline", "text", "muted", "faint", "accent", "on-accent"] {
                let colour = css.split_once(&format!("--{name}: #")).unwrap().1[..6].to_owned();
                let line = format!("{}: hex(0x{colour})", name.replace('-', ""));
                assert!(theme.contains(&line), "page.css: --{name} is #{colour}, not the theme's");
            }
            for name in ["first", "second", "third"] {
                let colour = css.split_once(&format!("--mark-{name}: #")).unwrap().1[..6].to_owned();
                assert!(theme.contains(&format!("0x{colour},")), "page.css: --mark-{name}");
            }
        }
        let colour = |css: &str, name: &str| css.split_once(&format!("--{name}: ")).unwrap().1[..7].to_owned();
        for (file, css, name) in [
            ("index.html", css_light, "panel"),
            ("index.html", css_dark, "panel"),
            ("manifest.webmanifest", css_dark, "panel"),
            ("manifest.webmanifest", css_dark, "ground"),
            ("icon.svg", css_dark, "panel"),
            ("icon.svg", css_dark, "mark-first"),
            ("icon.svg", css_dark, "mark-second"),
            ("icon.svg", css_dark, "mark-third"),
        ] {
            let colour = colour(css, name);
            assert!(text(file).contains(&format!("\"{colour}\"")), "{file} lacks the theme's {name}, {colour}");
        }
    }
}
