//! Conditions in words, where they stand, and words that are none.

use super::*;

fn found(text: &str) -> String {
    Condition::find(text).iter().map(Condition::name).collect::<Vec<_>>().join(", ")
}

#[test]
fn conditions_stand_in_front_and_at_the_end() {
    let cases = [
        ("(patch only) Backport the fix", "patch"),
        ("Backport the fix (patch only)", "patch"),
        ("Backport the fix (patch releases only).", "patch"),
        ("**FINAL only:** announce it", "final"),
        ("**FINAL only**: announce it", "final"),
        ("[major/minor] Write a post", "major, minor"),
        ("For patch releases: cherry-pick", "patch"),
        ("For patch releases, cherry-pick the commits", "patch"),
        ("(optional) Tell the list", "optional"),
        ("Optional: tell the list", "optional"),
        ("*(Optional)* tell the list", "optional"),
        ("Mark it if this is a pre-release", "pre-release"),
        ("If this is a pre-release, mark it", "pre-release"),
        ("Push the image (only for RCs)", "pre-release"),
        ("Update the site (not for patch releases)", "not patch"),
        ("Update the site, not for patch releases", "not patch"),
        ("Update the site (skip for prereleases)", "not pre-release"),
        ("Security releases only: ask for a number", "security"),
        ("Security releases only", "security"),
        ("(minor) (optional) Split the branch", "minor, optional"),
        ("- [ ] (minor) Split the branch\n\nmore (patch only)", "minor"),
        ("Non-patch releases only: bump", "not patch"),
        ("(release candidates only) Tag", "pre-release"),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn running_text_is_none() {
    let none = [
        "Look over minor changes",
        "Do a final check",
        "Final check: all is green",
        "Merge the patch (see the final notes)",
        "Update the changelog (major changes first)",
        "Release the final version",
        "**Note:** a patch may need this",
        "[Release](https://x.example) the patch",
        "Bump the major version, then tag",
        "Wait for the final approval",
        "Add a security policy",
        "Apply the patch",
        "This is not optional",
    ];
    for text in none {
        assert_eq!(found(text), "", "{text}");
    }
}

#[test]
fn labels_go_from_titles() {
    let cases = [
        ("(minor) Split the branch", "Split the branch"),
        ("**FINAL only:** announce", "announce"),
        ("Optional: tell the list", "tell the list"),
        ("(minor) (optional) Split", "Split"),
        ("Note: minor", "Note: minor"),
        ("(optional)", "(optional)"),
        ("Split (minor)", "Split (minor)"),
    ];
    for (title, expected) in cases {
        assert_eq!(without_label(title), expected);
    }
}
