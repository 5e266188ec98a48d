//! The chapters of the tour: a few words, and the commands that show what they say.

use super::cast::{MENTOR, YOU};

/// What happens in a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A command, which is shown with what it prints.
    Shown(Shown),
    /// A command that leads to where the next one is worth seeing; nothing of it is shown.
    Unseen(Shown),
    /// The mentor agrees to the step that waits, by the digest of what was shown.
    Agreement,
}

/// A command of the tour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Whose clone it is given in.
    pub by: &'static str,
    /// Its words, the name of the program first; none of them holds a space.
    pub words: &'static str,
    /// What is answered to its questions: a file for `--answers`.
    pub answers: Option<&'static str>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// What it is about.
    pub title: &'static str,
    /// What a person who never saw this should know.
    pub words: &'static str,
    /// What is done.
    pub acts: Vec<Act>,
}

/// What is answered until the mentor has to look.
const BEGIN: &str = include_str!("../../../templates/demo/begin.toml");
/// What is answered when the guide goes on: it asks for the sign-off, and is left.
const ASK: &str = "\"step.push\" = \"run\"\n\"sign-off.push\" = \"pause\"\n";
/// What is answered once the mentor agreed.
const GO_ON: &str = "\"step.push\" = \"run\"\n\"confirm.push\" = \"2.4.0\"\n\"step.announce\" = \"done\"\n";
/// What is answered in the rehearsal.
const REHEARSE: &str = include_str!("../../../templates/demo/rehearse.toml");

/// Returns the tour. Its pages can be looked at, or go too soon for that.
pub fn chapters(pages_stay: bool) -> Vec<Chapter> {
    let chapter = |title, words, acts| Chapter { title, words, acts };
    let site = if pages_stay { "shepherd report --site ../site" } else { "shepherd report --site ../site --quiet" };
    vec![
        chapter(
            "What would a release say?",
            "You are @kofi, and lantern is the project. This is what was merged since its last release, sorted into \
             sections. Nothing is lost on the way: what is not listed has a reason, and `explain` says which.",
            vec![shown("shepherd changelog --no-contributors --format plain"), shown("shepherd explain 77")],
        ),
        chapter(
            "Which version is it, and whose turn?",
            "The version follows from what is in it. @kofi is up, for the first time, with @nia as mentor.",
            vec![shown("shepherd next")],
        ),
        chapter(
            "Practise it first",
            "The guide follows the project's own RELEASING.md, step by step, and writes down each thing before the next. \
             A rehearsal does all of it in a throw-away copy: the pushes are real, and go nowhere. On your own you are \
             asked at each step; here the answers were given beforehand.",
            vec![answered(YOU, "shepherd guide 2.4.0 --rehearse --mentor nia", REHEARSE)],
        ),
        chapter(
            "The real one, until somebody else has to look",
            "Now for real, in this folder: @kofi told the others, wrote the changelog, raised the version and made the \
             tag. Once the tag is pushed it is out for good, so the guide waits for the mentor here.",
            vec![
                Act::Unseen(Shown { by: YOU, words: "shepherd guide 2.4.0 --mentor nia", answers: Some(BEGIN) }),
                answered(YOU, "shepherd guide", ASK),
            ],
        ),
        chapter(
            "The mentor's side",
            "@nia sits elsewhere, with a clone of her own; the records travel by git. She gets the commit, sees what would \
             run, and agrees to exactly that: her word fits no other command.",
            vec![of_mentor("shepherd approve"), of_mentor("git pull --quiet"), Act::Agreement],
        ),
        chapter(
            "Out",
            "The guide of @kofi finds her word, and goes on. What cannot be taken back is confirmed by typing the version. \
             The release is recorded by itself: who cut it, and who helped.",
            vec![answered(YOU, "shepherd guide", GO_ON), shown("shepherd status 2.4.0")],
        ),
        chapter(
            "Whose turn is it next?",
            "Whoever carried least of late comes first, whoever cut the last one rests, and who is left out is told why. \
             @kofi has moved up by this release.",
            vec![
                shown("shepherd rotation who --for minor"),
                shown("shepherd rotation list"),
                shown("shepherd people list"),
            ],
        ),
        chapter(
            "How many people carry the releases?",
            "The absence factor is how few people cut half of the releases: the higher, the better. `report --explain` \
             says where each figure comes from. With `--site` it becomes pages for everybody, which show of a person what \
             that person lets them show.",
            vec![shown("shepherd report"), shown(site)],
        ),
    ]
}

fn of_mentor(words: &'static str) -> Act {
    Act::Shown(Shown { by: MENTOR, words, answers: None })
}

fn shown(words: &'static str) -> Act {
    Act::Shown(Shown { by: YOU, words, answers: None })
}

fn answered(by: &'static str, words: &'static str, answers: &'static str) -> Act {
    Act::Shown(Shown { by, words, answers: Some(answers) })
}
