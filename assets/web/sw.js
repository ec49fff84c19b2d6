// The service worker: caches one complete version of Plotlanes for use without a network. A new version waits until no
// page of the old one is open, or until a page says "take over", so no page gets files of two versions. Requests for
// anything that is not in the lists, such as stories, are left alone. The bundler replaces the names in double braces.

const VERSION = "{{version}}";
const PAGE = "index.html";
/** Files with a hash of their content in their names. */
const HASHED = "{{hashed}}".split(" ");
/** Files with fixed names. */
const NAMED = "{{named}}".split(" ");

const SCOPE = self.registration.scope;
/** Copies of Plotlanes on one origin share its caches, so the scope, which has no space in it, is in the name. */
const CACHES = `plotlanes ${SCOPE} `;
const CACHE = CACHES + VERSION;
const address = (name) => new URL(name, SCOPE).href;
const KEPT = new Set([PAGE, ...HASHED, ...NAMED].map(address));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  url.search = url.hash = "";
  const key = request.mode === "navigate" && url.href === SCOPE ? address(PAGE) : url.href;
  if (KEPT.has(key)) event.respondWith(answer(key, request));
});

/** Fetches every file, then stores them; fails and leaves nothing if one is missing or of another version. */
async function install() {
  const files = await Promise.all([
    page(),
    // The page has just loaded most of these: the server is asked whether they are current, not for their bytes.
    ...HASHED.map((name) => get(name, "no-cache")),
    ...NAMED.map((name) => get(name, "reload")),
  ]);
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([name, response]) => cache.put(address(name), response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function get(name, cache) {
  const response = await fetch(new Request(address(name), { cache }));
  if (!response.ok) throw new Error(`${response.status} for ${name}`);
  return [name, response];
}

/** The page, if it is of this version: the server may be in the middle of an update. */
async function page() {
  const [, response] = await get(PAGE, "reload");
  const text = await response.text();
  if (!text.includes(`content="${VERSION}"`)) throw new Error(`${PAGE} is not of version ${VERSION}`);
  // A new response, because a navigation must not be answered with one that was redirected.
  return [PAGE, new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } })];
}

/** Removes the caches of older versions under this scope. */
async function forget() {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The cached file, or the network's if the browser has evicted it. */
async function answer(key, request) {
  return (await caches.match(key, { cacheName: CACHE })) ?? fetch(request);
}
