// Makes the page available offline, and switches to a new version when the user agrees; sw.js does the caching. The
// bundler replaces the names in double braces.

/** The service worker's address; empty in `cargo web serve`. */
const WORKER = "{{worker}}";
/** The least time, in milliseconds, between two checks for a new version when the page is shown again. */
const PATIENCE = 60 * 60 * 1000;

/** Caches the files, and shows a bar when a newer version is ready. */
export async function keep() {
  if (!WORKER || !navigator.serviceWorker) return;
  let registration;
  try {
    registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
  } catch {
    // Private windows and plain http have no service workers: the page runs without one.
    return;
  }
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) news();
  };
  const watch = () => registration.installing?.addEventListener("statechange", look);
  look();
  // An update may have begun before the listener was there.
  watch();
  registration.addEventListener("updatefound", watch);
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < PATIENCE) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** Reloads the page, in the newest version that has been downloaded. */
export async function reload() {
  const workers = navigator.serviceWorker;
  const registration = await workers?.getRegistration().catch(() => undefined);
  if (!registration?.waiting) return location.reload();
  let once = () => {
    once = () => {};
    location.reload();
  };
  workers.addEventListener("controllerchange", () => once());
  registration.waiting.postMessage("take over");
  // A page without a controlling worker gets no such event.
  setTimeout(() => once(), workers.controller ? 3000 : 200);
}

function news() {
  const bar = document.getElementById("news");
  if (!bar?.hidden) return;
  document.getElementById("news-reload").addEventListener("click", reload);
  document.getElementById("news-later").addEventListener("click", () => bar.remove());
  bar.hidden = false;
}
