//! Makes the configuration of what was found, and asks where it is not clear what is meant.

use std::cmp::Reverse;

use crate::cli::context::Context;
use crate::cli::init::InitArguments;
use crate::cli::init::look::Found;
use crate::config::{Config, Format, Origin, name_of};
use crate::core::changelog::document::Form;
use crate::core::setup::{Setting, Settings};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::ui::{Answers, Form as Answer, Inquiry};

/// A series whose newest tag is so many months older than that of another one may have ended.
const MONTHS: i64 = 6;

/// Returns the configuration that is proposed. What a file says already is not proposed again.
pub(super) fn settings(
    context: &Context<'_>,
    arguments: &InitArguments,
    found: &Found,
    config: &Config,
) -> Result<Settings, Failure> {
    let is_open = |key: &str| !matches!(config.origin(key), Origin::File(_));
    let when = |key: &str, setting: Option<Setting>| setting.filter(|_| is_open(key));
    let labels = found.labels.clone().unwrap_or_default();
    let with_labels = !arguments.no_labels;
    Ok(Settings {
        project: when("project", project(arguments, found)),
        remote: if is_open("remote") { remote(context, arguments, found)? } else { None },
        tag_pattern: if is_open("tag-pattern") { tag_pattern(context, arguments, found)? } else { None },
        document: if is_open("document") { document(context, arguments, found)? } else { None },
        file: when("changelog.file", file(arguments, found)),
        format: when("changelog.format", format(arguments, found)),
        scheme: when("version.scheme", Some(Setting::Found(found.scheme.0.name().to_owned()))),
        sections: if with_labels { labels.proposed } else { Vec::new() },
        excluded: if with_labels { labels.excluded } else { Vec::new() },
    })
}

#[expect(clippy::unnecessary_wraps, reason = "each key may be left out")]
fn said(value: impl Into<String>, why: impl Into<String>) -> Option<Setting> {
    Some(Setting::Said { value: value.into(), why: why.into() })
}

fn project(arguments: &InitArguments, found: &Found) -> Option<Setting> {
    if let Some(given) = &arguments.project {
        return said(given, "The project on GitHub.");
    }
    let renamed = found.place.as_ref().map(|place| &place.name);
    let project = found.project.as_ref()?;
    match renamed.filter(|name| !name.eq_ignore_ascii_case(project)) {
        Some(name) => said(name, format!("The remote still has the old name, {}.", clean(project))),
        None => Some(Setting::Found(project.clone())),
    }
}

fn remote(context: &Context<'_>, arguments: &InitArguments, found: &Found) -> Result<Option<Setting>, Failure> {
    const WHY: &str = "The remote of the project itself.";
    if let Some(given) = &arguments.remote {
        return Ok(said(given, WHY));
    }
    if let Some(remote) = &found.remote {
        return Ok(Some(Setting::Found(remote.clone())));
    }
    if found.remotes.is_empty() {
        return Ok(None);
    }
    let options: Vec<String> = found.remotes.iter().map(|name| clean(name).into_owned()).collect();
    let chosen = choose(context, false, "Which remote is that of the project itself?", &options, "--remote NAME")?;
    Ok(found.remotes.get(chosen).and_then(|name| said(name, WHY)))
}

fn tag_pattern(context: &Context<'_>, arguments: &InitArguments, found: &Found) -> Result<Option<Setting>, Failure> {
    if let Some(given) = &arguments.tag_pattern {
        return Ok(said(given, "Which tags are releases."));
    }
    if let ([only], 0) = (found.series.as_slice(), found.tags) {
        return Ok(said(only.pattern(), "Tags are called so."));
    }
    if found.series.len() < 2 {
        return Ok(None);
    }
    // What is taken without being told comes first where its tags are called as usual; of others, what is called like the
    // project, then what has most.
    let mut series: Vec<_> = found.series.iter().collect();
    let is_usual = found.prefix.is_none();
    let name =
        found.place.as_ref().map_or(found.name.as_str(), |place| place.name.rsplit('/').next().unwrap_or_default());
    series.sort_by_key(|series| {
        (!(is_usual && series.prefix.is_empty()), !series.is_called(name), Reverse(series.count), series.prefix.clone())
    });
    let shown =
        |prefix: &str| if prefix.is_empty() { "VERSION".to_owned() } else { format!("{}VERSION", clean(prefix)) };
    let option = |series: &&crate::git::Series| {
        format!("{}: {}, `{}` is the newest", shown(&series.prefix), plural(series.count, "tag"), clean(&series.newest))
    };
    let options: Vec<String> = series.iter().map(option).collect();
    let chosen =
        choose(context, arguments.is_settled(), "Which tags are the releases?", &options, "--tag-pattern REGEX")?;
    let others: Vec<String> = series
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != chosen)
        .map(|(_, series)| format!("`{}`", shown(&series.prefix)))
        .collect();
    let newest = found.series.first();
    let behind = series.get(chosen).zip(newest).map(|(own, newest)| (own.months_behind(newest), &newest.newest));
    let behind = behind.filter(|(months, _)| *months >= MONTHS);
    let behind =
        behind.map(|(months, newest)| format!(" `{}` came {months} months after the newest of these.", clean(newest)));
    let why = match others.as_slice() {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("Other tags are not these releases: {first}, {second}, {third} and {} more series.", rest.len())
        }
        _ => format!("Other tags are not these releases: {}.", others.join(", ")),
    };
    let why = why + &behind.unwrap_or_default();
    Ok(series.get(chosen).and_then(|series| said(series.pattern(), why)))
}

fn document(context: &Context<'_>, arguments: &InitArguments, found: &Found) -> Result<Option<Setting>, Failure> {
    if let Some(given) = &arguments.document {
        return Ok(said(given, "The document that `shepherd guide` follows."));
    }
    match found.documents.as_slice() {
        [] => Ok(None),
        [only] if found.is_usual_document => Ok(Some(Setting::Found(only.clone()))),
        [only] => Ok(said(only, "The document that `shepherd guide` follows; it lies where none is looked for.")),
        several => {
            let options: Vec<String> = several.iter().map(|path| clean(path).into_owned()).collect();
            let question = "Which document says how to release?";
            let chosen = choose(context, arguments.is_settled(), question, &options, "--document FILE")?;
            let why = "The document that `shepherd guide` follows; others are called like one, too.";
            Ok(several.get(chosen).and_then(|path| said(path, why)))
        }
    }
}

fn file(arguments: &InitArguments, found: &Found) -> Option<Setting> {
    if let Some(given) = &arguments.changelog {
        return said(given, "The changelog.");
    }
    let changelog = found.changelog.as_ref().filter(|changelog| changelog.is_markdown)?;
    if changelog.is_usual {
        return Some(Setting::Found(changelog.path.clone()));
    }
    said(&changelog.path, "The changelog; it lies where none is looked for.")
}

fn format(arguments: &InitArguments, found: &Found) -> Option<Setting> {
    if let Some(given) = arguments.changelog_format {
        return said(name_of(given), "How the changelog is written.");
    }
    let changelog = found.changelog.as_ref()?;
    let format = match changelog.form? {
        Form::Jupyter => return Some(Setting::Found(name_of(Format::Jupyter).to_owned())),
        Form::Github => Format::Github,
        Form::KeepAChangelog => Format::KeepAChangelog,
    };
    said(name_of(format), format!("{} is written so.", clean(&changelog.path)))
}

/// Returns which of several options is meant: the first where the person settled that everything is taken as it is
/// proposed. `flag` is what answers it where nobody is there.
fn choose(
    context: &Context<'_>,
    is_settled: bool,
    question: &str,
    options: &[String],
    flag: &str,
) -> Result<usize, Failure> {
    if is_settled {
        return Ok(0);
    }
    if !context.ui.can_ask() {
        let mut failure =
            Failure::new(Kind::Usage, format!("cannot ask \"{question}\" because the input is not a terminal"))
                .hint(format!("pass `{flag}`"));
        failure.hints.extend(options.iter().map(|option| format!("one is {option}")));
        return Err(failure);
    }
    let listed: Vec<String> =
        options.iter().enumerate().map(|(place, option)| format!("  {}  {option}", place + 1)).collect();
    let text = format!("{question}\n{}\nIts number", listed.join("\n"));
    let form = Answer::Text { default: Some("1") };
    loop {
        let typed = ask(context, &Inquiry { key: "", text: &text, form })?;
        match typed.parse::<usize>() {
            Ok(number) if (1..=options.len()).contains(&number) => return Ok(number - 1),
            _ => context.ui.status(&format!("please answer with a number from 1 to {}", options.len())),
        }
    }
}

fn ask(context: &Context<'_>, inquiry: &Inquiry<'_>) -> Result<String, Failure> {
    context.ui.inquire(inquiry, &mut Answers::default()).map_err(|failure| match failure.kind {
        Kind::Interrupted => Failure::new(Kind::Interrupted, "interrupted, and nothing was written"),
        _ => failure,
    })
}
