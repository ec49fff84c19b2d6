// The same program as on the desktop: mouse, wheel, keys, themes, settings.

import assert from "node:assert/strict";
import { check, setUp, until } from "./page.mjs";

setUp();

check("a click on an event opens its page", async (visit) => {
  const visitor = await visit();
  await visitor.click(visitor.event("Command center stormed"));
  await visitor.says("status", /Selected: Command center stormed/);
  await visitor.says("complementary", /Command center stormed/, /after/, /BECAUSE OF/, /LED TO/, /Happens as/, /Source/);
  await visitor.shows("the event", ({ event }) => event === "storm");
});

check("Ctrl and wheel zoom the timeline and not the page, at the pointer", async (visit) => {
  const visitor = await visit();
  const [x, y] = await visitor.middle(visitor.event("Damar is killed"));
  await visitor.page.mouse.move(x, y);
  await visitor.page.keyboard.down("Control");
  await visitor.page.mouse.wheel(0, -120);
  await visitor.page.keyboard.up("Control");
  const near = await visitor.stretch();
  const ratio = await visitor.page.evaluate(() => [visualViewport.scale, devicePixelRatio, innerWidth]);
  assert.deepEqual(ratio, [1, 1, 1280]);
  await until("the elements to follow", async () => {
    const [now] = await visitor.middle(visitor.event("Damar is killed"));
    return Math.abs(now - x) < 60;
  });
  // And back out with the wheel alone, to the whole story.
  await visitor.page.mouse.move(x, y);
  for (let nth = 0; nth < 30; nth++) await visitor.page.mouse.wheel(0, 240);
  await visitor.shows("all of it", ({ window }) => !window);
  assert.ok(near.ends[1] - near.ends[0] < 40);
});

check("dragging pans", async (visit) => {
  const visitor = await visit();
  await visitor.page.keyboard.press("+");
  await visitor.page.keyboard.press("+");
  const before = await visitor.stretch();
  await visitor.drag([600, 240], [-100, 2]);
  const after = await visitor.stretch(before.text);
  const length = (stretch) => stretch.ends[1] - stretch.ends[0];
  assert.ok(after.ends[0] > before.ends[0], `${before.text} ${after.text}`);
  assert.ok(Math.abs(length(after) - length(before)) < 1e-6);
});

check("keys go where they belong", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await keyboard.press("/");
  await until("the search field", async () => /^Search/.test(await visitor.focused()));
  // Letters that are commands elsewhere.
  await keyboard.type("fleet d0l");
  await visitor.shows("the search", ({ search }) => search === "fleet d0l");
  assert.equal(await visitor.get("complementary").count(), 1, "D typed into the field folds nothing away");
  await keyboard.press("Control+a");
  await keyboard.type("weyoun");
  await visitor.says("status", /events found/);
  await keyboard.press("Enter");
  const first = (await visitor.shows("a hit", ({ event }) => event)).event;
  await keyboard.press("Enter");
  await visitor.shows("the next hit", ({ event }) => event && event !== first);
  await keyboard.press("Escape");
  await visitor.shows("no search", ({ search }) => !search);
  await keyboard.press("d");
  await visitor.gone("complementary");
});

check("text typed right after the search key goes into the search", async (visit) => {
  for (const first of ["canvas", "an event"]) {
    const visitor = await visit();
    if (first === "an event") {
      await visitor.page.keyboard.press("ArrowRight");
      await until("an event", async () => /^Morning of departure/.test(await visitor.focused()));
    }
    await visitor.page.keyboard.type("/fdsisko");
    await visitor.shows("the search", ({ search }) => search === "fdsisko");
    assert.equal(await visitor.get("complementary").count(), 1, "D folded nothing away");
    await visitor.page.context().close();
  }
});

check("the browser's own keys are left to it", async (visit) => {
  const visitor = await visit();
  await visitor.page.evaluate(() => {
    window.kept = [];
    addEventListener("keydown", (event) => window.kept.push([event.key, event.ctrlKey, event.defaultPrevented]));
    document.querySelector("canvas").addEventListener("keydown", (event) => {
      setTimeout(() => window.kept.push([event.key, event.ctrlKey, event.defaultPrevented]));
    });
  });
  for (const keys of ["Control+f", "F3", "F1", "Control+r", "Control+l", "Control+s", "Control+o"]) {
    await visitor.page.evaluate((keys) => {
      const parts = keys.split("+");
      const event = new KeyboardEvent("keydown", { key: parts.at(-1), ctrlKey: parts.length > 1, bubbles: true, cancelable: true });
      document.querySelector("canvas").dispatchEvent(event);
    }, keys);
  }
  const kept = await until("the keys", () => visitor.page.evaluate(() => window.kept.length >= 7 && window.kept));
  const taken = kept.filter(([, , prevented]) => prevented).map(([key]) => key);
  assert.deepEqual([...new Set(taken)].sort(), ["o", "s"]);
  assert.notEqual((await visitor.focused()).slice(0, 6), "Search");
});

check("themes follow the system until one is chosen, which is kept", async (visit) => {
  const visitor = await visit("", { context: { colorScheme: "light" } });
  const brightness = () => visitor.page.screenshot({ clip: { x: 300, y: 1, width: 40, height: 6 } }).then((png) => png.length && visitor.page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.drawImage(image, 0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data[0];
  }, [...png]));
  assert.ok(await brightness() > 200);
  await visitor.page.emulateMedia({ colorScheme: "dark" });
  await until("dark", async () => await brightness() < 60);
  await visitor.press(visitor.get("button", /^Theme/));
  await until("light", async () => await brightness() > 200);
  await visitor.shows("the theme", ({ theme }) => theme === "light");
  await visitor.page.goto("about:blank");
  await visitor.page.goBack();
  await visitor.page.reload();
  await visitor.started();
  assert.ok(await brightness() > 200, "kept");
});

check("settings and the view are kept between visits", async (visit) => {
  const visitor = await visit();
  await visitor.page.keyboard.press("d");
  await visitor.gone("complementary");
  await visitor.page.keyboard.press("+");
  const { text } = await visitor.stretch();
  const plain = visitor.page.url().split("#")[0];
  await visitor.page.goto("about:blank");
  await visitor.page.goto(plain);
  await visitor.started();
  await visitor.gone("complementary");
  await visitor.shows("the same stretch", ({ window }) => window === text);
});

check("a copy that the browser refuses is reported", async (visit) => {
  const prepare = (page) => page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  const visitor = await visit("", { prepare });
  await visitor.press(visitor.get("button", "Export"));
  await visitor.press(await visitor.come("menuitem", /^Copy a link/));
  await visitor.says("status", /Not copied/);
});

check("a copied link is on the clipboard", async (visit) => {
  const visitor = await visit("", { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await visitor.click(visitor.event("Damar is killed"));
  await visitor.shows("the selection", ({ event }) => event);
  await visitor.press(visitor.get("button", "Export"));
  await visitor.press(await visitor.come("menuitem", /^Copy a link/));
  await visitor.says("status", /Copied a link/);
  const copied = await visitor.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^http:\/\/127\.0\.0\.1:\d+\/some\/where\/#event=damar-dies.*theme=/);
});
