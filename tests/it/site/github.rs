//! A site with the figures that only GitHub knows.

use super::{files, markup};
use crate::report::made::{Made, PEOPLE};
use crate::report::write_records;
use crate::support::{FakeGithub, Sandbox};

#[test]
fn figures_from_github_stand_on_the_page() {
    let github = FakeGithub::start([Made::up(120, 40).repository()]);
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").github(&github);
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &PEOPLE);
    drop(sandbox.shepherd(["people", "set", "mona", "--consent"]).success());
    drop(sandbox.shepherd(["people", "set", "ann", "--consent"]).success());
    let asked = |arguments: &[&str]| {
        let before = github.graphql_requests();
        drop(sandbox.shepherd([&["report"], arguments].concat()).success());
        github.graphql_requests() - before
    };
    // The pages ask nothing that the report does not ask.
    let requests = asked(&["--site", "site"]);
    assert_eq!(requests, asked(&["--json"]));
    insta::assert_snapshot!(requests, @"6");
    assert_eq!(github.take_violations(), [""; 0]);
    let page = sandbox.read("site/metrics.html");
    assert!(!page.contains("what only GitHub knows"), "{page}");
    let table = page.find("<caption class=\"hidden\">What the people of each organisation did").expect("it is there");
    insta::assert_snapshot!(&page[table..page[table..].find("</table>").expect("it ends") + table], @r#"
    <caption class="hidden">What the people of each organisation did</caption>
    <thead>
    <tr><th scope="col"><bdi>organisation</bdi></th><th scope="col"><bdi>releases</bdi></th><th scope="col"><bdi>helped</bdi></th><th scope="col"><bdi>pull requests</bdi></th><th scope="col"><bdi>returned</bdi></th><th scope="col"><bdi>triaged</bdi></th><th scope="col"><bdi>new maintainers</bdi></th></tr>
    </thead>
    <tbody>
    <tr><th scope="row"><bdi>Uni</bdi></th><td data-l="releases">0</td><td data-l="helped">0</td><td data-l="pull requests">24</td><td data-l="returned">1 of 21</td><td data-l="triaged">10</td><td data-l="new maintainers">0</td></tr>
    <tr><th scope="row"><bdi>Works</bdi></th><td data-l="releases">0</td><td data-l="helped">0</td><td data-l="pull requests">16</td><td data-l="returned">0 of 16</td><td data-l="triaged">1</td><td data-l="new maintainers">0</td></tr>
    <tr><th scope="row"><bdi>(not known)</bdi></th><td data-l="releases">0</td><td data-l="helped">-</td><td data-l="pull requests">15</td><td data-l="returned">1 of 15</td><td data-l="triaged">4</td><td data-l="new maintainers">-</td></tr>
    <tr><th scope="row"><bdi>all</bdi></th><td data-l="releases">0</td><td data-l="helped"></td><td data-l="pull requests">61</td><td data-l="returned"></td><td data-l="triaged">15</td><td data-l="new maintainers">1</td></tr>
    </tbody>
    "#);
    markup::check(&files(&sandbox));
}
