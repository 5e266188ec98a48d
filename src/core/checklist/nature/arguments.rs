//! The program of a command and its words, behind what only starts it.

use crate::core::checklist::script::Command;

/// A program with what it is told.
#[derive(Clone)]
pub(super) struct Arguments<'a> {
    /// The name of the program, without a folder.
    pub(super) program: &'a str,
    /// Whether it is called by a path: `./release.sh`.
    pub(super) is_path: bool,
    /// Its words.
    pub(super) words: Vec<&'a str>,
    /// The words that are no options.
    pub(super) plain: Vec<&'a str>,
}

/// Programs that start another, with the words that belong to the call.
const STARTERS: [&[&str]; 24] = [
    &["bundle", "exec"],
    &["conda", "run"],
    &["doas"],
    &["hatch", "run"],
    &["mamba", "run"],
    &["nice"],
    &["npm", "exec"],
    &["npx"],
    &["pdm", "run"],
    &["pipx", "run"],
    &["pixi", "run"],
    &["pnpm", "dlx"],
    &["pnpm", "exec"],
    &["poetry", "run"],
    &["rye", "run"],
    &["setsid"],
    &["stdbuf"],
    &["timeout"],
    &["uv", "run"],
    &["uv", "tool", "run"],
    &["uvx"],
    &["xargs"],
    &["yarn", "dlx"],
    &["yarn", "exec"],
];

/// Options whose value is free text, which may look like another option.
const WITH_TEXT: [&str; 14] = [
    "-F",
    "-b",
    "-m",
    "-am",
    "-n",
    "-sm",
    "-t",
    "--body",
    "--comment",
    "--description",
    "--message",
    "--notes",
    "--subject",
    "--title",
];

/// As many of the first words may each be the value of the option before it.
const DOUBTFUL: usize = 4;

impl<'a> Arguments<'a> {
    /// Reads a command; `None` where it only sets variables.
    pub(super) fn read(command: &'a Command) -> Option<Self> {
        starts(command.texts()).into_iter().find_map(Self::of)
    }

    /// Returns every way to read a command, the likeliest first: whether a word is the value of the option before it is
    /// known to its program only.
    pub(super) fn readings(command: &'a Command) -> Vec<Self> {
        let all = starts(command.texts()).into_iter().filter_map(Self::of);
        all.flat_map(Self::without_values).collect()
    }

    fn of(mut words: Vec<&'a str>) -> Option<Self> {
        let first = *words.first()?;
        words.remove(0);
        let program = first.rsplit('/').next().unwrap_or(first);
        let program = program.strip_suffix(".exe").unwrap_or(program);
        // `cargo +nightly` names a toolchain.
        let is_plain = |word: &&str| !(word.starts_with('-') || program == "cargo" && word.starts_with('+'));
        let plain = words.iter().copied().filter(is_plain).collect();
        Some(Self { program, is_path: first.contains('/'), words, plain })
    }

    /// Returns these arguments, and then each with some of the first words taken for values of options.
    fn without_values(self) -> Vec<Self> {
        let mut doubtful = Vec::new();
        let mut place = 0;
        let mut before = "";
        for word in &self.words {
            if !word.starts_with('-') {
                if before.starts_with('-') && !before.contains('=') && place < DOUBTFUL {
                    doubtful.push(place);
                }
                place += 1;
            }
            before = word;
        }
        if self.program == "cargo" && self.words.first().is_some_and(|word| word.starts_with('+')) {
            doubtful.clear();
        }
        let count = 1_usize << doubtful.len();
        let reading = |choice: usize| {
            let is_value =
                |at: usize| doubtful.iter().position(|place| *place == at).is_some_and(|bit| choice >> bit & 1 == 1);
            let plain = self.plain.iter().enumerate().filter(|(at, _)| !is_value(*at)).map(|(_, word)| *word).collect();
            Self { plain, ..self.clone() }
        };
        (0..count).map(reading).collect()
    }

    /// Says whether an option is there, with or without a value behind `=`.
    pub(super) fn has(&self, option: &str) -> bool {
        self.words
            .iter()
            .any(|word| word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
    }

    /// Says whether one of several options is there.
    pub(super) fn has_any(&self, options: &[&str]) -> bool {
        options.iter().any(|option| self.has(option))
    }

    /// Says whether a letter is among the short options: `f` of `-xfd`.
    pub(super) fn has_letter(&self, letter: char) -> bool {
        let is_short = |word: &&&str| word.len() > 1 && word.starts_with('-') && !word.starts_with("--");
        self.words.iter().filter(is_short).any(|word| word.contains(letter))
    }

    /// Says whether the program only shows what it would do. A word that may be the text of an option, or that goes to
    /// another program, is no such option.
    pub(super) fn only_shows(&self) -> bool {
        let own: Vec<&str> = self.words.iter().copied().take_while(|word| *word != "--").collect();
        let is_text =
            |at: usize| at.checked_sub(1).and_then(|at| own.get(at)).is_some_and(|before| WITH_TEXT.contains(before));
        let is_trial = |word: &str| {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            match name {
                "--dry-run" | "--dryrun" | "--just-print" => !["false", "none", "no", "0"].contains(&value),
                "--help" => value.is_empty(),
                _ => false,
            }
        };
        // Elsewhere `--version` is followed by a version.
        own == ["--version"] || own.iter().enumerate().any(|(at, word)| is_trial(word) && !is_text(at))
    }

    /// Returns the commands that a shell is told to run: those of `bash -c '…'` and `eval`.
    pub(super) fn told(&self) -> Option<String> {
        match self.program {
            "eval" => Some(self.words.join(" ")),
            "bash" | "sh" | "zsh" | "dash" | "ksh" | "su" => {
                let is_command = |word: &&str| word.starts_with('-') && !word.starts_with("--") && word.ends_with('c');
                let at = self.words.iter().position(is_command)?;
                self.words.get(at + 1).map(|word| (*word).to_owned())
            }
            "nix-shell" => {
                let at = self.words.iter().position(|word| ["--run", "--command"].contains(word))?;
                self.words.get(at + 1).map(|word| (*word).to_owned())
            }
            _ => None,
        }
    }
}

/// Returns every way to read what stands behind the programs that only start another.
fn starts(words: Vec<&str>) -> Vec<Vec<&str>> {
    if let Some(module) = module(&words) {
        return starts(module);
    }
    let Some(starter) = STARTERS.iter().find(|starter| words.starts_with(starter) && words.len() > starter.len())
    else {
        return vec![words];
    };
    let rest = words.get(starter.len()..).unwrap_or_default();
    let mut ways = vec![behind(rest, false), behind(rest, true)];
    if starter == &["timeout"] {
        ways.iter_mut().filter(|way| way.len() > 1).for_each(|way| *way = way.split_off(1));
    }
    ways.dedup();
    ways.into_iter().filter(|way| !way.is_empty()).flat_map(starts).collect()
}

/// Returns the words behind the leading options, which have values or have none.
fn behind<'a>(words: &[&'a str], have_values: bool) -> Vec<&'a str> {
    let mut rest = words;
    while let Some((first, after)) = rest.split_first().filter(|(first, _)| first.starts_with('-')) {
        let has_value = have_values && *first != "--" && !first.contains('=') && after.len() > 1;
        rest = if has_value && after.first().is_some_and(|word| !word.starts_with('-')) {
            after.get(1..).unwrap_or_default()
        } else {
            after
        };
    }
    rest.to_vec()
}

/// Returns the words of a module that Python runs: `twine upload` of `python3.12 -I -m twine upload`.
fn module<'a>(words: &[&'a str]) -> Option<Vec<&'a str>> {
    let first = words.first()?.rsplit('/').next()?.trim_end_matches(".exe");
    let is_python = ["python", "pypy"].iter().any(|name| first.starts_with(name)) || first == "py";
    let at = words.iter().position(|word| *word == "-m").filter(|at| is_python && words.len() > at + 1)?;
    let is_own = words.get(1..at)?.iter().all(|word| word.starts_with('-'));
    is_own.then(|| words.get(at + 1..).map(<[&str]>::to_vec))?
}
