//! `shepherd demo`

mod make;
mod place;
mod runner;
mod tour;

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::core::demo::{MENTOR, VERSION, YOU};
use crate::core::layout::{beside, paragraph};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::system::environment;
use crate::system::folders::{self, Standing};
use crate::ui::width_of_words;

/// What the folder is called where no other name is given.
const FOLDER: &str = "shepherd-demo";

/// Make a small project to try everything on
///
/// It comes with two years of history, a RELEASING.md, nine people of four organisations, the records of their releases
/// and a remote, all in one folder. You are @kofi, whose turn it is to release for the first time; @nia mentors you. No
/// network, token or configuration is needed, and nothing outside of the folder is touched.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd demo                    make it in ./shepherd-demo\n  \
    shepherd demo --tour             be shown around, in a folder that goes again\n  \
    shepherd demo --tour my-tour     the same, in a folder that stays\n  \
    shepherd demo --remove           take ./shepherd-demo away again"
)]
pub(super) struct DemoArguments {
    /// The folder, which is made [default: shepherd-demo; of a tour: one that goes when it ends]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Walk through it: the changelog, what comes next, a release with a mentor's sign-off, whose turn it is, the figures
    #[arg(long)]
    tour: bool,
    /// Go through the tour without stopping at its chapters
    #[arg(long, short, requires = "tour")]
    yes: bool,
    /// Take a demo away again, with all that is in it; without DIR, ./shepherd-demo, else the one that you stand in
    #[arg(long, conflicts_with = "tour")]
    remove: bool,
}

/// Makes it, shows it, or takes it away.
pub(super) fn run(context: &Context<'_>, arguments: &DemoArguments) -> Result<(), Failure> {
    if arguments.tour {
        return tour::run(context, arguments.folder.as_deref(), arguments.yes);
    }
    if arguments.remove {
        return remove(context, arguments.folder.as_deref());
    }
    let given = arguments.folder.clone().unwrap_or_else(|| PathBuf::from(FOLDER));
    let folder = context.path(&given);
    let shown = clean(&given.display().to_string()).into_owned();
    make::make(context, &folder, &shown)?;
    context.ui.data(&told(&given))
}

/// Takes a demo away: the one that is named, else the one that lies here, else the one that the person stands in.
fn remove(context: &Context<'_>, given: Option<&Path>) -> Result<(), Failure> {
    let is_none_here = folders::standing(&context.path(Path::new(FOLDER))) == Standing::Nothing;
    let around = || environment::folder().filter(|_| is_none_here).as_deref().and_then(place::demo_around);
    let given = given.map(Path::to_owned).or_else(around).unwrap_or_else(|| PathBuf::from(FOLDER));
    let shown = |path: &Path| clean(&path.display().to_string()).into_owned();
    let gone = place::remove(&context.path(&given), &shown(&given))?;
    let what = if gone.way_out.is_some() { shown(&gone.folder) } else { shown(&given) };
    context.ui.status(&format!("{what} is gone, with all that was in it"));
    if let Some(way_out) = gone.way_out {
        context.ui.hint(&format!("you stand in a folder that is gone: `cd {}` leads out of it", word(&way_out)));
    }
    Ok(())
}

/// What is worth a try, and what it shows.
const WORTH_A_TRY: [(&str, &str); 8] = [
    ("shepherd next", "what would be released now, and who is up"),
    ("shepherd changelog", "what the release would say"),
    ("shepherd guide 2.4.0 --rehearse", "practise it, in a throw-away copy"),
    ("shepherd rotation who --for 2.4.0", "whose turn it is, and why"),
    ("shepherd people list", "who is there, and how far each has come"),
    ("shepherd report", "how many people carry the releases"),
    ("shepherd report --site ../site", "all of it as pages: open ../site/index.html"),
    ("shepherd demo --tour", "be shown around, in another folder"),
];

/// Returns what is said of a demo: where it is, what to try, and how it goes again.
fn told(folder: &Path) -> String {
    let width = width_of_words();
    let longest = WORTH_A_TRY.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
    let lines = WORTH_A_TRY.map(|(command, words)| beside(command, longest, words, width)).join("\n");
    let way = way_to_program().map(|way| format!("  export PATH={way}:\"$PATH\"\n")).unwrap_or_default();
    let lantern = word(&folder.join(place::OWN));
    let name = word(folder);
    let removed = if name == FOLDER { String::new() } else { format!(" {name}") };
    let what = format!(
        "The demo is in {name}: a small project, its people, and two years of their releases. You are @{YOU}, whose turn \
         it is to release {VERSION}; @{MENTOR} mentors you, in a clone of her own."
    );
    let away = "Nothing outside the folder was touched. To take it away, from where you are now:";
    let [what, away] = [&what, away].map(|words| paragraph(words, width));
    format!("{what}\n\nTry this:\n{way}  cd {lantern}\n{lines}\n\n{away}\n  shepherd demo --remove{removed}\n")
}

/// Returns what is said of a demo that a tour walked through, and that stays.
fn told_after_tour(folder: &Path) -> String {
    let (lantern, name) = (word(&folder.join(place::OWN)), word(folder));
    let stays = paragraph("The folder of the tour stays, with the project as you left it:", width_of_words());
    format!("{stays}\n  cd {lantern}\nTo take it away, from where you are now:\n  shepherd demo --remove {name}\n")
}

/// Returns the folder of this program, where a shell would not find it by its name.
fn way_to_program() -> Option<String> {
    if cfg!(windows) || environment::find_program("shepherd").is_some() {
        return None;
    }
    Some(word(environment::program()?.parent()?))
}

/// Returns a path as a shell takes it for one word.
fn word(path: &Path) -> String {
    let path = clean(&path.display().to_string()).into_owned();
    // What begins with a hyphen would be taken for an option.
    let path = if path.starts_with('-') { format!("./{path}") } else { path };
    let is_plain =
        |letter: char| letter.is_alphanumeric() || "/._-:".contains(letter) || (cfg!(windows) && letter == '\\');
    if path.chars().all(is_plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
