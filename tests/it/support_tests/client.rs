//! A client without any cleverness, which shows what is really on the wire.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Value as Json, json};

use crate::support::{FakeGithub, TOKEN};

/// One connection to the fake GitHub.
pub(super) struct Client {
    stream: TcpStream,
}

/// An answer as it came; `body` may be shorter than it should be.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
    pub(super) length: usize,
}

impl Answer {
    pub(super) fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Client {
    pub(super) fn new(github: &FakeGithub) -> Self {
        let url = github.url();
        let address = url.strip_prefix("http://").expect("the address starts so");
        Self { stream: TcpStream::connect(address).expect("the fake GitHub listens") }
    }

    /// Sends one request and reads its answer, leaving the connection open; `None` when there is no answer.
    pub(super) fn send(&mut self, method: &str, path: &str, headers: &[&str], body: &str) -> Option<Answer> {
        let length = format!("Content-Length: {}", body.len());
        let fixed = [&format!("{method} {path} HTTP/1.1"), "Host: github.test", "User-Agent: raw", &length];
        let request = format!("{}\r\n\r\n{body}", [&fixed, headers].concat().join("\r\n"));
        self.stream.write_all(request.as_bytes()).expect("the connection is open");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            // A connection that is cut may end as an error or as an early end.
            if !matches!(self.stream.read(&mut byte), Ok(1)) {
                assert!(head.is_empty(), "half a head");
                return None;
            }
            head.extend(byte);
        }
        let head = String::from_utf8(head).expect("a head is plain").to_ascii_lowercase();
        let length = header(&head, "content-length").and_then(|value| value.parse().ok()).expect("a length");
        let mut body = Vec::new();
        drop(Read::by_ref(&mut self.stream).take(length as u64).read_to_end(&mut body));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Some(Answer { status, head, body: String::from_utf8_lossy(&body).into_owned(), length })
    }

    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], "").expect("an answer")
    }

    /// Asks a GraphQL query with the token.
    pub(super) fn try_ask(&mut self, query: &str) -> Option<Answer> {
        let authorization = format!("Authorization: Bearer {TOKEN}");
        self.send("POST", "/graphql", &[&authorization], &json!({"query": query}).to_string())
    }

    pub(super) fn ask(&mut self, query: &str) -> Json {
        self.try_ask(query).expect("an answer").json()
    }
}

/// Returns a header of an answer, names in lower case.
pub(super) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().filter_map(|line| line.split_once(": ")).find(|(found, _)| *found == name).map(|(_, value)| value)
}
