//! Drives sockets for work that blocks.
//!
//! The hub's work on its database and its blobs is done on threads that may wait. What is reached
//! over the network is driven by one thread of its own, and who asks waits.

use crate::error::Error;
use futures_executor::block_on;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// The thread. Its clones are the same one; it ends with the last of them.
#[derive(Clone)]
pub(crate) struct Driver(Arc<Owned>);

struct Owned(Option<Runtime>);

impl Drop for Owned {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Whoever drops it may be on a thread that must not wait.
            runtime.shutdown_background();
        }
    }
}

impl Driver {
    /// Starts it.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn start(name: &str) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(name)
            .enable_all()
            .build()?;
        Ok(Self(Arc::new(Owned(Some(runtime)))))
    }

    /// Does something beside who asks.
    ///
    /// # Errors
    /// Never while it lives.
    pub(crate) fn drive<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<tokio::task::JoinHandle<T>, Error> {
        let Owned(Some(runtime)) = self.0.as_ref() else {
            return Err(Error::Closed);
        };
        Ok(runtime.spawn(work))
    }

    /// Does something and waits for it. Blocks.
    ///
    /// # Errors
    /// The work panicked.
    pub(crate) fn wait<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Error> {
        // Within a task of Tokio's, its answers are used up after some: the task would be asked to
        // let others go on, which whoever blocks never does.
        let done = tokio::task::unconstrained(self.drive(work)?);
        block_on(done).map_err(|_| Error::Closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_waits_as_often_as_it_likes() {
        let (tell, told) = std::sync::mpsc::channel();
        // Who waits blocks its thread: on one of its own it can be seen to hang.
        std::thread::spawn(move || {
            let runtime = Runtime::new().expect("starts");
            runtime.block_on(async {
                let driver = Driver::start("test").expect("starts");
                for number in 0..1_000 {
                    let answer = driver.wait(async move { number }).expect("answers");
                    assert_eq!(answer, number);
                }
            });
            tell.send(()).expect("somebody listens");
        });
        let patience = std::time::Duration::from_secs(30);
        told.recv_timeout(patience).expect("it hangs or fails");
    }
}
