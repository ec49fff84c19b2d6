// The address follows the view, and the view follows an address.

import assert from "node:assert/strict";
import { check, setUp, until } from "./page.mjs";
import { story } from "./server.mjs";

setUp();

check("a link gives its view", async (visit) => {
  const link = "#event=city&window=2..20&folded=station&search=kira&order=happening&theme=light";
  const visitor = await visit(link, { context: { colorScheme: "dark" } });
  await visitor.says("status", /Selected: A city is wiped out/);
  assert.deepEqual(await visitor.shows("the whole link", ({ theme }) => theme), {
    event: "city", window: "2..20", folded: "station", search: "kira", order: "happening", theme: "light",
  });
  await visitor.come("button", /^Unfold/);
  await until("the search in its field", async () => await visitor.get("textbox").inputValue() === "kira");
});

check("a link's missing parts are reported, and the rest is shown", async (visit) => {
  const visitor = await visit("#event=nobody&window=3..2&search=odo&nonsense=1");
  await visitor.says("status", /Not all of the link is shown/);
  await until("the search in its field", async () => await visitor.get("textbox").inputValue() === "odo");
});

check("a selection makes an entry in the history and a pan does not", async (visit) => {
  const visitor = await visit();
  const entries = () => visitor.page.evaluate(() => history.length);
  const first = await entries();
  await visitor.page.keyboard.press("+");
  const zoomed = await visitor.stretch();
  await visitor.drag([600, 240], [-150, 0]);
  await visitor.stretch(zoomed.text);
  assert.equal(await entries(), first);
  await visitor.page.keyboard.press("ArrowRight");
  const one = (await visitor.shows("a selection", ({ event }) => event)).event;
  await visitor.page.keyboard.press("ArrowDown");
  const two = (await visitor.shows("another", ({ event }) => event && event !== one)).event;
  assert.equal(await entries(), first + 2);
  await visitor.page.goBack();
  await visitor.shows("the first again", ({ event }) => event === one);
  await visitor.says("status", /Selected/);
  await visitor.page.goForward();
  await visitor.shows("the second again", ({ event }) => event === two);
  // The program's Back is the browser's.
  await visitor.press(visitor.get("button", /^Back/));
  await visitor.shows("the first once more", ({ event }) => event === one);
  assert.equal(await entries(), first + 2);
  await visitor.page.goBack();
  await visitor.shows("nothing selected", ({ event }) => !event);
});

check("an address edited by hand is followed", async (visit) => {
  const visitor = await visit();
  await visitor.page.evaluate(() => { location.hash = "#event=city&order=happening"; });
  await visitor.says("status", /Selected: A city is wiped out/);
  await visitor.page.goBack();
  await visitor.shows("what was before", ({ event }) => !event);
});

check("going back to a story that was left opens it", async (visit) => {
  const visitor = await visit("?story=stories/good.json");
  await until("the story", async () => await visitor.page.title() === "The letter — Plotlanes");
  await visitor.press(visitor.get("button", "Menu"));
  await visitor.press(await visitor.come("menuitem", /^Open a story/));
  await visitor.press(await visitor.come("button", /^What You Leave Behind \(built in\)/));
  await until("the episode", async () => await visitor.page.title() === "What You Leave Behind — Plotlanes");
  await until("its address", () => !visitor.page.url().includes("story="));
  const entries = () => visitor.page.evaluate(() => history.length);
  const before = await entries();
  await visitor.page.goBack();
  await until("the story again", async () => await visitor.page.title() === "The letter — Plotlanes");
  await visitor.page.goForward();
  await until("the episode again", async () => await visitor.page.title() === "What You Leave Behind — Plotlanes");
  assert.equal(await entries(), before, "going back and forward makes no entries");
});

check("going back from a dropped story opens the one before, and going forward says that it is missing", async (visit) => {
  const visitor = await visit();
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.shows("a selection", ({ event }) => event);
  await visitor.drop("letter.json", story("Dropped"));
  await until("the story", async () => await visitor.page.title() === "Dropped — Plotlanes");
  await visitor.shows("its view", ({ event }) => !event);
  await visitor.page.goBack();
  await until("the episode", async () => await visitor.page.title() === "What You Leave Behind — Plotlanes");
  await visitor.says("status", /Selected: Morning of departure/);
  await visitor.page.goForward();
  await visitor.says("status", /letter\.json was a file of yours/);
});

check("holding an arrow key does not fill the history", async (visit) => {
  const visitor = await visit();
  const before = await visitor.page.evaluate(() => history.length);
  for (let nth = 0; nth < 40; nth++) {
    await visitor.page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", code: "ArrowRight", bubbles: true, cancelable: true })));
    await visitor.page.waitForTimeout(15);
  }
  await visitor.shows("the last event of the lane", ({ event }) => event === "wormhole-opens" || event?.startsWith("wormhole"));
  const made = await visitor.page.evaluate(() => history.length) - before;
  assert.ok(made <= 4, `${made} entries`);
});

check("no address however long or odd stops the page", async (visit) => {
  for (const hash of ["#".repeat(50), "#" + "a".repeat(60_000), "#window=1e308..2e308", "#window=..", "#%E0%A4%A", "#event=&event=&event=", "#scroll=-1e9"]) {
    const visitor = await visit(hash);
    await visitor.page.keyboard.press("ArrowRight");
    await visitor.says("status", /Selected/);
    await visitor.page.context().close();
  }
});
