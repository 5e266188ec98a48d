//! `shepherd people candidates` and `shepherd people tasks`: whom to invite, and what work there is.

mod candidates;
mod tasks;

use crate::support::{Output, Sandbox};

fn people(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["people"], arguments].concat())
}

/// A record of a release that @mona cut and @zoe watched, and people who go with it.
const RECORDS: [(&str, &str); 2] = [
    (
        "releases/octo/hello.toml",
        "format = 1\n[[release]]\ntag = \"1.0.0\"\nversion = \"1.0.0\"\nkind = \"major\"\ndate = 2026-01-10\n\
         released-by = [\"mona\"]\nshadowed-by = [\"zoe\"]\nsource = \"record\"\n",
    ),
    ("people/kim.toml", "format = 1\nlogin = \"kim\"\nname = \"Kim Newcomer\"\naliases = [\"kim@example.org\"]\n"),
];
