//! The help of the demo, which whoever never saw this program may read first.

use insta::assert_snapshot;

use super::own;

#[test]
fn demo() {
    assert_snapshot!(own(&["demo"]), @"");
}
