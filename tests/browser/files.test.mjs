// Stories that are dropped, picked and fetched.

import assert from "node:assert/strict";
import { check, here, setUp, until } from "./page.mjs";
import { serve, story } from "./server.mjs";

setUp();

check("a dropped story opens, and stays when a broken one is dropped", async (visit) => {
  const visitor = await visit();
  await visitor.drop("letter.json", story("Dropped"));
  await until("the story", async () => await visitor.page.title() === "Dropped — Plotlanes");
  await visitor.event("The letter arrives").waitFor();
  await visitor.drop("broken.json", `{ "plotlanes": 1,\n "titel": "x" }`);
  await visitor.says("dialog", /broken\.json has .* mistake/);
  await visitor.says("dialog", /line 2/);
  await visitor.says("dialog", /did you mean "title"/);
  assert.equal(await visitor.page.title(), "Dropped — Plotlanes");
  await visitor.page.keyboard.press("Escape");
  await visitor.gone("dialog");
  assert.ok(await visitor.event("The letter arrives").isVisible());
});

check("the browser's own dialog opens a story", async (visit) => {
  // Where the browser has no dialog that lets files be written as well.
  const prepare = (page) => page.addInitScript(() => Object.defineProperty(window, "showOpenFilePicker", { value: undefined }));
  const visitor = await visit("", { prepare });
  await visitor.page.keyboard.press("Control+o");
  const browse = await visitor.come("button", "Browse…");
  const [chooser] = await Promise.all([visitor.page.waitForEvent("filechooser"), visitor.click(browse)]);
  await chooser.setFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(story("Picked")) });
  await until("the story", async () => await visitor.page.title() === "Picked — Plotlanes");
});

check("a story by its address", async (visit) => {
  const visitor = await visit("?story=stories/good.json");
  await until("the story", async () => await visitor.page.title() === "The letter — Plotlanes");
  await visitor.click(visitor.event("The letter arrives"));
  await visitor.shows("the selection", ({ event }) => event === "letter");
  assert.match(visitor.page.url(), /\?story=stories(\/|%2F)good\.json#event=letter/);
  await visitor.page.reload();
  await visitor.started();
  await until("the story again", async () => await visitor.page.title() === "The letter — Plotlanes");
  await visitor.says("status", /Selected: The letter arrives/);
});

check("a story of another origin that lets itself be read", async (visit) => {
  const other = await serve({});
  try {
    const visitor = await visit(`?story=${encodeURIComponent(`${other.origin}/stories/open.json`)}`);
    await until("the story", async () => await visitor.page.title() === "From elsewhere — Plotlanes");
    const closed = await visit(`?story=${encodeURIComponent(`${other.origin}/stories/closed.json`)}`, { expect: [/CORS/, /ERR_FAILED/] });
    await closed.says("dialog", /does not let other pages read its files/);
    assert.equal(await closed.page.title(), "What You Leave Behind — Plotlanes");
  } finally {
    await other.end();
  }
});

for (const [name, story, says] of [
  ["missing", "stories/none.json", /answered 404/],
  ["broken", "stories/broken.json", /the file ends too early/],
  ["a page", "stories/page.html", /the address of a page/],
  ["huge", "stories/huge.json", /too large/],
  ["a script", "javascript:alert(1)", /https: and http: addresses only/],
  ["data", "data:application/json,{}", /https: and http: addresses only/],
  ["a file", "file:///etc/passwd", /https: and http: addresses only/],
  ["with a name", "https://a:b@example.org/x.json", /user name/],
  ["no address", "http://[", /is not an address/],
  ["out of reach", "http://127.0.0.1:1/x.json", /cannot be reached/],
]) {
  check(`an address that is ${name} gives a clear error and the episode stays`, async (visit) => {
    const expect = [/404/, /ERR_/, /net::/];
    const visitor = await visit(`?story=${encodeURIComponent(story)}`, { expect });
    await visitor.says("dialog", says);
    assert.equal(await visitor.page.title(), "What You Leave Behind — Plotlanes");
    await visitor.page.keyboard.press("Escape");
    await visitor.gone("dialog");
    assert.ok(await visitor.event("Battle of the fleets").isVisible());
  });
}

check("a story with a mistake opens without it, and a bar tells of it", async (visit) => {
  const visitor = await visit("?story=stories/mistaken.json");
  await until("the story", async () => await visitor.page.title() === "With a mistake — Plotlanes");
  await visitor.event("The rest").waitFor();
  await visitor.says("region", /mistaken\.json has one mistake; everything else is shown\..*unknown thread "uprsing"/);
  await visitor.click(await visitor.come("button", "Show it"));
  await visitor.says("dialog", /did you mean "uprising"/);
});

check("a server that does not answer is waited for, shown, and given up", async (visit) => {
  const visitor = await visit("?story=stories/silent.json", { prepare: (page) => page.clock.install() });
  await until("the wait to be shown", async () => /Opening silent\.json/.test(await visitor.page.locator("#mirror").innerText()));
  await visitor.page.clock.fastForward(21_000);
  await visitor.says("dialog", /has not answered for 20 seconds/);
});

check("waiting can be cancelled", async (visit) => {
  const visitor = await visit("?story=stories/endless.json#event=letter");
  const cancel = await visitor.come("button", "Cancel");
  await visitor.press(cancel);
  await until("the wait to end", async () => await cancel.count() === 0);
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.shows("what is selected then", ({ event }) => event === "morning");
  assert.equal(await visitor.page.title(), "What You Leave Behind — Plotlanes");
});

check("nothing in a story or a link runs or sends a request", async (visit) => {
  const hostile = JSON.stringify({
    plotlanes: 1,
    title: "<img src=x onerror=window.hurt=1>",
    sources: [{ id: "s", title: "<script>window.hurt=1</script>", url: "javascript:window.hurt=1" }],
    threads: [{ id: "t", title: "<svg onload=window.hurt=1>" }],
    events: [{ id: "\"><img src=x onerror=window.hurt=1>", title: "<b onmouseover=window.hurt=1>x", thread: "t", summary: "![x](http://127.0.0.1:9/x.png)", cites: [{ source: "s", at: "1" }] }],
  });
  const asked = [];
  const prepare = (page) => page.on("request", (request) => asked.push(request.url()));
  const visitor = await visit("#event=%22%3E%3Cimg%20src=x%20onerror=window.hurt=1%3E&search=<script>window.hurt=1</script>&window=NaN..Infinity&folded=%00,%ff&theme=javascript:", { prepare });
  await visitor.drop("hostile.json", hostile);
  await until("the story", async () => (await visitor.page.title()).startsWith("<img"));
  await visitor.page.keyboard.press("ArrowRight");
  await visitor.says("status", /Selected: <b onmouseover/);
  await visitor.says("complementary", /<script>window/);
  assert.equal(await visitor.page.evaluate(() => window.hurt), undefined);
  assert.equal(await visitor.page.locator("#mirror img, #mirror script, #mirror svg").count(), 0);
  assert.deepEqual(asked.filter((url) => !url.startsWith(here().origin)), []);
});
