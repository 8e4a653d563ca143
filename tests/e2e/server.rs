//! A static file server on 127.0.0.1, from the standard library alone.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A server of one folder. It lives as long as the process, unless it is stopped.
pub struct Server {
    address: SocketAddr,
    thread: JoinHandle<()>,
    stopped: Arc<AtomicBool>,
    asked: Asked,
}

/// What was asked for, in order.
type Asked = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Serves `folder` on `port`; 0 takes a free one.
    pub fn start(folder: &Path, port: u16) -> io::Result<Server> {
        Server::serve(folder, port, "\0")
    }

    /// The same on a free port, with a bad line for files whose names begin with `slow`: 160 kB a second.
    #[allow(dead_code)] // The example's line is good.
    pub fn start_slow(folder: &Path, slow: &'static str) -> io::Result<Server> {
        Server::serve(folder, 0, slow)
    }

    fn serve(folder: &Path, port: u16, slow: &'static str) -> io::Result<Server> {
        let folder = folder.canonicalize()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let (stopped, asked) = (Arc::<AtomicBool>::default(), Asked::default());
        let (end, log) = (stopped.clone(), asked.clone());
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if end.load(Ordering::SeqCst) {
                    break;
                }
                let (folder, log) = (folder.clone(), log.clone());
                // A browser that goes away mid-answer is no error of ours.
                thread::spawn(move || answer(&folder, slow, stream, &log).ok());
            }
        });
        Ok(Server { address, thread, stopped, asked })
    }

    /// Where it is, with the closing slash.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What was asked for until now: the paths, in order.
    #[allow(dead_code)] // Nobody asks the example.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops it: from here on nobody answers there.
    #[allow(dead_code)] // The example goes on.
    pub fn stop(self) {
        self.stopped.store(true, Ordering::SeqCst);
        // It waits for a connection, and looks then.
        TcpStream::connect(self.address).ok();
        self.thread.join().ok();
    }

    /// Serves until the process ends.
    #[allow(dead_code)] // The tests end first.
    pub fn wait(self) {
        self.thread.join().ok();
    }
}

/// Reads one request and answers it; the connection is closed after.
fn answer(folder: &Path, slow: &str, mut stream: TcpStream, log: &Asked) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    log.lock().unwrap_or_else(PoisonError::into_inner).push(target.to_owned());
    let file = match method {
        "GET" | "HEAD" => locate(folder, target).and_then(|path| Some((mime(&path), fs::read(path).ok()?))),
        _ => None,
    };
    let (status, mime, body) = match file {
        Some((mime, body)) => ("200 OK", mime, body),
        None => ("404 Not Found", "text/plain; charset=utf-8", b"not found\n".to_vec()),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method == "GET" {
        let is_slow = target.rsplit('/').next().is_some_and(|name| name.starts_with(slow));
        for part in body.chunks(if is_slow { 8 * 1024 } else { usize::MAX }) {
            stream.write_all(part)?;
            if is_slow {
                thread::sleep(Duration::from_millis(50));
            }
        }
    }
    stream.flush()
}

/// The file that a request's target means, if it lies in `folder`.
pub fn locate(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = decode(target.split(['?', '#']).next()?)?;
    let below = Path::new(path.strip_prefix('/')?);
    if below.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let found = folder.join(below);
    Some(if found.is_dir() { found.join("index.html") } else { found })
}

/// Undoes percent encoding.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

pub fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serves_the_folder_and_nothing_beside_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let check = |target: &str, expected: Option<&str>| {
            assert_eq!(locate(&folder, target), expected.map(|file| folder.join(file)), "{target}");
        };
        check("/lib.rs", Some("lib.rs"));
        check("/lib.rs?sample=1,2", Some("lib.rs"));
        check("/%6cib.rs", Some("lib.rs"));
        check("/text/", Some("text/index.html"));
        check("/../Cargo.toml", None);
        check("/%2e%2e/Cargo.toml", None);
        check("//etc/passwd", None);
        check("/%e9", None);
        check("/%", None);
        check("", None);
    }
}
