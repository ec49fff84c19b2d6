// Keeps one version of Plotlanes, whole, for use without a network. A version that is installed waits until no page
// of the old one is open, or until a page says "take over"; no page ever gets files of two versions. Stories and
// everything else that is not in the lists pass by untouched. The bundler fills what stands in braces.

const VERSION = "{{version}}";
const PAGE = "index.html";
/** Files whose names change with what is in them. */
const HASHED = "{{hashed}}".split(" ");
/** Files that keep their names. */
const NAMED = "{{named}}".split(" ");

const SCOPE = self.registration.scope;
/** Copies of Plotlanes under one origin share its caches, so the scope is in the name; it holds no blank. */
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
    // The page has just loaded most of these: ask the server whether they still hold, not for their bytes again.
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

/** The page, if it is of this version: a server may be half-way to the next. */
async function page() {
  const [, response] = await get(PAGE, "reload");
  const text = await response.text();
  if (!text.includes(`content="${VERSION}"`)) throw new Error(`${PAGE} is not of version ${VERSION}`);
  // Made anew, because a navigation may not be answered with what came by a redirect.
  return [PAGE, new Response(text, { headers: { "content-type": "text/html; charset=utf-8" } })];
}

/** Removes what older versions under this scope kept. */
async function forget() {
  const old = (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The kept file; the network's where the browser has thrown it away. */
async function answer(key, request) {
  return (await caches.match(key, { cacheName: CACHE })) ?? fetch(request);
}
