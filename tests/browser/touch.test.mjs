// Fingers on a phone.

import assert from "node:assert/strict";
import { check, setUp, until } from "./page.mjs";

setUp();

const PHONE = { context: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true } };

/** Moves fingers from one list of points to another. */
async function fingers(page, from, to, hold = 0) {
  const session = await page.context().newCDPSession(page);
  const send = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await send("touchStart", from);
  if (hold) await page.waitForTimeout(hold);
  for (let step = 1; step <= 10 && to !== from; step++) {
    const share = step / 10;
    await send("touchMove", from.map(([x, y], nth) => [x + (to[nth][0] - x) * share, y + (to[nth][1] - y) * share]));
    await page.waitForTimeout(40);
  }
  return () => send("touchEnd", []);
}

check("a tap opens the sheet, a pinch zooms, a finger pans, the sheet goes away", async (visit) => {
  const visitor = await visit("", PHONE);
  const { page } = visitor;
  const size = await page.evaluate(() => [document.querySelector("canvas").width, innerWidth, document.documentElement.scrollWidth]);
  assert.deepEqual(size, [780, 390, 390]);
  await page.touchscreen.tap(...await visitor.middle(visitor.event("Battle of the fleets")));
  await visitor.says("status", /Selected: Battle of the fleets/);
  const sheet = await until("the sheet", () => visitor.get("complementary").boundingBox());
  assert.ok(sheet.width > 340 && sheet.y > 420, JSON.stringify(sheet));

  const [x, y] = [240, 200];
  await (await fingers(page, [[x - 25, y], [x + 25, y]], [[x - 75, y], [x + 75, y]]))();
  const near = await visitor.stretch();
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  await (await fingers(page, [[300, 260]], [[180, 260]]))();
  const panned = await visitor.stretch(near.text);
  assert.ok(panned.ends[0] > near.ends[0], `${near.text} ${panned.text}`);

  await (await fingers(page, [[195, sheet.y - 10]], [[195, 800]]))();
  await visitor.gone("complementary");
});

check("a long press shows the tooltip and selects nothing", async (visit) => {
  const visitor = await visit("", PHONE);
  const at = await visitor.middle(visitor.event("The Defiant heads out"));
  const lift = await fingers(visitor.page, [at], [at], 1200);
  const tooltip = visitor.get("tooltip");
  await until("the tooltip", async () => await tooltip.count() > 0);
  assert.match(await tooltip.innerText(), /The Defiant heads out/);
  await lift();
  await visitor.page.waitForTimeout(300);
  assert.equal((await visitor.view()).event, undefined);
});

for (const viewport of [{ width: 390, height: 844 }, { width: 820, height: 1180 }, { width: 1440, height: 900 }]) {
  check(`at ${viewport.width} × ${viewport.height} buttons are as large as fingertips and nothing lies outside`, async (visit) => {
    const visitor = await visit("#event=city", { context: { ...PHONE.context, viewport } });
    await visitor.says("status", /Selected/);
    const boxes = await visitor.page.locator("#mirror [role=toolbar] button, #mirror aside > button").evaluateAll((all) => all.map((one) => {
      const { left, right, width, height } = one.getBoundingClientRect();
      return { name: one.textContent, left, right, width, height };
    }));
    assert.ok(boxes.length > 1);
    const wrong = boxes.filter(({ left, right, width, height }) => left < 0 || right > viewport.width || height < 44);
    assert.deepEqual(wrong, []);
    const bar = await visitor.page.locator("#mirror [role=toolbar] button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    assert.ok(bar.every((height) => height >= 44), `${bar}`);
  });
}

check("on a phone held sideways the menu scrolls to its end", async (visit) => {
  const visitor = await visit("", { context: { ...PHONE.context, viewport: { width: 844, height: 390 } } });
  await visitor.press(visitor.get("button", "Menu"));
  const last = await visitor.come("menuitem", /^Keys and gestures/);
  const top = async () => (await last.boundingBox())?.y ?? Infinity;
  assert.ok(await top() > 390);
  await until("the end of the menu", async () => {
    await (await fingers(visitor.page, [[700, 300]], [[700, 40]]))();
    return await top() < 390;
    // Every try is a dozen large frames, each drawn without a GPU.
  }, 60_000);
});
