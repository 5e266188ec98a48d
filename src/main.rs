use release_shepherd::core::changelog::{assemble, decide, walk, identity, history::Facts, rules::Rules};
use release_shepherd::git;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let repo = git::Repository::open(std::path::Path::new(&a[1])).unwrap();
    let rules = Rules::default();
    let ends = git::Ends::read(a.get(2).map(String::as_str)).unwrap();
    let tags = git::Tags::read(&repo, None, Some(&ends.head)).unwrap();
    let range = git::resolve(&repo, &ends, &tags, true, None).unwrap();
    let history = git::load(&repo, &range, &tags, None).unwrap();
    let mut history = history; history.version = range.head_tag.as_ref().map(|t| t.version.clone());
    let facts = Facts::default();
    let w = walk::walk(&history, &facts, &rules);
    let ids = identity::Identities::learn(&history, &w, &rules, a.get(3).map(|s| s.split('/').next().unwrap()));
    let mut paths = git::Paths::new(&repo);
    let mut visit = |c, v: &mut dyn FnMut(&[u8]) -> bool| paths.changed(c, v);
    let d = decide::decide(&history, &facts, &w, &rules, &ids, &mut visit);
    let s = assemble::Sources { history: &history, facts: &facts, walk: &w, rules: &rules, identities: &ids };
    let frame = assemble::Frame { project: a.get(3).cloned(), base: range.base.clone().map(|b| b.0), head: range.head_name.clone(), server: "https://github.com".into(), ..Default::default() };
    let c = assemble::assemble(&s, d, frame, &mut visit);
    eprintln!("{}", c.accounting.summary());
    println!("{}", serde_json::to_string_pretty(&c).unwrap());
}
