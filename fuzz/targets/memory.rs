//! How much memory a piece of work takes at its peak, counted by the allocator.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What it may take beside that: buffers, and lists that are made once.
const FIXED: usize = 1 << 20;

/// Runs `work` on a source of so many bytes; panics if it takes more memory than so many times that, and what is fixed.
pub fn bounded<T>(bytes: usize, for_a_byte: usize, work: impl FnOnce() -> T) -> T {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let done = work();
    let peak = MEMORY.peak_usage().saturating_sub(before);
    let most = for_a_byte * bytes + FIXED;
    assert!(peak <= most, "a source of {bytes} bytes takes {peak} bytes of memory; {most} are allowed");
    done
}
