//! Rankings and slots as text and as JSON.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::table::{named_table, table};
use crate::core::rotation::{Excluded, History, Ranked, Ranking, Said, Slot, State};
use crate::core::text::{clean, plural};
use crate::core::tone::Tone;

/// What the columns of a ranking mean.
const WORDS: [&str; 3] = [
    "rung: how far somebody has come: observer, shadow, paired, solo, mentor",
    "load: what they released lately or have ahead, by the days on which they could",
    "`--explain` gives all rules and reasons",
];

/// Returns how far a slot is, by the releases up to a day.
pub(super) fn state(history: &History<'_>, slot: &Slot, today: Date) -> State {
    match slot.state {
        State::Cancelled => State::Cancelled,
        _ if history.release_of(slot, today).is_some() => State::Done,
        state => state,
    }
}

/// Returns a slot in a line: `octo/hello 5.5.0 (minor) on 2026-04-02`.
pub(super) fn title(slot: &Slot) -> String {
    let projects: Vec<_> = slot.projects.iter().map(|project| clean(project)).collect();
    let kind = match (&slot.version, slot.kind) {
        (Some(_), Some(kind)) => format!(" ({kind})"),
        _ => String::new(),
    };
    let security = if slot.security { ", security" } else { "" };
    let on = if slot.from == slot.until { "on" } else { "from" };
    format!("{} {}{kind}{security} {on} {}", projects.join(", "), clean(&slot.what()), slot.when())
}

/// Returns a ranking, with all people and numbers.
pub(super) fn ranking(slot: &Slot, ranking: &Ranking, explains: bool) -> String {
    let mut lines = vec![format!("{}; it takes {}, or a mentor beside", Tone::Title.of(title(slot)), ranking.needed)];
    if !ranking.ranked.is_empty() {
        lines.push(String::new());
        lines.extend(ranks(&ranking.ranked, "released", explains));
    }
    if !ranking.excluded.is_empty() {
        lines.extend([String::new(), Tone::Title.of("not now:")]);
        lines.extend(exclusions(&ranking.excluded));
    }
    if !ranking.mentors.is_empty() {
        lines.extend([String::new(), Tone::Title.of("who could mentor:")]);
        lines.extend(ranks(&ranking.mentors, "mentored", explains));
    }
    if explains && !ranking.mentors_excluded.is_empty() {
        lines.extend([String::new(), Tone::Title.of("no mentor in it:")]);
        lines.extend(exclusions(&ranking.mentors_excluded));
    }
    if let Some(growth) = &ranking.growth {
        let (learner, mentor) = (&growth.learner, &growth.mentor);
        lines.extend([String::new(), format!("to learn beside them: @{learner}, with @{mentor} as mentor")]);
    }
    if ranking.relaxed.contains(&"rest") {
        lines.extend([String::new(), "rest relaxed: everybody else who could take it rests".to_owned()]);
    }
    lines.join("\n") + "\n"
}

/// Returns what the columns of rankings mean; nothing where none has columns.
pub(super) fn legend<'a>(rankings: impl IntoIterator<Item = &'a Ranking>) -> String {
    let has_columns = |ranking: &Ranking| !ranking.ranked.is_empty() || !ranking.mentors.is_empty();
    if rankings.into_iter().any(has_columns) {
        format!("\n{}\n", WORDS.map(|words| Tone::Faint.of(words)).join("\n"))
    } else {
        String::new()
    }
}

fn ranks(ranked: &[Ranked], verb: &str, explains: bool) -> Vec<String> {
    let why = if explains { "why" } else { "" };
    let mut rows = vec![["", "login", "rung", "load", &format!("last {verb}"), "in all", why].map(str::to_owned)];
    rows.extend(ranked.iter().enumerate().map(|(position, one)| {
        let last = match (&one.has, one.last) {
            (Some(slot), _) => format!("has {}", clean(slot)),
            (None, Some(last)) => last.to_string(),
            (None, None) => "never".to_owned(),
        };
        let beside = one.mentor.as_ref().map(|mentor| format!("with @{mentor} as mentor"));
        let volunteered = one.volunteered.then(|| "volunteered".to_owned());
        let notes: Vec<String> = volunteered.into_iter().chain(beside).collect();
        let why = if explains { one.reasons.join("; ") } else { notes.join("; ") };
        [
            (position + 1).to_string(),
            format!("@{}", one.login),
            one.rung.to_string(),
            one.load.to_string(),
            last,
            one.lifetime.to_string(),
            clean(&why).into_owned(),
        ]
    }));
    named_table(&rows)
}

fn exclusions(excluded: &[Excluded]) -> Vec<String> {
    let row = |one: &Excluded| [format!("@{}", one.login), clean(&one.reason()).into_owned()];
    table(&excluded.iter().map(row).collect::<Vec<_>>())
}

/// Returns slots, a line each, below a line that says what is what. The project is named of those that are not for `own`
/// alone.
pub(super) fn slots<'a>(
    history: &History<'_>,
    slots: impl IntoIterator<Item = &'a Slot>,
    own: &str,
    today: Date,
) -> String {
    let mut rows = vec![["slot", "project", "when", "what", "who", "state"].map(str::to_owned)];
    rows.extend(slots.into_iter().map(|slot| {
        let projects: Vec<_> = slot.projects.iter().map(|project| clean(project)).collect();
        let state = state(history, slot, today);
        [
            clean(&slot.id).into_owned(),
            if slot.projects == [own] { String::new() } else { projects.join(", ") },
            days(slot),
            what(slot),
            people(slot),
            toned(state),
        ]
    }));
    named_table(&rows).join("\n") + "\n"
}

/// Returns how far a slot is: what is settled, and what waits for an answer, stand out.
fn toned(state: State) -> String {
    match state {
        State::Accepted | State::Done => Tone::Good.of(state),
        State::Offered => Tone::Careful.of(state),
        State::Cancelled => Tone::Faint.of(state),
        State::Open => state.to_string(),
    }
}

/// Returns the days of a slot; nothing where it is called by its day.
pub(super) fn days(slot: &Slot) -> String {
    let when = slot.when();
    if slot.id == when { String::new() } else { when }
}

/// Returns what a slot is about, and whether it mends something that can be exploited.
pub(super) fn what(slot: &Slot) -> String {
    let security = if slot.security { ", security" } else { "" };
    format!("{}{security}", clean(&slot.what()))
}

/// Returns who has a part in a slot: `@mona; @kim learns, with @ann`.
pub(super) fn people(slot: &Slot) -> String {
    let Some(shepherd) = &slot.shepherd else { return "nobody".to_owned() };
    let beside = match (&slot.learner, &slot.mentor) {
        (Some(learner), Some(mentor)) => format!("; @{learner} learns, with @{mentor}"),
        (Some(learner), None) => format!("; @{learner} learns"),
        (None, Some(mentor)) => format!(", with @{mentor} as mentor"),
        (None, None) => String::new(),
    };
    format!("@{shepherd}{beside}")
}

/// Returns how many slots there are, in words.
pub(super) fn count(slots: usize) -> String {
    plural(slots, "slot")
}

/// Returns a ranking as JSON; the keys of the slot and its people first.
pub(super) fn ranking_json(history: &History<'_>, slot: &Slot, ranking: &Ranking, today: Date) -> Value {
    let excluded = |excluded: &[Excluded]| {
        excluded.iter().map(|one| json!({"login": one.login, "reason": one.reason()})).collect::<Vec<_>>()
    };
    let ranked = |ranked: &[Ranked]| ranked.iter().map(ranked_json).collect::<Vec<_>>();
    json!({
        "slot": slot_json(history, slot, today),
        "needed": ranking.needed.word(),
        "ranked": ranked(&ranking.ranked),
        "excluded": excluded(&ranking.excluded),
        "mentors": ranked(&ranking.mentors),
        "mentors_excluded": excluded(&ranking.mentors_excluded),
        "growth": ranking.growth.as_ref().map(|one| json!({"learner": one.learner, "mentor": one.mentor})),
        "relaxed": ranking.relaxed,
    })
}

fn ranked_json(one: &Ranked) -> Value {
    json!({
        "login": one.login, "rung": one.rung.word(), "load": one.load.to_string(), "last": one.last,
        "has": one.has, "lifetime": one.lifetime, "reasons": one.reasons, "organisation": one.organisation, "mentor": one.mentor,
        "volunteered": one.volunteered,
    })
}

/// Takes from a ranking as JSON when its slot was changed last: one that is not there yet was never changed, and the same
/// question has the same answer.
pub(super) fn without_moment(value: &mut Value) {
    if let Some(slot) = value.get_mut("slot").and_then(Value::as_object_mut) {
        slot.remove("changed");
    }
}

/// Returns a slot as JSON.
pub(super) fn slot_json(history: &History<'_>, slot: &Slot, today: Date) -> Value {
    let said = |said: &[Said]| said.iter().map(|one| json!({"login": one.login, "on": one.on})).collect::<Vec<_>>();
    let swaps: Vec<_> =
        slot.swaps.iter().map(|swap| json!({"from": swap.from, "to": swap.to, "by": swap.by, "on": swap.on})).collect();
    json!({
        "id": slot.id, "uid": slot.uid, "project": slot.project(), "projects": slot.projects, "version": slot.version,
        "kind": slot.kind.map_or("duty", |kind| kind.name()), "security": slot.security, "from": slot.from,
        "until": slot.until, "state": state(history, slot, today).word(), "shepherd": slot.shepherd,
        "offered": slot.offered, "accepted": slot.accepted, "learner": slot.learner, "mentor": slot.mentor,
        "volunteers": said(&slot.volunteers), "unavailable": said(&slot.declines), "swaps": swaps,
        "sequence": slot.sequence, "changed": slot.changed.to_string(),
        "released": history.release_of(slot, today).map(|release| &release.tag),
    })
}
