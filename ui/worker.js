// Starts the app in this worker, with what the page's first message says.

import init, { run } from "/worker_glue.js";

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
