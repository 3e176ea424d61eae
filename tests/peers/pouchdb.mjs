// PouchDB with express-pouchdb, told over standard input what to do: `pouchdb.mjs server PORT FOLDER`
// or `pouchdb.mjs client ORIGIN FOLDER`.
import { readFile } from "node:fs/promises";
import express from "express";
import expressPouchDB from "express-pouchdb";
import PouchDB from "pouchdb";
import { answer, say } from "./told.mjs";

const [role, where, folder] = process.argv.slice(2);
const Kept = PouchDB.defaults({ prefix: `${folder}/` });
const city = new Kept("city");

// What is here, by document: how many messages, and whether there is a photo.
const here = new Map();
city.changes({ since: 0, live: true, include_docs: true }).on("change", ({ id, doc }) => {
  if (id.startsWith("_")) return;
  here.set(id, { messages: doc.messages.length, photo: Boolean(doc._attachments) });
});

let requests = 0;
if (role === "server") {
  const app = express();
  app.use((_request, _response, next) => {
    requests += 1;
    next();
  });
  app.use("/", expressPouchDB(Kept, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: `${folder}/log.txt` }));
  await new Promise((resolve) => app.listen(Number(where), "0.0.0.0", resolve));
}

answer({
  async make({ documents }) {
    const written = await city.bulkDocs(documents);
    return { ids: written.map(({ id }) => id) };
  },
  async edit({ ids, message }) {
    for (const id of ids) {
      const document = await city.get(id);
      document.messages.push(message);
      await city.put(document);
    }
  },
  async photograph({ ids, photo }) {
    for (const id of ids) {
      const { _rev } = await city.get(id);
      await city.putAttachment(id, "photo.jpg", _rev, await readFile(photo), "image/jpeg");
    }
  },
  // As an app would: once, and again at once when the connection breaks.
  async sync() {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      try {
        await PouchDB.sync(city, `${where}/city`);
        return { at: Date.now() };
      } catch (error) {
        say({ remark: String(error.message ?? error) });
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
    throw new Error("the connection broke fifty times");
  },
  have() {
    const all = [...here.values()];
    return {
      documents: all.length,
      messages: all.reduce((sum, { messages }) => sum + messages, 0),
      photos: all.filter(({ photo }) => photo).length,
    };
  },
  async requests() {
    const count = requests;
    requests = 0;
    return { count };
  },
  async stop() {
    await city.close();
  },
});
