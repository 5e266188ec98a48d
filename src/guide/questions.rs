//! What a person can answer in a walk.

use crate::ui::Choice;

pub(super) const RUN: Choice =
    Choice { word: "run", letter: 'r', text: "run", meaning: "runs the commands that are shown" };
pub(super) const DONE: Choice = Choice {
    word: "done",
    letter: 'd',
    text: "done by hand",
    meaning: "you did it, or it is done: written down, and proven where that can be",
};
pub(super) const SKIP: Choice =
    Choice { word: "skip", letter: 's', text: "skip", meaning: "leaves the step out; you say why" };
pub(super) const NOTE: Choice = Choice {
    word: "note",
    letter: 'n',
    text: "note",
    meaning: "writes something down for those who come after you, and asks again",
};
pub(super) const MENTOR: Choice =
    Choice { word: "mentor", letter: 'm', text: "ask my mentor", meaning: "a message to your mentor, ready to send" };
pub(super) const BACK: Choice =
    Choice { word: "back", letter: 'b', text: "back to a step", meaning: "opens a step that is done once more" };
pub(super) const PAUSE: Choice =
    Choice { word: "pause", letter: 'p', text: "pause", meaning: "leaves, and writes down that you go on later" };
pub(super) const QUIT: Choice = Choice { word: "quit", letter: 'q', text: "quit", meaning: "leaves without a word" };
pub(super) const AGAIN: Choice = Choice { word: "again", letter: 'a', text: "again", meaning: "once more" };
pub(super) const UNDO: Choice = Choice {
    word: "undo",
    letter: 'u',
    text: "undo",
    meaning: "takes the step back with its own command, which is shown first",
};
pub(super) const LEAVE_OUT: Choice = Choice {
    word: "leave-out",
    letter: 'l',
    text: "leave this block out",
    meaning: "goes on with the next block of the step",
};
pub(super) const NEXT: Choice = Choice {
    word: "next",
    letter: 'x',
    text: "this block is done",
    meaning: "you did this block; the step goes on with the next",
};
pub(super) const OVERRIDE: Choice = Choice {
    word: "override",
    letter: 'o',
    text: "go on all the same",
    meaning: "puts the check aside; you say why, and that is recorded",
};
pub(super) const STAY: Choice = Choice {
    word: "wait",
    letter: 'w',
    text: "wait here",
    meaning: "waits here, rings when it is over; Ctrl-C leaves",
};
pub(super) const ENOUGH: Choice =
    Choice { word: "enough", letter: 'e', text: "it waited long enough", meaning: "goes on now; you say why" };

pub(super) const AWAIT: Choice = Choice {
    word: "wait",
    letter: 'w',
    text: "wait here",
    meaning: "waits until they did it, and rings; Ctrl-C leads back",
};
pub(super) const TOGETHER: Choice = Choice {
    word: "together",
    letter: 't',
    text: "do it here, together",
    meaning: "whoever has the right is at your side: shows the step as any other",
};
pub(super) const REDO: Choice =
    Choice { word: "again", letter: 'a', text: "open it again", meaning: "the step is to be done once more" };
pub(super) const KEEP: Choice =
    Choice { word: "keep", letter: 'k', text: "it is done all the same", meaning: "the step stays done" };
pub(super) const MERGE: Choice = Choice {
    word: "merge",
    letter: 'g',
    text: "merge it in the copy",
    meaning: "does in the copy what merging the pull request does",
};

/// What can be answered in a rehearsal at a step that is to merge a pull request.
pub(super) const MERGEABLE: [Choice; 8] = [MERGE, DONE, SKIP, NOTE, MENTOR, BACK, PAUSE, QUIT];
/// What can be answered at a step that has commands to run.
pub(super) const RUNNABLE: [Choice; 8] = [RUN, DONE, SKIP, NOTE, MENTOR, BACK, PAUSE, QUIT];
/// What can be answered at a step that a person does.
pub(super) const MANUAL: [Choice; 7] = [DONE, SKIP, NOTE, MENTOR, BACK, PAUSE, QUIT];
/// What can be answered before the second and each later block of a step.
pub(super) const NEXT_BLOCK: [Choice; 8] = [RUN, LEAVE_OUT, DONE, SKIP, NOTE, MENTOR, PAUSE, QUIT];
/// What can be answered when each block of a step was left out.
pub(super) const LEFT_OUT: [Choice; 5] = [DONE, SKIP, NOTE, PAUSE, QUIT];
/// What can be answered when a step that is not decided is not in the document any more.
pub(super) const GONE: [Choice; 3] = [DONE, SKIP, PAUSE];
/// What can be answered when commands failed.
pub(super) const FAILED: [Choice; 6] = [AGAIN, DONE, SKIP, NOTE, PAUSE, QUIT];
/// What can be answered when commands failed that can be taken back.
pub(super) const FAILED_UNDO: [Choice; 7] = [AGAIN, UNDO, DONE, SKIP, NOTE, PAUSE, QUIT];
/// What can be answered when nobody knows how commands ended.
pub(super) const UNKNOWN: [Choice; 6] = [AGAIN, DONE, SKIP, NOTE, PAUSE, QUIT];
/// The same where more blocks of the step come after this one.
pub(super) const UNKNOWN_BLOCK: [Choice; 7] = [AGAIN, NEXT, DONE, SKIP, NOTE, PAUSE, QUIT];
/// What can be answered when a check does not hold.
pub(super) const CHECK: [Choice; 5] = [AGAIN, OVERRIDE, NOTE, PAUSE, QUIT];
/// What can be answered when a check does not hold yet.
pub(super) const PENDING: [Choice; 6] = [STAY, AGAIN, OVERRIDE, NOTE, PAUSE, QUIT];
/// What can be answered when a step does not look done.
pub(super) const CONTRADICTED: [Choice; 4] = [AGAIN, DONE, PAUSE, QUIT];
/// What can be answered when a step does not look done yet.
pub(super) const CONTRADICTED_YET: [Choice; 5] = [STAY, AGAIN, DONE, PAUSE, QUIT];
/// What can be answered while a step waits for a time.
pub(super) const WAIT: [Choice; 5] = [STAY, ENOUGH, NOTE, PAUSE, QUIT];
/// What can be answered while a sign-off is missing.
pub(super) const SIGN_OFF: [Choice; 5] = [AWAIT, AGAIN, NOTE, PAUSE, QUIT];
/// The same where nobody can be asked.
pub(super) const SIGN_OFF_ALONE: [Choice; 6] = [AWAIT, AGAIN, OVERRIDE, NOTE, PAUSE, QUIT];
/// What can be answered while somebody else does a step.
pub(super) const OTHERS: [Choice; 5] = [AWAIT, TOGETHER, NOTE, PAUSE, QUIT];
/// What can be answered of a step that does not look done after the run was passed on.
pub(super) const PASSED: [Choice; 2] = [REDO, KEEP];
