// Opens the page in Chromium, reads it through its accessible elements as a screen reader does, and takes a screenshot if
// a test fails.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** The built page. */
export const SITE = process.env.PLOTLANES_SITE ?? join(ROOT, "target/site");
/** The desktop program: it writes the pictures that the page's are compared with, and makes stories. */
export const PROGRAM = process.env.PLOTLANES ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/plotlanes");
/** The folder for screenshots of failures. */
export const FAILURES = join(ROOT, "target/browser");
/** The page's path: not the root, as on many static hosts. */
export const PATH = "/some/where/";

export const ARGS = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

let browser;
let server;

/** The server of this file's tests, while they run. */
export const here = () => server;
/** The page's address. */
export const address = (rest = "") => server.origin + PATH + rest;

/** Starts browser and server for the tests of a file. */
export function setUp(folders = { [PATH]: SITE }, args = []) {
  before(async () => {
    assert.ok(existsSync(join(SITE, "index.html")), `there is no page in ${SITE}; build it with: cargo web build`);
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: [...ARGS, ...args] });
    server = await serve(folders);
  });
  after(async () => {
    await browser?.close();
    await server?.end();
  });
}

/**
 * A test; `run` gets a function that opens pages. Errors and warnings on the console are failures. It is tried a second
 * time, with a message: frames are drawn by the processor here, and on a busy machine a browser may get too few of them.
 */
export function check(name, run) {
  test(name, { timeout: 200_000 }, async () => {
    try {
      await attempt(name, run);
    } catch (error) {
      console.error(`second try of "${name}" after: ${error.message}`);
      await attempt(name, run);
    }
  });
}

async function attempt(name, run) {
  const opened = [];
  const visit = async (rest = "", options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options.context });
    const page = await context.newPage();
    const visitor = new Visitor(page, options.expect ?? []);
    opened.push(visitor);
    await options.prepare?.(page);
    await page.goto(rest.startsWith("http") ? rest : address(rest), { waitUntil: "commit" });
    if (options.wait !== false) await visitor.started();
    return visitor;
  };
  try {
    await run(visit);
    for (const { said } of opened) assert.deepEqual(said, [], "on the console");
  } catch (error) {
    mkdirSync(FAILURES, { recursive: true });
    for (const [nth, { page }] of opened.entries()) {
      const path = join(FAILURES, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${nth}.png`);
      await page.screenshot({ path }).then(() => console.error(`screenshot: ${path}`), () => {});
    }
    throw error;
  } finally {
    for (const { page } of opened) await page.context().close();
  }
}

/** Waits until `look` returns a true value, and returns it; fails after `patience` milliseconds. */
export async function until(what, look, patience = 20_000) {
  let last;
  for (const end = Date.now() + patience; Date.now() < end;) {
    last = await look();
    if (last) return last;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`waited in vain for ${what}`);
}

/** An open page. */
export class Visitor {
  /** @param expect patterns of console messages that are in order */
  constructor(page, expect) {
    this.page = page;
    /** Unexpected messages on the console. */
    this.said = [];
    page.on("console", (message) => {
      const text = `${message.text()} ${message.location().url}`;
      const bad = ["error", "warning"].includes(message.type());
      // Chromium's own warnings about software rendering.
      const known = [/GPU stall due to ReadPixels/, /swiftshader/i, ...expect];
      if (bad && !known.some((pattern) => pattern.test(text))) this.said.push(text);
    });
    page.on("pageerror", (error) => {
      if (!expect.some((pattern) => pattern.test(error.message))) this.said.push(error.message);
    });
  }

  /** Waits until the program runs and its elements are there. */
  async started() {
    await this.page.waitForFunction(() => !document.querySelector("#boot") && document.querySelector("#mirror main"), undefined, { timeout: 60_000 });
  }

  /** The first element of this role whose name matches. */
  get(role, name) {
    return this.page.locator("#mirror").getByRole(role, name === undefined ? {} : { name, exact: true }).first();
  }

  /** The button of the event with this title, in its own lane. */
  event(title) {
    return this.page.locator("#mirror main li button").filter({ hasText: new RegExp(`^${escape(title)}, (?!also in)`) }).first();
  }

  /** The centre of an element's widget on the canvas. */
  async middle(element) {
    const box = await element.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  /** Clicks with the mouse where an element's widget is. */
  async click(element) {
    await this.page.mouse.click(...await this.middle(element));
  }

  /** Drags with the mouse, slowly enough for several frames. */
  async drag([x, y], [dx, dy]) {
    const { mouse } = this.page;
    await mouse.move(x, y);
    await mouse.down();
    for (let step = 1; step <= 10; step++) {
      await mouse.move(x + dx * step / 10, y + dy * step / 10);
      await this.page.waitForTimeout(30);
    }
    await mouse.up();
  }

  /** Activates an element as a screen reader does. */
  async press(element) {
    await element.evaluate((element) => element.click());
  }

  /** The first element of this role whose name matches, once it is there. */
  async come(role, name) {
    const element = this.get(role, name);
    await element.waitFor({ state: "attached" });
    return element;
  }

  /** Waits until no element of this role and name is there. */
  async gone(role, name) {
    await until(`${name ?? role} to be gone`, async () => await this.get(role, name).count() === 0);
  }

  /**
   * Waits until the text of an element of this role matches all patterns. The elements follow the picture some moments
   * later: a text that is read without waiting may be the one from before.
   */
  async says(role, ...patterns) {
    await until(`${role} to say ${patterns.join(" and ")}`, async () => {
      const texts = await this.page.locator("#mirror").getByRole(role).evaluateAll((all) => all.map((one) => one.textContent));
      return texts.some((text) => patterns.every((pattern) => pattern.test(text)));
    });
  }

  /** The view in the address. */
  async view() {
    return Object.fromEntries(new URLSearchParams((await this.page.evaluate(() => location.hash)).slice(1)));
  }

  /** Waits until `test` holds for the view in the address. */
  async shows(what, test) {
    return until(what, async () => {
      const view = await this.view();
      return test(view) && view;
    });
  }

  /** Start and end of the visible stretch of time, once the address has one, and not `other`. */
  async stretch(other) {
    const view = await this.shows("another stretch", ({ window }) => window && window !== other);
    return { text: view.window, ends: view.window.split("..").map(Number) };
  }

  /** The name of the focused element. */
  focused() {
    return this.page.evaluate(() => {
      const { activeElement: element } = document;
      return element.getAttribute("aria-label") ?? (element.textContent || element.tagName);
    });
  }

  /** Drops a file onto the canvas. */
  async drop(name, text) {
    await this.page.evaluate(([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name, { type: "application/json" }));
      for (const kind of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, clientX: 500, clientY: 300 });
        document.querySelector("canvas").dispatchEvent(event);
      }
    }, [name, text]);
  }
}

export const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
