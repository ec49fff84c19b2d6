// What the page costs: the first frame, opening a story, and a drag over the timeline. Nothing is asserted: these are
// figures to look at.
//
// `npm run measure --prefix tests/browser` measures the episode and made stories of 1,000 and 100,000 events;
// `… -- FILE.json …` measures those files instead.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { chromium } from "playwright-core";
import { ARGS, PATH, PROGRAM, SITE } from "./page.mjs";
import { serve } from "./server.mjs";

/** How long the pointer moves. */
const DRAG_MS = 4000;
/** How often it does: as often as a plain mouse reports. */
const MOVE_MS = 8;

/** The stories to measure: a name, and the text of the file or none for the embedded episode. */
function stories() {
  const files = process.argv.slice(2);
  if (files.length > 0) return files.map((file) => ({ name: basename(file), text: readFileSync(file, "utf8") }));
  const made = (events) => execFileSync(PROGRAM, ["generate", "--events", `${events}`], {
    encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"],
  });
  return [
    { name: "the episode" },
    { name: "1,000 events", text: made(1000) },
    { name: "100,000 events", text: made(100_000) },
  ];
}

/** Notes when each callback of an animation frame starts and how long it runs. */
function watchFrames() {
  window.frames_seen = [];
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => ask((time) => {
    const start = performance.now();
    draw(time);
    window.frames_seen.push([start, performance.now() - start]);
  });
}

/** Drops a story on the page; for how long it takes to open, and for how long the page answers nothing meanwhile. */
async function open(page, text) {
  const before = await page.title();
  await page.evaluate((text) => {
    let last = performance.now();
    window.opening = { since: last, longest: 0 };
    setInterval(() => {
      const now = performance.now();
      window.opening.longest = Math.max(window.opening.longest, now - last);
      last = now;
    }, 1);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "story.json"));
    document.querySelector("canvas").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await page.waitForFunction((before) => document.title !== before, before, { timeout: 60_000, polling: 5 });
  // The first frames of the story belong to it.
  await page.waitForTimeout(500);
  return page.evaluate(() => [performance.now() - window.opening.since - 500, window.opening.longest]);
}

/** The processor time that the whole browser has taken, in milliseconds. */
async function processorTime(session) {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

/** Drags the timeline to and fro. */
async function drag(page, session) {
  for (let nth = 0; nth < 3; nth++) await page.keyboard.press("+");
  await page.waitForTimeout(1000);
  await page.mouse.move(600, 420);
  await page.mouse.down();
  await page.evaluate(() => { window.frames_seen.length = 0; });
  const [start, before] = [Date.now(), await processorTime(session)];
  const moves = [];
  for (let passed = 0; passed < DRAG_MS; passed = Date.now() - start) {
    // A mouse does not wait for the page either.
    moves.push(page.mouse.move(600 + 250 * Math.sin(passed / 300), 420));
    await new Promise((done) => setTimeout(done, MOVE_MS));
  }
  const processor = await processorTime(session) - before;
  const frames = await page.evaluate(() => window.frames_seen);
  await Promise.all(moves);
  await page.mouse.up();
  // A callback that draws nothing takes no time to speak of.
  const drawn = frames.map(([, cost]) => cost > 0.5);
  const count = drawn.filter(Boolean).length;
  const costs = frames.map(([, cost]) => cost).filter((_, nth) => drawn[nth]);
  const walls = frames.map(([start], nth) => start - frames[nth - 1]?.[0]).filter((_, nth) => drawn[nth] && drawn[nth - 1]);
  return { count, costs, walls, processor: processor / count };
}

const ms = (value) => `${value.toFixed(1)} ms`;
const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;

const server = await serve({ [PATH]: SITE });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
const session = await browser.newBrowserCDPSession();
for (const { name, text } of stories()) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchFrames);
  await page.goto(server.origin + PATH);
  await page.waitForFunction(() => document.querySelector("#boot.done") ?? !document.querySelector("#boot"), undefined, { polling: 5 });
  const first = await page.evaluate(() => performance.now());
  await page.waitForSelector("#mirror main", { state: "attached" });
  console.log(`${name}: first frame of the page after ${first.toFixed(0)} ms`);
  if (text !== undefined) {
    const [took, longest] = await open(page, text);
    console.log(`  opened within ${took.toFixed(0)} ms; the page stands still for ${longest.toFixed(0)} ms at most`);
  }
  const { count, costs, walls, processor } = await drag(page, session);
  console.log(`  a drag of ${count} frames`);
  console.log(`    from frame to frame  median ${ms(quantile(walls, 0.5))}, nine in ten under ${ms(quantile(walls, 0.9))}`);
  console.log(`    inside the callback  median ${ms(quantile(costs, 0.5))}, nine in ten under ${ms(quantile(costs, 0.9))}`);
  console.log(`    processor time of the browser  ${ms(processor)} a frame`);
  await context.close();
}
await browser.close();
await server.end();
