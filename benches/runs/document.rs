//! Reading a release document of a megabyte, timed against what the Markdown parser alone takes for it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use release_shepherd::core::checklist::read;

const SIZE: usize = 1_000_000;
const RUNS: usize = 21;

/// Adds the part with this number to a document.
type Shape = fn(&mut String, usize);

/// Prints how long documents of different shapes take.
pub(crate) fn compare() {
    println!("\nrelease documents of 1 MB");
    println!("{:<22}  {:>10}  {:>10}  {:>6}", "", "checklist", "comrak", "ratio");
    let shapes: [(&str, Shape); 5] = [
        ("sections of steps", section),
        ("one list", |text, number| {
            let _ = writeln!(
                text,
                "{number}. Run it with `make VERSION=1.2.{number}`, then wait\n   ```sh\n   make\n   ```"
            );
        }),
        ("one section", |text, number| {
            let _ = writeln!(text, "- update part {number}\n\nThis is about part {number}. It is long.\n");
        }),
        ("stairs", |text, number| {
            let _ = writeln!(text, "{}- [ ] step {number} of them", "  ".repeat(number % 60));
        }),
        ("headings", |text, number| {
            let _ = writeln!(text, "{} Tag part {number}\n\nTag it.\n", "#".repeat(number % 5 + 2));
        }),
    ];
    for (name, write) in shapes {
        let text = filled(write);
        let own = median(|| drop(std::hint::black_box(read(&text))));
        let parser = median(|| parse(&text));
        let (own_time, parser_time) = (own.as_secs_f64() * 1e3, parser.as_secs_f64() * 1e3);
        println!("{name:<22}  {own_time:>7.1} ms  {parser_time:>7.1} ms  {:>6.1}", own_time / parser_time);
    }
}

fn filled(write: fn(&mut String, usize)) -> String {
    let mut text = "# Releasing\n\n".to_owned();
    for number in 0.. {
        if text.len() >= SIZE {
            break;
        }
        write(&mut text, number);
    }
    text
}

fn section(text: &mut String, number: usize) {
    let _ = writeln!(
        text,
        "## Phase {number}: publish\n\nWhat happens here is told in a few words of prose.\n\n\
        1. Update `CHANGELOG.md` for v1.2.{number}. Make sure that it is complete.\n   - look at each entry\n   - \
        sort them\n1. Tag it\n\n   ```shell\n   $ git tag -s ${{VERSION}}\n   $ git push origin ${{VERSION}}\n   ```\n\n\
        1. (patch only) Announce it <!-- shepherd: id = \"announce-{number}\" -->\n\n> Wait for it.\n"
    );
}

fn parse(text: &str) {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.tasklist = true;
    options.extension.table = true;
    std::hint::black_box(comrak::parse_document(&arena, text, &options));
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(RUNS / 2).copied().unwrap_or_default()
}
