// Starts the app in this worker, with what the page's first message says.

import init, { run } from "/worker_glue.js";

// An app that meets what must not be ends at once: nothing of it answers any more. What is told is
// where, not what: the words may quote somebody.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, ({ error, reason }) => {
    const end = error ?? reason;
    if (end instanceof WebAssembly.RuntimeError) {
      const places = String(end.stack).match(/wasm-function\[\d+\]:0x[0-9a-f]+/g) ?? [];
      postMessage({ kind: "failed", reason: `the app stopped at ${places.slice(0, 4).join(", ")}` });
    }
  });
}

addEventListener(
  "message",
  async ({ data }) => {
    try {
      await init({ module_or_path: "/worker_glue_bg.wasm" });
      await run(data.origin);
    } catch (error) {
      postMessage({ kind: "failed", reason: String(error?.message ?? error) });
    }
  },
  { once: true },
);
