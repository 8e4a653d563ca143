//! Salts for bundles: given, or drawn by chance.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;

use tagline::format::Salt;

use super::Failure;

/// What the system draws random bytes from.
const SOURCE: &str = "/dev/urandom";

/// The salt that an option gives.
pub fn of(value: &OsStr) -> Result<Salt, Failure> {
    let value = value.to_string_lossy();
    Salt::parse(&value)
        .ok_or_else(|| Failure::Usage(format!("--salt: expected 32 hexadecimal digits, found {value:?}")))
}

/// A salt that no other bundle has.
pub fn drawn() -> Result<Salt, Failure> {
    let mut bytes = [0; 16];
    File::open(SOURCE).and_then(|mut source| source.read_exact(&mut bytes)).map_err(|error| {
        Failure::Input(format!("{SOURCE}: expected random bytes for a salt: {error}; give one with --salt"))
    })?;
    Ok(Salt::new(bytes))
}
