// The page's ways to question a story: orders, lanes, paths, charts, filters, meanwhile, undo, the palette.

import assert from "node:assert/strict";
import { check, setUp, until } from "./page.mjs";

setUp();

check("T switches the order, in the address and in the panel", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await visitor.click(visitor.event("Damar is killed"));
  await visitor.shows("the event", ({ event }) => event);
  await keyboard.press("t");
  await visitor.shows("the telling", ({ order }) => order === "telling");
  await visitor.says("complementary", /Happens as \d+( to \d+)? of 60/, /Told as \d+ of 60/);
  await keyboard.press("Control+z");
  await visitor.shows("the happening again", ({ order }) => order === "happening");
  await keyboard.press("Control+Shift+z");
  await visitor.shows("the telling again", ({ order }) => order === "telling");
});

check("lanes by character, hidden, folded and back by undo", async (visit) => {
  const visitor = await visit("#lanes=character");
  const { keyboard } = visitor.page;
  await visitor.come("list", "Events in Kira Nerys");
  await visitor.press(visitor.event("Odo’s promise"));
  await visitor.shows("the event", ({ event }) => event);
  await keyboard.press("h");
  await visitor.shows("a hidden lane", ({ hidden }) => hidden === "character:kira");
  await visitor.gone("list", "Events in Kira Nerys");
  await keyboard.press("Control+z");
  await visitor.shows("nothing hidden", ({ hidden }) => !hidden);
  await keyboard.press("b");
  await visitor.shows("lanes by group", ({ lanes }) => lanes === "group");
});

check("a search becomes a filter, and X clears it", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await keyboard.press("/");
  await until("the search field", async () => /^Search/.test(await visitor.focused()));
  // With a typo.
  await keyboard.type("cast:kirra");
  await visitor.shows("the search", ({ search }) => search === "cast:kirra");
  await visitor.come("list", "Search results");
  await keyboard.press("Control+Enter");
  await visitor.shows("the filter", ({ filter, search }) => filter === "cast:kirra" && !search);
  await visitor.says("region", /14 of 60 events/);
  await keyboard.press("Escape");
  await keyboard.press("x");
  await visitor.shows("no filter", ({ filter }) => !filter);
});

check("paths, charts and the pinned place come with a link and go with keys", async (visit) => {
  const visitor = await visit("#paths=kira,odo&chart=pacing&pin=20");
  const { keyboard } = visitor.page;
  await visitor.says("complementary", /Kira Nerys/, /Odo/, /Meanwhile/);
  await visitor.come("region", "Chart");
  await keyboard.press("Shift+P");
  await visitor.shows("no paths", ({ paths }) => !paths);
  await keyboard.press("Shift+C");
  await visitor.shows("the next chart", ({ chart }) => chart === "stage");
  await keyboard.press("c");
  await visitor.shows("no chart", ({ chart }) => !chart);
  await keyboard.press(".");
  await visitor.shows("a later place", ({ pin }) => Number(pin) > 20);
  await keyboard.press("m");
  await visitor.shows("nowhere", ({ pin }) => !pin);
});

check("the palette runs a command by its name", async (visit) => {
  const visitor = await visit();
  const { keyboard } = visitor.page;
  await keyboard.press("Control+Shift+P");
  await visitor.come("dialog");
  await keyboard.type("lanes by place");
  await visitor.page.waitForTimeout(300);
  await keyboard.press("Enter");
  await visitor.shows("lanes by place", ({ lanes }) => lanes === "place");
  await visitor.gone("dialog");
});

check("cause and effect are a key away, and two events are compared", async (visit) => {
  const visitor = await visit("#event=damar-dies");
  const { keyboard } = visitor.page;
  await keyboard.press("[");
  const cause = await visitor.shows("a cause", ({ event }) => event && event !== "damar-dies");
  await keyboard.press("]");
  await visitor.shows("an effect", ({ event }) => event !== cause.event);
  const [x, y] = await visitor.middle(visitor.event("The order to surrender"));
  await visitor.page.keyboard.down("Shift");
  await visitor.page.mouse.click(x, y);
  await visitor.page.keyboard.up("Shift");
  const both = await visitor.shows("both", (view) => view.with);
  assert.equal(both.event, "surrender");
});
