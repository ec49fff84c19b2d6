// `cargo web serve` caches nothing: this replaces a service worker that another copy left at this address, and removes
// itself.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
