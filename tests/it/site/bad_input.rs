//! Records that lack something, names in any script, and what cannot be asked for.

use super::{files, markup, releases, site, team};
use crate::report::write_records;
use crate::support::Sandbox;

#[test]
fn no_records_make_pages_that_say_so() {
    let sandbox = Sandbox::new().commit("Start");
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    ------- stderr -------
    8 files in `site`: 8 written, 0 as before
    hint: open `site/index.html` in a browser
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    let pages = files(&sandbox);
    markup::check(&pages);
    for (path, text) in &pages {
        // There is no GitHub, so nothing leads there.
        assert!(!text.contains("https://github.com"), "{path}");
    }
    let index = sandbox.read("site/index.html");
    assert!(index.contains("No release is recorded yet") && index.contains("Nobody yet"), "{index}");
}

#[test]
fn one_person_is_a_team() {
    let sandbox = Sandbox::new().commit("Start");
    drop(
        sandbox
            .shepherd(["people", "add", "mona", "--consent", "--show", "rung,load,away,declines,check-in"])
            .success(),
    );
    drop(site(&sandbox, &[]).success());
    markup::check(&files(&sandbox));
    let page = sandbox.read("site/people/mona.html");
    assert!(page.contains("observer: in no release yet"), "{page}");
}

#[test]
fn tags_and_names_of_any_script_have_a_page() {
    let sandbox = team();
    let lines = "v1/x 2025-04-10 minor ann - - -\nV1/X 2025-04-11 minor ann - - -\ncon 2025-04-12 major kim - - -\n\
                 版本1 2025-04-13 minor kim - - -\n版本2 2025-04-14 minor kim - - -\n\
                 <b>&amp; 2025-04-15 minor kim - - -\n1.2.1 2025-04-16 minor kim - - -\n";
    write_records(&sandbox, &[("releases/octo/hello.toml", &releases(lines))]);
    drop(site(&sandbox, &[]).success());
    let pages = files(&sandbox);
    markup::check(&pages);
    let names: Vec<&str> =
        pages.iter().map(|(path, _)| path.as_str()).filter(|path| path.contains("releases/")).collect();
    insta::assert_snapshot!(names.join("\n"), @"
    releases/1-1bd58138b9.html
    releases/1.2.1.html
    releases/2-ecbaa79d18.html
    releases/b-amp-c7079153a6.html
    releases/v1-x-2f8448a35c.html
    releases/v1-x-f871261cf0.html
    releases/x-1143da2bc5.html
    ");
}

#[test]
fn a_thousand_people_have_their_pages() {
    let sandbox = team();
    let people: Vec<(String, String)> = (0..1000)
        .map(|number| {
            let consent = if number % 2 == 0 { "consent = 2026-01-01\n" } else { "" };
            (format!("people/p{number}.toml"), format!("format = 1\nlogin = \"p{number}\"\n{consent}"))
        })
        .collect();
    let people: Vec<(&str, &str)> = people.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    write_records(&sandbox, &people);
    drop(site(&sandbox, &[]).success());
    assert!(sandbox.exists("site/people/p998.html") && !sandbox.exists("site/people/p999.html"));
    assert!(sandbox.read("site/index.html").len() < 500_000);
}

#[test]
fn several_projects_are_one_site() {
    let sandbox = team();
    write_records(&sandbox, &[("releases/octo/other.toml", &releases("1.2.1 2026-03-01 patch ann kim - -"))]);
    insta::assert_snapshot!(site(&sandbox, &["--all"]), @"
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    people/: 2 pages, ann.html to kim.html
    releases/: 8 pages, octo-other-1.2.1-fb08cb0427.html to octo-hello-0.9.0-c149a53e65.html
    ------- stderr -------
    18 files in `site`: 18 written, 0 as before
    hint: open `site/index.html` in a browser
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    markup::check(&files(&sandbox));
}

#[test]
fn what_cannot_be_asked_for_is_refused() {
    let sandbox = team();
    let asked =
        [["--base-url", "octo.github.io"], ["--base-url", "https://octo.github.io/?a"], ["--organisation", "Uni"]];
    let told = asked.map(|arguments| site(&sandbox, &arguments).to_string());
    insta::assert_snapshot!(told.join("\n"), @"
    ------- stderr -------
    error: `--base-url octo.github.io` is no address of a site: it does not begin with `https://` or `http://`
    help: write the address of the folder, as `https://octo.github.io/releases/`
    [exit status: 2]

    ------- stderr -------
    error: `--base-url https://octo.github.io/?a` is no address of a site: it has a `?` or a `#`, and a folder has none
    help: write the address of the folder, as `https://octo.github.io/releases/`
    [exit status: 2]

    ------- stderr -------
    error: the argument '--site <DIR>' cannot be used with '--organisation <NAME>'

    Usage: shepherd report --offline --site <DIR>

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["report", "--base-url", "https://octo.github.io/"]), @"
    ------- stderr -------
    error: the following required arguments were not provided:
      --site <DIR>

    Usage: shepherd report --site <DIR> --base-url <URL>

    For more information, try '--help'.
    [exit status: 2]
    ");
    assert!(!sandbox.exists("site"));
}
