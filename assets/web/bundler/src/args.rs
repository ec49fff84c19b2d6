//! The command line: three commands and four flags, too few for a library.

use std::path::PathBuf;

use crate::compile::Profile;
use crate::problem::Problem;

/// What is printed for `--help`.
pub(crate) const HELP: &str = "\
Builds Plotlanes for the browser.

cargo web build [--out DIR] [--address URL]
    Writes the page into DIR (target/site), for any server of static files, under any path.
    With URL, the address where it will be, links to it are shown with a picture.

cargo web serve [--port PORT] [--release]
    Builds, serves at http://127.0.0.1:PORT (8080), and builds and reloads when src, data or assets change.
    With --release, optimised as by `build`.";

/// The command to run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Job {
    /// Print [`HELP`].
    Help,
    /// Build into a folder.
    Build {
        /// The folder, if not the usual one.
        out: Option<PathBuf>,
        /// Where the page will be, ending in `/`; empty if that is not known.
        address: String,
    },
    /// Build, serve, and build again when something changes.
    Serve {
        /// On 127.0.0.1.
        port: u16,
        /// How to build.
        profile: Profile,
    },
}

/// Reads the arguments after the program's name.
pub(crate) fn read(mut args: impl Iterator<Item = String>) -> Result<Job, Problem> {
    let usage = |what: String| Problem::Usage { what };
    let mut job = match args.next().as_deref() {
        Some("build") => Job::Build { out: None, address: String::new() },
        Some("serve") => Job::Serve { port: 8080, profile: Profile::Dev },
        None | Some("help" | "--help" | "-h") => return Ok(Job::Help),
        Some(other) => return Err(usage(format!("unknown command `{other}`"))),
    };
    while let Some(flag) = args.next() {
        let mut value = || args.next().ok_or_else(|| usage(format!("`{flag}` wants a value")));
        match (flag.as_str(), &mut job) {
            ("--help" | "-h", _) => return Ok(Job::Help),
            ("--out", Job::Build { out, .. }) => *out = Some(value()?.into()),
            ("--address", Job::Build { address, .. }) => *address = with_slash(value()?),
            ("--port", Job::Serve { port, .. }) => {
                let text = value()?;
                *port =
                    text.parse().map_err(|_| usage(format!("`--port` wants a number up to 65535, not `{text}`")))?;
            }
            ("--release", Job::Serve { profile, .. }) => *profile = Profile::Web,
            _ => return Err(usage(format!("unknown argument `{flag}`"))),
        }
    }
    Ok(job)
}

fn with_slash(mut address: String) -> String {
    if !address.is_empty() && !address.ends_with('/') {
        address.push('/');
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{Job, Profile, read};

    #[test]
    fn arguments_are_read() {
        let check = |line: &str, expect: Result<Job, &str>| {
            let job = read(line.split_whitespace().map(str::to_owned)).map_err(|problem| problem.to_string());
            match expect {
                Ok(expect) => assert_eq!(job.unwrap(), expect, "{line}"),
                Err(part) => assert!(job.clone().unwrap_err().contains(part), "{line}: {job:?}"),
            }
        };
        let build =
            |out: Option<&str>, address: &str| Ok(Job::Build { out: out.map(Into::into), address: address.to_owned() });
        check("", Ok(Job::Help));
        check("build --help", Ok(Job::Help));
        check("build", build(None, ""));
        check("build --out a/b", build(Some("a/b"), ""));
        check("build --address https://x.org/y", build(None, "https://x.org/y/"));
        check("build --address https://x.org/y/", build(None, "https://x.org/y/"));
        check("serve", Ok(Job::Serve { port: 8080, profile: Profile::Dev }));
        check("serve --release --port 9000", Ok(Job::Serve { port: 9000, profile: Profile::Web }));
        check("serve --port", Err("`--port` wants a value"));
        check("serve --port many", Err("not `many`"));
        check("serve --out x", Err("unknown argument `--out`"));
        check("bake", Err("unknown command `bake`"));
    }
}
