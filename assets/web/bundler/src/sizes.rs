//! The sizes of the files as they are sent to the browser, and the budget for them.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::page::File;
use crate::problem::Problem;

/// The most that a visit may download, in bytes compressed with gzip.
pub(crate) const BUDGET: usize = 3_000_000;

/// A file's sizes in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weight {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
    visited: bool,
}

/// Compresses every file with gzip and with brotli, at their best levels.
pub(crate) fn weigh(files: &[File]) -> Vec<Weight> {
    let weigh = |file: &File| {
        let raw = file.bytes.len();
        // Servers send a file that does not shrink as it is.
        let (gzip, brotli) = (gzip(&file.bytes).min(raw), brotli(&file.bytes).min(raw));
        Weight { name: file.name.clone(), raw, gzip, brotli, visited: file.visited }
    };
    files.iter().map(weigh).collect()
}

/// A table with a line for each file, the largest first, and one for a whole visit.
pub(crate) fn table(weights: &[Weight]) -> String {
    let mut sorted: Vec<&Weight> = weights.iter().collect();
    sorted.sort_by(|a, b| b.visited.cmp(&a.visited).then(b.gzip.cmp(&a.gzip)));
    let visited = || weights.iter().filter(|weight| weight.visited);
    let total = Weight {
        name: "a visit".to_owned(),
        raw: visited().map(|weight| weight.raw).sum(),
        gzip: visited().map(|weight| weight.gzip).sum(),
        brotli: visited().map(|weight| weight.brotli).sum(),
        visited: true,
    };
    let width = sorted.iter().map(|weight| weight.name.len()).max().unwrap_or(0);
    let mut table = format!("{:width$}  {:>9}  {:>9}  {:>9}\n", "bytes", "raw", "gzip -9", "brotli");
    for weight in sorted.into_iter().chain([&total]) {
        let Weight { name, raw, gzip, brotli, visited } = weight;
        let note = if *visited { "" } else { "  only where it is needed" };
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{name:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}{note}");
    }
    table
}

/// Refuses a page that is over the budget.
pub(crate) fn within_budget(weights: &[Weight]) -> Result<(), Problem> {
    let bytes = weights.iter().filter(|weight| weight.visited).map(|weight| weight.gzip).sum();
    if bytes > BUDGET { Err(Problem::OverBudget { bytes, budget: BUDGET }) } else { Ok(()) }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes all that is written to it").len()
}

fn brotli(bytes: &[u8]) -> usize {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params).expect("a vector takes all that is written to it");
    out.len()
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, Weight, table, weigh, within_budget};
    use crate::page::File;

    #[test]
    fn compressed_is_smaller_never_larger() {
        let file = |bytes: Vec<u8>| File { name: "a".to_owned(), bytes, visited: true };
        let weights = weigh(&[file(b"abc".repeat(1000)), file(vec![7]), file(Vec::new())]);
        assert!(weights[0].gzip < 100 && weights[0].brotli < 100, "{weights:?}");
        assert_eq!((weights[1].gzip, weights[1].brotli, weights[2].gzip), (1, 1, 0));
    }

    #[test]
    fn only_what_is_downloaded_counts() {
        let weight = |name: &str, gzip: usize, visited: bool| Weight {
            name: name.to_owned(),
            raw: gzip * 2,
            gzip,
            brotli: gzip / 2,
            visited,
        };
        let mut weights = vec![weight("index.html", 1000, true), weight("picture", 9_000_000, false)];
        within_budget(&weights).unwrap();
        weights.push(weight("program", BUDGET - 1000, true));
        within_budget(&weights).unwrap();
        assert!(table(&weights).contains("a visit       6000000    3000000    1500000\n"), "{}", table(&weights));
        weights.push(weight("one", 1, true));
        assert!(within_budget(&weights).unwrap_err().to_string().contains("1 over the budget of 3000000"));
    }
}
