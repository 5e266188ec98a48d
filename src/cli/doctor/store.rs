//! What is looked at of the records: where they are, whether each file can be read, and whether they are in step.

use crate::cli::doctor::project::failed;
use crate::cli::doctor::{DoctorArguments, Patient};
use crate::cli::guide::PlaceArguments;
use crate::cli::sharing::SharedPlace;
use crate::cli::whereabouts::Where;
use crate::core::setup::Check;
use crate::core::text::{clean, plural};
use crate::failure::Failure;
use crate::git::list_remote;
use crate::store::{Store, StoreError};

const NAME: &str = "store";

pub(super) fn checks(patient: &Patient<'_>, arguments: &DoctorArguments) -> Vec<Check> {
    let store = match Store::open(patient.repository) {
        Ok(store) => store,
        Err(error) => return vec![failed(NAME, &error.into())],
    };
    let mut checks = match place(patient, arguments, &store) {
        Ok(check) => vec![check],
        Err(failure) => vec![failed(NAME, &failure)],
    };
    if store.exists() {
        match unreadable(&store) {
            Ok(found) if found.is_empty() => checks.extend(newer(&store)),
            Ok(found) => checks.extend(found.iter().map(|failure| failed("records", failure))),
            Err(error) => checks.push(failed("records", &error.into())),
        }
    }
    checks
}

/// Says where the store is, and whether others have what is in it.
fn place(patient: &Patient<'_>, arguments: &DoctorArguments, store: &Store) -> Result<Check, Failure> {
    let (project, remote) = (arguments.project.clone(), arguments.remote.clone());
    let named = PlaceArguments { offline: true, project, remote, ..PlaceArguments::default() };
    // A configuration that cannot be read is told elsewhere.
    let Ok(desk) = Where::find(patient.context, &named) else {
        return Ok(Check::unknown(NAME, "where it is shared is not known, as the configuration cannot be read"));
    };
    let Some(found) = SharedPlace::find(patient.context, &desk, None)? else {
        return Ok(Check::ok(
            NAME,
            if store.exists() {
                "in this clone alone; `shepherd store init` shares it"
            } else {
                "there are no records yet; `shepherd ledger import` makes them of what tags and changelogs say"
            },
        ));
    };
    let waiting = if store.exists() { store.waiting()? } else { 0 };
    let shown = found.shared.shown();
    if waiting > 0 {
        let text = format!(
            "{shown}: {} of this clone {} not there",
            plural(waiting, "change"),
            if waiting == 1 { "is" } else { "are" }
        );
        return Ok(Check::finding(NAME, text, "shepherd store sync"));
    }
    if patient.is_offline {
        return Ok(Check::ok(NAME, format!("{shown}, as it was when it was last asked")));
    }
    let reference = format!("refs/heads/{}", found.shared.branch);
    let listed =
        list_remote(patient.repository, &found.shared.remote, std::slice::from_ref(&reference), patient.patience);
    Ok(match listed {
        Err(error) => Check::finding(
            NAME,
            format!("{shown} does not answer: {error}"),
            "shepherd store where; then mend the address or the log-in",
        ),
        Ok(there) => match (there.get(&reference), store.known_there()) {
            (None, _) => Check::finding(NAME, format!("{shown} has no such branch"), "shepherd store init"),
            (Some(there), Some(here)) if *there == here => Check::ok(NAME, format!("{shown}, in step")),
            (Some(_), _) => {
                Check::finding(NAME, format!("{shown} has changes that are not here"), "shepherd store sync")
            }
        },
    })
}

/// Tells of files that a newer version wrote, each as one finding.
fn newer(store: &Store) -> Vec<Check> {
    const NAME: &str = "records";
    match store.snapshot().and_then(|snapshot| snapshot.newer_files()) {
        Ok(files) if files.is_empty() => vec![Check::ok(NAME, "all files can be read")],
        Ok(files) => {
            let told = |file: &String| {
                let text = format!(
                    "`{}` was written by a newer version, and is only read as far as it is understood",
                    clean(file)
                );
                Check::finding(NAME, text, "install the version of shepherd that the others use")
            };
            files.iter().map(told).collect()
        }
        Err(error) => vec![failed(NAME, &error.into())],
    }
}

/// Returns what is wrong with each file that cannot be read in full.
fn unreadable(store: &Store) -> Result<Vec<Failure>, StoreError> {
    if let Err(error) = store.identity() {
        return Ok(vec![error.into()]);
    }
    let (roster, mut errors) = store.people_as_far_as_readable()?;
    errors.extend(store.pairings_as_far_as_readable()?.1);
    errors.extend(store.circles_as_far_as_readable()?.1);
    errors.extend(store.slots_as_far_as_readable()?.1);
    let mut failures: Vec<Failure> = errors.into_iter().map(Failure::from).collect();
    failures.extend(store.roster_doubts(&roster)?.into_iter().map(Failure::from));
    failures.extend(store.all_releases().err().map(Failure::from));
    for run in store.runs()? {
        failures.extend(store.read_events(&run).err());
    }
    Ok(failures)
}
