//! Runs the fuzz targets with the kept inputs: the fuzzer's seeds, and everything that it has found.
//! `tests/fuzz/Cargo.toml` says how to search for more.

#[path = "fuzz/subjects/mod.rs"]
mod subjects;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use subjects::TARGETS;

/// The inputs in a folder of a target, by name, without those that the fuzzer has generated on this machine.
fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder).join(target);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.len() != 40 || !name.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    paths.sort();
    paths
}

fn survives(target: &str, data: &[u8]) -> bool {
    catch_unwind(|| subjects::run(target, data)).is_ok()
}

#[test]
fn no_kept_input_panics() {
    let mut broken = Vec::new();
    for (name, _) in TARGETS {
        let (seeds, found) = (inputs("corpus", name), inputs("regressions", name));
        assert!(!seeds.is_empty(), "{name} has no seeds: is the house still where it was?");
        broken
            .extend(seeds.into_iter().chain(found).filter(|path| !survives(name, &fs::read(path).expect("readable"))));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Does a little of the fuzzer's work, the same on every run: seeds with some bytes changed.
#[test]
fn seeds_with_changed_bytes_are_survived() {
    let mut state = 0x9e37_79b9_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    for (name, _) in TARGETS {
        for path in inputs("corpus", name) {
            let seed = fs::read(&path).expect("readable");
            for _ in 0..12 {
                let mut data = seed.clone();
                for _ in 0..=random(4) {
                    let (at, byte) = (random(data.len()), random(256) as u8);
                    match data.get_mut(at) {
                        Some(there) => *there = byte,
                        None => data.push(byte),
                    }
                }
                if random(4) == 0 {
                    data.truncate(random(data.len()));
                }
                assert!(survives(name, &data), "{name}: {} as {:?}", path.display(), String::from_utf8_lossy(&data));
            }
        }
    }
}
