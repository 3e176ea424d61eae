// One line of JSON in, one out: `{"do": "edit", ...}` is answered by `{"did": "edit", ...}`.
import { createInterface } from "node:readline";

export function say(words) {
  process.stdout.write(`${JSON.stringify(words)}\n`);
}

// A library that does not look after one of its own requests does not end the program.
process.on("unhandledRejection", (error) => say({ remark: String(error) }));

const has = (have, expected) =>
  ["documents", "messages", "photos"].every((what) => have[what] >= (expected[what] ?? 0));

/** Does what it is told, and says when so much is here: `{"do": "expect", "documents": 100}`. */
export function answer(deeds) {
  async function expect(words) {
    while (!has(deeds.have(), words)) await new Promise((resolve) => setTimeout(resolve, 10));
    return { at: Date.now() };
  }
  createInterface({ input: process.stdin }).on("line", async (line) => {
    const words = JSON.parse(line);
    try {
      const deed = words.do === "expect" ? expect : deeds[words.do];
      say({ did: words.do, ...(await deed(words)) });
      if (words.do === "stop") process.exit(0);
    } catch (error) {
      say({ did: words.do, failed: String(error.stack ?? error) });
    }
  });
  process.stdin.on("end", () => process.exit(0));
  say({ did: "start" });
}
