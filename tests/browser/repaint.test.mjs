// Only what has changed is painted again, and the canvas shows the same as if all of it were.

import assert from "node:assert/strict";
import { PNG } from "pngjs";
import { check, setUp, until } from "./page.mjs";

setUp();

/** Counts the triangles of every frame that draws any. A frame begins where the program protects what is on the canvas. */
const countTriangles = (page) => page.addInitScript(() => {
  window.triangles = [0];
  const { colorMask, drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.colorMask = function (...mask) {
    if (!mask[0] && window.triangles.at(-1) > 0) window.triangles.push(0);
    return colorMask.apply(this, mask);
  };
  WebGL2RenderingContext.prototype.drawElements = function (mode, indices, ...rest) {
    window.triangles[window.triangles.length - 1] += indices / 3;
    return drawElements.call(this, mode, indices, ...rest);
  };
});

/** What the page shows, once it stands still: a frame of a busy machine may take longer than one of these steps. */
async function picture(page) {
  let [last, same] = [undefined, 0];
  return until("a page that stands still", async () => {
    await page.waitForTimeout(150);
    const { data } = PNG.sync.read(await page.screenshot());
    same = last?.equals(data) ? same + 1 : 0;
    last = data;
    return same >= 3 && data;
  });
}

/** Compares what the page shows with what it shows once all of it is painted anew. */
async function compare(page, what) {
  const shown = await picture(page);
  // A canvas of another size is another canvas.
  await page.setViewportSize({ width: 1280, height: 790 });
  await page.waitForTimeout(300);
  await page.setViewportSize({ width: 1280, height: 800 });
  const fresh = await picture(page);
  let [differ, most] = [0, 0];
  for (let at = 0; at < fresh.length; at++) {
    const by = Math.abs(fresh[at] - shown[at]);
    if (by > 0) differ++;
    most = Math.max(most, by);
  }
  // Where a side of a triangle ends farther away, its soft edge may be rounded otherwise.
  assert.ok(most <= 1, `${what}: ${differ} samples differ from those of a whole frame, by up to ${most}`);
}

check("a canvas painted in parts shows the whole picture", async (visit) => {
  const visitor = await visit("#theme=dark", { prepare: countTriangles });
  const { page } = visitor;
  await picture(page);
  const whole = await page.evaluate(() => Math.max(...window.triangles));
  await compare(page, "at first");

  for (let nth = 0; nth < 3; nth++) await page.keyboard.press("+");
  await picture(page);
  await page.evaluate(() => { window.triangles = [0]; });
  await visitor.drag([600, 420], [-180, 0]);
  const dragged = await page.evaluate(() => window.triangles);
  const median = dragged.sort((a, b) => a - b)[dragged.length >> 1];
  assert.ok(median < whole / 2, `a frame of a drag draws ${median} triangles, the whole window ${whole}`);
  await compare(page, "after a drag");

  await page.mouse.move(...await visitor.middle(visitor.get("button", /^Theme/)));
  await compare(page, "with a button pointed at");
  await page.mouse.move(640, 500);
  await compare(page, "with the pointer over the lanes");
  for (let nth = 0; nth < 3; nth++) await page.keyboard.press("Tab");
  await compare(page, "with a button in focus");

  await visitor.click(visitor.event("The treaty is signed"));
  await visitor.shows("an event", ({ event }) => event);
  await compare(page, "with an event selected");
  await page.mouse.move(1150, 500);
  await page.mouse.wheel(0, 300);
  await compare(page, "with the panel scrolled");
  await page.keyboard.press("?");
  await visitor.come("dialog", "Keys and gestures");
  await picture(page);
  await page.keyboard.press("Escape");
  await visitor.gone("dialog", "Keys and gestures");
  await compare(page, "after a card was over it");
  await visitor.press(visitor.get("button", /^Theme/));
  await visitor.shows("the other theme", ({ theme }) => theme !== "dark");
  await compare(page, "in the other theme");
});
