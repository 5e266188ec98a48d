//! As much of an HTTP/1.1 server as a GitHub that also misbehaves needs.
//!
//! Ready-made fakes answer properly or not at all; this one can hang up before an answer and stop in the middle of one.

use std::fmt::Display;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// A head of more header lines than this is refused.
const MOST_HEADERS: usize = 64;

/// One request as it came in. Header names are in lower case.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// One answer; the content length is added when it is sent.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Response {
    pub(super) fn json(status: u16, body: &serde_json::Value) -> Self {
        let headers = vec![("content-type", "application/json; charset=utf-8".to_owned())];
        Self { status, headers, body: body.to_string().into_bytes() }
    }

    pub(super) fn html(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("content-type", "text/html".to_owned())], body: body.into() }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.headers.push((name, format!("{value}")));
        self
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} -\r\ncontent-length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head + "\r\n"
    }
}

/// What happens to a request.
pub(super) enum Reply {
    Answer(Response),
    /// The connection closes before anything is sent.
    Dropped,
    /// The connection closes after half of the body that the head announces.
    Truncated(Response),
}

/// Listens on a free port until it is dropped, with a thread for each connection.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    stopped: Arc<AtomicBool>,
}

impl Server {
    pub(super) fn start(handler: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let stopped = Arc::new(AtomicBool::new(false));
        let (handler, stop) = (Arc::new(handler), Arc::clone(&stopped));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let handler = Arc::clone(&handler);
                // A client may hang up whenever it likes, so an error of the connection only ends this thread.
                thread::spawn(move || drop(serve(stream, &*handler)));
            }
        });
        Self { address, stopped }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The listener waits for a connection, so it gets one.
        drop(TcpStream::connect(self.address));
    }
}

/// Answers the requests of one connection until either side closes it.
fn serve(mut stream: TcpStream, handler: &dyn Fn(&Request) -> Reply) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::new();
    while let Some(request) = next_request(&mut stream, &mut received)? {
        match handler(&request) {
            Reply::Answer(response) => {
                stream.write_all(&[response.head().as_bytes(), &response.body].concat())?;
            }
            Reply::Dropped => return stream.shutdown(Shutdown::Both),
            Reply::Truncated(response) => {
                let (half, _) = response.body.split_at(response.body.len() / 2);
                stream.write_all(&[response.head().as_bytes(), half].concat())?;
                return stream.shutdown(Shutdown::Both);
            }
        }
        if request.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
            break;
        }
    }
    Ok(())
}

/// Reads up to the end of one request and leaves what came after it in `received`; `None` when the client is done.
fn next_request(stream: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<Request>> {
    loop {
        if let Some((request, length)) = parse(received)? {
            received.drain(..length);
            return Ok(Some(request));
        }
        let mut chunk = [0; 16 * 1024];
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Ok(None);
        }
        received.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
}

/// Returns the first request and its length in bytes, or `None` while it is incomplete.
fn parse(received: &[u8]) -> io::Result<Option<(Request, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(start) = head.parse(received).map_err(io::Error::other)? else {
        return Ok(None);
    };
    let headers = head
        .headers
        .iter()
        .map(|header| (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).into_owned()));
    let mut request = Request {
        method: head.method.unwrap_or_default().to_owned(),
        path: head.path.unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    };
    if request.header("transfer-encoding").is_some() {
        return Err(io::Error::other("a body in chunks: send its length instead"));
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse).map_err(io::Error::other)?;
    let end = start + length;
    let Some(body) = received.get(start..end) else {
        return Ok(None);
    };
    request.body = body.to_vec();
    Ok(Some((request, end)))
}
