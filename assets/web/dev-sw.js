// While developing nothing is kept: takes the place of a worker that another copy left at this address.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
