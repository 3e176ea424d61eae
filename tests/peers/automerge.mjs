// automerge-repo over a WebSocket, told over standard input what to do: `automerge.mjs server PORT
// FOLDER` or `automerge.mjs client ORIGIN FOLDER`.
import { readFile } from "node:fs/promises";
import { Repo } from "@automerge/automerge-repo";
import { NodeWSServerAdapter, WebSocketClientAdapter } from "@automerge/automerge-repo-network-websocket";
import { NodeFSStorageAdapter } from "@automerge/automerge-repo-storage-nodefs";
import { WebSocketServer } from "ws";
import { answer } from "./told.mjs";

const [role, where, folder] = process.argv.slice(2);
// How often the server looks whether a client is still there. With its own five seconds it hangs up on
// clients that have much to ask over a slow link, and they never come to an end.
const PATIENCE = 60_000;
const storage = new NodeFSStorageAdapter(`${folder}/automerge`);
const network = [];
let messages = 0;
if (role === "server") {
  const socket = new WebSocketServer({ port: Number(where), host: "0.0.0.0" });
  socket.on("connection", (one) => one.on("message", () => (messages += 1)));
  network.push(new NodeWSServerAdapter(socket, PATIENCE));
}
// As the project's own server: it tells of a document whoever asks for it.
const repo = new Repo({ storage, network, sharePolicy: async () => role !== "server" });

const handles = new Map();

async function known(id) {
  if (!handles.has(id)) handles.set(id, await repo.find(id));
  return handles.get(id);
}

// It takes a document for missing if the connection is slow to come: then it is looked for again.
async function come(id) {
  while (!handles.has(id)) {
    try {
      await known(id);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

answer({
  async make({ documents }) {
    const ids = documents.map((document) => {
      const handle = repo.create(document);
      handles.set(handle.url, handle);
      return handle.url;
    });
    await repo.flush();
    return { ids };
  },
  // Opens documents that are in the folder.
  async know({ ids }) {
    await Promise.all(ids.map(known));
  },
  async edit({ ids, message }) {
    for (const id of ids) {
      (await known(id)).change((document) => document.messages.push(message));
    }
    await repo.flush();
  },
  async photograph({ ids, photo }) {
    const bytes = new Uint8Array(await readFile(photo));
    for (const id of ids) {
      (await known(id)).change((document) => {
        document.photo = bytes;
      });
    }
    await repo.flush();
  },
  // It stays connected and goes on by itself.
  async sync({ ids }) {
    repo.networkSubsystem.addNetworkAdapter(new WebSocketClientAdapter(where.replace("http", "ws")));
    for (const id of ids ?? []) come(id);
    return {};
  },
  have() {
    const ready = [...handles.values()].filter((handle) => handle.isReady());
    // One may be ready a moment before its content is.
    const all = ready.map((handle) => handle.doc()).filter((document) => document?.messages);
    return {
      documents: all.length,
      messages: all.reduce((sum, { messages }) => sum + messages.length, 0),
      photos: all.filter(({ photo }) => photo).length,
    };
  },
  async requests() {
    const count = messages;
    messages = 0;
    return { count };
  },
  async stop() {
    await repo.flush();
  },
});
