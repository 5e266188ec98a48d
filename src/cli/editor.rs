//! A file of the store in the editor of a person: opened, checked, recorded and shared. What was written is never lost.

#[cfg(unix)]
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::people;
use crate::cli::records::Records;
use crate::cli::whereabouts::Where;
use crate::core::people::Login;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::store::{Editable, NotEditable, Store, StoreError};
use crate::system::environment::{EDITOR, GH_TOKEN, GITHUB_TOKEN, VISUAL};
use crate::system::process::{End, Live};
use crate::system::{files, folders};
use crate::ui::Question;

/// What may be said to each command that opens an editor.
#[derive(clap::Args, Clone, Copy, Debug, Default)]
pub(super) struct EditorArguments {
    /// Where something is wrong with what you wrote, keep it and end: do not ask whether to go on with it
    #[arg(long)]
    once: bool,
}

/// The file that is opened, in words.
pub(super) struct Opened {
    /// The path in the store.
    pub(super) path: String,
    /// What it is called in a sentence. `None`: its path.
    pub(super) what: Option<String>,
    /// What may be done without an editor.
    pub(super) without: String,
    /// The failure where there is no such file. `None`: the one for a path.
    pub(super) missing: Option<Failure>,
}

/// Lets a person write on a file of the store.
pub(super) fn edit(
    context: &Context<'_>,
    place: &mut Where,
    opened: Opened,
    arguments: EditorArguments,
) -> Result<(), Failure> {
    let records = match Store::open(&place.repository) {
        // What others wrote is taken in afterwards: it is this that is mended.
        Err(StoreError::Damaged { .. }) if opened.path == "store.toml" => None,
        _ => Some(Records::open(context, place)?),
    };
    let to_mend = if records.is_none() { Some(Store::open_to_mend(&place.repository)?) } else { None };
    let Some(store) = records.as_ref().map(|records| &records.store).or(to_mend.as_ref()) else { return Ok(()) };
    let file = store.to_edit(&opened.path)?.map_err(|why| not_editable(&opened, why))?;
    let what = opened.what.unwrap_or_else(|| format!("`{}`", clean(&file.path)));
    if !context.ui.can_ask() {
        return Err(Failure::new(Kind::Usage, "an editor needs a terminal, and this is none").hint(opened.without));
    }
    let editor = editor(context, &place.repository)?;
    let author = Records::author(context, place)?;
    let draft = Draft::open(context, &place.repository, &file, &what)?;
    let text = loop {
        draft.write_on(&editor, &file)?;
        let text = files::read_text(&draft.text).map_err(|error| draft.kept(error.into()))?;
        if text == file.first {
            draft.remove()?;
            context.ui.status(&format!("{what} is as before"));
            return Ok(());
        }
        let Err(failure) = checked(store, &file.path, &text) else { break text };
        if arguments.once {
            return Err(draft.kept(failure));
        }
        context.ui.warning(&failure.message);
        failure.hints.iter().for_each(|hint| context.ui.hint(hint));
        let question = Question { text: "Edit it again?", flag: "--once", answer: None };
        if !context.ui.confirm(&question).map_err(|failure| draft.kept(failure))? {
            return Err(
                draft.kept(Failure::new(failure.kind, "what you wrote is not recorded, as something is wrong with it"))
            );
        }
    };
    match store.put_text(&file.path, file.before.as_deref(), &text, &format!("{} edited", file.path), &author) {
        Ok(_) => {}
        Err(StoreError::Exists(_)) => return Err(draft.overtaken(&what)),
        Err(error) => return Err(draft.kept(error.into())),
    }
    draft.remove()?;
    for doubt in Store::doubts_of(&file.path, &text) {
        context.ui.warning(&doubt);
    }
    let records = match records {
        Some(records) => records,
        None => Records::open(context, place)?,
    };
    records.share(context, &author)?;
    context.ui.status(&format!("{what} is changed"));
    Ok(())
}

/// Returns the failure of a text that cannot be recorded, with each mistake in it.
fn checked(store: &Store, path: &str, text: &str) -> Result<(), Failure> {
    let mistakes: Vec<String> = store.mistakes(path, text).into_iter().map(StoreError::reason).collect();
    if !mistakes.is_empty() {
        let told = if let [only] = mistakes.as_slice() {
            format!(" {only}")
        } else {
            format!("\n  {}", mistakes.join("\n  "))
        };
        return Err(Failure::new(Kind::Input, format!("what you wrote cannot be recorded:{told}")));
    }
    let login = path.strip_prefix("people/").and_then(|name| name.strip_suffix(".toml")?.parse::<Login>().ok());
    let Some(login) = login else { return Ok(()) };
    let (roster, _) = store.people_as_far_as_readable()?;
    people::checked(store, &roster, Store::read_person(&login, text)?).map(drop)
}

/// Returns the failure for a path at which there is no file that people write.
fn not_editable(opened: &Opened, why: NotEditable) -> Failure {
    if let Some(missing) = &opened.missing {
        return missing.clone();
    }
    let path = clean(&opened.path);
    match why {
        NotEditable::Kind => Failure::new(Kind::Usage, format!("`{path}` is no file of the store that people write"))
            .hint(
                "they write `store.toml`, `people/LOGIN.toml`, `pairings/MENTOR--MENTEE.toml`, `circles/NAME.toml`, \
                 `slots/OWNER/NAME/ID.toml` and `releases/OWNER/NAME.toml`",
            ),
        NotEditable::Missing(near) => {
            let failure = Failure::new(Kind::Usage, format!("`{path}` is not in the store"));
            match near {
                Some(near) => failure.hint(format!("did you mean `{}`?", clean(&near))),
                None => failure.hint(
                    "commands make such files: `people add`, `people pair`, `circles add`, `rotation plan`, `record`",
                ),
            }
        }
    }
}

/// A text that is written on, and what it was made of.
struct Draft {
    text: PathBuf,
    base: PathBuf,
}

impl Draft {
    /// Returns the draft of a file: the one that was kept, else a new one.
    fn open(context: &Context<'_>, repository: &Repository, file: &Editable, what: &str) -> Result<Self, Failure> {
        let folder = repository.common_directory().join("shepherd/edit");
        let name = file.path.to_lowercase();
        let draft = Self { text: folder.join(&name), base: folder.join("before").join(&name) };
        let before = file.before.as_deref().unwrap_or_default();
        if files::exists(&draft.text) {
            if files::read_text_if_there(&draft.base)?.as_deref() != Some(before) {
                return Err(draft.overtaken(what));
            }
            context.ui.status(&format!("Going on with the text that was kept in `{}`", draft.text.display()));
            return Ok(draft);
        }
        folders::write(&draft.base, before.as_bytes())?;
        folders::write(&draft.text, file.first.as_bytes())?;
        Ok(draft)
    }

    /// Lets the person write on it.
    fn write_on(&self, editor: &str, file: &Editable) -> Result<(), Failure> {
        let lived = program(editor, &self.text).without(GITHUB_TOKEN).without(GH_TOKEN).on_terminal();
        let failure = match lived {
            Ok(lived) if lived.end == End::Code(0) => return Ok(()),
            Ok(lived) => Failure::new(Kind::Outside, format!("the editor `{editor}` did not end well: {}", lived.end)),
            Err(error) => error.into(),
        };
        if files::read_text_if_there(&self.text)?.as_ref() == Some(&file.first) {
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
    fn overtaken(&self, what: &str) -> Failure {
        Failure::new(Kind::Refused, format!("somebody else changed {what} since your text was begun")).hint(format!(
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
