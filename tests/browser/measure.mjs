// How long the first frame takes, what a step of a drag costs, and of a file that is named how long it takes to open and
// for how long the page stands still meanwhile. Nothing is asserted: these are figures to look at.

import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { ARGS, PATH, SITE } from "./page.mjs";
import { serve } from "./server.mjs";

const [file] = process.argv.slice(2);
const server = await serve({ [PATH]: SITE });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
await page.addInitScript(() => {
  window.costs = [];
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => ask((time) => {
    const start = performance.now();
    draw(time);
    window.costs.push(performance.now() - start);
  });
});
await page.goto(server.origin + PATH);
await page.waitForFunction(() => document.querySelector("#boot.done") ?? !document.querySelector("#boot"), undefined, { polling: 5 });
console.log(`first frame after ${(await page.evaluate(() => performance.now())).toFixed(0)} ms`);
await page.waitForSelector("#mirror main", { state: "attached" });
if (file) {
  await page.evaluate((text) => {
    let last = performance.now();
    window.opening = { since: last, still: 0 };
    setInterval(() => {
      const now = performance.now();
      window.opening.still = Math.max(window.opening.still, now - last);
      last = now;
    }, 1);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "story.json"));
    document.querySelector("canvas").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, readFileSync(file, "utf8"));
  await page.waitForFunction(() => !document.title.startsWith("What You Leave Behind"), undefined, { timeout: 60_000, polling: 5 });
  await page.waitForTimeout(500);
  const { took, still } = await page.evaluate(() => ({ took: performance.now() - window.opening.since - 500, still: window.opening.still }));
  console.log(`opened within ${took.toFixed(0)} ms, standing still for ${still.toFixed(0)} ms at most`);
}
for (let nth = 0; nth < 3; nth++) await page.keyboard.press("+");
await page.waitForTimeout(1000);
await page.evaluate(() => { window.costs.length = 0; });
await page.mouse.move(900, 420);
await page.mouse.down();
for (let step = 1; step <= 60; step++) await page.mouse.move(900 - 6 * step, 420);
await page.mouse.up();
// Frames in which nothing is drawn take no time to speak of.
const costs = (await page.evaluate(() => window.costs)).filter((cost) => cost > 0.3).sort((a, b) => a - b);
const at = (share) => costs[Math.floor((costs.length - 1) * share)].toFixed(1);
console.log(`${costs.length} frames of a drag: median ${at(0.5)} ms, nine in ten under ${at(0.9)} ms, most ${at(1)} ms`);
await browser.close();
await server.end();
