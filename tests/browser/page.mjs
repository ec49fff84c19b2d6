// The page as people and screen readers use it: opened, looked at through its accessible elements, and left with a
// screenshot where a test fails.

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
/** Where pictures of failures go. */
const FAILURES = join(ROOT, "target/browser");
/** The page lies somewhere below, as it does on static hosting. */
export const PATH = "/some/where/";

export const ARGS = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

let browser;
let server;

/** The server of this file's tests, once they run. */
export const here = () => server;
/** The address of the page. */
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
 * A test that gets a function to open pages with; what goes wrong on the console is a failure. A second try is granted,
 * and told: frames are drawn by the processor here, and a busy machine can starve a browser of them.
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

/** Waits until `look` gives something that is true, for so many milliseconds at most. */
export async function until(what, look, patience = 20_000) {
  let last;
  for (const end = Date.now() + patience; Date.now() < end;) {
    last = await look();
    if (last) return last;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`waited in vain for ${what}`);
}

/** A page and what can be read on it. */
export class Visitor {
  /** @param expect patterns of console messages that are in order */
  constructor(page, expect) {
    this.page = page;
    /** What was said on the console that nobody expected. */
    this.said = [];
    page.on("console", (message) => {
      const text = `${message.text()} ${message.location().url}`;
      const bad = ["error", "warning"].includes(message.type());
      // Chromium's own word on software rendering.
      const known = [/GPU stall due to ReadPixels/, /swiftshader/i, ...expect];
      if (bad && !known.some((pattern) => pattern.test(text))) this.said.push(text);
    });
    page.on("pageerror", (error) => {
      if (!expect.some((pattern) => pattern.test(error.message))) this.said.push(error.message);
    });
  }

  /** The program is there, and its elements are. */
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

  /** The middle of an element's widget on the canvas. */
  async middle(element) {
    const box = await element.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  /** Clicks with the mouse where an element's widget is. */
  async click(element) {
    await this.page.mouse.click(...await this.middle(element));
  }

  /** Drags with the mouse, as slowly as a hand. */
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

  /** Clicks on an element as a screen reader does. */
  async press(element) {
    await element.evaluate((element) => element.click());
  }

  /** All texts of an element of this role, one a line. */
  text(role) {
    return this.get(role).evaluate((element) => element.innerText);
  }

  /** The first element of this role whose name matches, once it is there. */
  async come(role, name) {
    const element = this.get(role, name);
    await element.waitFor({ state: "attached" });
    return element;
  }

  /** Waits until an element of this role says this. */
  async says(role, pattern) {
    await until(`${role} to say ${pattern}`, async () => {
      const texts = await this.page.locator("#mirror").getByRole(role).evaluateAll((all) => all.map((one) => one.textContent));
      return texts.some((text) => pattern.test(text));
    });
  }

  /** The view that the address tells. */
  async view() {
    return Object.fromEntries(new URLSearchParams((await this.page.evaluate(() => location.hash)).slice(1)));
  }

  /** Waits until the address tells a view for which `test` holds. */
  async shows(what, test) {
    return until(what, async () => {
      const view = await this.view();
      return test(view) && view;
    });
  }

  /** Start and end of the visible stretch, once the address tells one. */
  async stretch(other) {
    const view = await this.shows("another stretch", ({ window }) => window && window !== other);
    return { text: view.window, ends: view.window.split("..").map(Number) };
  }

  /** The name of what has the keyboard. */
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
