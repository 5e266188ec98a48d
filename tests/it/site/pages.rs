//! What the pages of a small project say.

use super::{files, markup, site, team};
use crate::support::Sandbox;

#[test]
fn a_site_is_written() {
    let sandbox = team();
    insta::assert_snapshot!(site(&sandbox, &[]), @"
    index.html
    releases.html
    people.html
    mentoring.html
    load.html
    ladder.html
    metrics.html
    style.css
    people/: 2 pages, ann.html to kim.html
    releases/: 7 pages, 1.2.1.html to 0.9.0.html
    ------- stderr -------
    17 files in `site`: 17 written, 0 as before
    hint: open `site/index.html` in a browser
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    markup::check(&files(&sandbox));
}

#[test]
#[expect(clippy::too_many_lines, reason = "all of what is printed, read as one")]
fn the_first_page_says_who_is_next() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(without_charts(&sandbox.read("site/index.html")), @r##"
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; img-src 'self' data:; base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="shepherd">
    <title>Releases, and who makes them · octo/hello</title>
    <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%230072b2' d='M8 1l6 4v6l-6 4-6-4V5z'/%3E%3C/svg%3E">
    <link rel="stylesheet" href="style.css">
    </head>
    <body>
    <a class="skip" href="#main">Skip to the page</a>
    <header class="top">
    <div class="frame">
    <p class="name"><a href="index.html"><bdi>octo/hello</bdi></a></p>
    <nav aria-label="Pages">
    <ul>
    <li><a href="index.html" aria-current="true">Overview</a></li>
    <li><a href="releases.html">Releases</a></li>
    <li><a href="people.html">People</a></li>
    <li><a href="mentoring.html">Mentoring</a></li>
    <li><a href="load.html">Load</a></li>
    <li><a href="ladder.html">Ladder</a></li>
    <li><a href="metrics.html">Metrics</a></li>
    </ul>
    </nav>
    </div>
    </header>
    <main id="main" class="frame" tabindex="-1">
    <h1>Releases, and who makes them</h1>
    <section aria-labelledby="next">
    <h2 id="next">Who is next</h2>
    <ul class="cards">
    <li class="card">
    <p class="label">Not planned yet</p>
    <p class="big"><bdi>the next release</bdi></p>
    <dl>
    <div><dt>Shepherd</dt><dd><a href="people/ann.html"><bdi>@ann</bdi></a></dd></div>
    <div><dt>Mentor</dt><dd><a href="people/kim.html"><bdi>@kim</bdi></a></dd></div>
    </dl>
    <p class="state state-turn">next in turn</p>
    </li>
    </ul>
    <p class="quiet">No slot is planned. This is whose turn it would be on <time datetime="2026-03-28">2026-03-28</time>, by the records alone: they say nothing of who is away.</p>
    </section>
    <section aria-labelledby="figures">
    <h2 id="figures">How the work is shared</h2>
    <ul class="figures">
    <li><a href="metrics.html#release-absence-factor"><span class="value">2 people</span> <span class="label">release absence factor</span></a> <span class="quiet">of 6 releases</span></li>
    <li><a href="metrics.html#elephant-factor"><span class="value small">too few to tell</span> <span class="label">elephant factor</span></a> <span class="quiet">of 3 releases</span></li>
    <li><a href="metrics.html#capable-set"><span class="value">4 people</span> <span class="label">capable set</span></a> <span class="quiet">of 6 releases</span></li>
    <li><a href="metrics.html#new-shepherds"><span class="value">3 people</span> <span class="label">new shepherds</span></a> <span class="quiet">of 6 releases</span></li>
    </ul>
    </section>
    <section aria-labelledby="lately">
    <h2 id="lately">The last twelve months</h2>
    <figure>…</figure>

    <table class="list even">
    <caption>Releases since <time datetime="2025-03-29">2025-03-29</time></caption>
    <thead>
    <tr><th scope="col">Release</th><th scope="col">Date</th><th scope="col">Kind</th><th scope="col">Cut by</th><th scope="col">Mentored by</th></tr>
    </thead>
    <tbody>
    <tr>
    <th scope="row"><a href="releases/1.2.1.html"><bdi>1.2.1</bdi></a></th>
    <td data-l="Date"><time datetime="2026-02-24">2026-02-24</time></td>
    <td data-l="Kind"><bdi>patch</bdi></td>
    <td data-l="Cut by"><bdi>@stranger</bdi></td>
    <td data-l="Mentored by"><span class="quiet">none</span></td>
    </tr>
    <tr>
    <th scope="row"><a href="releases/1.2.0.html"><bdi>1.2.0</bdi></a></th>
    <td data-l="Date"><time datetime="2025-10-08">2025-10-08</time></td>
    <td data-l="Kind"><bdi>minor</bdi></td>
    <td data-l="Cut by"><bdi>@zoe</bdi></td>
    <td data-l="Mentored by"><a href="people/kim.html"><bdi>@kim</bdi></a></td>
    </tr>
    <tr>
    <th scope="row"><a href="releases/1.2rc1.html"><bdi>1.2rc1</bdi></a></th>
    <td data-l="Date"><time datetime="2025-10-01">2025-10-01</time></td>
    <td data-l="Kind"><bdi>pre-release</bdi></td>
    <td data-l="Cut by"><bdi>@zoe</bdi>, <a href="people/kim.html"><bdi>@kim</bdi></a></td>
    <td data-l="Mentored by"><a href="people/ann.html"><bdi>@ann</bdi></a></td>
    </tr>
    <tr>
    <th scope="row"><a href="releases/1.1.0.html"><bdi>1.1.0</bdi></a></th>
    <td data-l="Date"><time datetime="2025-08-01">2025-08-01</time></td>
    <td data-l="Kind"><bdi>minor</bdi></td>
    <td data-l="Cut by"><a href="people/ann.html"><bdi>@ann</bdi></a></td>
    <td data-l="Mentored by"><span class="quiet">none</span></td>
    </tr>
    <tr>
    <th scope="row"><a href="releases/1.0.1.html"><bdi>1.0.1</bdi></a></th>
    <td data-l="Date"><time datetime="2025-06-01">2025-06-01</time></td>
    <td data-l="Kind"><bdi>patch</bdi></td>
    <td data-l="Cut by"><a href="people/kim.html"><bdi>@kim</bdi></a></td>
    <td data-l="Mentored by"><span class="quiet">none</span></td>
    </tr>
    <tr>
    <th scope="row"><a href="releases/1.0.0.html"><bdi>1.0.0</bdi></a></th>
    <td data-l="Date"><time datetime="2025-04-10">2025-04-10</time></td>
    <td data-l="Kind"><bdi>major</bdi></td>
    <td data-l="Cut by"><a href="people/kim.html"><bdi>@kim</bdi></a></td>
    <td data-l="Mentored by"><a href="people/ann.html"><bdi>@ann</bdi></a></td>
    </tr>
    </tbody>
    </table>
    <p><a href="releases.html">All releases (7)</a></p>
    </section>

    </main>
    <footer class="bottom">
    <div class="frame">
    <p>As of <time datetime="2026-03-28">2026-03-28</time>, made by <code>shepherd report --site</code> from the records of the releases. Nobody’s e-mail address stands here; whoever agreed to be listed has a page, and chooses what it shows. <a href="metrics.html#privacy">More on that</a></p>
    </div>
    </footer>
    </body>
    </html>
    "##);
}

#[test]
fn a_person_chooses_what_is_shown() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(body(&sandbox, "site/people/ann.html"), @r#"
    <main id="main" class="frame" tabindex="-1">
    <p class="crumbs"><a href="../people.html">People</a></p>
    <h1><bdi>Ann &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; [address hidden]</bdi></h1>
    <p class="lead"><bdi>@ann</bdi> · <bdi>Universität &quot;Łódź&quot;</bdi></p>
    <section aria-labelledby="about">
    <h2 id="about">About</h2>
    <dl class="facts">
    <div><dt>Elsewhere</dt><dd><a rel="me" href="https://github.com/ann">https://github.com/ann</a></dd></div>
    <div><dt>Releases</dt><dd>cut 2, mentored 2</dd></div>
    <div><dt>Rung</dt><dd>mentor: led 2 alone, mentored 2, sponsored 1</dd></div>
    <div><dt>Load</dt><dd>cut 1 and mentored 2 lately; mentees today: 1</dd></div>
    <div><dt>With</dt><dd><bdi>Universität &quot;Łódź&quot;</bdi></dd></div>
    <div><dt>Time zone</dt><dd>Europe/Lisbon</dd></div>
    <div><dt>Listed since</dt><dd><time datetime="2026-01-01">2026-01-01</time></dd></div>
    </dl>
    </section>
    <section aria-labelledby="releases">
    <h2 id="releases">Releases</h2>
    <table class="list even">
    <caption class="hidden">Releases of <bdi>@ann</bdi></caption>
    <thead><tr><th scope="col">Release</th><th scope="col">Date</th><th scope="col">Kind</th><th scope="col">Part in it</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="../releases/1.2.0.html"><bdi>1.2.0</bdi></a></th><td data-l="Date"><time datetime="2025-10-08">2025-10-08</time></td><td data-l="Kind"><bdi>minor</bdi></td><td data-l="Part in it">sponsored</td></tr>
    <tr><th scope="row"><a href="../releases/1.2rc1.html"><bdi>1.2rc1</bdi></a></th><td data-l="Date"><time datetime="2025-10-01">2025-10-01</time></td><td data-l="Kind"><bdi>pre-release</bdi></td><td data-l="Part in it">mentored</td></tr>
    <tr><th scope="row"><a href="../releases/1.1.0.html"><bdi>1.1.0</bdi></a></th><td data-l="Date"><time datetime="2025-08-01">2025-08-01</time></td><td data-l="Kind"><bdi>minor</bdi></td><td data-l="Part in it">led</td></tr>
    <tr><th scope="row"><a href="../releases/1.0.0.html"><bdi>1.0.0</bdi></a></th><td data-l="Date"><time datetime="2025-04-10">2025-04-10</time></td><td data-l="Kind"><bdi>major</bdi></td><td data-l="Part in it">mentored</td></tr>
    <tr><th scope="row"><a href="../releases/0.9.0.html"><bdi>0.9.0</bdi></a></th><td data-l="Date"><time datetime="2024-05-01">2024-05-01</time></td><td data-l="Kind"><bdi>minor</bdi></td><td data-l="Part in it">led</td></tr>
    </tbody>
    </table>
    </section>
    "#);
    insta::assert_snapshot!(body(&sandbox, "site/people/kim.html"), @r#"
    <main id="main" class="frame" tabindex="-1">
    <p class="crumbs"><a href="../people.html">People</a></p>
    <h1><bdi>קים لينا</bdi></h1>
    <p class="lead"><bdi>@kim</bdi></p>
    <section aria-labelledby="about">
    <h2 id="about">About</h2>
    <dl class="facts">
    <div><dt>Elsewhere</dt><dd><a rel="me" href="https://github.com/kim">https://github.com/kim</a></dd></div>
    <div><dt>Releases</dt><dd>cut 3, mentored 1</dd></div>
    <div><dt>Listed since</dt><dd><time datetime="2026-01-01">2026-01-01</time></dd></div>
    </dl>
    </section>
    <section aria-labelledby="releases">
    <h2 id="releases">Releases</h2>
    <table class="list even">
    <caption class="hidden">Releases of <bdi>@kim</bdi></caption>
    <thead><tr><th scope="col">Release</th><th scope="col">Date</th><th scope="col">Kind</th><th scope="col">Part in it</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="../releases/1.2.0.html"><bdi>1.2.0</bdi></a></th><td data-l="Date"><time datetime="2025-10-08">2025-10-08</time></td><td data-l="Kind"><bdi>minor</bdi></td><td data-l="Part in it">mentored</td></tr>
    <tr><th scope="row"><a href="../releases/1.2rc1.html"><bdi>1.2rc1</bdi></a></th><td data-l="Date"><time datetime="2025-10-01">2025-10-01</time></td><td data-l="Kind"><bdi>pre-release</bdi></td><td data-l="Part in it">led</td></tr>
    <tr><th scope="row"><a href="../releases/1.0.1.html"><bdi>1.0.1</bdi></a></th><td data-l="Date"><time datetime="2025-06-01">2025-06-01</time></td><td data-l="Kind"><bdi>patch</bdi></td><td data-l="Part in it">led</td></tr>
    <tr><th scope="row"><a href="../releases/1.0.0.html"><bdi>1.0.0</bdi></a></th><td data-l="Date"><time datetime="2025-04-10">2025-04-10</time></td><td data-l="Kind"><bdi>major</bdi></td><td data-l="Part in it">led</td></tr>
    <tr><th scope="row"><a href="../releases/0.9.0.html"><bdi>0.9.0</bdi></a></th><td data-l="Date"><time datetime="2024-05-01">2024-05-01</time></td><td data-l="Kind"><bdi>minor</bdi></td><td data-l="Part in it">watched</td></tr>
    </tbody>
    </table>
    </section>
    "#);
}

#[test]
fn a_release_has_its_people_and_its_changelog() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    insta::assert_snapshot!(body(&sandbox, "site/releases/1.2.1.html"), @r#"
    <main id="main" class="frame" tabindex="-1">
    <p class="crumbs"><a href="../releases.html">Releases</a></p>
    <h1><bdi>1.2.1</bdi></h1>
    <p class="lead"><bdi>patch</bdi> release of <bdi>octo/hello</bdi>, <time datetime="2026-02-24">2026-02-24</time></p>
    <section aria-labelledby="people">
    <h2 id="people">People</h2>
    <dl class="facts">
    <div><dt>Cut by</dt><dd><bdi>@stranger</bdi></dd></div>
    <div><dt>Mentored by</dt><dd><span class="quiet">none</span></dd></div>
    <div><dt>Known from</dt><dd><bdi>somebody who recorded it</bdi></dd></div>
    </dl>
    <p><a href="https://github.com/octo/hello/releases/tag/1.2.1">The release on its project’s page</a></p>
    </section>
    <section aria-labelledby="changelog">
    <h2 id="changelog">Changelog</h2>
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <h3>Bugs fixed</h3>
    <ul>
    <li>Wait for the hub again (<a href="https://github.com/octo/hello/pull/7">#7</a>), thanks to Mona [address hidden]</li>
    </ul>
    </div>
    </section>
    <nav class="around" aria-label="Releases before and after">
    <a rel="prev" href="../releases/1.2.0.html">← <bdi>1.2.0</bdi></a>

    </nav>
    "#);
    insta::assert_snapshot!(body(&sandbox, "site/releases/1.2.0.html"), @r#"
    <main id="main" class="frame" tabindex="-1">
    <p class="crumbs"><a href="../releases.html">Releases</a></p>
    <h1><bdi>1.2.0</bdi></h1>
    <p class="lead"><bdi>minor</bdi> release of <bdi>octo/hello</bdi>, <time datetime="2025-10-08">2025-10-08</time></p>
    <section aria-labelledby="people">
    <h2 id="people">People</h2>
    <dl class="facts">
    <div><dt>Cut by</dt><dd><bdi>@zoe</bdi></dd></div>
    <div><dt>Mentored by</dt><dd><a href="../people/kim.html"><bdi>@kim</bdi></a></dd></div>
    <div><dt>Sponsored by</dt><dd><a href="../people/ann.html"><bdi>@ann</bdi></a></dd></div>
    <div><dt>Then with</dt><dd><a href="../people/ann.html"><bdi>@ann</bdi></a>: <bdi>Universität &quot;Łódź&quot;</bdi></dd></div>
    <div><dt>Known from</dt><dd><bdi>somebody who recorded it</bdi></dd></div>
    </dl>
    <p><a href="https://github.com/octo/hello/releases/tag/1.2.0">The release on its project’s page</a></p>
    </section>
    <section aria-labelledby="changelog">
    <h2 id="changelog">Changelog</h2>
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <p>See <a href="https://github.com/octo/hello/blob/HEAD/docs/guide.md">the guide</a>.</p>
    </div>
    </section>
    <nav class="around" aria-label="Releases before and after">
    <a rel="prev" href="../releases/1.2rc1.html">← <bdi>1.2rc1</bdi></a>
    <a rel="next" href="../releases/1.2.1.html"><bdi>1.2.1</bdi> →</a>
    </nav>
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "all of what is printed, read as one")]
fn lists_hold_what_is_known() {
    let sandbox = team();
    drop(site(&sandbox, &[]).success());
    let pages = ["people", "mentoring", "load", "ladder"];
    let pages = pages.map(|page| without_charts(&body(&sandbox, &format!("site/{page}.html"))));
    insta::assert_snapshot!(pages.join("\n\n"), @r#"
    <main id="main" class="frame" tabindex="-1">
    <h1>People</h1>
    <table class="list">
    <caption>Those who agreed to be listed</caption>
    <thead><tr><th scope="col">Person</th><th scope="col">Organisation</th><th scope="col">Releases</th><th scope="col">Mentored</th><th scope="col">Last release</th><th scope="col">Rung</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="people/ann.html"><bdi>@ann</bdi></a> <bdi class="plain">Ann &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; [address hidden]</bdi></th><td data-l="Organisation"><bdi>Universität &quot;Łódź&quot;</bdi></td><td data-l="Releases">2</td><td data-l="Mentored">2</td><td data-l="Last release"><time datetime="2025-08-01">2025-08-01</time></td><td data-l="Rung">mentor</td></tr>
    <tr><th scope="row"><a href="people/kim.html"><bdi>@kim</bdi></a> <bdi class="plain">קים لينا</bdi></th><td data-l="Organisation"><span class="quiet">none</span></td><td data-l="Releases">3</td><td data-l="Mentored">1</td><td data-l="Last release"><time datetime="2025-10-01">2025-10-01</time></td><td data-l="Rung"><span class="quiet">not shown</span></td></tr>
    </tbody>
    </table>
    <p class="quiet">2 more take part in the <a href="releases.html">releases</a>, each under the login that the record of the release has. Whoever agrees to be listed has a page here.</p>



    <main id="main" class="frame" tabindex="-1">
    <h1>Mentoring</h1>
    <p class="lead">Who helped whom through a release, by the records of the releases.</p>
    <section aria-labelledby="pairs">
    <h2 id="pairs">In releases</h2>
    <figure>…</figure>

    <table class="list">
    <caption>Each mentor with those whom they helped</caption>
    <thead><tr><th scope="col">Mentor</th><th scope="col">Shepherd</th><th scope="col">Releases</th><th scope="col">First</th><th scope="col">Last</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="people/ann.html"><bdi>@ann</bdi></a></th><td data-l="Shepherd"><a href="people/kim.html"><bdi>@kim</bdi></a></td><td data-l="Releases">2</td><td data-l="First"><time datetime="2025-04-10">2025-04-10</time></td><td data-l="Last"><time datetime="2025-10-01">2025-10-01</time></td></tr>
    <tr><th scope="row"><a href="people/kim.html"><bdi>@kim</bdi></a></th><td data-l="Shepherd"><bdi>@zoe</bdi></td><td data-l="Releases">1</td><td data-l="First"><time datetime="2025-10-08">2025-10-08</time></td><td data-l="Last"><time datetime="2025-10-08">2025-10-08</time></td></tr>
    <tr><th scope="row"><a href="people/ann.html"><bdi>@ann</bdi></a></th><td data-l="Shepherd"><bdi>@zoe</bdi></td><td data-l="Releases">1</td><td data-l="First"><time datetime="2025-10-01">2025-10-01</time></td><td data-l="Last"><time datetime="2025-10-01">2025-10-01</time></td></tr>
    </tbody>
    </table>
    </section>
    <section aria-labelledby="pairings">
    <h2 id="pairings">Now</h2>
    <table class="list">
    <caption>Pairings that go on, of people who both agreed to be listed</caption>
    <thead><tr><th scope="col">Mentor</th><th scope="col">Mentee</th><th scope="col">Since</th><th scope="col">Next check-in</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="people/ann.html"><bdi>@ann</bdi></a></th><td data-l="Mentee"><a href="people/kim.html"><bdi>@kim</bdi></a></td><td data-l="Since"><time datetime="2026-01-01">2026-01-01</time></td><td data-l="Next check-in"><span class="quiet">not shown</span></td></tr>
    </tbody>
    </table>
    </section>



    <main id="main" class="frame" tabindex="-1">
    <h1>Load</h1>
    <section aria-labelledby="people">
    <h2 id="people">By person</h2>
    <p class="lead">2025-03-29 to 2026-03-28, the days over which the team counts.</p>
    <figure>…</figure>

    <table class="list">
    <caption>Those who show what they carry</caption>
    <thead><tr><th scope="col">Person</th><th scope="col">Releases</th><th scope="col">Mentored</th><th scope="col">Mentees today</th><th scope="col">Takes on at a time</th></tr></thead>
    <tbody>
    <tr><th scope="row"><a href="people/ann.html"><bdi>@ann</bdi></a></th><td data-l="Releases">1</td><td data-l="Mentored">2</td><td data-l="Mentees today">1</td><td data-l="Takes on at a time"><span class="quiet">not said</span></td></tr>
    </tbody>
    </table>
    <p class="quiet">3 others cut 5 of the releases of these days.</p>
    </section>
    <section aria-labelledby="quarters">
    <h2 id="quarters">By quarter</h2>
    <figure>…</figure>

    <table class="list narrow">
    <caption>Releases of the whole team, of the newest twelve quarters at most</caption>
    <thead><tr><th scope="col">Quarter</th><th scope="col">Releases</th></tr></thead>
    <tbody>
    <tr><th scope="row">2024 Q2</th><td data-l="Releases">1</td></tr>
    <tr><th scope="row">2024 Q3</th><td data-l="Releases">0</td></tr>
    <tr><th scope="row">2024 Q4</th><td data-l="Releases">0</td></tr>
    <tr><th scope="row">2025 Q1</th><td data-l="Releases">0</td></tr>
    <tr><th scope="row">2025 Q2</th><td data-l="Releases">2</td></tr>
    <tr><th scope="row">2025 Q3</th><td data-l="Releases">1</td></tr>
    <tr><th scope="row">2025 Q4</th><td data-l="Releases">2</td></tr>
    <tr><th scope="row">2026 Q1</th><td data-l="Releases">1</td></tr>
    </tbody>
    </table>
    </section>



    <main id="main" class="frame" tabindex="-1">
    <h1>Ladder</h1>
    <p class="lead">How people learn to release: each rung is what somebody did, by the records.</p>
    <figure>…</figure>

    <ol class="rungs" reversed>
    <li>
    <h2>mentor</h2>
    <p class="quiet">led alone before, and mentored 1 release of others</p>
    <ul>
    <li><a href="people/ann.html"><bdi>@ann</bdi></a>: led 2 alone, mentored 2, sponsored 1</li>
    </ul>
    </li>
    <li>
    <h2>solo</h2>
    <p class="quiet">led 1 release without a mentor</p>
    </li>
    <li>
    <h2>paired</h2>
    <p class="quiet">led 1 release with a mentor</p>
    </li>
    <li>
    <h2>shadow</h2>
    <p class="quiet">watched 1 release</p>
    </li>
    <li>
    <h2>observer</h2>
    <p class="quiet">takes part, and was in no release yet</p>
    </li>
    </ol>
    <p class="quiet">1 of those who are listed does not show a rung. <code>shepherd people set LOGIN --show rung</code> notes that somebody does.</p>
    "#);
}

#[test]
fn an_address_makes_a_feed() {
    let sandbox = team();
    let address = "https://octo.github.io/releases";
    drop(site(&sandbox, &["--base-url", address]).success());
    insta::assert_snapshot!(sandbox.read("site/feed.xml"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
    <id>https://octo.github.io/releases/</id>
    <title>octo/hello: releases</title>
    <link rel="self" href="https://octo.github.io/releases/feed.xml"/>
    <link href="https://octo.github.io/releases/"/>
    <updated>2026-02-24T00:00:00Z</updated>
    <author><name>octo/hello</name></author>
    <entry>
    <id>https://octo.github.io/releases/releases/1.2.1.html</id>
    <title>Release 1.2.1</title>
    <link href="https://octo.github.io/releases/releases/1.2.1.html"/>
    <updated>2026-02-24T00:00:00Z</updated>
    <summary>Cut by @stranger</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/1.2.0.html</id>
    <title>Release 1.2.0</title>
    <link href="https://octo.github.io/releases/releases/1.2.0.html"/>
    <updated>2025-10-08T00:00:00Z</updated>
    <summary>Cut by @zoe</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/1.2rc1.html</id>
    <title>Release 1.2rc1</title>
    <link href="https://octo.github.io/releases/releases/1.2rc1.html"/>
    <updated>2025-10-01T00:00:00Z</updated>
    <summary>Cut by @zoe, @kim</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/1.1.0.html</id>
    <title>Release 1.1.0</title>
    <link href="https://octo.github.io/releases/releases/1.1.0.html"/>
    <updated>2025-08-01T00:00:00Z</updated>
    <summary>Cut by @ann</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/1.0.1.html</id>
    <title>Release 1.0.1</title>
    <link href="https://octo.github.io/releases/releases/1.0.1.html"/>
    <updated>2025-06-01T00:00:00Z</updated>
    <summary>Cut by @kim</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/1.0.0.html</id>
    <title>Release 1.0.0</title>
    <link href="https://octo.github.io/releases/releases/1.0.0.html"/>
    <updated>2025-04-10T00:00:00Z</updated>
    <summary>Cut by @kim</summary>
    </entry>
    <entry>
    <id>https://octo.github.io/releases/releases/0.9.0.html</id>
    <title>Release 0.9.0</title>
    <link href="https://octo.github.io/releases/releases/0.9.0.html"/>
    <updated>2024-05-01T00:00:00Z</updated>
    <summary>Cut by @ann</summary>
    </entry>
    </feed>
    "#);
    let head = sandbox.read("site/people/ann.html");
    assert!(
        head.contains("<link rel=\"canonical\" href=\"https://octo.github.io/releases/people/ann.html\">"),
        "{head}"
    );
    let map = sandbox.read("site/sitemap.xml");
    assert!(map.contains("<loc>https://octo.github.io/releases/</loc>"), "{map}");
    markup::check(&files(&sandbox));
}

#[test]
fn twice_is_the_same() {
    let sandbox = team();
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/"]).success());
    let first = files(&sandbox);
    std::fs::remove_dir_all(sandbox.path("site")).expect("it is ours");
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/"]).success());
    assert_eq!(files(&sandbox), first);
    // Where the records are elsewhere too, and on another day, the day alone makes the difference.
    let sandbox = sandbox.now("2026-04-05T23:00:00Z");
    std::fs::remove_dir_all(sandbox.path("site")).expect("it is ours");
    drop(site(&sandbox, &["--base-url", "https://octo.github.io/", "--until", "2026-03-28"]).success());
    assert_eq!(files(&sandbox), first);
}

/// Returns what stands in the middle of a page.
fn body(sandbox: &Sandbox, path: &str) -> String {
    let page = sandbox.read(path);
    let start = page.find("<main").expect("a page has a middle");
    let end = page.find("</main>").expect("it ends");
    page[start..end].to_owned()
}

/// Returns a page with its charts left out, which have tests of their own.
pub(super) fn without_charts(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<figure>") {
        text += before;
        text += "<figure>…</figure>";
        rest = after.split_once("</figure>").expect("it ends").1;
    }
    text + rest
}
