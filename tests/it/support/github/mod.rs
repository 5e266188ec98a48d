//! A GitHub of our own: real HTTP, GitHub's published schema, and every way to fail.

mod answers;
mod check;
mod failure;
mod graphql;
mod http;
mod issue;
mod node;
mod pull_request;
mod pulls;
mod releases;
mod rest;
mod world;
mod writing;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use serde_json::json;

pub(crate) use check::Check;
pub(crate) use failure::Failure;
use graphql::Question;
use http::{Reply, Request, Response, Server};
pub(crate) use issue::{Comment, Issue};
pub(crate) use pull_request::PullRequest;
use rest::Call;
use world::World;
pub(crate) use world::{Actor, Release, Repository};

/// The one token that this GitHub takes. It looks like a real one, so that what redacts tokens has something to find.
pub(crate) const TOKEN: &str = "ghp_sealedSandboxToken0000000000000000000";

/// A running GitHub. When it goes, it fails the test if anybody asked for something that GitHub would not understand
/// or that this one was not taught.
#[must_use = "nobody can reach a GitHub that is dropped"]
pub(crate) struct FakeGithub {
    server: Server,
    state: Arc<Mutex<State>>,
}

/// A request as it arrived, without its secrets.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) is_authenticated: bool,
    /// How many aliases its query has; 0 for all that is not GraphQL.
    pub(crate) aliases: usize,
    /// What was sent, for a test that wants to see the query itself.
    pub(crate) body: String,
}

#[derive(Default)]
struct State {
    world: Arc<World>,
    delay: Duration,
    next: VecDeque<Failure>,
    /// The failures of what is written.
    next_write: VecDeque<Failure>,
    /// Whether the token may only read.
    is_read_only: bool,
    /// The scopes of a classic token; a token of another kind has none to tell of.
    scopes: Option<String>,
    /// What a person does in the moment before the next draft is changed.
    before_change: Option<fn(Repository) -> Repository>,
    /// Whether drafts are kept from the token, although it may write.
    hides_drafts: bool,
    /// Each request waits for a while that nobody can expect; the state of the numbers.
    jitter: Option<u64>,
    always: Option<Failure>,
    when_larger: Option<(usize, Failure)>,
    requests: Vec<Recorded>,
    violations: Vec<String>,
}

impl FakeGithub {
    /// Starts a GitHub that has these repositories.
    pub(crate) fn start(repositories: impl IntoIterator<Item = Repository>) -> Self {
        let world = World { repositories: repositories.into_iter().collect() };
        world.check();
        let world = Arc::new(world);
        let state = Arc::new(Mutex::new(State { world, ..State::default() }));
        let handled = Arc::clone(&state);
        let server = Server::start(move |request| handle(&handled, request));
        Self { server, state }
    }

    /// The address, without a path; the REST interface is below it, and below its `/api/v3`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// Changes a repository while the server runs.
    pub(crate) fn update(&self, name: &str, change: impl FnOnce(Repository) -> Repository) {
        let mut state = self.state();
        let repositories = &mut Arc::make_mut(&mut state.world).repositories;
        let found = repositories.iter_mut().find(|repository| repository.name == name);
        let found = found.unwrap_or_else(|| panic!("{name} is not on this GitHub"));
        *found = change(found.clone());
        state.world.check();
    }

    /// Lets every answer take so long at least, as the way to the real one does.
    pub(crate) fn delay(&self, delay: Duration) {
        self.state().delay = delay;
    }

    /// Lets the next request fail that no earlier call lets fail.
    pub(crate) fn fail(&self, failure: Failure) {
        self.state().next.push_back(failure);
    }

    /// Lets the next request fail that writes something, that no earlier call lets fail.
    pub(crate) fn fail_write(&self, failure: Failure) {
        self.state().next_write.push_back(failure);
    }

    /// Takes the right to write from the token.
    pub(crate) fn read_only(&self) {
        self.state().is_read_only = true;
    }

    /// Lets the token be a classic one with these scopes, as GitHub's header lists them.
    pub(crate) fn scopes(&self, scopes: &str) {
        self.state().scopes = Some(scopes.to_owned());
    }

    /// Lets a person publish the next draft that is changed, in the moment before.
    pub(crate) fn publish_before_change(&self) {
        self.state().before_change = Some(Repository::published);
    }

    /// Lets a person delete the next draft that is changed, in the moment before.
    pub(crate) fn remove_before_change(&self) {
        self.state().before_change = Some(Repository::without_drafts);
    }

    /// Keeps drafts from the token, although it may write.
    pub(crate) fn hide_drafts(&self) {
        self.state().hides_drafts = true;
    }

    /// Lets each request wait for up to 30 ms, before it is answered and after: so requests of two clients come in another
    /// order with each seed.
    pub(crate) fn jitter(&self, seed: u64) {
        self.state().jitter = Some(seed);
    }

    /// Returns the releases of a repository, as they were made.
    pub(crate) fn releases(&self, name: &str) -> Vec<Release> {
        self.state().world.find(name).unwrap_or_else(|| panic!("{name} is not on this GitHub")).releases.clone()
    }

    /// Returns the open pull requests of a repository: number, title and body.
    pub(crate) fn open_pull_requests(&self, name: &str) -> Vec<(u64, String, String)> {
        let state = self.state();
        let found = state.world.find(name).unwrap_or_else(|| panic!("{name} is not on this GitHub"));
        let open = found.pull_requests.values().filter(|pull| pull.state == pull_request::State::Open);
        open.map(|pull| (pull.number, pull.title.clone(), pull.body.clone())).collect()
    }

    /// Returns the issues of a repository, by number.
    pub(crate) fn issues(&self, name: &str) -> Vec<Issue> {
        let state = self.state();
        let found = state.world.find(name).unwrap_or_else(|| panic!("{name} is not on this GitHub"));
        found.issues.values().cloned().collect()
    }

    /// Returns how many requests arrived so far that write something.
    pub(crate) fn writes(&self) -> usize {
        let is_write = |request: &&Recorded| is_write(&request.method, &request.path);
        self.state().requests.iter().filter(is_write).count()
    }

    /// Lets every request fail.
    pub(crate) fn fail_always(&self, failure: Failure) {
        self.state().always = Some(failure);
    }

    /// Lets every query fail that has more than so many aliases.
    pub(crate) fn fail_when_larger(&self, aliases: usize, failure: Failure) {
        self.state().when_larger = Some((aliases, failure));
    }

    /// Ends all failures, whether they happened or not.
    pub(crate) fn recover(&self) {
        let mut state = self.state();
        state.next.clear();
        state.next_write.clear();
        (state.always, state.when_larger) = (None, None);
    }

    /// Returns what arrived so far.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// Returns how many GraphQL queries arrived so far.
    pub(crate) fn graphql_requests(&self) -> usize {
        self.state().requests.iter().filter(|request| is_graphql(&request.path)).count()
    }

    /// Returns what was asked wrongly so far and forgets it.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.state().violations)
    }

    /// # Panics
    /// When somebody asked for something that GitHub would not understand or that this one was not taught.
    pub(crate) fn assert_no_violations(&self) {
        let violations = self.take_violations();
        assert!(violations.is_empty(), "GitHub would not have understood:\n{}", violations.join("\n"));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread of the server panics")
    }
}

impl Drop for FakeGithub {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.assert_no_violations();
        }
    }
}

fn is_graphql(path: &str) -> bool {
    ["/graphql", "/api/graphql"].contains(&path)
}

fn is_write(method: &str, path: &str) -> bool {
    method != "GET" && !is_graphql(path)
}

fn handle(state: &Mutex<State>, request: &Request) -> Reply {
    let locked = || state.lock().expect("no thread of the server panics");
    let delay = locked().delay;
    thread::sleep(delay + locked().jittered());
    let is_question = request.method == "POST" && is_graphql(&request.path);
    let question = is_question.then(|| Question::parse(&request.body));
    let aliases = question.as_ref().and_then(|question| question.as_ref().ok()).map_or(0, |question| question.aliases);
    let failure = {
        let mut state = locked();
        state.record(request, aliases);
        state.failure(aliases, is_write(&request.method, &request.path))
    };
    if let Some(Failure::WrittenThen(after)) = failure {
        let reply = answer(state, request, question);
        if let Failure::Slow(time) = *after {
            thread::sleep(time);
        }
        return after.reply().unwrap_or(reply);
    }
    if let Some(Failure::Slow(time)) = failure {
        thread::sleep(time);
    }
    let reply = failure.and_then(|failure| failure.reply()).unwrap_or_else(|| answer(state, request, question));
    let after = locked().jittered();
    thread::sleep(after);
    reply
}

/// Answers as GitHub does when nothing fails.
fn answer(state: &Mutex<State>, request: &Request, question: Option<Result<Question, graphql::Answer>>) -> Reply {
    let locked = || state.lock().expect("no thread of the server panics");
    let world = Arc::clone(&locked().world);
    let token = request.header("authorization").and_then(|value| value.split_once(' ')).map(|(_, token)| token);
    if token.is_some_and(|token| token != TOKEN) {
        return Reply::Answer(Response::json(401, &json!({"message": "Bad credentials", "status": "401"})));
    }
    let (response, violations) = match question {
        Some(_) if token.is_none() => {
            let message = "This endpoint requires you to be authenticated.";
            (Response::json(401, &json!({"message": message, "status": "401"})), Vec::new())
        }
        Some(question) => {
            let answer = question.map_or_else(|refused| refused, |question| question.answer(&world));
            (Response::json(200, &answer.body), answer.violations)
        }
        None => {
            drop(world);
            call(&mut locked(), request, token.is_some())
        }
    };
    let scopes = locked().scopes.clone();
    let response = match scopes {
        Some(scopes) => response.with("x-oauth-scopes", scopes),
        None => response,
    };
    locked().violations.extend(violations);
    let (_, reset) = answers::LIMIT_RESETS;
    let response = response.with("x-ratelimit-limit", 5000).with("x-ratelimit-remaining", 4990);
    Reply::Answer(response.with("x-ratelimit-reset", reset))
}

/// Answers a call of the REST interface; one that the fake was not taught is a violation.
fn call(state: &mut State, request: &Request, is_authenticated: bool) -> (Response, Vec<String>) {
    let host = request.header("host").unwrap_or("127.0.0.1");
    let (base, path) = match request.path.strip_prefix("/api/v3/") {
        Some(path) => (format!("http://{host}/api/v3"), path),
        None => (format!("http://{host}"), request.path.as_str()),
    };
    let may_write = !state.is_read_only && !state.hides_drafts;
    let call = Call { base: &base, method: &request.method, path, is_authenticated, may_write };
    let is_change = request.method == "PATCH" && path.contains("/releases/");
    if let Some(deed) = state.before_change.take_if(|_| is_change) {
        for repository in &mut Arc::make_mut(&mut state.world).repositories {
            *repository = deed(repository.clone());
        }
    }
    let answer = if is_write(&request.method, &request.path) {
        call.write(Arc::make_mut(&mut state.world), state.is_read_only, &request.body)
    } else {
        call.answer(&state.world)
    };
    if let Some(response) = answer {
        return (response, Vec::new());
    }
    let message = format!("nobody taught the fake GitHub to answer {} {}", request.method, request.path);
    (Response::json(500, &json!({"message": message})), vec![message])
}

impl State {
    /// Returns how long a request waits next.
    fn jittered(&mut self) -> Duration {
        let Some(state) = &mut self.jitter else { return Duration::ZERO };
        // A generator of Knuth's, whose upper digits are good enough here.
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((*state >> 33) % 30)
    }

    fn record(&mut self, request: &Request, aliases: usize) {
        if request.header("user-agent").is_none() {
            self.violations.push(format!("{} {} names no user agent", request.method, request.path));
        }
        self.requests.push(Recorded {
            method: request.method.clone(),
            path: request.path.clone(),
            is_authenticated: request.header("authorization").is_some(),
            aliases,
            body: String::from_utf8_lossy(&request.body).into_owned(),
        });
    }

    /// Returns how this request fails, if it does.
    fn failure(&mut self, aliases: usize, is_write: bool) -> Option<Failure> {
        if is_write && let Some(failure) = self.next_write.pop_front() {
            return Some(failure);
        }
        let too_large = self.when_larger.as_ref().filter(|(most, _)| aliases > *most).map(|(_, failure)| failure);
        self.next.pop_front().or_else(|| too_large.cloned()).or_else(|| self.always.clone())
    }
}
