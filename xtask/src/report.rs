//! What the person sees while we work: steps, and how long each took.

use std::time::{Duration, Instant};

use crate::failure::Result;

/// The steps of one command.
pub struct Steps {
    started: Instant,
    done: Vec<(String, Duration, bool)>,
}

impl Steps {
    /// No step yet.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Announces a step and does it; a failure ends the command.
    pub fn step<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {what}");
        let started = Instant::now();
        let result = work();
        self.done
            .push((what.to_owned(), started.elapsed(), result.is_ok()));
        result
    }

    /// The same, but a failure is printed and kept for [`Steps::finish`], so that the steps after
    /// it still run.
    pub fn attempt(&mut self, what: &str, work: impl FnOnce() -> Result) {
        if let Err(failure) = self.step(what, work) {
            eprintln!("error: {failure}");
        }
    }

    /// Prints the table of steps; a failure if one of them failed.
    pub fn finish(self) -> Result {
        println!("\n{:>8}", "seconds");
        let mut failed = Vec::new();
        for (what, took, ok) in &self.done {
            let mark = if *ok { "" } else { "   FAILED" };
            println!("{:>8.1}  {what}{mark}", took.as_secs_f64());
            if !ok {
                failed.push(what.as_str());
            }
        }
        println!("{:>8.1}  in all", self.started.elapsed().as_secs_f64());
        if failed.is_empty() {
            Ok(())
        } else {
            Err(format!("failed: {}", failed.join(", ")).into())
        }
    }
}
