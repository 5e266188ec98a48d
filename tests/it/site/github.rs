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
    insta::assert_snapshot!(requests, @"");
    assert_eq!(github.take_violations(), [""; 0]);
    let page = sandbox.read("site/metrics.html");
    assert!(!page.contains("what only GitHub knows"), "{page}");
    let table = page.find("<caption class=\"hidden\">What the people of each organisation did").expect("it is there");
    insta::assert_snapshot!(&page[table..page[table..].find("</table>").expect("it ends") + table], @"");
    markup::check(&files(&sandbox));
}
