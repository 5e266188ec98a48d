//! `shepherd demo --tour`: chapter by chapter, with what the commands really print.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::demo::make;
use crate::cli::demo::place;
use crate::cli::demo::runner::{Runner, Taker, home};
use crate::core::demo::{self, Act, Chapter, VERSION, chapters};
use crate::core::layout::paragraph;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::system::environment::{self, SHEPHERD_NOW};
use crate::system::process::{End, Interrupts};
use crate::system::{folders, random};
use crate::ui::width_of_words;

/// Variables of the person that say what the time is and how a terminal is written to, for the commands of the tour.
const KEPT: [&str; 8] = [SHEPHERD_NOW, "TZ", "COLUMNS", "LINES", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM"];

/// Walks through a demo that is made for it: in `given`, which stays, else in a folder that goes again.
pub(super) fn run(context: &Context<'_>, given: Option<&Path>, yes: bool) -> Result<(), Failure> {
    context.ui.no_longer_page()?;
    let folder = match given {
        Some(given) => context.path(given),
        None => folders::temporary().join(format!("shepherd-demo-{:08x}", random::number() & 0xffff_ffff)),
    };
    let shown = clean(&given.unwrap_or(&folder).display().to_string()).into_owned();
    // From here on the folder goes, whatever ends this.
    let ends = Interrupts::and_ends();
    make::make(context, &folder, &shown)?;
    let stay = Stay { folder, goes: given.is_none() };
    let stops = !yes && context.ui.can_ask();
    let tour = Tour { context, folder: &stay.folder, stops, runner: runner(&stay.folder)? };
    // Where the folder goes at once, nobody can open the pages that are in it.
    let is_through = tour.walk(&chapters(stops || !stay.goes))?;
    if is_through && stops && stay.goes {
        tour.lets_look()?;
    }
    drop(stay);
    drop(ends);
    let end = match given {
        Some(given) => super::told_after_tour(given),
        None if is_through => {
            let words = "That was the tour, and its folder is gone. To try all of it yourself:";
            format!("{}\n  shepherd demo\n", paragraph(words, width_of_words()))
        }
        None => "The tour ends here, and its folder is gone.\n".to_owned(),
    };
    context.ui.data(&format!("\n{end}"))
}

/// The folder of the tour, and what becomes of it, however the tour ends.
struct Stay {
    folder: PathBuf,
    goes: bool,
}

impl Drop for Stay {
    fn drop(&mut self) {
        let unneeded = if self.goes { self.folder.clone() } else { self.folder.join(place::HOME) };
        folders::remove(&unneeded).ok();
    }
}

fn runner(folder: &Path) -> Result<Runner, Failure> {
    let kept = KEPT.into_iter().filter_map(|name| Some((name, environment::preference(name)?)));
    let runner = Runner::new(&home(folder)?)?.with("SHEPHERD_PAGER", "");
    Ok(kept.fold(runner, |runner, (name, value)| runner.with(name, value)))
}

struct Tour<'a> {
    context: &'a Context<'a>,
    folder: &'a Path,
    /// Whether the person says when it goes on.
    stops: bool,
    runner: Runner,
}

impl Tour<'_> {
    /// Goes through all chapters; `false` where the person stopped before the end.
    fn walk(&self, chapters: &[Chapter]) -> Result<bool, Failure> {
        for (number, chapter) in chapters.iter().enumerate() {
            self.chapter(number + 1, chapters.len(), chapter)?;
            let is_last = number + 1 == chapters.len();
            if is_last || !self.stops {
                continue;
            }
            self.say("\n")?;
            if !self.context.ui.goes_on("Enter to go on, q to stop")? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says where the pages are that the last chapter made, and waits until they were looked at.
    fn lets_look(&self) -> Result<(), Failure> {
        let pages = super::word(&self.folder.join(place::SITE).join("index.html"));
        let words =
            paragraph("These pages are here until the folder of the tour goes. Open in a browser:", width_of_words());
        self.say(&format!("\n{words}\n  {pages}\n\n"))?;
        self.context.ui.goes_on("Press Enter, and the folder goes").map(drop)
    }

    fn chapter(&self, number: usize, count: usize, chapter: &Chapter) -> Result<(), Failure> {
        let room = width_of_words();
        let title = paragraph(&format!("── {number} of {count}: {} ──", chapter.title), room);
        if self.context.ui.can_ask() {
            self.say("\n")?;
            self.context.ui.heading(&title);
        } else {
            self.say(&format!("\n{title}\n"))?;
        }
        self.say(&format!("{}\n", paragraph(chapter.words, room)))?;
        chapter.acts.iter().try_for_each(|act| self.act(act))
    }

    fn act(&self, act: &Act) -> Result<(), Failure> {
        match act {
            Act::Shown(shown) => self.show(shown.by, &words(shown.words), shown.answers),
            Act::Unseen(shown) => {
                let progress = self.context.ui.progress("releasing, until the mentor has to look");
                let done = self.run(shown.by, &words(shown.words), shown.answers, Some(&mut |_| {}));
                drop(progress);
                done
            }
            Act::Agreement => self.agree(),
        }
    }

    /// Shows a command as it is typed, and what it prints.
    fn show(&self, by: &str, words: &[String], answers: Option<&str>) -> Result<(), Failure> {
        let whose = if by == demo::YOU { "" } else { by };
        self.say(&format!("\n{whose}$ {}\n", words.join(" ")))?;
        if self.context.ui.can_ask() {
            return self.run(by, words, answers, None);
        }
        let mut printed = Vec::new();
        let done = self.run(by, words, answers, Some(&mut |bytes| printed.extend_from_slice(bytes)));
        self.say(&String::from_utf8_lossy(&printed))?;
        done
    }

    fn run(&self, by: &str, words: &[String], answers: Option<&str>, output: Taker<'_>) -> Result<(), Failure> {
        let mut all = words.to_vec();
        if let Some(answers) = answers {
            let file = self.folder.join(place::HOME).join("answers.toml");
            folders::write(&file, answers.as_bytes())?;
            all.extend(["--answers".to_owned(), file.display().to_string()]);
        }
        let watched = Interrupts::begin();
        let lived = self.runner.show(&self.clone_of(by), &all, output)?;
        drop(watched);
        match lived.end {
            End::Code(0) => Ok(()),
            End::Interrupted | End::Code(130) => {
                Err(Failure::new(Kind::Interrupted, "interrupted, and the tour is over"))
            }
            end => Err(Failure::new(
                Kind::Outside,
                format!("the tour cannot go on: `{}` ended with {end}", words.join(" ")),
            )
            .hint("what it printed says why; `shepherd demo` makes a demo to look at it")),
        }
    }

    /// Lets the mentor agree to what waits, by the digest of what she was shown.
    fn agree(&self) -> Result<(), Failure> {
        let by = demo::MENTOR;
        let waiting = self.runner.ask(&self.clone_of(by), &["approve", "--json"])?;
        let waiting: Value = serde_json::from_str(&waiting).unwrap_or_default();
        let first = waiting.get("pending").and_then(|pending| pending.get(0));
        let text = |key: &str| first.and_then(|first| first.get(key)).and_then(Value::as_str).unwrap_or_default();
        let digest = text("digest").get(..32).unwrap_or_default();
        self.show(by, &words(&format!("shepherd approve {VERSION} {} --yes --digest {digest}", text("step"))), None)
    }

    fn clone_of(&self, login: &str) -> PathBuf {
        self.folder.join(make::clone_name(login))
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        self.context.ui.data(text)
    }
}

fn words(words: &str) -> Vec<String> {
    words.split(' ').map(str::to_owned).collect()
}
