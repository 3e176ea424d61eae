// Keeps the whole app on the device: it opens without a network and moves no byte it has.
//
// A build is kept as one, under its own name: pages of one version never get files of another.
// Only the app's own files are answered from here. What the app says to the hub passes by.

const BUILD = "__BUILD__";
// [path, the first bytes of its SHA-256 in hex], all files of the build but this one.
const FILES = __PRECACHE__;

const PREFIX = "durbar-";
const NAME = PREFIX + BUILD;
const LIST = "/.files"; // the FILES of a cache, kept inside it
const HASHES = new Map(FILES);
// Not everybody's: kept once it was asked for, and in every build from then on. Pictures of the
// app's icon are for who installs it.
const OPTIONAL = /^\/(translations\/|split_|chunk_|icons\/.*\.png$)/;
// What is code, and of use to its own build alone.
const PART = /^\/(split_|chunk_)/;
// Addresses that the hub itself answers, even when somebody types them.
const HUB = /^\/(sync|blobs|healthz|public)(\/|$)/;
const AT_ONCE = 4;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("message", (event) => {
  if (event.data?.kind === "activate") {
    event.waitUntil(self.skipWaiting());
  } else if (event.data?.kind === "activate-if-alone") {
    event.waitUntil(activateIfAlone());
  } else if (event.data?.kind === "keep") {
    event.waitUntil(Promise.allSettled(event.data.paths.filter((path) => HASHES.has(path)).map(keep)));
  }
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || HUB.test(url.pathname)) {
    return;
  }
  if (HASHES.has(url.pathname)) {
    event.respondWith(file(url.pathname));
  } else if (request.mode === "navigate") {
    event.respondWith(file("/index.html"));
  }
});

async function file(path) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(path);
  if (kept) return kept;
  const response = await fetch(path);
  if (!response.ok || !OPTIONAL.test(path)) return response;
  if (await isMeant(response.clone(), HASHES.get(path))) {
    await cache.put(path, response.clone());
    return response;
  }
  // The hub has another build meanwhile. Its words can be read here; a part of it would run amiss.
  registration.update().catch(() => {});
  return PART.test(path) ? Response.error() : response;
}

// Keeps what the page has loaded before there was anybody to keep it: the browser still has it.
async function keep(path) {
  const cache = await caches.open(NAME);
  if (await cache.match(path)) return;
  const response = await fetch(path, { cache: "force-cache" });
  if (response.ok && (await isMeant(response.clone(), HASHES.get(path)))) {
    await cache.put(path, response);
  } else {
    await file(path);
  }
}

// Takes what earlier versions have, and fetches the rest. What was fetched stays when the
// network goes: the next attempt goes on from there.
async function install() {
  const cache = await caches.open(NAME);
  const { known, had } = await kept();
  // What parts have in common may be called otherwise in each build.
  const parts = [...had].some((path) => path.startsWith("/split_"));
  const needed = (path) =>
    !OPTIONAL.test(path) || had.has(path) || (parts && path.startsWith("/chunk_"));
  const missing = FILES.filter(([path]) => needed(path));
  const take = async () => {
    for (let next = missing.shift(); next; next = missing.shift()) {
      const [path, hash] = next;
      if (await cache.match(path)) continue;
      const response = (await known.get(hash)?.()) ?? (await get(path, hash));
      await cache.put(path, response);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
}

// By hash, how to take a file out of the caches of earlier versions; and what they have.
async function kept() {
  const known = new Map();
  const had = new Set();
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === NAME) continue;
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (!list) continue;
    for (const [path, hash] of await list.json()) {
      known.set(hash, () => cache.match(path));
    }
    for (const { url } of await cache.keys()) had.add(new URL(url).pathname);
  }
  return { known, had };
}

// What the page has just loaded is in the browser's cache: it is not even asked for again, if it is
// of this build. The server may have changed its build meanwhile: then these files are of two, and
// no use.
async function get(path, hash) {
  for (const cache of ["force-cache", "no-cache"]) {
    const response = await fetch(path === "/index.html" ? "/" : path, { cache, credentials: "omit" });
    const { ok, redirected, status } = response;
    if (ok && !redirected && (await isMeant(response.clone(), hash))) return response;
    if (!ok && cache === "no-cache") throw new Error(`${path}: ${status}`);
  }
  await caches.delete(NAME);
  throw new Error("the build changed while it was fetched");
}

async function isMeant(response, hash) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(hash);
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
  }
  // The first version serves the page that brought it; a later one waits its turn.
  await self.clients.claim();
}

async function activateIfAlone() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
}
