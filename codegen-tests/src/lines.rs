//! The log of a process, kept for a test to read.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// The lines that were logged. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// What was logged since this was asked last.
    #[must_use]
    pub fn take(&self) -> String {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        String::from_utf8(taken).expect("a log is text")
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
