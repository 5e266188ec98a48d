//! This machine and this process: their names, and how to end the latter without a word.

/// Returns the number of this process.
pub fn process_id() -> u32 {
    std::process::id()
}

/// Returns the name of this machine, `an unnamed machine` where it has none.
pub fn host_name() -> String {
    let name = found_host_name();
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    if name.is_empty() { "an unnamed machine".to_owned() } else { name }
}

#[cfg(unix)]
fn found_host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn found_host_name() -> String {
    crate::system::environment::outside_of_commands("COMPUTERNAME").unwrap_or_default()
}

/// Ends this process at once, as a power cut would: nothing is flushed, dropped or said.
#[cfg(debug_assertions)]
pub(super) fn kill_this_process() -> ! {
    #[cfg(unix)]
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    // The signal may take a moment to arrive, and other systems have none; this runs no destructor either.
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_a_name() {
        assert!(!host_name().is_empty() && process_id() > 0);
    }
}
