// The page for screen readers and the keyboard.

import assert from "node:assert/strict";
import { check, setUp, until } from "./page.mjs";

setUp();

check("lanes are lists of events with name, thread and time", async (visit) => {
  const visitor = await visit();
  const lists = await visitor.page.locator("#mirror main ul").evaluateAll((lists) => lists.map((list) => [
    list.getAttribute("aria-label"), [...list.children].every((child) => child.tagName === "LI"), list.children.length,
  ]));
  assert.equal(lists.filter(([name]) => name.startsWith("Events in ")).length, 9);
  assert.ok(lists.every(([, clean, length]) => clean && length > 0));
  const event = await visitor.event("Damar is killed").innerText();
  assert.match(event, /^Damar is killed, The Cardassian uprising, a moment, during/);
});

check("the browser's own accessibility tree has it all", async (visit) => {
  const visitor = await visit();
  const session = await visitor.page.context().newCDPSession(visitor.page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const of = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role);
  assert.ok(of("listitem").length > 60, `${of("listitem").length} items`);
  assert.equal(of("main").length, 1);
  assert.equal(of("complementary").length, 1);
  assert.equal(of("toolbar").length, 1);
  for (const role of ["button", "slider", "textbox", "list", "heading", "region", "complementary", "main", "toolbar"]) {
    assert.deepEqual(of(role).filter((node) => !node.name?.value), [], role);
  }
  assert.ok(of("heading").length > 2);
});

check("the keyboard goes through the whole episode, and the page's focus with it", async (visit) => {
  const visitor = await visit();
  const seen = new Set();
  const go = async (key) => {
    const before = await visitor.focused();
    await visitor.page.keyboard.press(key);
    // The last event of a lane has no next one.
    for (let nth = 0; nth < 48 && await visitor.focused() === before; nth++) await visitor.page.waitForTimeout(25);
    const now = await visitor.focused();
    seen.add(now.split(", ").slice(0, 2).join(", "));
    return now !== before;
  };
  await go("ArrowRight");
  for (let lane = 0; lane < 9; lane++) {
    while (await go("ArrowLeft"));
    while (await go("ArrowRight"));
    await go("ArrowDown");
  }
  seen.delete("CANVAS");
  assert.equal(seen.size, 60, [...seen].join("\n"));
});

check("the program's focus follows the page's", async (visit) => {
  const visitor = await visit();
  const event = visitor.event("Winn poisons Dukat");
  await event.focus();
  await visitor.page.keyboard.press("Enter");
  await visitor.says("status", /Selected: Winn poisons Dukat/);
  await visitor.page.keyboard.press("Tab");
  await until("the next stop", async () => !/^Winn poisons Dukat/.test(await visitor.focused()) && await visitor.focused() !== "CANVAS");
  await visitor.page.keyboard.press("Shift+Tab");
  await until("back again", async () => /^Winn poisons Dukat/.test(await visitor.focused()));
});

check("a click of a screen reader selects, and its fields can be filled", async (visit) => {
  const visitor = await visit();
  await visitor.press(visitor.event("Dukat rises again"));
  await visitor.says("status", /Selected: Dukat rises again/);
  await visitor.says("complementary", /Dukat rises again/);
  await visitor.get("textbox").fill("prophets");
  await visitor.says("status", /found/);
  await visitor.get("textbox").fill("");
  await visitor.shows("no search", ({ search }) => !search);
  await visitor.press(visitor.get("button", "Zoom in (+)"));
  await visitor.stretch();
});

check("zoomed in, only what is visible is there", async (visit) => {
  const visitor = await visit("#window=8..14");
  await until("fewer events", async () => {
    const count = await visitor.page.locator("#mirror main li").count();
    return count > 9 && count < 60;
  });
});

check("the focus is not lost when its element goes away", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await keyboard.press("ArrowRight");
  await until("an event", async () => /^Morning of departure/.test(await visitor.focused()));
  for (let nth = 0; nth < 5; nth++) await keyboard.press("+");
  const near = await visitor.stretch();
  await keyboard.press("PageDown");
  await visitor.stretch(near.text);
  await until("the event to be gone", async () => await visitor.event("Morning of departure").count() === 0);
  const { event } = await visitor.view();
  await keyboard.press("ArrowRight");
  await visitor.shows("the next event", (view) => view.event && view.event !== event);
  await keyboard.press("0");
  await visitor.shows("all of it", ({ window }) => !window);
});

check("a dialog has the role of one, takes the focus, and gives it back", async (visit) => {
  const visitor = await visit();
  await visitor.page.keyboard.press("ArrowRight");
  await until("an event", async () => /^Morning of departure/.test(await visitor.focused()));
  await visitor.page.keyboard.press("?");
  const dialog = visitor.get("dialog", "Keys and gestures");
  await dialog.waitFor({ state: "attached" });
  assert.match(await dialog.innerText(), /Fit the whole story/);
  await until("the keyboard in it", async () => await visitor.focused() === "Close (Esc)");
  await visitor.page.keyboard.press("Escape");
  await until("the dialog to go", async () => await dialog.count() === 0);
  await until("the keyboard back", async () => /^Morning of departure/.test(await visitor.focused()));
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.says("status", /Selected: Bashir wakes/);
});

check("a number can be typed by the keyboard alone", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await keyboard.press("Control+e");
  const width = await visitor.come("spinbutton", "Width in points");
  await until("the keyboard in the card", async () => await visitor.focused() === "Close (Esc)");
  for (const stop of ["View", "Poster", "Width in points"]) {
    await keyboard.press("Tab");
    await until(stop, async () => await visitor.focused() === stop);
  }
  await keyboard.press("Control+a");
  await keyboard.type("640");
  await keyboard.press("Enter");
  await until("the number", async () => /1,280 × /.test(await visitor.get("dialog").innerText()));
  assert.ok(width);
});
