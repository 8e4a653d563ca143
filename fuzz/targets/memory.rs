//! How much memory a cleaning takes at its peak, counted by the allocator.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a cleaning may take for each byte of its source; the source itself is one of them.
const FOR_A_BYTE: usize = 20;

/// What it may take beside that: buffers, and lists that are made once.
const FIXED: usize = 1 << 20;

/// Runs `work` on a source of so many bytes; panics if it takes more memory than that allows.
pub fn bounded<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let done = work();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    let most = FOR_A_BYTE * bytes + FIXED;
    assert!(peak <= most, "a source of {bytes} bytes takes {peak} bytes of memory; {most} are allowed");
    done
}
