//! Requests that wait for their answers, and who listens to the app.

use super::internal;
use durbar_api::{ApiError, Event, Message, Reply, RequestId, decode};
use futures_channel::oneshot;
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

type Answer = Result<Reply, ApiError>;
type Listener = Rc<dyn Fn(Event)>;

/// Open lines between the page's calls and the app.
#[derive(Default)]
pub(super) struct Lines {
    last: Cell<u32>,
    waiting: RefCell<HashMap<RequestId, oneshot::Sender<Answer>>>,
    listeners: RefCell<Vec<Listener>>,
    lost: RefCell<Vec<Rc<dyn Fn()>>>,
    dead: Cell<bool>,
}

impl Lines {
    /// A line for one more call.
    pub(super) fn open(&self) -> (RequestId, oneshot::Receiver<Answer>) {
        let id = RequestId(self.last.get().wrapping_add(1));
        self.last.set(id.0);
        let (sender, receiver) = oneshot::channel();
        // Dropping the sender tells the caller at once that nobody will answer.
        if !self.dead.get() {
            self.waiting.borrow_mut().insert(id, sender);
        }
        (id, receiver)
    }

    /// Takes in what the app says: an answer for its asker, changes and news for everybody.
    pub(super) fn hear(&self, bytes: &[u8]) {
        match decode(bytes) {
            Ok(Message::Done { id, result }) => {
                let answer = result.map(|(reply, changes)| {
                    if !changes.is_empty() {
                        self.tell(&Event::Changed(changes));
                    }
                    reply
                });
                self.answer(id, answer);
            }
            Ok(Message::Event(event)) => self.tell(&event),
            // The halves of the app differ in version: only a page loaded anew can mend that.
            Err(error) => super::js::complain(&error.to_string()),
        }
    }

    /// Tells the asker of a line that there will be no answer.
    pub(super) fn refuse(&self, id: RequestId) {
        self.answer(id, Err(internal()));
    }

    /// Ends all lines: the app is not behind this page any more.
    pub(super) fn end(&self) {
        if self.dead.replace(true) {
            return;
        }
        self.waiting.borrow_mut().clear();
        let lost = self.lost.borrow().clone();
        for listener in lost {
            listener();
        }
    }

    pub(super) fn on_event(&self, listener: Listener) {
        self.listeners.borrow_mut().push(listener);
    }

    pub(super) fn on_lost(&self, listener: Rc<dyn Fn()>) {
        if self.dead.get() {
            listener();
        } else {
            self.lost.borrow_mut().push(listener);
        }
    }

    fn answer(&self, id: RequestId, answer: Answer) {
        let asker = self.waiting.borrow_mut().remove(&id);
        if let Some(asker) = asker {
            // The page may have gone on without waiting; the work is done all the same.
            let _ = asker.send(answer);
        }
    }

    fn tell(&self, event: &Event) {
        // A listener may add another: the list must not be held meanwhile.
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            listener(event.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use durbar_api::{ChangeSet, encode, packs};
    use futures_util::FutureExt;

    fn done(id: RequestId, changes: ChangeSet) -> Vec<u8> {
        let reply = Reply::Packs(packs::Reply::Read(None));
        encode(&Message::Done {
            id,
            result: Ok((reply, changes)),
        })
        .expect("encodes")
    }

    #[test]
    fn answers_find_their_askers_in_any_order() {
        let lines = Lines::default();
        let (first, mut one) = lines.open();
        let (second, two) = lines.open();
        lines.hear(&done(second, ChangeSet::default()));
        assert!(
            two.now_or_never()
                .expect("is answered")
                .expect("on its line")
                .is_ok()
        );
        assert_eq!(one.try_recv(), Ok(None), "the other still waits");
        lines.refuse(first);
        assert_eq!(one.try_recv(), Ok(Some(Err(internal()))));
    }

    #[test]
    fn everybody_hears_what_a_call_changed_and_a_listener_may_add_another() {
        let lines = Rc::new(Lines::default());
        let heard = Rc::new(Cell::new(0));
        let (inner, count) = (Rc::clone(&lines), Rc::clone(&heard));
        lines.on_event(Rc::new(move |event| {
            assert!(matches!(
                event,
                Event::Changed(ChangeSet { drafts: true, .. })
            ));
            count.set(count.get() + 1);
            inner.on_event(Rc::new(|_| {}));
        }));
        let (id, _answer) = lines.open();
        lines.hear(&done(
            id,
            ChangeSet {
                drafts: true,
                ..ChangeSet::default()
            },
        ));
        lines.hear(&done(id, ChangeSet::default()));
        assert_eq!(heard.get(), 1, "an empty set is no news");
    }

    #[test]
    fn when_the_app_is_lost_nobody_waits_for_ever() {
        let lines = Lines::default();
        let lost = Rc::new(Cell::new(0));
        let count = Rc::clone(&lost);
        lines.on_lost(Rc::new(move || count.set(count.get() + 1)));
        let (_, before) = lines.open();
        lines.end();
        lines.end();
        let (_, after) = lines.open();
        assert!(before.now_or_never().expect("ended").is_err());
        assert!(after.now_or_never().expect("ended").is_err());
        assert_eq!(lost.get(), 1);
    }
}
