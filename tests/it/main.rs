//! Runs the real binary in a sealed sandbox, one module per subject.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may touch the machine, and fails where it stands"
)]

mod accounting;
mod architecture;
mod backports;
mod changelog;
mod checklist_lint;
mod checklist_show;
mod checks;
mod circles;
mod configuration;
mod debrief;
mod demo;
mod doctor;
mod documents;
mod draft;
#[cfg(unix)]
mod examples;
mod explain;
mod forward_ports;
mod generated;
mod github;
mod guide;
mod guide_input;
mod help;
mod init;
mod jupyterhub;
mod killing;
mod ledger;
#[cfg(unix)]
mod look;
mod next;
mod originals;
#[cfg(unix)]
mod overview;
mod packaging;
mod people;
mod people_command;
mod people_work;
#[cfg(unix)]
mod pictures;
mod proposing;
mod ranges;
mod readme;
mod reference;
mod released;
mod report;
mod repositories;
mod reverts;
mod rotation;
mod security;
#[cfg(unix)]
mod shells;
mod site;
mod status;
mod store_clones;
mod store_edit;
mod substitute;
mod support;
mod support_tests;
mod tags;
mod titles;
mod tracking_issue;
mod two_machines;
mod upgrade_notes;
mod write;
