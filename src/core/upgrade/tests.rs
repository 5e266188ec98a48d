//! Facts of whole ends: what is raised, what only looks different, and that no order matters.

use proptest::prelude::*;

use super::{Fact, Files, UpgradeRules, facts};

fn files(list: &[(&str, &str)]) -> Files {
    let texts = list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Files { texts, ..Files::default() }
}

fn told(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    let compared = facts(&files(before), &files(after), &UpgradeRules::default());
    let places = |fact: &Fact| {
        let all = fact.pairs.iter().flat_map(|pair| pair.before.iter().chain(&pair.after));
        all.map(|place| format!("{}:{}", place.file, place.line)).collect::<Vec<_>>().join(" ")
    };
    let told = compared.facts.iter().map(|fact| format!("{}: {} [{}]", fact.key, fact.title, places(fact)));
    let unreadable = compared.unreadable.iter().chain(&compared.half_read).flatten();
    let unreadable = unreadable.map(|file| format!("{}:{}: {}", file.file, file.line.unwrap_or_default(), file.reason));
    told.chain(unreadable).collect()
}

#[test]
fn a_requirement_that_moved_to_another_file_is_compared() {
    let setup =
        ("setup.py", "setup(\n  name='hello',\n  python_requires='>=3.8',\n  install_requires=['tornado>=5.1'],\n)\n");
    let moved = "[project]\nname = 'hello'\nrequires-python = '>=3.8'\ndependencies = ['tornado >= 5.1']\n";
    assert!(told(&[setup], &[("pyproject.toml", moved)]).is_empty());
    assert_eq!(
        told(&[setup], &[("pyproject.toml", &moved.replace("3.8", "3.10").replace("5.1", "6.0"))]),
        [
            "python: Python `>=3.10` is required, it was `>=3.8` [setup.py:3 pyproject.toml:3]",
            "dependency:python:tornado: `tornado` `>= 6.0` is required, it was `>=5.1` [setup.py:4 pyproject.toml:4]"
        ]
    );
}

#[test]
fn requirements_count_where_a_setup_reads_them() {
    let setup = ("setup.py", "setup(name='hello', install_requires=open('requirements.txt').readlines())\n");
    let (old, new) = (("requirements.txt", "alembic>=1.4\n"), ("requirements.txt", "# new\nalembic>=1.13\n"));
    assert_eq!(
        told(&[setup, old], &[setup, new]),
        [
            "dependency:python:alembic: `alembic` `>=1.13` is required, it was `>=1.4` [requirements.txt:1 requirements.txt:2]"
        ]
    );
    let other = ("setup.py", "setup(name='hello')\n");
    assert!(told(&[other, old], &[other, new]).is_empty());
}

#[test]
fn what_is_not_read_is_not_claimed() {
    let unknown = ("setup.py", "setup(name='hello', python_requires=REQUIRED)\n");
    let known = ("pyproject.toml", "[project]\nname = 'hello'\nrequires-python = '>=3.10'\n");
    let silent = ("pyproject.toml", "[project]\nname = 'hello'\n");
    assert!(told(&[unknown], &[known]).is_empty());
    assert_eq!(
        told(&[silent], &[known]),
        ["python: Python `>=3.10` is required, nothing was said before [pyproject.toml:3]"]
    );
    let broken = ("pyproject.toml", "[project]\nname = hello\n");
    let told = told(&[broken], &[known]);
    assert!(told.len() == 1 && told[0].starts_with("pyproject.toml:2: "), "{told:?}");
}

#[test]
fn a_workspace_raises_once_for_all_its_members() {
    let root = "[workspace]\nmembers = ['a', 'b']\n[workspace.package]\nrust-version = '1.70'\n[workspace.dependencies]\nserde = '1.0.1'\n";
    let member = |name: &str| {
        format!(
            "[package]\nname = '{name}'\nrust-version.workspace = true\n[dependencies]\nserde.workspace = true\na = '1'\n"
        )
    };
    let (a, b) = (member("a"), member("b"));
    let new = root.replace("1.70", "1.78").replace("1.0.1", "1.0.9");
    let (a2, b2) = (a.replace("a = '1'", "a = '2'"), b.replace("a = '1'", "a = '2'"));
    assert_eq!(
        told(
            &[("Cargo.toml", root), ("a/Cargo.toml", &a), ("b/Cargo.toml", &b)],
            &[("Cargo.toml", &new), ("a/Cargo.toml", &a2), ("b/Cargo.toml", &b2)]
        ),
        [
            "rust: Rust 1.78 or newer is required, it was 1.70 [Cargo.toml:4 Cargo.toml:4]",
            "dependency:rust:serde: `serde` `1.0.9` is required, it was `1.0.1` (in `a` and 1 other) [Cargo.toml:6 Cargo.toml:6]"
        ]
    );
    // From a crate's own line to the workspace's.
    let own = "[package]\nname = 'a'\nrust-version = '1.70.0'\n";
    assert!(
        told(&[("Cargo.toml", "[workspace]\n"), ("a/Cargo.toml", own)], &[("Cargo.toml", root), ("a/Cargo.toml", &a)])
            .is_empty()
    );
}

#[test]
fn front_ends_tests_and_private_packages_do_not_speak() {
    let package = |version: &str| {
        format!("{{\"name\": \"x\", \"version\": \"1.0.0\", \"engines\": {{\"node\": \"{version}\"}}}}")
    };
    let (old, new) = (package(">=14"), package(">=18"));
    assert_eq!(told(&[("package.json", &old)], &[("package.json", &new)]).len(), 1);
    assert!(told(&[("examples/package.json", &old)], &[("examples/package.json", &new)]).is_empty());
    let python = ("pyproject.toml", "[project]\nname = 'hello'\n");
    assert!(told(&[python, ("ui/package.json", &old)], &[python, ("ui/package.json", &new)]).is_empty());
    let pages = |version: &str| {
        format!(
            "{{\"engines\": {{\"node\": \"18\"}}, \"dependencies\": {{\"bootstrap\": \"{version}\", \"jquery\": \"^3\"}}}}"
        )
    };
    let (three, five, later) = (pages("^3.4.1"), pages("^5.3.0"), pages("^5.4.0"));
    assert_eq!(
        told(&[python, ("package.json", &three)], &[python, ("package.json", &five)]),
        [
            "dependency:node:bootstrap: Its pages come with `bootstrap` `^5.3.0`, it was `^3.4.1` [package.json:1 package.json:1]"
        ]
    );
    assert!(told(&[python, ("package.json", &five)], &[python, ("package.json", &later)]).is_empty());
    // A tool's configuration makes no project in Python.
    let tool = ("pyproject.toml", "[tool.black]\nline-length = 100\n");
    assert_eq!(told(&[tool, ("package.json", &old)], &[tool, ("package.json", &new)]).len(), 1);
}

#[test]
fn the_same_manifests_speak_at_both_ends() {
    let engine = |version: &str| format!("{{\"engines\": {{\"node\": \"{version}\"}}}}");
    let (old, new) = (engine(">=14"), engine(">=18"));
    let python = ("pyproject.toml", "[project]\nname = 'x'\n");
    let broken = ("pyproject.toml", "[project]\nname = 'x'\n]bad\n");
    assert_eq!(told(&[python, ("package.json", &old)], &[("package.json", &old)]), Vec::<String>::new());
    assert_eq!(told(&[("package.json", &old)], &[python, ("package.json", &old)]), Vec::<String>::new());
    let half = told(&[python, ("package.json", &old)], &[broken, ("package.json", &old)]);
    assert!(half.len() == 1 && half[0].starts_with("pyproject.toml:3: "), "{half:?}");
    // What builds its pages is told, in weaker words.
    let building = "node: Building it takes Node.js `>=18`, it was `>=14` [package.json:1 package.json:1]";
    assert_eq!(told(&[python, ("package.json", &old)], &[python, ("package.json", &new)]), [building]);
    assert_eq!(told(&[python, ("package.json", &old)], &[("package.json", &new)]), [building]);
}

#[test]
fn packages_that_differ_are_told_apart() {
    let package = |name: &str, go: &str| format!("module example.org/{name}\n\ngo {go}\n");
    assert_eq!(
        told(
            &[
                ("go.mod", &package("x", "1.20")),
                ("cli/go.mod", &package("x/cli", "1.20")),
                ("new/go.mod", "module n\n")
            ],
            &[
                ("go.mod", &package("x", "1.21")),
                ("cli/go.mod", &package("x/cli", "1.22")),
                ("old/go.mod", &package("o", "1.22"))
            ]
        ),
        [
            "go: Go 1.21 or newer is required, it was 1.20 [go.mod:3 go.mod:3]",
            "go:cli: Go 1.22 or newer is required, it was 1.20 (in `cli`) [cli/go.mod:3 cli/go.mod:3]"
        ]
    );
}

/// Dependencies with their lower bounds.
fn dependencies() -> impl Strategy<Value = Vec<(String, u8)>> {
    proptest::collection::btree_map("[a-d]{1,2}", 0_u8..4, 0..6).prop_map(|map| map.into_iter().collect())
}

/// A `pyproject.toml` written in one of several ways.
fn written(minor: u8, list: &[(String, u8)], way: u8) -> String {
    let requirement = |(name, bound): &(String, u8)| match way {
        0 => format!("\"{name}>={bound}\""),
        1 => format!("'{} >= {bound}.0'", name.to_uppercase()),
        _ => format!("\"{name}[x] (>={bound})\""),
    };
    let list: Vec<String> = list.iter().map(requirement).collect();
    match way {
        0 => format!(
            "[project]\nname = \"x\"\nrequires-python = \">=3.{minor}\"\ndependencies = [{}]\n",
            list.join(", ")
        ),
        1 => format!(
            "# text\n\n[project]\ndependencies = [\n  {}\n]\n\nname = 'x'\nrequires-python = '>= 3.{minor}'\n",
            list.join(",\n  ")
        ),
        _ => format!(
            "project.name = 'x'\nproject.requires-python = \"~=3.{minor}\"\nproject.dependencies = [{}]\n",
            list.join(" ,")
        ),
    }
}

proptest! {
    #[test]
    fn a_manifest_written_anew_says_nothing(minor in 8_u8..14, list in dependencies(), ways in (0_u8..3, 0_u8..3)) {
        let (one, other) = (written(minor, &list, ways.0), written(minor, &list, ways.1));
        prop_assert_eq!(told(&[("pyproject.toml", &one)], &[("pyproject.toml", &other)]), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_does_not_depend_on_the_order(
        minors in (8_u8..14, 8_u8..14), old in dependencies(), new in dependencies(), way in 0_u8..3, turn in 0_usize..6,
    ) {
        let titles = |list: &[(String, u8)]| {
            let (before, after) = (written(minors.0, &old, 0), written(minors.1, list, way));
            let compared = facts(&files(&[("pyproject.toml", &before)]), &files(&[("pyproject.toml", &after)]), &UpgradeRules::default());
            compared.facts.into_iter().map(|fact| (fact.key, fact.title)).collect::<Vec<_>>()
        };
        let mut turned = new.clone();
        turned.rotate_left(turn.min(new.len()));
        prop_assert_eq!(titles(&new), titles(&turned));
        // Every raised bound is told, and nothing else is.
        let raised = new.iter().filter(|(name, bound)| old.iter().any(|(other, was)| other == name && was < bound)).count();
        prop_assert_eq!(titles(&new).len(), raised + usize::from(minors.0 < minors.1));
    }
}
