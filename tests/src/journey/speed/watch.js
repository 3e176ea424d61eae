// Runs before the scripts of every page, and stands between it and the app in its worker. Chromium
// slows a page's thread and not the worker's: here answers are held back for as long as a worker
// on the same slow processor would take, one after the other, while the page goes on.
(() => {
  const Own = window.Worker;
  if (!Own) return;
  let worker = null, listeners = [], open = 0;
  // What the page asked since it was told to open another one, and milliseconds that each takes.
  let asked = [], takes = null, free = 0, due = [];
  let replayed = null, held = null;

  const isAnswer = (event) => event.data instanceof Uint8Array && event.data[0] === 0;
  const tell = (event) => { for (const listener of listeners) listener(event); };

  window.Worker = class extends Own {
    constructor(...given) {
      super(...given);
      worker = this;
      listeners = [];
      super.addEventListener('message', (event) => {
        if (!isAnswer(event)) return tell(event);
        if (replayed) { const next = replayed; replayed = null; return next(); }
        const wait = (due.shift() ?? 0) - performance.now();
        const deliver = () => { open -= 1; tell(event); };
        if (wait > 0) setTimeout(deliver, wait); else deliver();
      });
    }
    addEventListener(kind, listener, ...given) {
      if (kind === 'message') listeners.push(listener);
      else super.addEventListener(kind, listener, ...given);
    }
    postMessage(message, ...given) {
      if (message instanceof Uint8Array) {
        // What is asked again tells the page of changes: it asks when that is over.
        if (held) { held.push([message, given]); return; }
        open += 1;
        const now = performance.now();
        free = Math.max(now, free) + (takes?.[asked.length] ?? 0);
        due.push(takes ? free : 0);
        asked.push(message.slice());
      }
      super.postMessage(message, ...given);
    }
  };

  window.durbarSpeed = {
    // Whether the page still waits for an answer.
    waits: () => open > 0,
    // From now on questions belong to the page that opens, and take so long.
    begin: (milliseconds) => { asked = []; takes = milliseconds; free = 0; due = []; },
    // Asks again, one by one, what the page asked; gives what each took on a thread that listens.
    again: async () => {
      const times = [];
      takes = null;
      held = [];
      for (const message of asked.slice()) {
        const start = performance.now();
        await new Promise((next) => {
          replayed = next;
          Own.prototype.postMessage.call(worker, message, [message.buffer]);
        });
        times.push(performance.now() - start);
      }
      const late = held;
      held = null;
      for (const [message, given] of late) worker.postMessage(message, ...given);
      return times;
    },
  };
})();
