//! The built-in formats.

use super::writing::{only, written};
use crate::core::changelog::model::{Change, Changelog};
use crate::render::changelog::Site;
use crate::render::changelog::sample::{change, changelog, nothing, section};
use crate::render::{self, Format, Template};

#[test]
fn jupyter() {
    insta::assert_snapshot!(written(&changelog(), Format::Jupyter), @r"
    ### 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/octo/hello/compare/5.3.0...5.4.0))

    #### API and Breaking Changes

    - Require Python 3.10 [#15](https://github.com/octo/hello/pull/15) ([@mona](https://github.com/mona))

    #### New features added

    - Wave \[back\](x) [#13](https://github.com/octo/hello/pull/13) ([@lisa](https://github.com/lisa))

    #### Enhancements made

    - Greet faster [#10](https://github.com/octo/hello/pull/10) ([@mona](https://github.com/mona))

    #### Bugs fixed

    - Fix the `*` glob in snake_case names [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona), [@hubot](https://github.com/hubot), [@manics](https://github.com/manics), [@dependabot\[bot\]](https://github.com/apps/dependabot))
    - Say \*why\* it stops [#11](https://github.com/octo/hello/pull/11) (backport [#14](https://github.com/octo/hello/pull/14)) ([@lisa](https://github.com/lisa)) *(also in 5.3.1)*

    #### Performance

    - Cache \<hellos> [#9](https://github.com/octo/hello/pull/9) ([@mona](https://github.com/mona))

    #### Other merged PRs

    - typo, thanks `@octo/docs` [0123456](https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567) (Zoë \<zoe>)

    #### Contributors to this release

    [@dependabot\[bot\]](https://github.com/apps/dependabot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Adependabot%5Bbot%5D+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@hubot](https://github.com/hubot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Ahubot+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@lisa](https://github.com/lisa) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Alisa+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@manics](https://github.com/manics) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amanics+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2025-06-01..2025-10-06&type=Issues)) | Zoë \<zoe>
    ");
}

#[test]
fn keep_a_changelog() {
    insta::assert_snapshot!(written(&changelog(), Format::KeepAChangelog), @r"
    ## [5.4.0] - 2025-10-06

    ### Added

    - Wave \[back\](x) ([#13](https://github.com/octo/hello/pull/13) by [@lisa](https://github.com/lisa))

    ### Changed

    - **Breaking:** Require Python 3.10 ([#15](https://github.com/octo/hello/pull/15) by [@mona](https://github.com/mona))
    - Greet faster ([#10](https://github.com/octo/hello/pull/10) by [@mona](https://github.com/mona))
    - typo, thanks `@octo/docs` ([0123456](https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567) by Zoë \<zoe>)

    ### Fixed

    - Fix the `*` glob in snake_case names ([#12](https://github.com/octo/hello/pull/12) by [@mona](https://github.com/mona), [@hubot](https://github.com/hubot))
    - Say \*why\* it stops ([#11](https://github.com/octo/hello/pull/11), backport [#14](https://github.com/octo/hello/pull/14) by [@lisa](https://github.com/lisa)) *(also in 5.3.1)*

    ### Performance

    - Cache \<hellos> ([#9](https://github.com/octo/hello/pull/9) by [@mona](https://github.com/mona))

    [5.4.0]: https://github.com/octo/hello/compare/5.3.0...5.4.0
    ");
}

#[test]
fn github() {
    insta::assert_snapshot!(written(&changelog(), Format::Github), @r"
    ## What's Changed

    ### API and Breaking Changes

    * Require Python 3.10 by @mona in https://github.com/octo/hello/pull/15

    ### New features added

    * Wave \[back\](x) by @lisa in https://github.com/octo/hello/pull/13

    ### Enhancements made

    * Greet faster by @mona in https://github.com/octo/hello/pull/10

    ### Bugs fixed

    * Fix the `*` glob in snake_case names by @mona, @hubot in https://github.com/octo/hello/pull/12
    * Say \*why\* it stops by @lisa in https://github.com/octo/hello/pull/11 (backport https://github.com/octo/hello/pull/14) *(also in 5.3.1)*

    ### Performance

    * Cache \<hellos> by @mona in https://github.com/octo/hello/pull/9

    ### Other merged PRs

    * typo, thanks `@octo/docs` by Zoë \<zoe> in https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567

    ## New Contributors

    * @lisa made their first contribution in https://github.com/octo/hello/pull/11

    **Full Changelog**: https://github.com/octo/hello/compare/5.3.0...5.4.0
    ");
}

#[test]
fn plain() {
    insta::assert_snapshot!(written(&changelog(), Format::Plain), @r"
    5.4.0 - 2025-10-06

    Full changelog: https://github.com/octo/hello/compare/5.3.0...5.4.0

    API and Breaking Changes

    - Require Python 3.10 (#15; mona)

    New features added

    - Wave [back](x) (#13; lisa)

    Enhancements made

    - Greet faster (#10; mona)

    Bugs fixed

    - Fix the `*` glob in snake_case names (#12; mona, hubot, manics, dependabot[bot])
    - Say *why* it stops (#11, backport #14; lisa; also in 5.3.1)

    Performance

    - Cache <hellos> (#9; mona)

    Other merged PRs

    - typo, thanks @octo/docs (0123456; Zoë <zoe>)

    Contributors to this release: dependabot[bot], hubot, lisa, manics, mona, Zoë <zoe>
    ");
}

#[test]
fn a_release_without_changes_says_so() {
    for (format, expected) in [
        (Format::Jupyter, "### Unreleased\n\nNo changes.\n"),
        (Format::KeepAChangelog, "## Unreleased\n\nNo changes.\n"),
        (Format::Github, "## What's Changed\n\nNo changes.\n"),
        (Format::Plain, "Unreleased\n\nNo changes.\n"),
    ] {
        assert_eq!(written(&nothing(), format), expected);
    }
}

#[test]
fn each_format_is_tidy() {
    let unreleased = Changelog { version: None, date: None, ..changelog() };
    let offline = Changelog { project: None, ..only(Change { url: None, ..change(5, "x", "mona") }) };
    let empty_section = Changelog { sections: vec![section("bug", "Bugs fixed", Vec::new())], ..changelog() };
    for changelog in [changelog(), nothing(), unreleased, offline, empty_section] {
        for format in Format::ALL {
            let text = written(&changelog, format);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
            assert!(!text.contains("\n\n\n") && !text.starts_with('\n'), "{text}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
        }
    }
}

#[test]
fn an_unreleased_version_is_compared_with_its_commit() {
    let mut unreleased = Changelog { version: None, date: None, ..changelog() };
    unreleased.range.tag = None;
    let text = written(&unreleased, Format::KeepAChangelog);
    assert!(text.starts_with("## [Unreleased]\n"));
    assert!(
        text.ends_with(&format!(
            "\n\n[Unreleased]: https://github.com/octo/hello/compare/5.3.0...{}\n",
            "c".repeat(40)
        ))
    );
}

#[test]
fn without_a_project_there_are_no_links() {
    let offline = Change { url: None, backport: Some(7), ..change(5, "Fix it", "mona") };
    let direct = Change { number: None, author: None, author_name: Some("Mona".to_owned()), ..offline.clone() };
    let anonymous = Change { author: None, backport: None, ..offline.clone() };
    let site = Site::default();
    let line = |change: &Change, format| {
        let changelog = Changelog { project: None, contributors: Vec::new(), ..only(change.clone()) };
        let text = render::changelog(&changelog, &Template::built_in(format).unwrap(), site).unwrap();
        assert!(!text.contains("://"), "{text}");
        text.lines().find(|line| line.starts_with(['-', '*'])).unwrap().to_owned()
    };
    assert_eq!(line(&offline, Format::Jupyter), "- Fix it #5 (backport #7) (@mona)");
    assert_eq!(line(&direct, Format::Jupyter), "- Fix it 0123456 (backport #7) (Mona)");
    assert_eq!(line(&anonymous, Format::Jupyter), "- Fix it #5");
    assert_eq!(line(&anonymous, Format::KeepAChangelog), "- Fix it (#5)");
    assert_eq!(line(&anonymous, Format::Github), "* Fix it in #5");
    assert_eq!(line(&direct, Format::Github), "* Fix it by Mona in 0123456 (backport #7)");
    assert_eq!(line(&anonymous, Format::Plain), "- Fix it (#5)");
}
