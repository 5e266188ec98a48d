//! The help of what CI runs.

use insta::assert_snapshot;

use super::own;

#[test]
fn draft() {
    assert_snapshot!(own(&["draft"]), @"");
}
