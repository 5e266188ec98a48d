//! The flags that say something of a person.

use std::path::Path;

use crate::cli::context::Context;
use crate::core::people::{Changes, KeyError, SigningKey};
use crate::core::text::{clean, shorten};
use crate::failure::{Failure, Kind};
use crate::system::files;

/// How OpenSSH writes the fingerprint of a key.
const FINGERPRINT: &str = "SHA256:";
/// A text that was given is shown up to this many characters.
const SHOWN: usize = 60;

/// What is to be known of a person.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct PersonFlags {
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// An e-mail address that the person's commits have, or a login that they had before; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    alias: Vec<String>,
    /// A public key that the person signs with: a file that ends in .pub, its text, or the fingerprint of an OpenPGP
    /// key; may be repeated
    #[arg(long, value_name = "FILE-OR-KEY", allow_hyphen_values = true)]
    key: Vec<String>,
    /// Something that the person may do for the project, such as maintainer or pypi-owner; may be repeated
    #[arg(long, value_name = "NAME")]
    right: Vec<String>,
}

impl PersonFlags {
    /// Returns what is to be changed.
    pub(super) fn changes(&self, context: &Context<'_>) -> Result<Changes, Failure> {
        Ok(Changes {
            name: self.name.clone(),
            aliases: self.alias.clone(),
            keys: self.key.iter().map(|given| read_key(context, "--key", given)).collect::<Result<_, _>>()?,
            rights: self.right.clone(),
            ..Changes::default()
        })
    }
}

/// Returns the fingerprint of a key that was given: as a file, as its text, or by the fingerprint itself.
pub(super) fn fingerprint(context: &Context<'_>, flag: &str, given: &str) -> Result<String, Failure> {
    if given.starts_with(FINGERPRINT) {
        return Ok(given.to_owned());
    }
    Ok(read_key(context, flag, given)?.fingerprint())
}

/// Returns the key that was given: its text, or a file that holds it.
fn read_key(context: &Context<'_>, flag: &str, given: &str) -> Result<SigningKey, Failure> {
    let error = match given.parse::<SigningKey>() {
        Ok(key) => return Ok(key),
        Err(error) => error,
    };
    let path = context.path(Path::new(given));
    if error != KeyError::Private && files::exists(&path) {
        let shown = clean(given).into_owned();
        // What else the file holds may be a secret, and is never shown.
        return files::read_text(&path)?.parse::<SigningKey>().map_err(|error| {
            Failure::new(Kind::Input, format!("`{shown}` holds no signing key: {error}")).hint(error.remedy())
        });
    }
    let message = match error {
        KeyError::Other => {
            format!("`{flag} {}` is neither a file that exists nor a signing key", shorten(&clean(given), SHOWN))
        }
        error => format!("what `{flag}` was given is no signing key: {error}"),
    };
    Err(Failure::new(Kind::Usage, message).hint(error.remedy()))
}
