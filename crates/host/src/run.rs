//! The loop itself.

use crate::{
    Messages, OpenPicture, Platform,
    calls::{Calls, NetworkError, Sleep, sleeper},
    handle::{Answer, Handle, Order},
};
use durbar_api::{Message, Request, RequestId, Timestamp};
use durbar_core::{App, Input, Picture, Step, Unopened};
use durbar_sync::BlobId;
use futures_channel::{
    mpsc::{self, UnboundedReceiver},
    oneshot,
};
use futures_util::{
    FutureExt, StreamExt,
    future::{Either, LocalBoxFuture, select},
};
use std::{cell::RefCell, future::Future, future::poll_fn, rc::Rc, task::Poll, time::Duration};

/// Timers stop while a device sleeps: look at the clock at least this often.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// How long a host may take to open a picture.
const LONGEST_OPENING: Duration = Duration::from_secs(30);

/// A wake-up that is already due still lets others have their turn first.
const SHORTEST_SLEEP: Duration = Duration::from_millis(1);

/// Prepares the loop of one app.
///
/// The future is the loop: poll it on one thread until it resolves. By then the database is
/// closed and the platform is dropped. `origin` is the hub's: scheme, host and port, without a slash at the end. What the app
/// says goes to `messages`, but for answers that somebody waits for through [`Handle::ask`].
///
/// # Errors
/// The system's HTTP client cannot be set up.
pub fn start<P: Platform + 'static>(
    app: App,
    platform: P,
    origin: String,
    messages: Messages,
) -> Result<(Handle, impl Future<Output = ()>), NetworkError> {
    let (sender, orders) = mpsc::unbounded();
    let platform = Rc::new(RefCell::new(platform));
    let host = Host {
        app,
        sleep: sleeper(&platform),
        platform,
        orders,
        calls: Calls::new(origin)?,
        alarm: None,
        opening: None,
        askers: Vec::new(),
        messages,
    };
    Ok((Handle { orders: sender }, host.run()))
}

struct Host<P> {
    app: App,
    platform: Rc<RefCell<P>>,
    sleep: Sleep,
    orders: UnboundedReceiver<Order>,
    calls: Calls,
    alarm: Option<(Timestamp, LocalBoxFuture<'static, ()>)>,
    /// A request whose pictures are being opened. Those after it wait: they may build on it.
    opening: Option<LocalBoxFuture<'static, Ready>>,
    askers: Vec<(RequestId, oneshot::Sender<Answer>)>,
    messages: Messages,
}

/// A request with all that it needs.
struct Ready {
    request: Request,
    pictures: Vec<(Option<BlobId>, Picture)>,
}

/// What the loop waits for.
enum Happening {
    Order(Order),
    Opened(Ready),
    Network(Input),
    Alarm,
    Abandoned,
}

impl<P: Platform> Host<P> {
    async fn run(mut self) {
        self.sync(Input::Wake);
        let closed = loop {
            match self.happening().await {
                Happening::Order(Order::Request(request, asker)) => self.take(request, asker),
                Happening::Opened(ready) => {
                    self.app.give(ready.pictures);
                    self.handle(ready.request);
                }
                Happening::Order(Order::Connectivity(online)) => {
                    self.sync(Input::Connectivity(online));
                }
                Happening::Order(Order::Stop(closed)) => break Some(closed),
                Happening::Network(input) => self.sync(input),
                Happening::Alarm => self.alarm(),
                Happening::Abandoned => break None,
            }
        };
        let Self {
            app,
            platform,
            sleep,
            mut orders,
            calls,
            alarm,
            opening,
            askers,
            messages,
        } = self;
        drop((calls, alarm, opening));
        drop(app);
        drop((sleep, platform, askers, messages));
        // Nothing more is taken; who asked for the end before still waits.
        orders.close();
        if let Some(closed) = closed {
            // Who asked for the end may have gone without waiting for it.
            let _ = closed.send(());
        }
        // Only now, so that others who asked for the end wait for the closed database too.
        drop(orders);
    }

    /// The next thing to attend to: pages first, then the network, then the time.
    fn happening(&mut self) -> impl Future<Output = Happening> {
        poll_fn(|context| {
            if let Some(opening) = &mut self.opening {
                if let Poll::Ready(ready) = opening.poll_unpin(context) {
                    self.opening = None;
                    return Poll::Ready(Happening::Opened(ready));
                }
            } else if let Poll::Ready(order) = self.orders.poll_next_unpin(context) {
                return Poll::Ready(order.map_or(Happening::Abandoned, Happening::Order));
            }
            if let Poll::Ready(input) = self.calls.poll_next(context) {
                return Poll::Ready(Happening::Network(input));
            }
            match &mut self.alarm {
                Some((_, sleep)) => sleep.poll_unpin(context).map(|()| Happening::Alarm),
                None => Poll::Pending,
            }
        })
    }

    fn take(&mut self, request: Request, asker: Option<oneshot::Sender<Answer>>) {
        if let Some(asker) = asker {
            self.askers.push((request.id, asker));
        }
        if let Some(open) = self.platform.borrow().opener() {
            let files = self.app.unopened(&request.command);
            if !files.is_empty() {
                let sleep = Rc::clone(&self.sleep);
                self.opening = Some(opened(request, files, open, sleep).boxed_local());
                return;
            }
        }
        self.handle(request);
    }

    fn handle(&mut self, request: Request) {
        let step = {
            let mut platform = self.platform.borrow_mut();
            let now = platform.now();
            self.app.handle(now, platform.rng(), request)
        };
        self.carry_out(step);
    }

    fn sync(&mut self, input: Input) {
        let step = {
            let mut platform = self.platform.borrow_mut();
            let now = platform.now();
            self.app.sync(now, platform.rng(), input)
        };
        self.carry_out(step);
    }

    fn carry_out(&mut self, step: Step) {
        for id in step.cancel {
            self.calls.cancel(id);
        }
        for call in step.calls {
            self.calls.start(call, Rc::clone(&self.sleep));
        }
        for message in step.messages {
            self.say(message);
        }
        match step.wake_at {
            Some(at) => self.set_alarm(at),
            None => self.alarm = None,
        }
    }

    fn say(&mut self, message: Message) {
        let message = match message {
            Message::Done { id, result } => {
                match self.askers.iter().position(|(waiting, _)| *waiting == id) {
                    Some(index) => {
                        // An asker who has gone meanwhile needs no answer; the work is done.
                        let _ = self.askers.remove(index).1.send(result);
                        return;
                    }
                    None => Message::Done { id, result },
                }
            }
            event => event,
        };
        // Without a listener there is nobody to tell; the app keeps its state all the same.
        let _ = self.messages.unbounded_send(message);
    }

    fn set_alarm(&mut self, at: Timestamp) {
        if self.alarm.as_ref().is_some_and(|(set, _)| *set == at) {
            return;
        }
        let left = at.0.saturating_sub(self.platform.borrow().now().0);
        let left = Duration::from_millis(u64::try_from(left).unwrap_or_default());
        let sleep = (self.sleep)(left.clamp(SHORTEST_SLEEP, LONGEST_SLEEP));
        self.alarm = Some((at, sleep));
    }

    /// Perhaps before its time: the app looks at the clock, which may have been set back, and says
    /// again when it wants to be woken.
    fn alarm(&mut self) {
        self.alarm = None;
        self.sync(Input::Wake);
    }
}

/// A request whose pictures are open. What hangs is given up: everything else waits for it.
async fn opened(request: Request, files: Vec<Unopened>, open: OpenPicture, sleep: Sleep) -> Ready {
    let mut pictures = Vec::new();
    for Unopened { blob, file } in files {
        let picture = match select(open(file), sleep(LONGEST_OPENING)).await {
            Either::Left((picture, _)) => picture,
            Either::Right(_) => Picture::Shut,
        };
        pictures.push((blob, picture));
    }
    Ready { request, pictures }
}
