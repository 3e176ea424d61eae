// Starts the page, and says so in plain words if that fails.

// What is said before the translations are here: by language, put in from them by the build.
const WORDS = __BOOT_WORDS__;
const own = language() in WORDS ? language() : "en";
const words = WORDS[own];

const AGAIN = "boot-again";

const native = "__TAURI_INTERNALS__" in window;
const offline = !native && "serviceWorker" in navigator;

// Pages that meet what must not be end at once, and must say so; what was typed is kept by the app.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, ({ error, reason }) => {
    if ((error ?? reason) instanceof WebAssembly.RuntimeError) {
      document.getElementById("panic")?.removeAttribute("hidden");
    }
  });
}

// What is still loading when the page is left fails, and that is no failure.
let left = false;
addEventListener("pagehide", () => (left = true));

const opening = document.querySelector(".boot-word");
if (opening) {
  opening.textContent = words["boot-opening"];
  opening.lang = own;
}
// There in every language, for browsers that cannot even read this.
const [late, ...others] = document.querySelectorAll(".boot-late");
for (const other of others) other.remove();
if (late) {
  late.textContent = words["boot-late"];
  late.lang = own;
}

if (!(await updated())) {
  if (offline) {
    addEventListener("durbar-ready", keep, { once: true });
  }
  try {
    const { default: init } = await import("/ui.js");
    await init({ module_or_path: "/ui_bg.wasm" });
    started();
  } catch (error) {
    if (!left && !again()) fail(error);
  }
}

function started() {
  try {
    sessionStorage.removeItem(AGAIN);
  } catch {
    // Storage is refused: then nothing was noted.
  }
}

// A file that did not come, on a link that drops, comes the next time: once, and then it is said.
function again() {
  try {
    if (sessionStorage.getItem(AGAIN)) {
      sessionStorage.removeItem(AGAIN);
      return false;
    }
    sessionStorage.setItem(AGAIN, "yes");
  } catch {
    return false; // Without storage nobody would know that it was tried.
  }
  location.reload();
  return true;
}

// The language that was chosen here, or else the browser's.
function language() {
  let chosen = null;
  try {
    chosen = localStorage.getItem("language");
  } catch {
    // Storage is refused: then the browser's.
  }
  return (chosen ?? navigator.language).split("-")[0];
}

// Keeps the app on the device, so that it opens without a network, and of what is not everybody's
// (languages, parts) what was needed here. What is needed later is kept when it comes.
async function keep() {
  try {
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const paths = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
    active.postMessage({ kind: "keep", paths });
  } catch (error) {
    console.error("not kept for offline use:", error);
  }
}

// Takes a newer version that waits, if this is the only page: nothing runs yet, so nothing is
// disturbed. Says whether the page is about to load anew.
async function updated() {
  if (!offline) return false;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration?.waiting) return false;
    return await new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), 1000);
      navigator.serviceWorker.addEventListener(
        "controllerchange",
        () => {
          clearTimeout(late);
          location.reload();
          resolve(true);
        },
        { once: true },
      );
      registration.waiting.postMessage({ kind: "activate-if-alone" });
    });
  } catch (error) {
    console.error("no look for a newer version:", error);
    return false;
  }
}

function fail(error) {
  console.error(error);
  const place = document.getElementById("boot-error");
  if (!place) return;
  const missing = typeof WebAssembly !== "object";
  const lines = [
    words["boot-failed"],
    words[missing ? "boot-too-old" : "boot-again"],
    `(${error?.message ?? error})`,
  ];
  place.replaceChildren(
    ...lines.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }),
  );
  place.hidden = false;
  for (const words of document.querySelectorAll(".boot-word, .boot-late")) words.remove();
}
