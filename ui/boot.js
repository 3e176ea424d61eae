// Starts the page, and says so in plain words if that fails.

// What is said before the translations are here: by language, put in from them by the build.
const WORDS = __BOOT_WORDS__;
const words = WORDS[language()] ?? WORDS.en;

const native = "__TAURI_INTERNALS__" in window;
const offline = !native && "serviceWorker" in navigator;

const opening = document.querySelector(".boot-word");
if (opening) opening.textContent = words["boot-opening"];

if (!(await updated())) {
  if (offline) {
    addEventListener("durbar-ready", keep, { once: true });
  }
  try {
    const { default: init } = await import("/ui.js");
    await init({ module_or_path: "/ui_bg.wasm" });
  } catch (error) {
    fail(error);
  }
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

// Keeps the app on the device, so that it opens without a network, in the languages that are read
// here: the municipality's, once it is known.
async function keep() {
  try {
    await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const { dataset, lang } = document.documentElement;
    const languages = (dataset.languages ?? lang).split(" ");
    const paths = languages.map((language) => `/translations/${language}.ftl`);
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
  document.querySelector(".boot-word")?.remove();
}
