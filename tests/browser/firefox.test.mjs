// A short tour of the page in Firefox: what the other tests ask of Chromium in full. Firefox has WebGL only with a
// display, so the tour runs in an X server of its own; without a display the page must fall back to its picture.
//
// Driven over WebDriver BiDi by puppeteer-core: Playwright needs a Firefox of its own make.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import puppeteer from "puppeteer-core";
import { FAILURES, PATH, SITE, until } from "./page.mjs";
import { serve } from "./server.mjs";

const FIREFOX = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
/** Whoever names a Firefox wants it tested; without one these tests are skipped, and say so. */
const skip = !process.env.FIREFOX && !existsSync(FIREFOX) && `there is no ${FIREFOX}`;
/** No scripts but the page's own, no styles in attributes, nothing from elsewhere. */
const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data: blob:",
  "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
  "form-action 'none'",
].join("; ");
const VIEWPORT = { width: 1280, height: 800 };

const scratch = mkdtempSync(join(tmpdir(), "plotlanes-"));
const downloads = join(scratch, "downloads");
let server;

before(async () => {
  if (skip) return;
  mkdirSync(downloads);
  server = await serve({ [PATH]: SITE }, { "content-security-policy": POLICY });
});
after(async () => {
  await server?.end();
  rmSync(scratch, { recursive: true, force: true });
});

/** Starts an X server on a display that is free; its name, and an end. */
async function display() {
  // It writes the number of its display to file 3 once it can be used.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((done, failed) => {
    server.on("error", failed);
    server.on("exit", (code) => failed(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3].once("data", (data) => done(`${data}`.trim()));
  });
  return { name: `:${number}`, end: () => server.kill() };
}

/** Opens the page in a Firefox with `options`, and runs a tour of it; what the console has to complain of is a failure. */
async function tour(name, options, run) {
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath: FIREFOX, protocol: "webDriverBiDi", defaultViewport: VIEWPORT, ...options,
  });
  const [page] = await browser.pages();
  const complaints = [];
  try {
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.evaluateOnNewDocument(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
        window.violations.push(`${violatedDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`);
      });
    });
    await page.goto(server.origin + PATH);
    await run(page);
    assert.deepEqual(await page.evaluate(() => window.violations), [], "violations of the content security policy");
    assert.deepEqual(complaints, [], "on the console");
  } catch (error) {
    mkdirSync(FAILURES, { recursive: true });
    const path = join(FAILURES, `Firefox-${name.replaceAll(/[^a-z0-9]+/gi, "-")}.png`);
    await page.screenshot({ path }).then(() => console.error(`screenshot: ${path}`), () => {});
    throw error;
  } finally {
    await browser.close();
  }
}

/** The elements of the page's mirror that match a selector and whose text starts so, as places and texts. */
const mirrored = (page, selector, start = "") => page.evaluate((selector, start) => {
  const all = [...document.querySelectorAll(`#mirror ${selector}`)].filter((one) => one.textContent.startsWith(start));
  return all.map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2, text: one.textContent };
  });
}, selector, start);

/** Clicks with the mouse where the canvas shows the first such element, once it is there. */
async function click(page, selector, start) {
  const { x, y } = await until(`"${start}"`, async () => (await mirrored(page, selector, start))[0]);
  await page.mouse.click(x, y);
}

/** Waits until the live region says this. */
const says = (page, pattern) => until(`the status to say ${pattern}`, async () => {
  const status = await mirrored(page, "[role=status]");
  return status.some(({ text }) => pattern.test(text));
});

/** Waits until the address tells a view for which `test` holds. */
const shows = (page, what, test) => until(what, async () => {
  const view = Object.fromEntries(new URLSearchParams((await page.evaluate(() => location.hash)).slice(1)));
  return test(view) && view;
});

test("Firefox draws the page, selects, zooms, searches and exports", { skip, timeout: 240_000 }, async () => {
  const screen = await display();
  const options = {
    headless: false,
    env: { ...process.env, DISPLAY: screen.name, LIBGL_ALWAYS_SOFTWARE: "1", MOZ_ENABLE_WAYLAND: "0" },
    extraPrefsFirefox: {
      // Firefox trusts no software renderer by itself.
      "webgl.force-enabled": true,
      "browser.download.dir": downloads,
      "browser.download.folderList": 2,
      "browser.download.alwaysOpenPanel": false,
    },
  };
  try {
    await tour("tour", options, async (page) => {
      const patience = 60_000;
      await until("the first frame", () => page.evaluate(() => !document.querySelector("#boot") && !!document.querySelector("#mirror main")), patience);
      assert.equal(await page.title(), "What You Leave Behind — Plotlanes");
      const { data } = PNG.sync.read(Buffer.from(await page.screenshot()));
      const colours = new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4));
      assert.ok(colours.size > 50, `${colours.size} colours are drawn`);

      await click(page, "main li button", "Command center stormed, ");
      await shows(page, "the selection", ({ event }) => event === "storm");
      await says(page, /Selected: Command center stormed/);

      const [{ x, y }] = await mirrored(page, "main li button", "Command center stormed, ");
      await page.mouse.move(x, y);
      await page.keyboard.down("Control");
      await page.mouse.wheel({ deltaY: -240 });
      await page.keyboard.up("Control");
      await shows(page, "a stretch of the story", ({ window }) => /^\S+\.\.\S+$/.test(window ?? ""));

      await page.keyboard.press("/");
      await page.keyboard.type("weyoun");
      await shows(page, "the search", ({ search }) => search === "weyoun");
      await says(page, /events found/);
      await page.keyboard.press("Escape");
      await shows(page, "no search", ({ search }) => !search);

      await page.keyboard.down("Control");
      await page.keyboard.press("e");
      await page.keyboard.up("Control");
      await click(page, "[role=dialog] button", "Save");
      await says(page, /Saved what-you-leave-behind\.png/);
      const picture = await until("the picture", () => readdirSync(downloads).find((name) => name.endsWith(".png")));
      // Firefox moves it here once it is whole.
      const png = await until("all of it", () => readWhole(join(downloads, picture)));
      assert.ok(png.width >= 1000 && png.height >= 400, `${png.width} × ${png.height}`);
    });
  } finally {
    screen.end();
  }
});

/** A PNG once all of it is there. */
function readWhole(path) {
  try {
    return PNG.sync.read(readFileSync(path));
  } catch {
    return undefined;
  }
}

test("Firefox without WebGL shows a sentence and a picture", { skip, timeout: 120_000 }, async () => {
  await tour("fallback", { headless: true, extraPrefsFirefox: { "webgl.disabled": true } }, async (page) => {
    await until("the sentence", async () => /WebGL/.test(await page.evaluate(() => document.body.innerText)));
    await until("the picture", () => page.evaluate(() => document.images[0]?.naturalWidth > 600));
  });
});
