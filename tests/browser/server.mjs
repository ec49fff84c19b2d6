// Serves the built page under a path, as static hosts do, and stories that are good, slow, missing or wrong.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** A small story whose title is `title`. */
export const story = (title) => JSON.stringify({
  plotlanes: 1,
  title,
  threads: [{ id: "home", title: "At home" }, { id: "road", title: "On the road" }],
  events: [
    { id: "ride", title: "The messenger rides", thread: "road" },
    { id: "dinner", title: "Dinner without news", thread: "home", when: { during: ["ride"] } },
    { id: "letter", title: "The letter arrives", thread: "home", when: { after: ["ride"] }, because: ["ride"] },
  ],
});

/** A story with an event for each title. */
const titled = (...titles) => JSON.stringify({
  plotlanes: 1,
  title: "Letters",
  threads: [{ id: "all", title: "All" }],
  events: titles.map((title, nth) => ({ id: `e${nth}`, title, thread: "all" })),
});

/** The stories: status, headers and body, or a function that answers the request. */
const STORIES = {
  "good.json": [200, {}, story("The letter")],
  "open.json": [200, { "access-control-allow-origin": "*" }, story("From elsewhere")],
  "closed.json": [200, {}, story("Never seen")],
  "broken.json": [200, {}, `{ "plotlanes": 1, "title": "T", "threads": [`],
  "mistaken.json": [200, {}, `{ "plotlanes": 1, "title": "With a mistake", "threads": [{ "id": "uprising", "title": "A" }],\n"events": [{ "id": "e", "title": "E", "thread": "uprsing" }, { "id": "f", "title": "The rest", "thread": "uprising" }] }`],
  "scripts.json": [200, {}, titled("红楼梦", "שלום", "महाभारत", "สี่แผ่นดิน", "한글", "😀")],
  "arabic.json": [200, {}, titled("ألف ليلة وليلة")],
  "page.html": [200, { "content-type": "text/html" }, "<!doctype html><title>A page</title>"],
  "huge.json": (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": 1 << 30 });
    response.write("{");
  },
  "endless.json": (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
  },
  "silent.json": () => {},
};

/**
 * Serves `folders`, a map from paths such as "/a/b/" to folders, with the headers `more` beside the usual ones; returns its
 * origin, what was asked for, and an end.
 */
export async function serve(folders, more = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://here").pathname);
    asked.push(path);
    const extra = STORIES[path.split("/stories/")[1]];
    if (typeof extra === "function") return extra(response);
    if (extra) {
      response.writeHead(extra[0], { "content-type": "application/json", ...extra[1] });
      return response.end(extra[2]);
    }
    const mount = Object.keys(folders).find((mount) => path.startsWith(mount));
    const name = path.slice(mount?.length) || "index.html";
    try {
      if (mount === undefined || normalize(name).startsWith("..")) throw new Error("not ours");
      const bytes = await readFile(join(folders[mount], name));
      const headers = { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "cache-control": "max-age=600", ...more };
      if (name === "index.html" || name === "sw.js") headers["cache-control"] = "no-cache";
      const squeezed = [".html", ".js", ".wasm", ".css"].includes(extname(name));
      if (squeezed) headers["content-encoding"] = "gzip";
      response.writeHead(200, headers);
      response.end(squeezed ? gzipSync(bytes, { level: 1 }) : bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const end = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { origin: `http://127.0.0.1:${server.address().port}`, asked, end };
}
