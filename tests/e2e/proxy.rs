//! A forward proxy that writes down every request that comes its way, from the standard library alone. It lets through what
//! goes to this machine.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A proxy. It lives as long as the process.
pub struct Proxy {
    address: SocketAddr,
    seen: Seen,
}

/// What came: a method, a space and what it asks for.
type Seen = Arc<Mutex<Vec<String>>>;

impl Proxy {
    /// Starts one on a free port.
    pub fn start() -> io::Result<Proxy> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let seen = Seen::default();
        let proxy = Proxy { address, seen: seen.clone() };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                // A browser that goes away is no error of ours.
                thread::spawn(move || pass(stream, &seen).ok());
            }
        });
        Ok(proxy)
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Tells what came until then, in order.
    pub fn log(&self) -> impl Fn() -> Vec<String> + use<> {
        let seen = self.seen.clone();
        move || seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Passes one request on and its answer back; the connection is closed after.
fn pass(mut browser: TcpStream, seen: &Seen) -> io::Result<()> {
    browser.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut reader = BufReader::new(browser.try_clone()?);
    let mut request = String::new();
    if reader.read_line(&mut request)? == 0 {
        // Opened ahead of need, and not used.
        return Ok(());
    }
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? <= 2 {
            break;
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if !lower.starts_with("proxy-") && !lower.starts_with("connection:") {
            headers.push_str(&line);
        }
    }
    let mut words = request.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{method} {target}"));
    let here = target.strip_prefix("http://").and_then(|rest| {
        let (host, path) = rest.split_once('/')?;
        (host.starts_with("127.0.0.1:") && method != "CONNECT").then(|| (host, format!("/{path}")))
    });
    let Some((host, path)) = here else {
        return browser
            .write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    };
    let Ok(mut server) = TcpStream::connect(host) else {
        // What a stopped server is to a browser that asks it itself.
        return browser.shutdown(Shutdown::Both);
    };
    write!(server, "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")?;
    io::copy(&mut reader.by_ref().take(length), &mut server)?;
    io::copy(&mut server, &mut browser)?;
    browser.flush()
}
