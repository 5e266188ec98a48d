//! `shepherd people edit`

#[cfg(unix)]
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::people::{checked, login, unknown};
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::{Login, Person};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::store::{Store, StoreError};
use crate::system::environment::{EDITOR, GH_TOKEN, GITHUB_TOKEN, VISUAL};
use crate::system::process::{End, Live};
use crate::system::{files, folders};

/// Open the file of a person in your editor
///
/// The editor is $VISUAL, else $EDITOR, else what `git config core.editor` says. What comes back is checked before it is
/// recorded. With a mistake in it nothing is recorded, and your text is kept: the same command goes on with it.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people edit kim\n  \
    EDITOR=nano shepherd people edit kim"
)]
pub(super) struct EditArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
}

/// A text that is written on, and what it was made of.
struct Draft {
    text: PathBuf,
    base: PathBuf,
}

/// Lets a person write on the file of one.
pub(super) fn run(context: &Context<'_>, arguments: &EditArguments) -> Result<(), Failure> {
    let login = login(&arguments.login)?;
    let mut place = StatusPlace::default().find(context)?;
    let records = Records::open(context, &mut place)?;
    let repository = &place.repository;
    let store = &records.store;
    let before = store.person_text(&login)?.ok_or_else(|| unknown(login.as_str()))?;
    if let Err(error @ StoreError::TooNew { .. }) = Store::read_person(&login, &before) {
        return Err(error.into());
    }
    if !context.ui.can_ask() {
        return Err(Failure::new(Kind::Usage, "an editor needs a terminal, and this is none")
            .hint(format!("`shepherd people set {login}` changes the same with flags")));
    }
    let editor = editor(context, repository)?;
    let author = Records::author(context, &place)?;
    let draft = Draft::open(context, repository, &login, &before)?;
    draft.write_on(&editor)?;
    let after = files::read_text(&draft.text)?;
    if after == before {
        draft.remove()?;
        context.ui.status(&format!("@{login} is as before"));
        return Ok(());
    }
    let mistakes = Store::person_mistakes(&login, &after);
    if !mistakes.is_empty() {
        return Err(draft.kept(said(mistakes)));
    }
    let person = Store::read_person(&login, &after).map_err(|error| draft.kept(error.into()))?;
    let (roster, _) = store.people_as_far_as_readable()?;
    let _: Person = checked(&roster, person).map_err(|failure| draft.kept(failure))?;
    let message = format!("people: {login} edited");
    match store.put_person_text(&login, &before, &after, &message, &author) {
        Ok(_) => {}
        Err(StoreError::Exists(_)) => return Err(draft.overtaken(&login)),
        Err(error) => return Err(draft.kept(error.into())),
    }
    draft.remove()?;
    records.share(context, &author)?;
    context.ui.status(&format!("@{login} is changed"));
    Ok(())
}

/// Returns all that is wrong with a text that is not in the store yet.
fn said(mistakes: Vec<StoreError>) -> Failure {
    let reasons: Vec<String> = mistakes
        .into_iter()
        .map(|mistake| match mistake {
            StoreError::Damaged { reason, .. } => reason,
            other => other.to_string(),
        })
        .collect();
    let reasons =
        if let [only] = reasons.as_slice() { format!(" {only}") } else { format!("\n  {}", reasons.join("\n  ")) };
    Failure::new(Kind::Input, format!("what you wrote cannot be recorded:{reasons}"))
}

impl Draft {
    /// Returns the draft for a person: the one that was kept, else a new one.
    fn open(context: &Context<'_>, repository: &Repository, login: &Login, before: &str) -> Result<Self, Failure> {
        let folder = repository.common_directory().join("shepherd/edit");
        let name = login.as_str().to_lowercase();
        let draft =
            Self { text: folder.join(format!("{name}.toml")), base: folder.join(format!("{name}.before.toml")) };
        if files::exists(&draft.text) {
            if files::read_text_if_there(&draft.base)?.as_deref() != Some(before) {
                return Err(draft.overtaken(login));
            }
            context.ui.status(&format!("Going on with the text that was kept in `{}`", draft.text.display()));
            return Ok(draft);
        }
        folders::write(&draft.base, before.as_bytes())?;
        folders::write(&draft.text, before.as_bytes())?;
        Ok(draft)
    }

    /// Lets the person write on it.
    fn write_on(&self, editor: &str) -> Result<(), Failure> {
        let lived = program(editor, &self.text).without(GITHUB_TOKEN).without(GH_TOKEN).on_terminal();
        let failure = match lived {
            Ok(lived) if lived.end == End::Code(0) => return Ok(()),
            Ok(lived) => Failure::new(Kind::Outside, format!("the editor `{editor}` did not end well: {}", lived.end)),
            Err(error) => error.into(),
        };
        if files::read_text_if_there(&self.text)? == files::read_text_if_there(&self.base)? {
            self.remove()?;
            return Err(failure.hint("nothing was changed"));
        }
        Err(self.kept(failure))
    }

    /// Returns a failure that says where the text is.
    fn kept(&self, failure: Failure) -> Failure {
        failure.hint(format!(
            "nothing was recorded; your text is kept in `{}`: the same command goes on with it, and it begins anew where \
             you remove that file",
            self.text.display()
        ))
    }

    /// Returns the failure where the file is not any more what the text was made of.
    fn overtaken(&self, login: &Login) -> Failure {
        Failure::new(Kind::Refused, format!("somebody else changed @{login} since your text was begun")).hint(format!(
            "nothing was recorded; take from `{}` what you need, remove it, and begin anew",
            self.text.display()
        ))
    }

    fn remove(&self) -> Result<(), Failure> {
        folders::remove_file(&self.text)?;
        Ok(folders::remove_file(&self.base)?)
    }
}

/// Returns the editor of the person, as they wrote it: it may have arguments.
fn editor(context: &Context<'_>, repository: &Repository) -> Result<String, Failure> {
    let named = [VISUAL, EDITOR].into_iter().find_map(|name| context.environment.get(name).map(str::to_owned));
    named.or_else(|| repository.setting("core.editor")).ok_or_else(|| {
        Failure::new(Kind::Usage, "it is not known which editor you use")
            .hint("name it: `EDITOR=nano`, or for good with `git config --global core.editor nano`")
    })
}

/// Returns the editor with the file to open. As git does, a shell reads what the person wrote.
#[cfg(unix)]
fn program(editor: &str, file: &Path) -> Live {
    let script = format!("{editor} \"$1\"");
    Live::new("sh", [OsStr::new("-c"), OsStr::new(&script), OsStr::new("sh"), file.as_os_str()])
}

/// Returns the editor with the file to open.
#[cfg(not(unix))]
fn program(editor: &str, file: &Path) -> Live {
    let mut words = editor.split_whitespace().map(std::ffi::OsString::from);
    let name = words.next().unwrap_or_default();
    Live::new(&name.to_string_lossy(), words.chain([file.as_os_str().to_owned()]))
}
