// Keeps the page for offline use and brings in a new version when the user says so. What is kept, and how, is in
// sw.js. The bundler fills what stands in braces.

/** The service worker's address; none while developing. */
const WORKER = "{{worker}}";
/** How long, in milliseconds, before a page that is shown again asks for a new version. */
const PATIENCE = 60 * 60 * 1000;

/** Has the files kept, and tells when newer ones are. */
export async function keep() {
  if (!WORKER || !navigator.serviceWorker) return;
  let registration;
  try {
    registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
  } catch {
    // Private windows and plain http have no workers: the page runs without.
    return;
  }
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) news();
  };
  const watch = () => registration.installing?.addEventListener("statechange", look);
  look();
  // It may have been found before this was asked.
  watch();
  registration.addEventListener("updatefound", watch);
  let asked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - asked < PATIENCE) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** Loads the page again, in the newest version that is here. */
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
  // A page that no worker controls hears of no change.
  setTimeout(() => once(), workers.controller ? 3000 : 200);
}

function news() {
  const bar = document.getElementById("news");
  if (!bar?.hidden) return;
  document.getElementById("news-reload").addEventListener("click", reload);
  document.getElementById("news-later").addEventListener("click", () => bar.remove());
  bar.hidden = false;
}
