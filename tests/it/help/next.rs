//! The help of `shepherd next`.

use insta::assert_snapshot;

use super::own;

#[test]
fn all_of_it() {
    assert_snapshot!(own(&["next"]), @"");
}
