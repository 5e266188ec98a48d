//! Which day it is: one for all who make the site, wherever they are.

use super::{files, site, team};
use crate::report::write_records;

#[test]
fn a_release_of_a_place_where_it_is_tomorrow_is_there_and_the_zone_changes_nothing() {
    let next = "format = 1\n\n[[release]]\ntag = \"2.0.0\"\nversion = \"2.0.0\"\ndate = 2026-03-29\nkind = \"major\"\n\
                released-by = [\"ann\"]\nsource = \"record\"\n";
    let made = |zone: &str| {
        let sandbox = team().now("2026-03-28T20:00:00Z").env("TZ", zone);
        write_records(&sandbox, &[("releases/octo/hello.toml", next)]);
        drop(site(&sandbox, &[]).success());
        let found = files(&sandbox);
        assert!(found.iter().any(|(name, _)| name == "releases/2.0.0.html"), "{zone}");
        let index = found.iter().find(|(name, _)| name == "index.html").expect("it is there");
        assert!(index.1.contains("As of <time datetime=\"2026-03-29\">"), "{zone}: {}", index.1);
        found
    };
    let (here, there, far) = (made("UTC"), made("Asia/Tokyo"), made("America/Los_Angeles"));
    assert!(here == there && here == far);
}
