//! Serves a folder on 127.0.0.1: `serve FOLDER PORT`. `make serve` builds it alone, without the library.

#[path = "../tests/e2e/server.rs"]
mod server;

use std::path::Path;
use std::process::ExitCode;

use server::Server;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, port] = arguments.as_slice() else {
        eprintln!("usage: serve FOLDER PORT");
        return ExitCode::from(2);
    };
    let Ok(port) = port.parse() else {
        eprintln!("PORT: expected a number up to 65535, found `{port}`");
        return ExitCode::from(2);
    };
    match Server::start(Path::new(folder), port) {
        Ok(server) => {
            println!("Tagline is at {}", server.address());
            server.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!(
                "port {port}: {error}; is it taken? try another: PORT={} make serve",
                port.wrapping_add(1)
            );
            ExitCode::FAILURE
        }
    }
}
