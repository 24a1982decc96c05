//! What happens before anything else: nobody reads this process's memory.

/// Refuses ptrace and `/proc/PID/mem` to other processes of the same person (Linux), and leaves no core dump.
/// A system that refuses either is no reason not to start.
pub fn process() {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    #[cfg(unix)]
    no_core_dump();
}

/// Lowers the soft limit only: the browser started from here may raise its own again.
#[cfg(unix)]
fn no_core_dump() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Core);
    limit.current = Some(0);
    let _ = setrlimit(Resource::Core, limit);
}
