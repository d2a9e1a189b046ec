//! What stands around the process that opens hostile files.

use serde::{Deserialize, Serialize};

use super::Limits;

/// Something that a process can no longer do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wall {
    /// Take more memory or time than it may, open any file, leave a picture of its memory behind.
    Limits,
    /// Come to rights that it does not have.
    NoNewPrivileges,
    /// Ask the kernel for anything but memory, time, and bytes through the pipes that are open: no files, programs, connections, signals.
    SystemCalls,
}

/// Takes away the rights of this process for good, and says which walls stand.
#[must_use]
#[cfg(target_os = "linux")]
pub fn raise(limits: &Limits) -> Vec<Wall> {
    let walls = [(Wall::Limits, linux::limit(limits)), (Wall::NoNewPrivileges, linux::no_new_privileges())];
    // The last one: no limit can be set behind it.
    let walls = walls.into_iter().chain(std::iter::once_with(|| (Wall::SystemCalls, linux::system_calls())));
    walls.filter_map(|(wall, stands)| stands.map(|()| wall)).collect()
}

/// Takes away the rights of this process for good, and says which walls stand: on this system none.
#[must_use]
#[cfg(not(target_os = "linux"))]
pub fn raise(_limits: &Limits) -> Vec<Wall> {
    Vec::new()
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use rustix::thread::set_no_new_privs;
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter_all_threads};

    use super::Limits;

    /// What decoding needs of the kernel; everything else is refused.
    const NEEDED: [i64; 22] = [
        // Bytes through what is open.
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        // Memory.
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        // Waiting, time, chance.
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_nanosleep,
        libc::SYS_clock_nanosleep,
        libc::SYS_clock_gettime,
        libc::SYS_getrandom,
        // A program's own signals and its end.
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    pub(super) fn limit(limits: &Limits) -> Option<()> {
        let set = |what, most: u64| setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) }).ok();
        set(Resource::As, limits.memory)?;
        set(Resource::Core, 0)?;
        set(Resource::Nproc, 0)?;
        set(Resource::Nofile, 0)?;
        set(Resource::Fsize, 0)?;
        // The first is a signal that says why, the second the end.
        let seconds = Rlimit { current: Some(limits.cpu_seconds), maximum: Some(limits.cpu_seconds.saturating_add(1)) };
        setrlimit(Resource::Cpu, seconds).ok()
    }

    pub(super) fn no_new_privileges() -> Option<()> {
        set_no_new_privs(true).ok()
    }

    /// A call that is not needed fails as forbidden. It ends nothing, so that a library that merely tries its luck goes on without.
    pub(super) fn system_calls() -> Option<()> {
        let architecture: TargetArch = std::env::consts::ARCH.try_into().ok()?;
        let rules = NEEDED.iter().map(|call| (*call, Vec::new())).collect();
        let refuse = SeccompAction::Errno(u32::try_from(libc::EPERM).ok()?);
        let filter = SeccompFilter::new(rules, refuse, SeccompAction::Allow, architecture).ok()?;
        let program: BpfProgram = filter.try_into().ok()?;
        apply_filter_all_threads(&program).ok()
    }
}
